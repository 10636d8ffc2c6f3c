import ExactMath
public import RewardCore

/// Length-scaled accuracy with a knob for risk.
///
///     R = exceed                        if truncated or L + margin ≥ max_length, unless exceed is null
///       = (k + (1 − k)·x) · (1 − x)     correct;  x = L / max_length
///       = −1 + x                        wrong
///
/// The second reward of eddycmu/demystify-long-cot, beside the paper arXiv 2502.03373. k is `risk`; at 1 a right answer loses linearly
/// with its length, at 0 the best length is half the maximum.
public struct RiskScaledShaper: ResponseShaper {
  private let risk: BigRational
  private let limit: LengthLimit

  /// A risk-scaled shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    risk = options.exact("risk")
    limit = LengthLimit(options)
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(byLength: { r in
      if let exceed = limit.worth(of: r) { return exceed }
      let x = r.length / limit.length
      return r.isCorrect ? (risk + (1 - risk) * x) * (1 - x) : x - 1
    })
  }
}

extension RiskScaledShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "risk_scaled", version: 1,
    summary: "Length-scaled accuracy with a knob for risk.",
    equation: "R = (k + (1 − k)·x)·(1 − x) if correct, x − 1 if wrong; x = L/max_length; exceed from the limit on",
    level: .response, combination: .replaces, usesLength: true,
    options: [
      OptionDescription("risk", .number(.any), default: 1, "k: what a right answer of length 0 is worth.")
    ] + LengthLimit.options(exceed: 0, margin: 16),
    edges: ["L + margin = max_length exceeds.", "With exceed null the curves go on beyond max_length."],
    properties: [
      "A wrong answer that exceeds is worth 0, more than any other wrong one: exceed below −1 avoids that.",
      "Not neutral about the length of wrong answers, and an all-wrong group is not silent.",
    ],
    sources: [Source("The second reward of demystify-long-cot", "arXiv 2502.03373; eddycmu/demystify-long-cot", confidence: .run)],
    examples: [
      ShaperExample(
        params: #"{"risk": 0.5, "max_length": 9000}"#,
        result: #"""
          {"rewards": [0.493827160494, 0.475308641975, -0.944444444444, 0.401234567901, -0.111111111111, -0.666666666667]}
          """#),
      ShaperExample(
        params: #"{"max_length": 1000}"#,
        inputs:
          #"""
          {"groups": [{"samples": [{"correct": true, "length": 983}, {"correct": true, "length": 984},
            {"correct": false, "length": 0}]}]}
          """#,
        result: #"{"rewards": [0.017, 0, -1]}"#, note: "984 + 16 reaches the limit"),
    ])
}
