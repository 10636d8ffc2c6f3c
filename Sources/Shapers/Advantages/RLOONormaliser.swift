import ExactMath
public import RewardCore

/// RLOO's advantage: how much a reward is above the mean of the others in its group.
///
///     A_i = r_i − mean of the others = n/(n − 1) · (r_i − mean)
///
/// Back to Basics: Revisiting REINFORCE-Style Optimization for Learning from Human Feedback in LLMs, arXiv 2402.14740, REINFORCE
/// Leave-One-Out. Leaving a rollout's own reward out of its baseline makes the estimate of the gradient unbiased. Rational, so every
/// advantage is exact and rounded once.
public struct RLOONormaliser: GroupNormaliser {
  private let keepsSingletonRaw: Bool

  /// An RLOO normaliser with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    keepsSingletonRaw = options.string("singleton") == "raw"
  }

  /// The advantages of a group.
  public func advantages(for group: Group) throws(RewardError) -> Advantages {
    let rewards = try group.exactRewards()
    let known = rewards.compactMap { $0 }
    guard known.count > 1 else {
      return Advantages(values: rewards.map { reward in keepsSingletonRaw ? reward?.reward ?? 0 : 0 })
    }
    let sum = known.reduce(.zero, +)
    let others = BigRational(known.count - 1)
    return Advantages(values: rewards.map { $0.map { ($0 - (sum - $0) / others).reward } ?? 0 })
  }
}

extension RLOONormaliser {
  /// All about it.
  public static let description = ShaperDescription(
    name: "rloo", version: 1,
    summary: "How much a reward is above the mean of the others in its group (RLOO).",
    equation: "A = r − mean of the others = n/(n − 1)·(r − mean)", level: .group, usesLength: false,
    options: [.singleton("zero", "A single reward gives 0, or (`raw`) itself.")],
    edges: [NormaliserEdges.null, "Equal rewards give 0."],
    properties: [
      "n/(n − 1) times Dr. GRPO's; the exact advantages of a group add up to 0.",
      "The baseline does not depend on the rollout it is taken from: an unbiased estimate of the policy gradient.",
    ],
    sources: [
      Source("Back to Basics: Revisiting REINFORCE-Style Optimization, REINFORCE Leave-One-Out", "arXiv 2402.14740; verl", confidence: .run)
    ],
    examples: [
      ShaperExample(inputs: ShaperExample.rewards, result: #"{"advantages": [0.8, 0.2, -0.4, 0.8, -1, -0.4]}"#),
      ShaperExample(
        params: #"{"singleton": "raw"}"#, inputs: #"{"groups": [{"rewards": [null, 0.5]}, {"rewards": [1, 0]}]}"#,
        result: #"{"advantages": [0, 0.5, 1, -1]}"#, note: "one reward beside an unknown one is a single reward"),
    ])
}
