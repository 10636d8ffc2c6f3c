import ExactMath
public import RewardCore

/// GFPO's advantage: only the best k of a group by a measure are trained on, and are compared with each other.
///
///     S = the k rollouts with the least length, or the most reward a token
///     A = (r − mean_S) / (std_S + ε)   in S,   0 outside
///
/// Sample More to Think Less: Group Filtered Policy Optimization for Concise Reasoning, arXiv 2508.09726. Samples more than it
/// trains on, and keeps the short ones. Which standard deviation the paper has is not known (`std`). Ties go to the lower index.
public struct GFPONormaliser: GroupNormaliser {
  private let k: Int
  private let ranksByEfficiency: Bool
  private let isSample: Bool
  private let epsilon: BigRational

  /// A GFPO normaliser with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    k = options.integer("k")
    ranksByEfficiency = options.string("metric") == "token_efficiency"
    isSample = options.string("std") == "sample"
    epsilon = options.exact("eps")
  }

  /// The advantages of a group, and which rollouts are kept.
  public func advantages(for group: Group) throws(RewardError) -> Advantages {
    let rollouts = try group.exactRewardsWithLengths()
    // Smaller is better.
    var ranked: [(index: Int, rank: BigRational)] = []
    for (index, rollout) in rollouts.enumerated() {
      guard let rollout else { continue }
      guard ranksByEfficiency else {
        ranked.append((index, rollout.length))
        continue
      }
      guard let efficiency = rollout.reward.divided(by: rollout.length) else {
        throw RewardError(.invalidLength, field: "length", found: "0", expected: "a length above 0, to divide by")
      }
      ranked.append((index, -efficiency))
    }
    ranked.sort { ($0.rank, $0.index) < ($1.rank, $1.index) }
    let kept = Set(ranked.prefix(k).map(\.index))
    let moments = Moments(rollouts.enumerated().compactMap { kept.contains($0.offset) ? $0.element?.reward : nil }, isSample: isSample)
    var values: [Double] = []
    for (index, rollout) in rollouts.enumerated() {
      guard let rollout, kept.contains(index) else {
        values.append(0)
        continue
      }
      values.append(try moments.z(rollout.reward, epsilon: epsilon).reward)
    }
    return Advantages(
      values: values, outputs: [Shaped.Output("kept", .perRolloutValues(rollouts.indices.map { .bool(kept.contains($0)) }))])
  }
}

extension GFPONormaliser {
  /// All about it.
  public static let description = ShaperDescription(
    name: "gfpo", version: 1,
    summary: "Only the best k of a group by length or by reward a token are trained on (GFPO).",
    equation: "A = (r − mean)/(std + ε) among the k kept, else 0", level: .group, usesLength: true,
    options: [
      OptionDescription("k", .integer(.init(lower: 1)), "How many rollouts of a group are kept; all, where there are fewer."),
      OptionDescription(
        "metric", .choice(["length", "token_efficiency"]), default: "length",
        "Kept are the shortest, or those with the most reward a token."),
      .deviation("`sample` divides by n − 1, `population` by n; the paper does not say."), .epsilon(1e-06),
    ],
    edges: [
      NormaliserEdges.null2 + " It is not kept.", "Equal measures: the lower index in the group's order is kept.",
      "With token_efficiency a length of 0 is an error, invalid_length.",
      "A deviation + eps of 0 (eps is negative) is an error, not_finite.",
    ],
    properties: [
      "What is long is not pushed down, but left out: a wrong answer that is long goes unpunished.",
      "The advantages of the kept ones add up to 0.",
    ],
    sources: [
      Source("Sample More to Think Less: Group Filtered Policy Optimization, the advantage", "arXiv 2508.09726", confidence: .note),
      Source("Sample standard deviation", confidence: .inferred),
    ],
    examples: [
      ShaperExample(
        params: #"{"k": 3}"#, inputs: ShaperExample.rewardsWithLengths,
        result: #"{"advantages": [0.999998000004, 0, -0.999998000004, 0, 0, 0], "kept": [true, true, true, false, false, false]}"#),
      ShaperExample(
        params: #"{"k": 2, "metric": "token_efficiency", "std": "population", "eps": 0}"#,
        inputs: #"{"groups": [{"rewards": [1, 1, 0, null], "lengths": [10, 5, 1, 1]}]}"#,
        result: #"{"advantages": [0, 0, 0, 0], "kept": [true, true, false, false]}"#, note: "both kept are right"),
      ShaperExample(
        params: #"{"k": 2, "metric": "token_efficiency"}"#, inputs: #"{"groups": [{"rewards": [1], "lengths": [0]}]}"#,
        result: #"{"error": "invalid_length"}"#),
    ])
}
