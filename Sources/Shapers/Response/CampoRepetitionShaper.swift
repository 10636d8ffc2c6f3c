import ExactMath
public import RewardCore

/// CAMPO's penalty for text that ends in a loop.
///
///     R = reward − f            ratio
///       = reward − penalty      constant, if f > 0;      f = looping tokens / m, see `tail_loop`
///
/// MiroMind-M1, arXiv 2507.14683, CAMPO. The ratio is the paper's; the code has a constant, 0.1 in the function and 0.2 in a
/// configuration, and applies it to truncated answers only. Acts on the reward so far.
public struct CampoRepetitionShaper: ResponseShaper {
  private let loop: TailLoop
  private let penalty: BigRational?
  private let onlyTruncated: Bool

  /// A loop penalty with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    loop = TailLoop(options)
    penalty = options.string("mode") == "constant" ? options.exact("penalty") : nil
    onlyTruncated = options.boolean("only_truncated")
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(bySoFar: { reward throws(RewardError) in
      if onlyTruncated, !rollout.truncated { return reward }
      let fraction = try loop.fraction(of: rollout)
      return reward - (fraction.isZero ? .zero : penalty ?? fraction)
    })
  }
}

extension CampoRepetitionShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "campo_repetition", version: 1,
    summary: "A penalty for text that ends in a loop (CAMPO).",
    equation: "R = reward − f, or reward − penalty if f > 0; f = looping tokens/m",
    level: .response, combination: .transforms, usesLength: false, usesCorrectness: false, rolloutFields: ["tokens"],
    options: [
      OptionDescription("mode", .choice(["ratio", "constant"]), default: "ratio", "Take off the fraction, or a constant."),
      OptionDescription("penalty", .number(.nonNegative), default: 0.1, "For `constant`: what is taken off."),
      OptionDescription("only_truncated", .boolean, default: true, "Whether only truncated answers are looked at."),
      TailLoop.option,
    ],
    edges: ["No reward so far: null.", "An answer that is not looked at needs no tokens."],
    properties: ["Takes off at most 1, from right answers too."],
    sources: [
      Source("MiroMind-M1, CAMPO, the repetition penalty", "arXiv 2507.14683; MiroMindAI/MiroMind-M1", confidence: .read),
      Source("The detector", "MiroMindAI/MiroMind-M1", confidence: .run),
    ],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"reward": 1, "truncated": true, "tokens": [9, 8, 1, 2, 1, 2, 1, 2]},
            {"reward": 1, "truncated": false, "tokens": [3, 3]}]}]}
          """#,
        result: #"{"rewards": [0.25, 1]}"#),
      ShaperExample(
        params: #"{"mode": "constant", "only_truncated": false}"#,
        inputs: #"{"groups": [{"samples": [{"reward": 1, "tokens": [3, 3]}, {"reward": 0.5, "tokens": [3, 4]}, {"reward": null}]}]}"#,
        result: #"{"rewards": [0.9, 0.5, null]}"#),
    ])
}
