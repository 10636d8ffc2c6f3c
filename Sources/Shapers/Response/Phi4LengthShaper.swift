import ExactMath
public import RewardCore

/// Phi-4-reasoning-plus: half cosines of the length, beyond a free length for right answers and below one for wrong answers.
///
///     r = incomplete                                              if truncated
///       = bad_format                                              else if the format is bad
///       = correct_min + (correct_max − correct_min)·h(ρ)   correct;  ρ = max(L − free_correct, 0) / (max_length − free_correct), ≤ 1
///       = wrong_min + (wrong_max − wrong_min)·h(ρ)         wrong;    ρ = max(free_wrong − L, 0) / free_wrong
///     R = w_acc · r + w_rep · repetition                          h(ρ) = (1 + cos πρ) / 2
///
/// Phi-4-reasoning Technical Report, arXiv 2504.21318, the section on the reward. `repetition` (at most 0; 0 when it is not there) comes
/// from another component, as the report's own formula for it was not found. The weights are 8/13 and 1/13.
public struct Phi4LengthShaper: ResponseShaper {
  private let options: Options
  private let maximum: BigRational
  private let freeCorrect: BigRational
  private let freeWrong: BigRational

  /// A Phi-4 shaper with these options.
  ///
  /// - Throws: `invalid_parameter` when `free_correct` is not below `max_length`.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    self.options = options
    maximum = options.exact("max_length")
    freeCorrect = options.exact("free_correct")
    freeWrong = options.exact("free_wrong")
    guard freeCorrect < maximum else {
      throw RewardError(
        .invalidParameter, field: "free_correct", found: options["free_correct"].description,
        expected: "less than `max_length`, \(options["max_length"])", source: Self.description.name)
    }
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(byLength: { r throws(RewardError) in
      let repetition = try rollout.fields.number("repetition") ?? .zero
      return options.exact("w_acc") * accuracy(r) + options.exact("w_rep") * repetition
    })
  }

  private func accuracy(_ r: Scored) -> BigRational {
    if r.rollout.truncated { return options.exact("incomplete") }
    if !r.rollout.formatOK { return options.exact("bad_format") }
    let verdict = r.isCorrect ? "correct" : "wrong"
    let rho =
      r.isCorrect
      ? min(1, max(r.length - freeCorrect, .zero) / (maximum - freeCorrect)) : max(freeWrong - r.length, .zero) / freeWrong
    let (best, worst) = (options.exact("\(verdict)_max"), options.exact("\(verdict)_min"))
    return worst + (best - worst) * Curve.halfCosine(rho)
  }
}

extension Phi4LengthShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "phi4_length", version: 1,
    summary: "Half cosines beyond a free length for right answers and below one for wrong answers (Phi-4-reasoning-plus).",
    equation: "R = 8/13·r + 1/13·repetition; r from 1 to 0.5 if correct, −1 to −0.5 if wrong, by half cosines",
    level: .response, combination: .replaces, usesLength: true, rolloutFields: ["repetition"],
    options: [
      OptionDescription("max_length", .number(.positive), default: 31744, isLength: true, "Where a right answer is worth least."),
      OptionDescription(
        "free_correct", .number(.positive), default: 25600, isLength: true,
        "Up to this length a right answer is worth most; less than `max_length`."),
      OptionDescription(
        "free_wrong", .number(.positive), default: 3702, isLength: true, "From this length on a wrong answer is worth most."),
      OptionDescription("correct_max", .number(.any), default: 1, "The most that a right answer is worth."),
      OptionDescription("correct_min", .number(.any), default: 0.5, "The least that a right answer is worth."),
      OptionDescription("wrong_max", .number(.any), default: -0.5, "The most that a wrong answer is worth."),
      OptionDescription("wrong_min", .number(.any), default: -1, "What an empty wrong answer is worth."),
      OptionDescription("incomplete", .number(.any), default: -0.5, "What a truncated answer is worth."),
      OptionDescription("bad_format", .number(.any), default: -1, "What an answer in bad format is worth."),
      OptionDescription("w_acc", .number(.any), default: 0.6153846153846154, "What the above is multiplied by: 8/13."),
      OptionDescription("w_rep", .number(.any), default: 0.07692307692307693, "What `repetition` is multiplied by: 1/13."),
    ],
    edges: ["Truncated goes before bad format.", "Without repetition that term is 0."],
    properties: [
      "Correctness dominance with margin 8/13, less up to 1/13 for repetition; a truncated right answer can tie with a wrong one.",
      "Longer wrong answers are worth more up to free_wrong; an all-wrong group is not silent.",
    ],
    sources: [Source("Phi-4-reasoning Technical Report, the accuracy reward", "arXiv 2504.21318", confidence: .note)],
    examples: [
      ShaperExample(
        params: #"{"max_length": 8192, "free_correct": 2000, "free_wrong": 3702, "w_acc": 1, "w_rep": 0}"#,
        result: #"{"rewards": [1, 1, -0.977830734699, 0.881963101678, -0.5, -0.543065434841]}"#),
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"correct": true, "length": 100, "repetition": -0.5}, {"correct": true, "length": 9, "truncated": true,
            "format_ok": false}, {"correct": true, "length": 9, "format_ok": false}, {"correct": false, "length": 0}]}]}
          """#,
        result: #"{"rewards": [0.576923076923, -0.307692307692, -0.615384615385, -0.615384615385]}"#,
        note: "a repetition term; truncated before bad format"),
      ShaperExample(params: #"{"free_correct": 31744}"#, result: #"{"error": "invalid_parameter"}"#),
    ])
}
