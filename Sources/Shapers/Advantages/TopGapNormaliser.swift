import ExactMath
public import RewardCore

/// verl's Pass@k-style advantage: only the best rollout of a group is paid, by how much it is better than the second.
///
///     A_best = (r₁ − r₂) / (std + ε);   all others 0
///
/// verl, `compute_grpo_passk_outcome_advantage`, after Optimizing Language Models for Inference Time Objectives, arXiv 2503.19595. Of equal
/// best rewards the one with the lowest index counts as best, and the gap is then 0.
public struct TopGapNormaliser: GroupNormaliser {
  private let scales: Bool
  private let epsilon: BigRational

  /// A top-gap normaliser with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    scales = options.boolean("scale")
    epsilon = options.exact("eps")
  }

  /// The advantages of a group.
  public func advantages(for group: Group) throws(RewardError) -> Advantages {
    let rewards = try group.exactRewards()
    var values = rewards.map { _ in 0.0 }
    let known = rewards.compactMap { $0 }
    guard let best = known.max(), let winner = rewards.firstIndex(of: best) else { return Advantages(values: values) }
    guard known.count >= 2 else {
      throw RewardError(.groupTooSmall, field: "rewards", found: "1 reward", expected: "at least 2")
    }
    let rest = rewards.indices.compactMap { $0 == winner ? nil : rewards[$0] }
    let gap = best - (rest.max() ?? best)
    guard !gap.isZero else { return Advantages(values: values) }
    let scale = scales ? Moments(known).deviation + epsilon : .one
    guard let advantage = gap.divided(by: scale) else {
      throw RewardError(.notFinite, field: "advantage", expected: "a deviation + eps other than 0")
    }
    values[winner] = advantage.reward
    return Advantages(values: values)
  }
}

extension TopGapNormaliser {
  /// All about it.
  public static let description = ShaperDescription(
    name: "topgap", version: 1,
    summary: "Only the best rollout of a group is paid, by how much it is better than the second.",
    equation: "A = (r₁ − r₂)/(std + ε) for the best, else 0", level: .group, usesLength: false,
    options: [OptionDescription("scale", .boolean, default: true, "Whether to divide by the deviation."), .epsilon(1e-06)],
    edges: [
      NormaliserEdges.null + " A group without any gives 0s.", "One reward in a group is an error, group_too_small.",
      "Two best ones: the gap is 0, and so are all advantages.",
    ],
    properties: [
      "No advantage is negative: nothing is pushed down, and the advantages of a group do not add up to 0.",
      "With binary rewards only a group with a single right answer teaches anything.",
    ],
    sources: [Source("verl, GRPO_PASSK", "arXiv 2503.19595; volcengine/verl", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: #"{"groups": [{"rewards": [1, 0.5, 0, 1, -0.5, 0]}, {"rewards": [0, 0, 0, 1, 0]}]}"#,
        result: #"{"advantages": [0, 0, 0, 0, 0, 0, 0, 0, 0, 2.23606297751, 0]}"#),
      ShaperExample(
        params: #"{"scale": false}"#, inputs: #"{"groups": [{"rewards": [0.1, null, 0.4]}, {"rewards": [null]}]}"#,
        result: #"{"advantages": [0, 0, 0.3, 0]}"#),
      ShaperExample(inputs: #"{"groups": [{"rewards": [1, null]}]}"#, result: #"{"error": "group_too_small"}"#),
    ])
}
