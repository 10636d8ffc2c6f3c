import ExactMath
public import RewardCore

/// Thinkless' decoupled loss weights: one for the control token that chooses the mode, one for each token of the answer.
///
///     control weight = α / N                         N: responses with L ≥ 1, of one control token and L − 1 others
///     answer weight  = 1 / Σ (L − 1)       code      the sum over the batch
///                    = 1 / (N · (L − 1))   paper
///
/// Thinkless, arXiv 2505.13379, decoupled GRPO; code VainF/Thinkless. Without the split a mode token is one of thousands and cannot be
/// learned. The default is the code's, which trained the released model. Weights of tokens, and so a metric and no shaper.
public struct DegrpoWeightsMetric: Metric {
  private let alpha: BigRational
  private let isCode: Bool

  /// Loss weights with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    alpha = options.exact("alpha")
    isCode = options.string("variant") == "code"
  }

  /// Both weights of each rollout.
  public func measure(_ batch: Batch) throws(RewardError) -> Measurement {
    var lengths: [BigRational?] = []
    for rollout in batch.groups.lazy.flatMap(\.rollouts) { lengths.append(try rollout.knownLength()) }
    let counted = lengths.compactMap { $0 }.filter { $0 >= 1 }
    guard !counted.isEmpty else {
      throw RewardError(.emptyBatch, field: "length", expected: "a rollout of one token at least")
    }
    let count = BigRational(counted.count)
    let answers = counted.reduce(-count, +)
    let control = lengths.map { $0.map { $0 < 1 ? 0 : (alpha / count).reward } }
    let answer = lengths.map { length in
      length.map { length in length <= 1 ? 0 : (1 / (isCode ? answers : count * (length - 1))).reward }
    }
    return Measurement(values: [
      "control_weight": .array(control.map { JSONValue($0) }), "response_token_weight": .array(answer.map { JSONValue($0) }),
    ])
  }
}

extension DegrpoWeightsMetric {
  /// All about it.
  public static let description = ShaperDescription(
    name: "degrpo_weights", version: 1,
    summary: "A loss weight for the token that chooses the mode, and one for the tokens of the answer (Thinkless).",
    equation: "control α/N; answer 1/Σ(L − 1), or 1/(N·(L − 1)) in the paper",
    level: .batch, usesLength: true, usesCorrectness: false,
    options: [
      OptionDescription("alpha", .number(.nonNegative), default: 0.001, "The weight of all control tokens together."),
      OptionDescription(
        "variant", .choice(["code", "paper"]), default: "code", "Answer tokens weigh the same over the batch, or within each response."),
    ],
    edges: [
      "L = 1: the answer weight is 0. L below 1: both are 0, and the response does not count.", "No length: null.",
      "No response that counts, also in an empty batch: empty_batch.",
    ],
    properties: ["Unaffected by correctness.", "The answer weights of all tokens sum to 1."],
    sources: [Source("Thinkless: LLM Learns When to Think, decoupled GRPO", "arXiv 2505.13379; VainF/Thinkless", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"length": 5}, {"length": 11}, {"length": 1}]}]}"#,
        result: #"""
          {"control_weight": [0.000333333333333, 0.000333333333333, 0.000333333333333],
           "response_token_weight": [0.0714285714286, 0.0714285714286, 0]}
          """#),
      ShaperExample(
        params: #"{"variant": "paper", "alpha": 1}"#,
        inputs: #"{"groups": [{"samples": [{"length": 5}, {"length": 0}]}, {"samples": [{"length": 11}, {"length": null}]}]}"#,
        result: #"{"control_weight": [0.5, 0, 0.5, null], "response_token_weight": [0.125, 0, 0.05, null]}"#),
      ShaperExample(inputs: #"{"groups": []}"#, result: #"{"error": "empty_batch"}"#),
    ])
}
