import ExactMath
public import RewardCore

/// HAPO: a length is measured by the right answers that the same prompt has had before.
///
///     h = history[id], from the batches before this one
///     R = C + w · r                                              C = 1 if correct, else 0;  r = 0 if h is unknown or 0
///
///     cosine:  x = cos(min(L/h, 2) · π/2)
///              r = max(floor, x) if correct,  min(0, x) if wrong
///     linear:  e = (1 + tolerance) · h
///              r = 1 − L/h               if correct and L < h
///                = 0                     else if L < e
///                = max(b, −(L − e)/h)    else;  b = floor if correct, −1 if wrong
///
/// HAPO: Training Language Models to Reason Concisely via History-Aware Policy Optimization, arXiv 2505.11225, the length reward; code HCY123902/HAPO.
/// The history of a prompt is the shortest length of a right answer so far (`mode` "min"), or the mean of all of them ("mean").
/// After a batch is scored, the lengths of its right answers go into it. Every group needs its `id`.
///
/// The state is `{"history": {"w": 1000}}` in mode min and `{"history": {"w": {"mean": 1500, "count": 2}}}` in mode mean, where
/// `[1500, 2]` is read too. A mean is rounded once a batch. All but the cosine is exact and rounded once.
public struct HapoShaper: Shaper {
  private let weight: BigRational
  private let floor: BigRational
  private let tolerance: BigRational
  private let keepsMean: Bool
  private let isLinear: Bool

  /// A HAPO shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    weight = options.exact("w")
    floor = options.exact("floor")
    tolerance = options.exact("tolerance")
    keepsMean = options.string("mode") == "mean"
    isLinear = options.string("variant") == "linear"
  }

  /// No history.
  public func makeState() -> HapoState { HapoState() }

  /// Rewards by the history so far.
  public func shape(_ batch: Batch, state: HapoState) throws(RewardError) -> Shaped {
    // All memories are of one kind, so one tells.
    if let memory = state.history.values.first, (memory.count != nil) != keepsMean {
      throw RewardError(.invalidState, field: "history", expected: "what mode \"\(keepsMean ? "mean" : "min")\" writes")
    }
    var rewards: [Double?] = []
    for group in batch.groups {
      guard let id = group.id else {
        throw RewardError(.missingField, field: "id", expected: "the prompt's name, under which its lengths are kept")
      }
      let reference = state.history[id].map { BigRational(length: $0.length) } ?? .zero
      for (rollout, length) in zip(group.rollouts, try group.scorableLengths()) {
        let isCorrect = rollout.correct == true
        rewards.append(
          length.map { length in
            let term = reference.isZero ? .zero : term(length, reference, isCorrect)
            return ((isCorrect ? 1 : 0) + weight * term).reward
          })
      }
    }
    return Shaped(rewards: rewards)
  }

  /// Adds the lengths of right answers to the history.
  public func update(_ state: inout HapoState, after batch: Batch) {
    var solved: [String: [BigRational]] = [:]
    for group in batch.groups {
      guard let id = group.id else { continue }
      let lengths = group.rollouts.compactMap { $0.correct == true ? $0.length.map(BigRational.init(length:)) : nil }
      if !lengths.isEmpty { solved[id, default: []] += lengths }
    }
    for (id, lengths) in solved { state.remember(lengths, of: id, keepsMean: keepsMean) }
  }

  private func term(_ length: BigRational, _ reference: BigRational, _ isCorrect: Bool) -> BigRational {
    let ratio = length / reference
    guard isLinear else {
      let cosine = BigRational(exactly: PortableMath.cosPi((min(ratio, 2) / 2).doubleValue)) ?? .zero
      return isCorrect ? max(floor, cosine) : min(.zero, cosine)
    }
    if isCorrect, ratio < 1 { return 1 - ratio }
    let excess = ratio - (1 + tolerance)
    return excess.signum < 0 ? .zero : max(isCorrect ? floor : -1, -excess)
  }
}

/// What HAPO remembers: for each prompt, what its right answers' lengths come to.
public struct HapoState: Codable, Sendable, Hashable {
  /// The shortest length so far, or a mean with what it is the mean of.
  struct Memory: Sendable, Hashable {
    var length: Double
    /// How many lengths a mean is of; `nil` for a shortest one.
    var count: Int?
  }

  var history: [String: Memory] = [:]

  init() {}

  /// Reads a saved history, whose lengths have to be lengths, and all of one kind.
  public init(from decoder: any Decoder) throws {
    history = try decoder.container(keyedBy: CodingKeys.self).decode([String: Memory].self, forKey: .history)
    let keepsMean = history.values.first?.count != nil
    for (id, memory) in history {
      // The bound on counts keeps sums of them in range; no run comes near.
      let isCount = memory.count.map { keepsMean && (1...1 << 53).contains($0) } ?? !keepsMean
      guard isCount, memory.length >= 0, memory.length.isFinite else {
        throw RewardError(
          .invalidState, field: "history.\(id)", found: "\(memory.length)", expected: "a length as its mode writes it")
      }
    }
  }

  fileprivate mutating func remember(_ lengths: [BigRational], of id: String, keepsMean: Bool) {
    let before = history[id]
    if keepsMean {
      let count = before?.count ?? 0
      let sum = lengths.reduce(BigRational(length: before?.length ?? 0) * BigRational(count), +)
      let total = count + lengths.count
      history[id] = Memory(length: (sum / BigRational(total)).reward, count: total)
    } else if let shortest = (lengths + (before.map { [BigRational(length: $0.length)] } ?? [])).min() {
      history[id] = Memory(length: shortest.reward)
    }
  }
}

extension HapoState.Memory: Codable {
  private enum CodingKeys: String, CodingKey {
    case length = "mean"
    case count
  }

  init(from decoder: any Decoder) throws {
    if let values = try? decoder.container(keyedBy: CodingKeys.self) {
      length = try values.decode(Double.self, forKey: .length)
      count = try values.decode(Int.self, forKey: .count)
    } else if var values = try? decoder.unkeyedContainer() {
      length = try values.decode(Double.self)
      count = try values.decode(Int.self)
      guard values.isAtEnd else {
        throw DecodingError.dataCorruptedError(in: values, debugDescription: "expected [mean, count]")
      }
    } else {
      length = try decoder.singleValueContainer().decode(Double.self)
    }
  }

  func encode(to encoder: any Encoder) throws {
    guard let count else {
      var value = encoder.singleValueContainer()
      return try value.encode(length)
    }
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(length, forKey: .length)
    try values.encode(count, forKey: .count)
  }
}

extension HapoShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "hapo", version: 1,
    summary: "A length is measured by the right answers that the same prompt has had before (HAPO).",
    equation: "R = C + w·r; r = max(floor, cos(min(L/h, 2)·π/2)) if correct, min(0, cos(…)) if wrong; h = history[id]",
    level: .stateful, usesLength: true, groupFields: ["id"],
    options: [
      OptionDescription("w", .number(.any), default: 1, "What the length term is multiplied by."),
      OptionDescription("floor", .number(.any), default: -0.7, "The least length term of a right answer."),
      OptionDescription(
        "mode", .choice(["min", "mean"]), default: "min",
        "What is remembered of a prompt's right answers: the shortest length, or the mean of all."),
      OptionDescription(
        "variant", .choice(["cosine", "linear"]), default: "cosine", "The curve of the length over what is remembered."),
      OptionDescription(
        "tolerance", .number(.any), default: 0.1, "For `linear`: how much longer than remembered costs nothing."),
    ],
    edges: [
      "Nothing remembered, or a length of 0: no length term.",
      "Two groups with one id in a batch are both rewarded by what was remembered before the batch.",
      "A length twice the remembered one, or longer, has the lowest cosine, −1.",
      "Correctness or length unknown: null, and not remembered.",
      "A group without id is an error, missing_field.",
    ],
    properties: [
      "Correctness dominance with margin 1 + floor·w, 0.3 by default: needs w below 1/|floor|.",
      "Not neutral about the length of wrong answers, and an all-wrong group of a prompt solved before is not silent.",
    ],
    sources: [
      Source(
        "HAPO: Training Language Models to Reason Concisely via History-Aware Policy Optimization, the length reward",
        "arXiv 2505.11225; HCY123902/HAPO", confidence: .run),
      Source("The update of the history", "HCY123902/HAPO", confidence: .read),
    ],
    examples: [
      ShaperExample(
        stateIn: #"{"history": {"w": 2000}}"#, result: #"{"rewards": [1.70710678119, 1, 0, 0.3, -1, -0.707106781187]}"#,
        stateOut: #"{"history": {"w": 1000}}"#),
      ShaperExample(
        result: #"{"rewards": [1, 1, 0, 1, 0, 0]}"#, stateOut: #"{"history": {"w": 1000}}"#,
        note: "nothing is remembered yet"),
      ShaperExample(
        params: #"{"variant": "linear"}"#, stateIn: #"{"history": {"w": 2000}}"#,
        result: #"{"rewards": [1.5, 1, 0, 0.3, -1, -0.4]}"#, stateOut: #"{"history": {"w": 1000}}"#),
      ShaperExample(
        params: #"{"mode": "mean"}"#, stateIn: #"{"history": {"w": {"mean": 1500, "count": 2}}}"#,
        result: #"{"rewards": [1.5, 0.5, 0, 0.3, -1, -1]}"#,
        stateOut: #"{"history": {"w": {"mean": 2000, "count": 5}}}"#,
        note: "the mean of five right answers after the batch"),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"correct": true, "length": 5}]}]}"#, result: #"{"error": "missing_field"}"#),
    ])
}
