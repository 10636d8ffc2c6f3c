import ExactMath
public import RewardCore

/// How much a reward is above the mean of its group, undivided: the advantage of “GRPO done right”.
///
///     A = r − mean
///
/// Understanding R1-Zero-Like Training: A Critical Perspective, arXiv 2503.20783, section 3.2: dividing by the standard deviation prices
/// prompts by how mixed their rewards are, which is a bias. (The paper's other half, a loss that is not divided by each response's own
/// length, is the trainer's.) Rational, so every advantage is exact and rounded once.
public struct DrGRPONormaliser: GroupNormaliser {
  /// A normaliser; there are no options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {}

  /// The advantages of a group.
  public func advantages(for group: Group) throws(RewardError) -> Advantages {
    let rewards = try group.exactRewards()
    let known = rewards.compactMap { $0 }
    let mean = known.reduce(.zero, +) / BigRational(max(known.count, 1))
    return Advantages(values: rewards.map { $0.map { ($0 - mean).reward } ?? 0 })
  }
}

extension DrGRPONormaliser {
  /// All about it.
  public static let description = ShaperDescription(
    name: "dr_grpo", version: 1,
    summary: "How much a reward is above the mean of its group, undivided (Dr. GRPO).",
    equation: "A = r − mean", level: .group, usesLength: false, options: [],
    edges: [NormaliserEdges.null, "A single reward, or equal rewards, give 0."],
    properties: [
      "The exact advantages of a group add up to 0; adding a number to all rewards changes nothing.",
      "A prompt weighs as much as its rewards differ, and no more.",
    ],
    sources: [Source("Understanding R1-Zero-Like Training, section 3.2", "arXiv 2503.20783; verl, TRL", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: ShaperExample.rewards,
        result: #"""
          {"advantages": [0.666666666667, 0.166666666667, -0.333333333333, 0.666666666667, -0.833333333333, -0.333333333333]}
          """#),
      ShaperExample(
        inputs: #"{"groups": [{"rewards": [5]}, {"rewards": [null, 0.3, 0.1, 0.2]}, {"rewards": []}]}"#,
        result: #"{"advantages": [0, 0, 0.1, -0.1, 0]}"#, note: "one reward; decimals are decimals"),
    ])
}
