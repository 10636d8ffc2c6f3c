import ExactMath
public import RewardCore

/// ALP: every token has a price, and solved prompts pay more.
///
///     R = c − (β / scale) · max(p, 1/K) · L       p: the group's pass rate, K its scorable rollouts
///
/// Just Enough Thinking: Efficient Reasoning with Adaptive Length Penalties, arXiv 2506.05256. That β = 1e-7 goes with scale 1 is a
/// reconstruction.
public struct AlpShaper: GroupShaper {
  private let price: BigRational

  /// An adaptive length penalty with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    price = options.exact("beta") / options.exact("scale")
  }

  /// The rewards of a group.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    let scored = try ScoredGroup(group)
    let price = price * max(scored.passRate, BigRational(1, over: max(scored.known.count, 1)))
    return Shaped(rewards: try scored.rewards { r in r.correctness - price * r.length })
  }
}

extension AlpShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "alp", version: 1,
    summary: "Every token has a price, and solved prompts pay more (ALP).",
    equation: "R = c − (β/scale)·max(p, 1/K)·L",
    level: .group, usesLength: true,
    options: [
      OptionDescription("beta", .number(.nonNegative), default: 1e-07, isLength: true, "The price of a unit of length in a solved prompt."),
      OptionDescription("scale", .number(.positive), default: 1, "What beta is divided by."),
    ],
    edges: ["No right answer: the price is that of one in K.", "Correctness or length unknown: null, and outside p and K."],
    properties: [
      "Unbounded below; correctness dominance fails when a right answer is scale/(beta·p) longer than a wrong one.",
      "Not neutral about the length of wrong answers, and an all-wrong group is not silent.",
    ],
    sources: [
      Source("Just Enough Thinking: Efficient Reasoning with Adaptive Length Penalties, the reward", "arXiv 2506.05256", confidence: .note),
      Source("beta 1e-7 with scale 1", confidence: .inferred),
    ],
    examples: [
      ShaperExample(params: #"{"beta": 0.0001}"#, result: #"{"rewards": [0.95, 0.9, -0.025, 0.8, -0.4, -0.15]}"#),
      ShaperExample(
        params: #"{"beta": 0.001, "scale": 2}"#,
        inputs: #"{"groups": [{"samples": [{"correct": false, "length": 100}, {"correct": false, "length": 300}]}]}"#,
        result: #"{"rewards": [-0.025, -0.075]}"#, note: "none is right: 1/K"),
    ])
}
