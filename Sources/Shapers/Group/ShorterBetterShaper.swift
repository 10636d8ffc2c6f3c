import ExactMath
public import RewardCore

/// ShorterBetter: the distance to the sample-optimal length, that of the group's shortest right answer.
///
///     SOL = the shortest length of a right answer; the mean of all lengths if none is right
///     R = α·c − β·|L − SOL|
///
/// ShorterBetter, arXiv 2504.21370, the reward; code JingyangYi/ShorterBetter, which has a second reward function with α = 1.
public struct ShorterBetterShaper: GroupShaper {
  private let alpha: BigRational
  private let beta: BigRational

  /// A ShorterBetter shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    alpha = options.exact("alpha")
    beta = options.exact("beta")
  }

  /// The rewards of a group.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    let scored = try ScoredGroup(group)
    let optimal = scored.correct.map(\.length).min() ?? scored.lengths.mean ?? .zero
    return Shaped(rewards: try scored.rewards { r in alpha * r.correctness - beta * (r.length - optimal).magnitude })
  }
}

extension ShorterBetterShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "shorterbetter", version: 1,
    summary: "The distance to the length of the group's shortest right answer (ShorterBetter).",
    equation: "R = α·c − β·|L − SOL|; SOL = shortest correct length, else the mean of all",
    level: .group, combination: .replaces, usesLength: true,
    options: [
      OptionDescription("alpha", .number(.any), default: 2, "What a right answer is worth; the second reward of the code has 1."),
      OptionDescription(
        "beta", .number(.nonNegative), default: 0.001, isLength: true, "The price of a unit of length off the optimal one."),
    ],
    edges: [
      "No right answer: the reference is the mean of all lengths.", "Correctness or length unknown: null, and outside the reference.",
    ],
    properties: [
      "Unbounded below; correctness dominance fails when a right answer is alpha/beta longer than the shortest, 2000 tokens by default.",
      "Not neutral about the length of wrong answers, which are drawn to the optimal length too; an all-wrong group is not silent.",
    ],
    sources: [
      Source(
        "ShorterBetter: Guiding Reasoning Models to Find Optimal Inference Length, the reward",
        "arXiv 2504.21370; JingyangYi/ShorterBetter", confidence: .run)
    ],
    examples: [
      ShaperExample(result: #"{"rewards": [2, 1, -0.5, -1, -7, -2]}"#),
      ShaperExample(
        inputs:
          #"""
          {"groups": [{"samples": [{"correct": false, "length": 100}, {"correct": false, "length": 300},
            {"correct": null, "length": 9}]}]}
          """#,
        result: #"{"rewards": [-0.1, -0.1, null]}"#, note: "none is right: the mean"),
    ])
}
