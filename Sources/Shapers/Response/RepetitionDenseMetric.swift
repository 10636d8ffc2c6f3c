import ExactMath
public import RewardCore

/// A penalty for each token of an n-gram that was there before.
///
///     for each start i of an n-gram, in order: if the gram was seen before,
///       token_rewards[i ..< i+n] = penalty     with only_start: only if i is beyond `end`
///       end = i + n
///
/// Demystifying Long Chain-of-Thought Reasoning in LLMs, arXiv 2502.03373, the repetition penalty; code eddycmu/demystify-long-cot.
/// Penalties are set and not added. They belong to tokens, so this is a metric and no shaper.
public struct RepetitionDenseMetric: Metric {
  private let size: Int
  private let penalty: JSONValue
  private let onlyStart: Bool

  /// A dense repetition penalty with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    size = options.integer("n")
    penalty = JSONValue(options.exact("penalty").reward)
    onlyStart = options.boolean("only_start")
  }

  /// A row of rewards for each rollout, one for each token.
  public func measure(_ batch: Batch) throws(RewardError) -> Measurement {
    var rows: [JSONValue] = []
    for rollout in batch.groups.lazy.flatMap(\.rollouts) {
      rows.append(.array(row(for: try TokenSequence(of: rollout))))
    }
    return Measurement(values: ["token_rewards": .array(rows)])
  }

  private func row(for text: TokenSequence) -> [JSONValue] {
    var row = [JSONValue](repeating: 0, count: text.count)
    var seen: Set<Int> = []
    var end = -1
    // Places before this one have their penalty already, so that each is set once, however long the grams.
    var set = 0
    for (start, gram) in text.grams(of: size).enumerated() where !seen.insert(gram).inserted {
      if !onlyStart || start > end {
        for place in max(start, set)..<(start + size) { row[place] = penalty }
        set = start + size
      }
      end = start + size
    }
    return row
  }
}

extension RepetitionDenseMetric {
  /// All about it.
  public static let description = ShaperDescription(
    name: "repetition_dense", version: 1,
    summary: "A penalty for each token of an n-gram that was there before; gives token rewards.",
    equation: "token_rewards[i..<i+n] = penalty if the gram at i was seen before",
    level: .response, usesLength: false, usesCorrectness: false, rolloutFields: ["tokens"],
    options: [
      OptionDescription("n", .integer(.init(lower: 1)), default: 40, "How many tokens a gram has."),
      OptionDescription(
        "penalty", .number(.init(upper: 0, includesUpper: false)), default: -0.05, "The reward of a repeated token; below 0."),
      OptionDescription(
        "only_start", .boolean, default: false,
        "Whether only the first gram of a run of repeated ones counts: one that begins beyond the end of the last repeated one."),
    ],
    edges: ["Fewer tokens than n: all 0.", "Overlapping grams do not add up."],
    properties: ["Unaffected by correctness."],
    sources: [
      Source(
        "Demystifying Long Chain-of-Thought Reasoning in LLMs, repetition penalty",
        "arXiv 2502.03373; eddycmu/demystify-long-cot", confidence: .run)
    ],
    examples: [
      ShaperExample(
        params: #"{"n": 2, "penalty": -1}"#,
        inputs: #"{"groups": [{"samples": [{"tokens": [1, 2, 1, 2, 1, 2]}, {"tokens": [5, 5, 5]}]}]}"#,
        result: #"{"token_rewards": [[0, 0, -1, -1, -1, -1], [0, -1, -1]]}"#),
      ShaperExample(
        params: #"{"n": 2, "penalty": -1, "only_start": true}"#,
        inputs: #"{"groups": [{"samples": [{"tokens": [1, 2, 1, 2, 1, 2]}, {"tokens": [3]}, {"tokens": []}]}]}"#,
        result: #"{"token_rewards": [[0, 0, -1, -1, 0, 0], [0], []]}"#, note: "the later grams begin before the end of the run"),
    ])
}
