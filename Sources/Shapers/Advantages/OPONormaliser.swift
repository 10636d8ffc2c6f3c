import ExactMath
public import RewardCore

/// OPO's advantage: how much a reward is above the mean of its group, in which longer rollouts count more.
///
///     A = r − Σ L·r / Σ L
///
/// On-Policy RL with Optimal Reward Baseline, arXiv 2505.23585: the baseline with the least variance weighs each reward by the
/// squared norm of its gradient, for which the length stands. Rational, so every advantage is exact and rounded once.
public struct OPONormaliser: GroupNormaliser {
  private let keepsSingletonRaw: Bool

  /// An OPO normaliser with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    keepsSingletonRaw = options.string("singleton") == "raw"
  }

  /// The advantages of a group.
  public func advantages(for group: Group) throws(RewardError) -> Advantages {
    let rollouts = try group.exactRewardsWithLengths()
    let known = rollouts.compactMap { $0 }
    guard known.count > 1 else {
      return Advantages(values: rollouts.map { rollout in keepsSingletonRaw ? rollout?.reward.reward ?? 0 : 0 })
    }
    let total = known.reduce(.zero) { (sum: BigRational, rollout) in sum + rollout.length }
    let weighted = known.reduce(.zero) { (sum: BigRational, rollout) in sum + rollout.length * rollout.reward }
    guard let baseline = weighted.divided(by: total) else {
      throw RewardError(.invalidLength, field: "length", found: "0 for every rollout of a group", expected: "one above 0")
    }
    return Advantages(values: rollouts.map { $0.map { ($0.reward - baseline).reward } ?? 0 })
  }
}

extension OPONormaliser {
  /// All about it.
  public static let description = ShaperDescription(
    name: "opo", version: 1,
    summary: "How much a reward is above the length-weighted mean of its group (OPO).",
    equation: "A = r − ΣL·r/ΣL", level: .group, usesLength: true,
    options: [.singleton("zero", "A single reward gives 0, or (`raw`) itself.")],
    edges: [
      NormaliserEdges.null2, "A length of 0 has no weight; a group of two or more with no length above 0 is an error, invalid_length.",
    ],
    properties: [
      "The advantages of a group, each times its length, add up to 0; adding a number to all rewards changes nothing.",
      "With equal lengths it is Dr. GRPO.",
    ],
    sources: [
      Source("On-Policy RL with Optimal Reward Baseline, the length-weighted baseline", "arXiv 2505.23585; verl", confidence: .run)
    ],
    examples: [
      ShaperExample(
        inputs: ShaperExample.rewardsWithLengths,
        result: #"""
          {"advantages": [0.891891891892, 0.391891891892, -0.108108108108, 0.891891891892, -0.608108108108, -0.108108108108]}
          """#),
      ShaperExample(
        inputs: #"{"groups": [{"rewards": [1, 0], "lengths": [0, 0]}]}"#, result: #"{"error": "invalid_length"}"#),
      ShaperExample(
        inputs: #"{"groups": [{"rewards": [1, 0, 7, null], "lengths": [300, 100, null, -1]}, {"rewards": [4], "lengths": [0]}]}"#,
        result: #"{"advantages": [0.25, -0.75, 0, 0, 0]}"#, note: "without a length: 0; the length of a null reward is not looked at"),
    ])
}
