import ExactMath
public import RewardCore

/// EMPO: without a reference answer, an answer is worth the share of the group that means the same.
///
///     R = size of the own cluster / n;   missing_reward without an answer;   H = −Σ p ln p over the clusters
///       = 0 for all in a dead group:     every answer distinct (entropy_high "log_n"; or H ≥ entropy_high),
///                                        or largest share < max_confidence_floor, or H ≤ entropy_low
///
/// Right Question is Already Half the Answer: Fully Unsupervised LLM Reasoning Incentivization, arXiv 2504.05812, EMPO. A missing answer
/// is a cluster of its own. The code's floating-point test H < ln n misjudges some groups whose answers are all distinct: with n = 3, 6,
/// 7, 10 it pays 1/n. Here the test is exact. Divide and Conquer's confidence by answer frequency is the same share.
///
/// Needs no verifier: rollouts count whatever is known of their correctness.
public struct SemanticEntropyShaper: GroupShaper {
  private let floor: BigRational
  private let lowest: BigRational?
  private let highest: BigRational?
  private let needsAgreement: Bool
  private let missing: BigRational

  /// An entropy shaper with these options.
  ///
  /// - Throws: `invalid_parameter` when `entropy_high` is neither `"log_n"`, nor a number, nor null.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    floor = options.exact("max_confidence_floor")
    lowest = options.exactIfGiven("entropy_low")
    missing = options.exact("missing_reward")
    needsAgreement = options.string("entropy_high") == "log_n"
    highest = options.exactIfGiven("entropy_high")
    let isNumber = options["entropy_high"].doubleValue?.isFinite == true
    guard needsAgreement || isNumber || options["entropy_high"] == .null else {
      throw RewardError(
        .invalidParameter, field: "entropy_high", found: options["entropy_high"].description,
        expected: "`log_n`, a number or null", source: Self.description.name)
    }
  }

  /// The rewards of a group, and its entropy.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    let count = group.rollouts.count
    let clusters = group.rollouts.map { $0.fields["cluster"]?.identity ?? .null }
    var sizes: [JSONValue: Int] = [:]
    for cluster in clusters where cluster != .null { sizes[cluster, default: 0] += 1 }
    let missingCount = clusters.count { $0 == .null }
    let entropy = Self.entropy(Array(sizes.values) + Array(repeating: 1, count: missingCount), of: count)
    let largest = BigRational(max(sizes.values.max() ?? 0, missingCount > 0 ? 1 : 0), over: max(count, 1))
    let isDead =
      (needsAgreement && sizes.count + missingCount == count) || largest < floor
      || (lowest.map { entropy <= $0 } ?? false) || (highest.map { entropy >= $0 } ?? false)
    let rewards: [Double?] = clusters.map { cluster in
      isDead ? 0 : sizes[cluster].map { BigRational($0, over: count).reward } ?? missing.reward
    }
    return Shaped(rewards: rewards, outputs: [Shaped.Output("entropy", .perGroup([JSONValue(entropy.reward)]))])
  }

  /// ln n − (1/n) Σ s ln s: exactly 0 for one cluster, and the same bits in any order.
  private static func entropy(_ sizes: [Int], of count: Int) -> BigRational {
    guard count > 0 else { return .zero }
    func log(_ size: Int) -> BigRational { BigRational(exactly: PortableMath.log(Double(size))) ?? .zero }
    return log(count) - sizes.reduce(.zero) { $0 + BigRational($1) * log($1) } / BigRational(count)
  }
}

extension SemanticEntropyShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "semantic_entropy", version: 1,
    summary: "Without a reference answer, an answer is worth the share of the group that means the same (EMPO).",
    equation: "R = size of the own cluster/n, 0 for all in a group of too much or too little entropy",
    level: .group, combination: .replaces, usesLength: false, usesCorrectness: false, rolloutFields: ["cluster"],
    options: [
      OptionDescription(
        "max_confidence_floor", .number(.any), default: 0, "The least share that the largest cluster needs; one trainer has 0.25."),
      OptionDescription(
        "entropy_low", .number(.any), default: .null, allowsNull: true, "Groups of this entropy or less are dead; null: none."),
      OptionDescription(
        "entropy_high", .json, default: "log_n", allowsNull: true,
        "`log_n`: groups whose answers are all distinct are dead; a number: those of this entropy or more; null: none."),
      OptionDescription("missing_reward", .number(.any), default: 0, "What a rollout without an answer is worth."),
    ],
    edges: ["A single answer is all distinct: 0.", "A missing answer is a cluster of its own.", "The entropy of an empty group is 0."],
    properties: [
      "The majority wins, right or wrong: a confident mistake is reinforced.", "Correctness and length are not looked at.",
    ],
    sources: [
      Source(
        "Right Question is Already Half the Answer (EMPO), semantic entropy minimisation", "arXiv 2504.05812; QingyangZhang/EMPO",
        confidence: .run)
    ],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"cluster": "A"}, {"cluster": "A"}, {"cluster": "B"}, {"cluster": "A"}, {"cluster": null},
            {"cluster": "C"},
            {"cluster": "B"}, {"cluster": "A"}]}]}
          """#,
        result: #"{"rewards": [0.5, 0.5, 0.25, 0.5, 0, 0.125, 0.25, 0.5], "entropy": [1.21300756598]}"#),
      ShaperExample(
        inputs:
          #"{"groups": [{"samples": [{"cluster": 1}, {"cluster": 2}, {"cluster": 3}]}, {"samples": [{"cluster": 1}, {"cluster": 1.0}]}]}"#,
        result: #"{"rewards": [0, 0, 0, 1, 1], "entropy": [1.0986122886681098, 0]}"#, note: "all distinct; all the same"),
      ShaperExample(
        params: #"{"entropy_low": 0}"#, inputs: #"{"groups": [{"samples": [{"cluster": 1}, {"cluster": 1}]}]}"#,
        result: #"{"rewards": [0, 0], "entropy": [0]}"#, note: "too sure"),
    ])
}
