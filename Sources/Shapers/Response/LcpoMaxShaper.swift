import ExactMath
public import RewardCore

/// L1's length control with a maximum: a right answer is worth the more, the further it stays below the budget of its prompt.
///
///     paper: R = c · clip(α·(budget − L) + δ, 0, 1)
///     code:  R = c · (clip(α·(budget − L), −1, 1) + 1) / 2
///
/// L1, arXiv 2503.04697, LCPO-Max; code cmu-l3/l1. The code's variant is the paper's formula with half the slope and δ = 1/2.
public struct LcpoMaxShaper: ResponseShaper {
  private let alpha: BigRational
  private let delta: BigRational
  private let isCode: Bool

  /// A length control with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    alpha = options.exact("alpha")
    delta = options.exact("delta")
    isCode = options.string("variant") == "code"
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(byLength: { r throws(RewardError) in
      let room = alpha * (try rollout.fields.number("budget").required("budget") - r.length)
      return r.correctness * (isCode ? (Curve.clip(room, -1, 1) + 1) / 2 : Curve.clip(room + delta, 0, 1))
    })
  }
}

extension LcpoMaxShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "lcpo_max", version: 1,
    summary: "A right answer is worth the more, the further it stays below the budget of its prompt (L1, LCPO-Max).",
    equation: "R = c·clip(α·(budget − L) + δ, 0, 1)",
    level: .response, usesLength: true, rolloutFields: ["budget"],
    options: [
      OptionDescription(
        "alpha", .number(.nonNegative), default: 0.0003, isLength: true, "The price of a unit of length."),
      OptionDescription("delta", .number(.any), default: 0.5, "For `paper`: what a right answer at its budget is worth."),
      OptionDescription(
        "variant", .choice(["paper", "code"]), default: "paper", "The formula of the paper or of the released code."),
    ],
    edges: ["No budget: missing_field, for wrong answers too.", "Wrong: 0."],
    properties: [
      "No strict correctness dominance: margin 0, from 1667 tokens beyond the budget on by default.",
      "Shorter right answers are never worse, wrong ones neutral, an all-wrong group silent.",
    ],
    sources: [Source("L1, LCPO-Max", "arXiv 2503.04697; cmu-l3/l1", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: ShaperExample.w(["budget": [1000, 1000, 1000, 1000, 1000, 1000]]), result: #"{"rewards": [0.5, 0.2, 0, 0, 0, 0]}"#),
      ShaperExample(
        params: #"{"variant": "code"}"#, inputs: ShaperExample.w(["budget": [1000, 1000, 1000, 1000, 1000, 1000]]),
        result: #"{"rewards": [0.5, 0.35, 0, 0.05, 0, 0]}"#),
    ])
}
