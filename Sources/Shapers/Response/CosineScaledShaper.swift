import ExactMath
public import RewardCore

/// Cosine length-scaled accuracy: short right answers are worth more, and long wrong ones less bad.
///
///     R = exceed                                           if truncated or L + margin ≥ max_length, unless exceed is null
///       = v_max + (v_0 − v_max) · (1 + cos(π·x)) / 2        otherwise;  x = L / max_length, at most 1 if clamp
///
/// Demystifying Long Chain-of-Thought Reasoning in LLMs, arXiv 2502.03373, the cosine reward; code eddycmu/demystify-long-cot, whose
/// margin is 16. v_0 and v_max are `correct_at_0` and `correct_at_max`, or `wrong_at_0` and `wrong_at_max`. open-r1 has no exceed rule,
/// the values 1, 0.5, −1, −0.5, max_length 1000 in characters, and does not clamp: beyond max_length its cosine turns, so 2·max_length
/// earns as much as 0.
public struct CosineScaledShaper: ResponseShaper {
  private let correct: (start: BigRational, end: BigRational)
  private let wrong: (start: BigRational, end: BigRational)
  private let limit: LengthLimit
  private let isClamped: Bool

  /// A cosine shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    correct = (options.exact("correct_at_0"), options.exact("correct_at_max"))
    wrong = (options.exact("wrong_at_0"), options.exact("wrong_at_max"))
    limit = LengthLimit(options)
    isClamped = options.boolean("clamp")
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(byLength: { r in
      if let exceed = limit.worth(of: r) { return exceed }
      let x = r.length / limit.length
      let ends = r.isCorrect ? correct : wrong
      return ends.end + (ends.start - ends.end) * Curve.halfCosine(isClamped ? min(x, 1) : x)
    })
  }
}

extension CosineScaledShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "cosine_scaled", version: 1,
    summary: "Short right answers are worth more, and long wrong ones less bad (cosine reward).",
    equation: "R = v_max + (v_0 − v_max)·(1 + cos(π·L/max_length))/2; exceed from the limit on",
    level: .response, combination: .replaces, usesLength: true,
    options: [
      OptionDescription("correct_at_0", .number(.any), default: 2, "What a right answer of length 0 is worth."),
      OptionDescription("correct_at_max", .number(.any), default: 1, "What a right answer of the maximum length is worth."),
      OptionDescription("wrong_at_0", .number(.any), default: -10, "What a wrong answer of length 0 is worth."),
      OptionDescription("wrong_at_max", .number(.any), default: 0, "What a wrong answer of the maximum length is worth."),
    ] + LengthLimit.options(exceed: -10, margin: 0) + [
      OptionDescription("clamp", .boolean, default: true, "Whether the curve stays at its end beyond `max_length`, or turns.")
    ],
    edges: [
      "L + margin = max_length exceeds.", "With exceed null the truncated flag is not looked at.",
      "Unclamped, the reward rises again beyond max_length.",
    ],
    properties: [
      "Correctness dominance with margin above 1 inside the limit.",
      "It fails beyond the limit when exceed is below wrong_at_0, or when only right answers exceed.",
      "Not neutral about the length of wrong answers: longer is better; an all-wrong group is not silent.",
    ],
    sources: [
      Source(
        "Demystifying Long Chain-of-Thought Reasoning in LLMs, cosine reward",
        "arXiv 2502.03373; eddycmu/demystify-long-cot; open-r1", confidence: .run)
    ],
    examples: [
      ShaperExample(
        params: #"{"max_length": 4000}"#, result: #"{"rewards": [1.85355339059, 1.5, -9.61939766256, -10, -10, -1.46446609407]}"#),
      ShaperExample(
        params: #"{"max_length": 10000, "exceed": null}"#,
        result: #"""
          {"rewards": [1.97552825815, 1.90450849719, -9.93844170298, 1.65450849719, -0.954915028125, -7.93892626146]}
          """#),
      ShaperExample(
        params: #"{"max_length": 1000, "exceed": null, "clamp": false, "correct_at_0": 1, "correct_at_max": 0.5}"#,
        result: #"{"rewards": [0.5, 1, -5, 1, -10, 0]}"#, note: "unclamped, twice the maximum is worth as much as nothing"),
    ])
}
