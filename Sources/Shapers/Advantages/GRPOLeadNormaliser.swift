import ExactMath
public import RewardCore

/// GRPO-LEAD's advantage: GRPO's, where a success counts more on a hard prompt and a failure more on an easy one.
///
///     ρ    = share of positive rewards in the group
///     w(x) = low + (high − low) / (1 + exp(steepness · (x − midpoint)))
///     A    = z · w(ρ)       if r > 0
///          = z · w(1 − ρ)   otherwise;      z = (r − mean)/(std + ε)
///
/// GRPO-LEAD: A Difficulty-Aware Reinforcement Learning Approach for Concise Mathematical Reasoning in Language Models, arXiv 2504.09696,
/// the difficulty-aware advantage. It is made for `grpo_lead_reward`, where a wrong answer is worth −1 and a right one is always positive:
/// with a shaped reward that can be 0 or less for a right answer, "r > 0" no longer means right.
///
/// z is computed as for `grpo` and not rounded, w with `PortableMath.sigmoid`, and the product is rounded once.
public struct GRPOLeadNormaliser: GroupNormaliser {
  private let low: BigRational
  private let high: BigRational
  private let midpoint: BigRational
  private let steepness: BigRational
  private let epsilon: BigRational

  /// A GRPO-LEAD normaliser with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    low = options.exact("low")
    high = options.exact("high")
    midpoint = options.exact("midpoint")
    steepness = options.exact("steepness")
    epsilon = options.exact("eps")
  }

  /// The advantages of a group.
  public func advantages(for group: Group) throws(RewardError) -> Advantages {
    let rewards = try group.exactRewards()
    let known = rewards.compactMap { $0 }
    guard !known.isEmpty else { return Advantages(values: rewards.map { _ in 0 }) }
    let moments = known.count == 1 ? .unit : Moments(known)
    let solved = BigRational(known.count { $0.signum > 0 }, over: known.count)
    let (weightOfSuccess, weightOfFailure) = (weight(solved), weight(1 - solved))
    var values: [Double] = []
    for reward in rewards {
      guard let reward else {
        values.append(0)
        continue
      }
      let z = try moments.z(reward, epsilon: epsilon)
      values.append((z * (reward.signum > 0 ? weightOfSuccess : weightOfFailure)).reward)
    }
    return Advantages(values: values)
  }

  private func weight(_ share: BigRational) -> BigRational {
    let rise = PortableMath.sigmoid((steepness * (midpoint - share)).doubleValue)
    return low + (high - low) * (BigRational(exactly: rise) ?? .zero)
  }
}

extension GRPOLeadNormaliser {
  /// All about it.
  public static let description = ShaperDescription(
    name: "grpo_lead_advantage", version: 1,
    summary: "GRPO's advantage, where a success counts more on a hard prompt and a failure more on an easy one (GRPO-LEAD).",
    equation: "A = z·w(ρ) if r > 0, z·w(1 − ρ) else; w(x) = low + (high − low)/(1 + exp(steepness·(x − midpoint)))",
    level: .group, usesLength: false,
    options: [
      OptionDescription("low", .number(.any), default: 0.4, "The weight of a success where all succeed."),
      OptionDescription("high", .number(.any), default: 1.5, "The weight of a success where hardly any succeeds."),
      OptionDescription("midpoint", .number(.any), default: 0.75, "The share of successes at which the weight is in the middle."),
      OptionDescription("steepness", .number(.any), default: 10, "How fast the weight falls around there."),
      .epsilon(1e-06),
    ],
    edges: [
      NormaliserEdges.null, "A single reward is taken as its own z, over 1 + eps.", "Equal rewards give 0.",
      "A success is a reward above 0.",
    ],
    properties: [
      "The sign is GRPO's; the advantages of a group no longer add up to 0.",
      "Made for rewards whose sign says right or wrong, as grpo_lead_reward's does.",
    ],
    sources: [Source("GRPO-LEAD, the difficulty-aware advantage", "arXiv 2504.09696; aeroplanepaper/GRPO-LEAD", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: ShaperExample.rewards,
        result: #"""
          {"advantages": [1.5595742539, 0.389893563474, -0.779787126948, 1.5595742539, -1.94946781737, -0.779787126948]}
          """#),
      ShaperExample(
        params: #"{"low": 1, "high": 1}"#, inputs: #"{"groups": [{"rewards": [1, -1, null]}, {"rewards": [2, 2]}]}"#,
        result: #"{"advantages": [0.707106281187, -0.707106281187, 0, 0, 0]}"#, note: "without a difference in weight it is GRPO"),
    ])
}
