import ExactMath
public import RewardCore

/// A bonus for filling the budget and not exceeding it.
///
///     R = reward + L / budget    if L ≤ budget
///       = reward + budget / L    otherwise
///
/// In the style of CoT-Influx (Fewer is More: Boosting LLM Reasoning with Reinforced Context Pruning, arXiv 2312.08901), whose reward of
/// a prompt has such a factor; the form here is a reconstruction. Acts on the reward so far, whatever that is.
public struct BudgetFillShaper: ResponseShaper {
  private let budget: BigRational

  /// A budget bonus with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) { budget = options.exact("budget") }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    guard rollout.reward != nil, let length = try rollout.knownLength() else { return nil }
    return try rollout.reward(bySoFar: { $0 + (length <= budget ? length / budget : budget / length) })
  }
}

extension BudgetFillShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "budget_fill", version: 1,
    summary: "A bonus for filling the budget and not exceeding it.",
    equation: "R = reward + min(L/budget, budget/L)",
    level: .response, combination: .transforms, usesLength: true, usesCorrectness: false,
    options: [OptionDescription("budget", .number(.positive), default: 2048, isLength: true, "The budget.")],
    edges: ["No reward so far, or no length: null.", "L = 0 adds nothing."],
    properties: ["The bonus is from 0 to 1, for wrong answers too, so a long right answer can tie with a wrong one."],
    sources: [Source("CoT-Influx: Reinforced Context Pruning, the budget term", "arXiv 2312.08901", confidence: .inferred)],
    examples: [
      ShaperExample(
        params: #"{"budget": 1000}"#,
        inputs: #"""
          {"groups": [{"samples": [{"reward": 1, "length": 500}, {"reward": 1, "length": 1000}, {"reward": 1, "length": 2000},
            {"reward": 0, "length": 0}]}]}
          """#,
        result: #"{"rewards": [1.5, 2, 1.5, 0]}"#),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"reward": null, "length": 500}, {"reward": 1}]}]}"#,
        result: #"{"rewards": [null, null]}"#),
    ])
}
