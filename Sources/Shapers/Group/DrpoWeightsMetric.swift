import ExactMath
public import RewardCore

/// DRPO's decoupled weights: length reweights right answers among themselves, and never against wrong ones.
///
///     ω = softmax over the right answers of (1 − L / max_length) / lam       they sum to 1
///       = −softmax over the wrong answers of score / tau                     they sum to −1
///       = 0 for all in a group without both
///
/// DRPO: Efficient Reasoning via Decoupled Reward Policy Optimization, arXiv 2510.04474. Weights of log-likelihood terms, and so a metric
/// and no shaper. `score` is the mean log-likelihood ratio of a wrong answer. max_length is the padded width in the code.
public struct DrpoWeightsMetric: Metric {
  private let lambda: BigRational
  private let maximum: BigRational
  private let tau: BigRational

  /// Decoupled weights with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    lambda = options.exact("lam")
    maximum = options.exact("max_length")
    tau = options.exact("tau")
  }

  /// A weight for each rollout, and whether each group is active.
  public func measure(_ batch: Batch) throws(RewardError) -> Measurement {
    var weights: [JSONValue] = []
    var active: [JSONValue] = []
    for group in batch.groups {
      let scored = try ScoredGroup(group)
      let isActive = Set(scored.known.map(\.isCorrect)).count == 2
      active.append(.bool(isActive))
      var right: [BigRational] = []
      var wrong: [BigRational] = []
      for r in scored.known where isActive {
        if r.isCorrect {
          right.append((1 - r.length / maximum) / lambda)
        } else {
          wrong.append(try r.rollout.fields.number("score").required("score") / tau)
        }
      }
      var (positive, negative) = (Curve.softmax(right)[...], Curve.softmax(wrong)[...])
      for member in scored.members {
        weights.append(
          JSONValue(
            member.map { r in
              guard isActive else { return 0 }
              return r.isCorrect ? (positive.popFirst() ?? .zero).reward : (-(negative.popFirst() ?? .zero)).reward
            }))
      }
    }
    return Measurement(values: ["weights": .array(weights), "active": .array(active)])
  }
}

extension DrpoWeightsMetric {
  /// All about it.
  public static let description = ShaperDescription(
    name: "drpo_weights", version: 1,
    summary: "Weights by which length counts among right answers only (DRPO); gives weights, no rewards.",
    equation: "ω = softmax over correct of (1 − L/max_length)/lam; −softmax over wrong of score/tau",
    level: .group, usesLength: true, rolloutFields: ["score"],
    options: [
      OptionDescription("lam", .number(.positive), default: 0.1, "How evenly right answers are weighted."),
      OptionDescription("max_length", .number(.positive), default: 8192, isLength: true, "C: the length that counts as 1."),
      OptionDescription("tau", .number(.positive), default: 10, "How evenly wrong answers are weighted."),
    ],
    edges: [
      "A group without both kinds is inactive: all 0, and needs no score.", "An active group needs a score for each wrong answer.",
      "Correctness or length unknown: null.",
    ],
    properties: ["No right answer is ever pushed down, no wrong one up, at any group size."],
    sources: [
      Source("DRPO: Efficient Reasoning via Decoupled Reward Policy Optimization, the objective", "arXiv 2510.04474", confidence: .run)
    ],
    examples: [
      ShaperExample(
        inputs: ShaperExample.w(["score": [0, 0, 0, 0, 0, 0]]),
        result: #"""
          {"weights": [0.757173683098, 0.223383391173, -0.333333333333, 0.0194429257292, -0.333333333333, -0.333333333333],
            "active": [true]}
          """#),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"correct": true, "length": 5}, {"correct": null}]}, {"samples": []}]}"#,
        result: #"{"weights": [0, null], "active": [false, false]}"#, note: "nothing to weigh against"),
      ShaperExample(result: #"{"error": "missing_field"}"#),
    ])
}
