import ExactMath
public import RewardCore

/// A penalty for n-grams that occur more than once.
///
///     term = max_penalty · (1 − distinct / total);   total = m − n + 1 grams of m tokens, 0 if there is none
///
/// The repetition penalty of open-r1 and TRL, after Demystifying Long Chain-of-Thought Reasoning in LLMs, arXiv 2502.03373. Tokens come
/// from the field `tokens`, words from `text`: lower-case, split at white space.
public struct RepetitionNgramShaper: ResponseShaper {
  private let size: Int
  private let penalty: BigRational
  private let countsWords: Bool

  /// An n-gram penalty with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    size = options.integer("n")
    penalty = options.exact("max_penalty")
    countsWords = options.string("unit") == "word"
  }

  /// The term of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    let text = countsWords ? try TokenSequence(wordsOf: rollout) : try TokenSequence(of: rollout)
    let grams = text.grams(of: size)
    guard !grams.isEmpty else { return 0 }
    return (penalty * BigRational(grams.count - Set(grams).count, over: grams.count)).reward
  }
}

extension RepetitionNgramShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "repetition_ngram", version: 1,
    summary: "A penalty for n-grams that occur more than once.",
    equation: "term = max_penalty·(1 − distinct/total)",
    level: .response, combination: .component, usesLength: false, usesCorrectness: false, rolloutFields: ["tokens", "text"],
    options: [
      OptionDescription("n", .integer(.init(lower: 1)), default: 3, "How many tokens a gram has."),
      OptionDescription(
        "max_penalty", .number(.init(upper: 0)), default: -1, "The term where all grams are one; at most 0."),
      OptionDescription(
        "unit", .choice(["token", "word"]), default: "token", "Grams of `tokens`, or of the words of `text`."),
    ],
    edges: ["Fewer tokens than n: 0.", "Right, wrong or unknown: the same term.", "No tokens, or no text: missing_field."],
    properties: ["From max_penalty to 0; costs a right answer up to −max_penalty, so it counts against the gap of right and wrong."],
    sources: [Source("Repetition penalty of open-r1 and TRL", "arXiv 2502.03373; huggingface/open-r1, huggingface/trl", confidence: .run)],
    examples: [
      ShaperExample(
        params: #"{"n": 2}"#,
        inputs: #"""
          {"groups": [{"samples": [{"tokens": [1, 2, 3, 4]}, {"tokens": [5, 5, 5, 5, 5]}, {"tokens": [1, 2, 1, 2, 1, 2]},
            {"tokens": [7]}]}]}
          """#,
        result: #"{"terms": [0, -0.75, -0.6, 0]}"#),
      ShaperExample(
        params: #"{"n": 1, "unit": "word"}"#, inputs: #"{"groups": [{"samples": [{"text": "So so  what\n"}, {"text": ""}]}]}"#,
        result: #"{"terms": [-0.3333333333333333, 0]}"#, note: "words in lower case"),
      ShaperExample(inputs: #"{"groups": [{"samples": [{"text": "a"}]}]}"#, result: #"{"error": "missing_field"}"#),
    ])
}
