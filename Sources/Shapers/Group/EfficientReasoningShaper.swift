import ExactMath
public import RewardCore

/// Arora & Zanette's efficient reasoning: a right answer is worth less the longer it is among the right ones of its prompt.
///
///     R = 1 − α · σ((L − mean) / (std + ε))      correct; mean and std over the correct rollouts of the group
///       = 0                                        wrong
///
/// Training Language Models to Reason Efficiently, arXiv 2502.04463, the length-penalised objective; code Zanette-Labs/efficient-reasoning. σ is the
/// logistic function. The paper sweeps α over 0, 0.05, 0.1, 0.2, 0.4 and trains with RLOO. A truncated answer has no end and so counts as
/// wrong, and is outside the statistics (`truncated_is_wrong`).
///
/// One correct rollout, or equal lengths: z = 0 whatever ε, and R = 1 − α/2. The re-implementation in the LASER repository takes the sample
/// standard deviation, and standardises a single correct rollout with mean 0 and std 1, which gives about 1 − α: `std` "sample" and
/// `singleton` "raw" reproduce it. The default is the official one.
///
/// Mean and variance are exact; the square root is rounded once, and σ is `PortableMath`'s.
public struct EfficientReasoningShaper: GroupShaper {
  private let alpha: BigRational
  private let epsilon: BigRational
  private let usesSampleDeviation: Bool
  private let keepsSingletonRaw: Bool
  private let truncatedIsWrong: Bool

  /// An efficient reasoning shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    alpha = options.exact("alpha")
    epsilon = options.exact("eps")
    usesSampleDeviation = options.string("std") == "sample"
    keepsSingletonRaw = options.string("singleton") == "raw"
    truncatedIsWrong = options.boolean("truncated_is_wrong")
  }

  /// The rewards of a group.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    let lengths = try group.scorableLengths()
    // Of each scorable rollout, the length when it is right.
    let right = zip(group.rollouts, lengths).map { rollout, length in
      rollout.correct == true && !(rollout.truncated && truncatedIsWrong) ? length : nil
    }
    let known = right.compactMap { $0 }
    let isRaw = keepsSingletonRaw && known.count == 1
    let standard = Standardization(known, isSample: usesSampleDeviation, epsilon: epsilon)
    return Shaped(
      rewards: zip(lengths, right).map { length, right in
        guard length != nil else { return nil }
        guard let right else { return 0 }
        let z = isRaw ? (right / (1 + epsilon)).doubleValue : standard.z(right)
        return (1 - alpha * (BigRational(exactly: PortableMath.sigmoid(z)) ?? .zero)).reward
      })
  }
}

extension EfficientReasoningShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "efficient_reasoning", version: 1,
    summary: "A right answer is worth less the longer it is among the right ones of its prompt (Arora & Zanette).",
    equation: "R = 1 − α·σ((L − mean)/(std + ε)) if correct, else 0; mean and std over the correct rollouts",
    level: .group, usesLength: true,
    options: [
      OptionDescription(
        "alpha", .number(.init(lower: 0, upper: 1, includesUpper: false)), default: 0.1,
        "How much of the reward length may take; the paper sweeps 0, 0.05, 0.1, 0.2, 0.4."),
      OptionDescription(
        "std", .choice(["population", "sample"]), default: "population",
        "`population` divides by n, as the paper; `sample` by n − 1, as the LASER repository."),
      OptionDescription("eps", .number(.nonNegative), default: 1e-07, "Added to the standard deviation."),
      OptionDescription(
        "singleton", .choice(["center", "raw"]), default: "center",
        "A single correct rollout has z = 0 (`center`), or its own length as z (`raw`), as in the LASER repository."),
      OptionDescription(
        "truncated_is_wrong", .boolean, default: true,
        "Whether a truncated answer counts as wrong and stays outside the statistics."),
    ],
    edges: [
      "One correct rollout, or equal lengths: z = 0 whatever eps, R = 1 − alpha/2.",
      "A truncated rollout is worth 0 and outside the statistics, unless truncated_is_wrong is false.",
      "Correctness or length unknown: null, and outside the statistics.",
    ],
    properties: [
      "Correctness dominance with margin above 1 − alpha.",
      "Shorter right answers are never worse, the length of wrong ones does not matter, an all-wrong group is silent.",
      "At group size 8 no right answer falls below the group's mean at alpha 0.1; at alpha 0.4 it can.",
    ],
    sources: [
      Source(
        "Training Language Models to Reason Efficiently, the length-penalised objective",
        "arXiv 2502.04463; Zanette-Labs/efficient-reasoning", confidence: .run)
    ],
    examples: [
      ShaperExample(result: #"{"rewards": [0.974441525264, 0.956642042069, 0, 0.920811815736, 0, 0]}"#),
      ShaperExample(
        params: #"{"alpha": 0.4}"#, result: #"{"rewards": [0.897766101057, 0.826568168277, 0, 0.683247262944, 0, 0]}"#),
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"correct": true, "length": 900}, {"correct": true, "length": 50, "truncated": true}]},
                      {"samples": [{"correct": true, "length": 7}, {"correct": true, "length": 7}, {"correct": true}]}]}
          """#,
        result: #"{"rewards": [0.95, 0, 0.95, 0.95, null]}"#,
        note: "truncated is wrong and does not count; equal lengths; no length"),
      ShaperExample(
        params: #"{"singleton": "raw", "std": "sample"}"#,
        inputs: #"{"groups": [{"samples": [{"correct": true, "length": 900}]}]}"#, result: #"{"rewards": [0.9]}"#,
        note: "one correct rollout as the LASER repository has it"),
    ])
}
