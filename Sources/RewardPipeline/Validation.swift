package import RewardCore

/// What `validate` finds in a row, and what it adds up over all rows.
package struct Validation: Sendable {
  /// How far a recorded reward may be from the computed one, relative to the larger of its size and 1.
  package var tolerance: Double
  /// What was added up.
  package private(set) var summary = Summary()
  private let fields: FieldMap

  /// - Parameters:
  ///   - tolerance: for recorded rewards.
  ///   - fields: where labels and recorded rewards stand.
  package init(tolerance: Double = 1e-9, fields: FieldMap = FieldMap()) {
    self.tolerance = tolerance
    self.fields = fields
  }

  /// Adds a row that is done.
  ///
  /// - Returns: what is wrong with it beyond what reading it found.
  package mutating func add(_ finished: FinishedRow, fileName: String) -> [RewardError] {
    summary.add(finished)
    let row = finished.row
    var findings: [RewardError] = []
    func report(_ error: RewardError) {
      var error = error
      (error.file, error.line) = (fileName, row.line)
      findings.append(error)
    }
    if let label = row.expected {
      if row.verdict.outcome == .unverifiable, label.outcome != .unverifiable {
        summary.labels.unverifiable += 1
      } else if label.agrees(with: row.verdict.outcome) {
        summary.labels.agreeing += 1
      } else {
        summary.labels.differing += 1
        report(
          RewardError(
            .expectedDiffers, field: fields.name(of: .expected), found: row.verdict.outcome.rawValue, expected: label.outcome.rawValue))
      }
    }
    switch row.recordedReward {
    case .absent: break
    case .skip: check(recorded: nil, computed: finished.reward, report)
    case .number(let recorded): check(recorded: recorded, computed: finished.reward, report)
    }
    return findings
  }

  private mutating func check(recorded: Double?, computed: Double?, _ report: (RewardError) -> Void) {
    summary.recordedRewards += 1
    let agree =
      switch (recorded, computed) {
      case (nil, nil): true
      case (let recorded?, let computed?):
        (recorded - computed).magnitude <= tolerance * max(1, max(recorded.magnitude, computed.magnitude))
      default: false
      }
    guard !agree else { return }
    summary.differingRewards += 1
    report(
      RewardError(
        .rewardDiffers, field: fields.name(of: .reward), found: JSONValue(recorded).description, expected: JSONValue(computed).description))
  }
}

/// Totals over a run.
package struct Summary: Sendable {
  /// How labels compare.
  package struct Labels: Sendable, Hashable {
    package var agreeing = 0
    package var differing = 0
    /// Labelled rows that could not be decided; no finding.
    package var unverifiable = 0
  }

  package private(set) var rows = 0
  package var unreadable = 0
  package private(set) var outcomes: [Verdict.Outcome: Int] = [:]
  package private(set) var reasons: [String: Int] = [:]
  package private(set) var rewarded = 0
  private var rewardSum = CompensatedSum()
  private var parts: [(name: String, sum: CompensatedSum)] = []
  package var labels = Labels()
  package var recordedRewards = 0
  package var differingRewards = 0

  fileprivate mutating func add(_ finished: FinishedRow) {
    rows += 1
    outcomes[finished.row.verdict.outcome, default: 0] += 1
    if let reason = finished.row.verdict.reason, let party = finished.row.verdict.chargedTo {
      reasons["\(reason.rawValue), charged to \(party.rawValue)", default: 0] += 1
    }
    if parts.isEmpty { parts = finished.parts.map { ($0.name, CompensatedSum()) } }
    guard let reward = finished.reward else { return }
    rewarded += 1
    rewardSum.add(reward)
    for (index, part) in finished.parts.enumerated() { parts[index].sum.add(part.value ?? 0) }
  }

  /// The mean reward of the rows that have one.
  package var meanReward: Double? { rewarded == 0 ? nil : rewardSum.value / Double(rewarded) }

  /// The parts in order, with their means over the rows that have a reward.
  package var meanParts: [(name: String, mean: Double?)] {
    parts.map { ($0.name, rewarded == 0 ? nil : $0.sum.value / Double(rewarded)) }
  }
}
