import ExactMath
public import RewardCore

/// PTA-GRPO: a plan is worth what the chains of reasoning make of it that were sampled from it.
///
///     R = w_plan · mean correctness of the chains + w_outcome · c + w_format · [format_ok]
///
/// Plan Then Action: High-Level Planning Guidance Reinforcement Learning for LLM Reasoning, arXiv 2510.01833. The paper samples 3 plans ×
/// 3 chains; that all weights are 1 is a reconstruction.
public struct PlanRewardShaper: ResponseShaper {
  private let weights: (plan: BigRational, outcome: BigRational, format: BigRational)

  /// A plan shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    weights = (options.exact("w_plan"), options.exact("w_outcome"), options.exact("w_format"))
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(byVerdict: { r throws(RewardError) in
      let chains = try rollout.fields.flags("child_correct").required("child_correct")
      let success = chains.isEmpty ? .zero : BigRational(chains.count { $0 }, over: chains.count)
      return weights.plan * success + weights.outcome * r.correctness + (rollout.formatOK ? weights.format : .zero)
    })
  }
}

extension PlanRewardShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "plan_reward", version: 1,
    summary: "A plan is worth what the chains of reasoning make of it that were sampled from it (PTA-GRPO).",
    equation: "R = w_plan·mean(child_correct) + w_outcome·c + w_format·[format]",
    level: .response, combination: .replaces, usesLength: false, rolloutFields: ["child_correct"],
    options: [
      OptionDescription("w_plan", .number(.any), default: 1, "The weight of the plan."),
      OptionDescription("w_outcome", .number(.any), default: 1, "The weight of the answer."),
      OptionDescription("w_format", .number(.any), default: 1, "The weight of the format."),
    ],
    edges: ["No chains: the plan is worth 0. No `child_correct`: missing_field.", "An undecided chain is left out."],
    properties: ["A wrong answer with a good plan in good format is worth as much as a right one with neither."],
    sources: [
      Source("Plan Then Action, the reward", "arXiv 2510.01833", confidence: .note), Source("The weights", confidence: .inferred),
    ],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"correct": true, "child_correct": [true, true, false]},
            {"correct": false, "format_ok": false, "child_correct": []}]}]}
          """#,
        result: #"{"rewards": [2.66666666667, 0]}"#),
      ShaperExample(
        params: #"{"w_format": 0.25}"#,
        inputs: #"{"groups": [{"samples": [{"correct": true, "child_correct": [null, true]}, {"correct": null}]}]}"#,
        result: #"{"rewards": [2.25, null]}"#),
    ])
}
