import ExactMath
public import RewardCore

/// L1's exact length control: a reward less the gap between the length and the one asked for in the prompt.
///
///     R = C − α · |budget − L|
///
/// L1: Controlling How Long A Reasoning Model Thinks With Reinforcement Learning, arXiv 2503.04697, LCPO-Exact; code cmu-l3/l1. `budget`
/// is the number of tokens that the prompt asks for. The repository sets α to 1 in one place; the default is the paper's.
public struct LcpoExactShaper: ResponseShaper {
  private let table: VerdictTable
  private let alpha: BigRational

  /// An exact length control with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    table = VerdictTable(options)
    alpha = options.exact("alpha")
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(byLength: { r throws(RewardError) in
      table(r) - alpha * (try rollout.fields.number("budget").required("budget") - r.length).magnitude
    })
  }
}

extension LcpoExactShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "lcpo_exact", version: 1,
    summary: "A reward less the gap between the length and the one that the prompt asks for (L1, LCPO-Exact).",
    equation: "R = C − α·|budget − L|",
    level: .response, usesLength: true, rolloutFields: ["budget"],
    options: [
      OptionDescription(
        "alpha", .number(.nonNegative), default: 0.0003, isLength: true, "The price of a unit of length off the budget."),
      .correctReward(), .wrongReward(),
    ],
    edges: ["No budget: missing_field.", "Unclipped below, also for right answers."],
    properties: [
      "Unbounded below; correctness dominance fails from a difference of gaps of 1/alpha on, 3334 tokens by default.",
      "Not neutral about the length of wrong answers, and an all-wrong group is not silent.",
    ],
    sources: [Source("L1, LCPO-Exact", "arXiv 2503.04697; cmu-l3/l1", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: ShaperExample.w(["budget": [1000, 1000, 1000, 1000, 1000, 1000]]), result: #"{"rewards": [1, 0.7, -0.15, 0.1, -2.1, -0.6]}"#
      ),
      ShaperExample(result: #"{"error": "missing_field"}"#),
    ])
}
