import ExactMath
public import RewardCore

/// Thinkless: a right answer without long thought is worth more than one with it.
///
///     R = format_reward                      bad format: no mode tags, or no answer
///       = correct_think / correct_short      correct, in long or short mode
///       = wrong_think / wrong_short          wrong
///
/// Thinkless: LLM Learns When to Think, arXiv 2505.13379, the reward; code VainF/Thinkless. The weights of its loss are `degrpo_weights`.
public struct ThinklessShaper: ResponseShaper {
  private let options: Options

  /// A Thinkless shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) { self.options = options }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(byVerdict: { r throws(RewardError) in
      guard rollout.formatOK else { return options.exact("format_reward") }
      let mode = try rollout.fields.flag("think").required("think") ? "think" : "short"
      return options.exact((r.isCorrect ? "correct_" : "wrong_") + mode)
    })
  }
}

extension ThinklessShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "thinkless", version: 1,
    summary: "A right answer without long thought is worth more than one with it (Thinkless).",
    equation: "R = 1 if correct and short, 0.5 if correct and long, −1 if wrong or in bad format",
    level: .response, combination: .replaces, usesLength: false, rolloutFields: ["think"],
    options: [
      OptionDescription("correct_think", .number(.any), default: 0.5, "What a right answer in long mode is worth."),
      OptionDescription("correct_short", .number(.any), default: 1, "What a right answer in short mode is worth."),
      OptionDescription("wrong_think", .number(.any), default: -1, "What a wrong answer in long mode is worth."),
      OptionDescription("wrong_short", .number(.any), default: -1, "What a wrong answer in short mode is worth."),
      .formatReward(),
    ],
    edges: ["Bad format goes first, and then needs no mode.", "No `think`: missing_field.", "Lengths are not looked at."],
    properties: ["Correctness dominance with margin 1.5.", "An all-wrong group is silent."],
    sources: [Source("Thinkless: LLM Learns When to Think, the reward", "arXiv 2505.13379; VainF/Thinkless", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: ShaperExample.w(["think": [true, false, true, false, false, true]]), result: #"{"rewards": [0.5, 1, -1, 1, -1, -1]}"#),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"correct": true, "format_ok": false}, {"correct": null}]}]}"#,
        result: #"{"rewards": [-1, null]}"#),
      ShaperExample(result: #"{"error": "missing_field"}"#),
    ])
}
