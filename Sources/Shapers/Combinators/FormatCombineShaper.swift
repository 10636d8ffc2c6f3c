import ExactMath
public import RewardCore

/// Joins the format with the reward so far.
///
///     additive: R = reward + weight    if the format is good, else reward
///     gate:     R = reward             if the format is good, else 0
///     override: R = reward             if the format is good, else value
///
/// The three ways of published recipes: DeepSeek-R1's, arXiv 2501.12948, adds; SynLogic's, arXiv 2505.19641, is a conjunction; LASER's
/// overrides.
public struct FormatCombineShaper: ResponseShaper {
  private let good: BigRational
  private let bad: BigRational?

  /// A format rule with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    let mode = options.string("mode")
    good = mode == "additive" ? options.exact("weight") : .zero
    bad = mode == "additive" ? nil : mode == "gate" ? .zero : options.exact("value")
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(bySoFar: { rollout.formatOK ? $0 + good : bad ?? $0 })
  }
}

extension FormatCombineShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "format_combine", version: 1,
    summary: "Joins the format with the reward so far: adds to it, gates it or overrides it.",
    equation: "R = reward + weight·[format], or reward·[format], or reward if format else value",
    level: .response, combination: .transforms, usesLength: false, usesCorrectness: false,
    options: [
      OptionDescription("mode", .choice(["additive", "gate", "override"]), default: "additive", "How the two are joined."),
      OptionDescription("weight", .number(.any), default: 1, "For `additive`: what good format adds."),
      OptionDescription("value", .number(.any), default: -1, "For `override`: what bad format is worth."),
    ],
    edges: ["No reward so far: null."],
    properties: [
      "additive lets a wrong answer in good format approach a right one in bad format.",
      "gate lifts a negative reward to 0 when the format is bad.",
    ],
    sources: [
      Source(
        "SynLogic, DianJin-R1 (gate), DeepSeek-R1 (additive), LASER (override)", "arXiv 2505.19641, 2501.12948, 2505.15612",
        confidence: .read)
    ],
    examples: [
      ShaperExample(inputs: formats, result: #"{"rewards": [2, 1, 0.5, null]}"#),
      ShaperExample(params: #"{"mode": "gate"}"#, inputs: formats, result: #"{"rewards": [1, 0, -0.5, null]}"#),
      ShaperExample(params: #"{"mode": "override"}"#, inputs: formats, result: #"{"rewards": [1, -1, -0.5, null]}"#),
    ])

  private static let formats = #"""
    {"groups": [{"samples": [{"reward": 1}, {"reward": 1, "format_ok": false}, {"reward": -0.5}, {"format_ok": false}]}]}
    """#
}
