import CRewards
import RewardCore
import RewardPipeline

/// What a `rewards_scores *` points to, and where its arrays are.
final class Scores {
  private(set) var verdicts: [Verdict] = []
  private(set) var findings: [RewardError] = []
  /// Named values of the selectors, one for each row.
  private(set) var selections: [JSONObject?] = []
  private let count: Int
  private let partNames: UnsafeMutablePointer<UnsafePointer<CChar>?>
  private let partCount: Int
  private let rewards: UnsafeMutablePointer<Double>
  private let scores: UnsafeMutablePointer<Double>
  private let parts: UnsafeMutablePointer<Double>
  private let outcomes: UnsafeMutablePointer<UInt8>
  private let reasons: UnsafeMutablePointer<UInt8>
  private let parties: UnsafeMutablePointer<UInt8>
  /// What the recipe does not ask for is `nil`.
  private let advantages: UnsafeMutablePointer<Double>?
  private let weights: UnsafeMutablePointer<Double>?
  private let selected: UnsafeMutablePointer<UInt8>?

  init(count: Int, of scorer: BatchScorer) {
    let names = scorer.partNames
    let signals = scorer.recipe.signals
    self.count = count
    partCount = names.count
    partNames = .allocate(capacity: names.count)
    for (index, name) in names.enumerated() { (partNames + index).initialize(to: cString(name)) }
    func doubles(_ count: Int) -> UnsafeMutablePointer<Double> {
      let values = UnsafeMutablePointer<Double>.allocate(capacity: count)
      values.initialize(repeating: .nan, count: count)
      return values
    }
    func bytes() -> UnsafeMutablePointer<UInt8> {
      let values = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
      values.initialize(repeating: 0, count: count)
      return values
    }
    (rewards, scores, parts) = (doubles(count), doubles(count), doubles(count * names.count))
    (outcomes, reasons, parties) = (bytes(), bytes(), bytes())
    advantages = signals.normaliser == nil ? nil : doubles(count)
    weights = signals.writes(.weights) ? doubles(count) : nil
    selected = signals.writes(.selected) ? bytes() : nil
    verdicts.reserveCapacity(count)
  }

  deinit {
    for index in 0..<partCount { partNames[index]?.deallocate() }
    partNames.deallocate()
    for values in [rewards, scores, parts, advantages, weights] { values?.deallocate() }
    for values in [outcomes, reasons, parties, selected] { values?.deallocate() }
  }

  /// Takes what shaping gives: the rows in order, and findings.
  func receive(_ event: Pipeline.Event) {
    switch event {
    case .finding(let error): findings.append(error)
    case .row(let row, output: _):
      let index = verdicts.count
      let verdict = row.row.verdict
      verdicts.append(verdict)
      rewards[index] = row.reward ?? .nan
      scores[index] = verdict.score.doubleValue
      outcomes[index] = verdict.outcome.number
      reasons[index] = verdict.reason?.number ?? UInt8(REWARDS_REASON_NONE)
      parties[index] = verdict.chargedTo?.number ?? UInt8(REWARDS_CHARGED_TO_NONE)
      advantages?[index] = (row.signals.advantage ?? nil) ?? .nan
      weights?[index] = (row.signals.weight ?? nil) ?? .nan
      let isSelected = row.signals.selected ?? nil
      selected?[index] = UInt8(isSelected.map { $0 ? REWARDS_SELECTED : REWARDS_NOT_SELECTED } ?? REWARDS_SELECTION_UNKNOWN)
      selections.append(row.signals.values ?? nil)
      for (part, value) in row.parts.enumerated() { parts[part * count + index] = value.value ?? .nan }
    case .progress: break
    }
  }

  /// The record that the caller gets; it owns this object.
  func handOut() -> UnsafeMutablePointer<rewards_scores> {
    let size = MemoryLayout<rewards_scores>.stride + MemoryLayout<UnsafeRawPointer>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: MemoryLayout<rewards_scores>.alignment)
    let record = memory.initializeMemory(as: rewards_scores.self, repeating: rewards_scores(), count: 1)
    record.pointee.struct_size = UInt32(MemoryLayout<rewards_scores>.size)
    record.pointee.part_count = UInt32(partCount)
    record.pointee.count = UInt64(count)
    record.pointee.rewards = UnsafePointer(rewards)
    record.pointee.scores = UnsafePointer(scores)
    record.pointee.outcomes = UnsafePointer(outcomes)
    record.pointee.reasons = UnsafePointer(reasons)
    record.pointee.charged_to = UnsafePointer(parties)
    record.pointee.parts = UnsafePointer(parts)
    record.pointee.part_names = UnsafePointer(partNames)
    record.pointee.finding_count = UInt64(findings.count)
    record.pointee.advantages = advantages.map { UnsafePointer($0) }
    record.pointee.weights = weights.map { UnsafePointer($0) }
    record.pointee.selected = selected.map { UnsafePointer($0) }
    // The object stands behind what the header shows.
    memory.storeBytes(
      of: Unmanaged.passRetained(self).toOpaque(), toByteOffset: MemoryLayout<rewards_scores>.stride, as: UnsafeMutableRawPointer.self)
    return record
  }

  /// The object of a record.
  static func behind(_ record: UnsafePointer<rewards_scores>) -> Unmanaged<Scores> {
    let memory = UnsafeRawPointer(record)
    return Unmanaged.fromOpaque(memory.load(fromByteOffset: MemoryLayout<rewards_scores>.stride, as: UnsafeMutableRawPointer.self))
  }
}

extension Verdict.Outcome {
  fileprivate var number: UInt8 {
    switch self {
    case .correct: UInt8(REWARDS_OUTCOME_CORRECT)
    case .incorrect: UInt8(REWARDS_OUTCOME_INCORRECT)
    case .noAnswer: UInt8(REWARDS_OUTCOME_NO_ANSWER)
    case .unverifiable: UInt8(REWARDS_OUTCOME_UNVERIFIABLE)
    }
  }
}

extension Verdict.Reason {
  fileprivate var number: UInt8 {
    switch self {
    case .malformedGroundTruth: UInt8(REWARDS_REASON_MALFORMED_GROUND_TRUTH)
    case .unreadableAnswer: UInt8(REWARDS_REASON_UNREADABLE_ANSWER)
    case .undecided: UInt8(REWARDS_REASON_UNDECIDED)
    case .limitExceeded: UInt8(REWARDS_REASON_LIMIT_EXCEEDED)
    case .timeout: UInt8(REWARDS_REASON_TIMEOUT)
    case .unsupported: UInt8(REWARDS_REASON_UNSUPPORTED)
    case .missingField: UInt8(REWARDS_REASON_MISSING_FIELD)
    case .verifierError: UInt8(REWARDS_REASON_VERIFIER_ERROR)
    }
  }
}

extension Verdict.Party {
  fileprivate var number: UInt8 {
    switch self {
    case .completion: UInt8(REWARDS_CHARGED_TO_COMPLETION)
    case .groundTruth: UInt8(REWARDS_CHARGED_TO_GROUND_TRUTH)
    case .verifier: UInt8(REWARDS_CHARGED_TO_VERIFIER)
    }
  }
}
