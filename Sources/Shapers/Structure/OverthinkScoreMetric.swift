import ExactMath
public import RewardCore

/// Self-braking tuning's measure of overthinking.
///
///     RER = first_solution_step / total_steps;   OMR = marker_tokens / total_tokens, 0 without tokens
///     score = β·OMR + (1 − β)·(1 − RER);         overthinking iff score > threshold
///
/// Let LLMs Break Free from Overthinking via Self-Braking Tuning, arXiv 2505.14604, the overthinking score. It labels training data, and
/// is no reward: the dataset builder starts masking at 0.2 and cuts above 0.25.
public struct OverthinkScoreMetric: Metric {
  private let beta: BigRational
  private let threshold: BigRational

  /// A score with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    beta = options.exact("beta")
    threshold = options.exact("threshold")
  }

  /// A score for each rollout, and whether it overthinks.
  public func measure(_ batch: Batch) throws(RewardError) -> Measurement {
    var scores: [JSONValue] = []
    var overthinking: [JSONValue] = []
    for rollout in batch.groups.lazy.flatMap(\.rollouts) {
      let score = try score(rollout.fields)
      scores.append(JSONValue(score?.reward))
      overthinking.append(.bool(score.map { $0 > threshold } ?? false))
    }
    return Measurement(values: ["scores": .array(scores), "overthinking": .array(overthinking)])
  }

  private func score(_ fields: JSONObject) throws(RewardError) -> BigRational? {
    guard let first = try fields.number("first_solution_step") else { return nil }
    let steps = try fields.number("total_steps").required("total_steps")
    guard steps.signum > 0 else {
      throw RewardError(.outOfRange, field: "total_steps", found: "\(steps)", expected: "more than 0")
    }
    let tokens = try fields.number("total_tokens") ?? .zero
    let markers = tokens.isZero ? .zero : try fields.number("marker_tokens").required("marker_tokens") / tokens
    return beta * markers + (1 - beta) * (1 - first / steps)
  }
}

extension OverthinkScoreMetric {
  /// All about it.
  public static let description = ShaperDescription(
    name: "overthink_score", version: 1,
    summary: "How much of a text goes on after the first solution, and how often it turns around (self-braking tuning).",
    equation: "score = β·marker_tokens/total_tokens + (1 − β)·(1 − first_solution_step/total_steps)",
    level: .response, usesLength: false, usesCorrectness: false,
    rolloutFields: ["first_solution_step", "total_steps", "marker_tokens", "total_tokens"],
    options: [
      OptionDescription("beta", .number(.unit), default: 0.1, "The weight of overthinking markers."),
      OptionDescription("threshold", .number(.any), default: 0.2, "The score above which a text overthinks."),
    ],
    edges: ["No solution step: null, and not overthinking.", "No tokens: no markers.", "total_steps of 0 or less: out_of_range."],
    properties: ["From 0 to 1 for counts that fit each other."],
    sources: [
      Source("Let LLMs Break Free from Overthinking via Self-Braking Tuning, the overthinking score", "arXiv 2505.14604", confidence: .run)
    ],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"first_solution_step": 4, "total_steps": 10, "marker_tokens": 30, "total_tokens": 1000},
            {"first_solution_step": 10, "total_steps": 10, "marker_tokens": 0, "total_tokens": 500},
              {"first_solution_step": null, "total_steps": 10}]}]}
          """#,
        result: #"{"scores": [0.543, 0, null], "overthinking": [true, false, false]}"#),
      ShaperExample(
        params: #"{"beta": 0.5, "threshold": 0.25}"#,
        inputs: #"{"groups": [{"samples": [{"first_solution_step": 1, "total_steps": 2, "marker_tokens": 0, "total_tokens": 0}]}]}"#,
        result: #"{"scores": [0.25], "overthinking": [false]}"#, note: "equal to the threshold is not above it"),
    ])
}
