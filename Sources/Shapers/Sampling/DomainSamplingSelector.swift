import ExactMath
public import RewardCore

/// RuleReasoner's domain sampling: draws more from the domains whose rewards are furthest from the target.
///
///     weight = softmax((max(0, target − m) + ε) / τ)                m = the domain's mean reward, smoothed
///     counts = ⌊batch_size · weight⌋, and what is left one each to the largest weights
///
///     ema:     m ← α·m + (1 − α)·mean of the batch;  unset or 0: the mean itself
///     buffer:  m = Σ r·d_i / (number of rewards) over the last `buffer_size` batches, the newest with i = 1
///              d_i = 1/i (harmonic), 1/2^(i − 1) (geometric), 1 (none);  target · Σ d_i / buffer_size, or, for none, · filled / buffer_size
///
/// RuleReasoner: Reinforced Rule-based Reasoning via Domain-aware Dynamic Sampling, arXiv 2506.08672; code
/// bigai-nlco/RuleReasoner. `ema` is the paper's; `buffer` is the released trainer's, which divides by the number of rewards and not by the
/// sum of the decays, and lowers the target instead.
///
/// In a run the domain of a group is its field `domain`, its rewards are those of its rows, the domains are all that were ever seen,
/// `batch_size` is the number of groups unless the batch has the field, a row's `weight` is its domain's weight for the next batch, and its
/// `selection` has its domain's `count`. In a case `rewards` names the domains, where one may have an empty list.
///
/// The state is `{"history": {DOMAIN: m}}` or `{"buffer": [{DOMAIN: [reward, …]}, …]}`, the newest first. m is rounded to a double once a
/// batch; weights are exact up to `PortableMath.exp` and rounded once, and counts come from the weights before rounding.
public struct DomainSamplingSelector: Selector {
  private let keepsBuffer: Bool
  private let alpha: BigRational
  private let epsilon: BigRational
  private let temperature: BigRational
  private let target: BigRational
  private let bufferSize: Int
  private let decay: String

  /// Batches that the buffer may have: a trainer keeps a handful, and the exact sum of the harmonic weights grows with each.
  private static let mostBatches = 1024.0

  /// Weights and named values.
  public static var gives: Selection.Members { [.weights, .values] }

  /// A selector with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    keepsBuffer = options.string("variant") == "buffer"
    alpha = options.exact("alpha")
    epsilon = options.exact("eps")
    temperature = options.exact("tau")
    target = options.exact("target")
    bufferSize = options.integer("buffer_size")
    decay = options.string("decay")
  }

  /// Nothing seen.
  public func makeState() -> DomainSamplingState { keepsBuffer ? .buffer([]) : .history([:]) }

  /// The weights for the next batch.
  public func select(from batch: Batch, state: DomainSamplingState) throws(RewardError) -> Selection {
    var next = state
    let rewards = try rewards(of: batch)
    try check(state)
    learn(rewards, &next)
    var domains = rewards.map(\.name)
    if !batch.groups.isEmpty { domains = Set(domains).union(next.domains).sorted() }
    guard !domains.isEmpty else {
      throw RewardError(.emptyBatch, field: "rewards", expected: "rewards of at least one domain")
    }
    let size = try batchSize(of: batch)
    let goal = target * share(of: next)
    let weights = Curve.softmax(domains.map { (max(.zero, goal - mean(of: $0, in: next)) + epsilon) / temperature })
    let counts = Self.counts(size, weights)
    guard batch.groups.isEmpty else {
      var own: [Double] = []
      var ownCounts: [JSONValue] = []
      for group in batch.groups {
        let index = domains.firstIndex(of: try group.word("domain")) ?? 0
        own.append(weights[index].reward)
        ownCounts.append(.number(JSONNumber(counts[index])))
      }
      return Selection(weights: batch.perRollout(own), outputs: [Shaped.Output("count", .perGroup(ownCounts))])
    }
    func object(_ values: [JSONValue]) -> JSONValue {
      .object(JSONObject(members: zip(domains, values).map { JSONObject.Member(name: $0, value: $1) }))
    }
    return Selection(outputs: [
      Shaped.Output("weights", .batch(object(weights.map { JSONValue($0.reward) }))),
      Shaped.Output("counts", .batch(object(counts.map { .number(JSONNumber($0)) }))),
    ])
  }

  /// Takes the rewards of the batch into the state.
  public func update(_ state: inout DomainSamplingState, after batch: Batch) {
    guard let rewards = try? rewards(of: batch) else { return }
    learn(rewards, &state)
  }

  // MARK: State

  private func check(_ state: DomainSamplingState) throws(RewardError) {
    switch (state, keepsBuffer) {
    case (.history, false), (.buffer, true): return
    default:
      throw RewardError(.invalidState, expected: "what variant \"\(keepsBuffer ? "buffer" : "ema")\" writes")
    }
  }

  private func learn(_ rewards: [(name: String, numbers: [BigRational])], _ state: inout DomainSamplingState) {
    switch state {
    case .history(var history):
      for (domain, numbers) in rewards {
        guard let mean = numbers.mean else { continue }
        let before = BigRational(length: history[domain] ?? 0)
        history[domain] = (before.isZero ? mean : alpha * before + (1 - alpha) * mean).reward
      }
      state = .history(history)
    case .buffer(let steps):
      let newest = Dictionary(rewards.map { ($0.name, $0.numbers.map(\.reward)) }, uniquingKeysWith: { first, _ in first })
      state = .buffer(Array(([newest] + steps).prefix(bufferSize)))
    }
  }

  private func mean(of domain: String, in state: DomainSamplingState) -> BigRational {
    switch state {
    case .history(let history): return BigRational(length: history[domain] ?? 0)
    case .buffer(let steps):
      var sum = BigRational.zero
      var count = 0
      for (index, step) in steps.enumerated() {
        let weight = decay(index + 1)
        for reward in step[domain] ?? [] {
          sum += BigRational(length: reward) * weight
          count += 1
        }
      }
      return sum / BigRational(max(count, 1))
    }
  }

  /// What the target is multiplied by.
  private func share(of state: DomainSamplingState) -> BigRational {
    guard case .buffer(let steps) = state else { return .one }
    let size = BigRational(bufferSize)
    if decay == "none" { return BigRational(steps.count) / size }
    return (1...bufferSize).reduce(.zero) { (sum: BigRational, i) in sum + decay(i) } / size
  }

  private func decay(_ i: Int) -> BigRational {
    switch decay {
    case "harmonic": BigRational(1, over: i)
    case "geometric": BigRational(2).power(1 - i, maxBits: 1 << 16) ?? .zero
    default: .one
    }
  }

  // MARK: Batch

  private func rewards(of batch: Batch) throws(RewardError) -> [(name: String, numbers: [BigRational])] {
    if let given = batch.fields["rewards"], given != .null { return try given.finiteNumbersByName(at: "rewards") }
    var all: [(name: String, numbers: [BigRational])] = []
    var places: [String: Int] = [:]
    for group in batch.groups {
      let domain = try group.word("domain")
      let numbers = try group.exactRewards().compactMap { $0 }
      if let place = places[domain] {
        all[place].numbers += numbers
      } else {
        places[domain] = all.count
        all.append((domain, numbers))
      }
    }
    return all
  }

  private func batchSize(of batch: Batch) throws(RewardError) -> Int {
    guard let given = batch.fields["batch_size"], given != .null else {
      guard !batch.groups.isEmpty else {
        throw RewardError(.missingField, field: "batch_size", expected: "how many prompts the next batch has")
      }
      return batch.groups.count
    }
    let number = try given.finiteNumber(at: "batch_size")
    guard let size = given.integerValue, size >= 0 else {
      throw RewardError(.outOfRange, field: "batch_size", found: "\(number)", expected: "an integer, at least 0")
    }
    return size
  }

  private static func counts(_ size: Int, _ weights: [BigRational]) -> [Int] {
    var counts = weights.map { (BigRational(size) * $0).floor().intValue ?? 0 }
    let left = size - counts.reduce(0, +)
    let largestFirst = weights.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }
    for index in largestFirst.prefix(left) { counts[index] += 1 }
    return counts
  }

  /// Averages over the last batches.
  public static let merging = StateMerging.sequential(
    "averages over the last batches depend on their order; gather every step's rewards into one process, which draws for all")
}

/// What domain sampling remembers: a smoothed mean for each domain, or the rewards of the last batches, the newest first.
public enum DomainSamplingState: Sendable, Hashable {
  /// Of variant "ema".
  case history([String: Double])
  /// Of variant "buffer".
  case buffer([[String: [Double]]])

  fileprivate var domains: Set<String> {
    switch self {
    case .history(let history): Set(history.keys)
    case .buffer(let steps): Set(steps.flatMap(\.keys))
    }
  }
}

extension DomainSamplingState: Codable {
  private enum CodingKeys: CodingKey {
    case history
    case buffer
  }

  /// Reads a saved state.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self =
      values.contains(.buffer)
      ? .buffer(try values.decode([[String: [Double]]].self, forKey: .buffer))
      : .history(try values.decode([String: Double].self, forKey: .history))
  }

  /// Writes the state.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .history(let history): try values.encode(history, forKey: .history)
    case .buffer(let steps): try values.encode(steps, forKey: .buffer)
    }
  }
}

extension DomainSamplingSelector {
  /// All about it.
  public static let description = ShaperDescription(
    name: "domain_sampling", version: 1,
    summary: "Draws more from the domains whose rewards are furthest from the target (RuleReasoner).",
    equation: "weight = softmax((max(0, target − m) + ε)/τ); m = α·m + (1 − α)·mean of the batch",
    level: .stateful, usesLength: false, groupFields: ["domain"], batchFields: ["batch_size"],
    options: [
      OptionDescription(
        "variant", .choice(["ema", "buffer"]), default: "ema",
        "How a domain's mean is smoothed: a moving average (the paper), or the last batches (the released trainer)."),
      OptionDescription("alpha", .number(.any), default: 0.5, "For `ema`: how much of the old mean stays."),
      OptionDescription("eps", .number(.any), default: 0.1, "Added to the gap to the target."),
      OptionDescription("tau", .number(.positive), default: 0.3, "The temperature: high draws evenly, low from the worst."),
      OptionDescription(
        "target", .number(.init(lower: 0, includesLower: false, upper: 1)), default: 1, "The mean reward at which a domain has no gap."),
      OptionDescription("buffer_size", .integer(.init(lower: 1, upper: mostBatches)), default: 4, "For `buffer`: how many batches."),
      OptionDescription(
        "decay", .choice(["harmonic", "geometric", "none"]), default: "harmonic", "For `buffer`: how older batches count less."),
    ],
    edges: [
      "A domain that was never rewarded has the mean 0; without rewards in this batch it keeps its own.",
      "A moving average of 0, or none, restarts at the batch's mean.", "No domain at all is an error, empty_batch.",
      "Equal weights: what is left goes to the domain that comes first in the order given (in a run, by name).",
      "The weights are those after the update, for the next batch.",
    ],
    properties: [
      "Every domain keeps a weight; a solved one the least.", "Reads the reward, so a shaped one is compared with the target as it is.",
    ],
    sources: [Source("RuleReasoner, domain-aware dynamic sampling", "arXiv 2506.08672; bigai-nlco/RuleReasoner", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: #"{"rewards": {"a": [1, 1], "b": [0, 0.5], "c": [0.5]}, "batch_size": 16}"#, stateIn: #"{"history": {"a": 0.5, "b": 0.1}}"#,
        result: #"""
          {"weights": {"a": 0.0990173941157, "b": 0.673145969245, "c": 0.227836636639}, "counts": {"a": 1, "b": 11, "c": 4}}
          """#,
        stateOut: #"{"history": {"a": 0.75, "b": 0.175, "c": 0.5}}"#),
      ShaperExample(
        inputs: #"{"rewards": {"a": [1], "b": [1], "c": []}, "batch_size": 5}"#, stateIn: #"{"history": {"c": 1}}"#,
        result: #"{"weights": {"a": 0.333333333333, "b": 0.333333333333, "c": 0.333333333333}, "counts": {"a": 2, "b": 2, "c": 1}}"#,
        note: "c has no rewards in this batch, and keeps its mean"),
      ShaperExample(inputs: #"{"rewards": {}, "batch_size": 16}"#, result: #"{"error": "empty_batch"}"#),
    ])
}
