import ExactMath
public import RewardCore

/// S-GRPO: of the answers forced at increasing exit points of one reasoning path, each further right one is worth less.
///
///     R = decay^k    the k-th right answer of the group, from 0
///       = 0          wrong
///
/// S-GRPO: Early Exit via Reinforcement Learning in Reasoning Models, arXiv 2505.07686, the decaying reward. The rollouts of a group are
/// in the order of their exits.
public struct SGrpoShaper: GroupShaper {
  private let decay: BigRational

  /// A serial-exit shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) { decay = options.exact("decay") }

  /// The rewards of a group.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    var exits = 0
    return Shaped(
      rewards: try ScoredGroup(group, usesLength: false).rewards { r throws(RewardError) in
        guard r.isCorrect else { return .zero }
        exits += 1
        return try Curve.power(decay, BigRational(exits - 1))
      })
  }
}

extension SGrpoShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "s_grpo", version: 1,
    summary: "Of the answers at increasing exit points of one path, each further right one is worth less (S-GRPO).",
    equation: "R = decay^k for the k-th correct rollout from 0, else 0",
    level: .group, usesLength: false,
    options: [
      OptionDescription(
        "decay", .number(.init(lower: 0, includesLower: false, upper: 1)), default: 0.5, "What each further right answer is multiplied by.")
    ],
    edges: ["The order of the rollouts matters: it is that of their exits.", "Correctness unknown: null, and not counted."],
    properties: ["Correctness dominance with margin decay^(k−1), always above 0.", "Not permutation equivariant."],
    sources: [
      Source(
        "S-GRPO: Early Exit via Reinforcement Learning in Reasoning Models, the decaying reward", "arXiv 2505.07686", confidence: .note)
    ],
    examples: [
      ShaperExample(result: #"{"rewards": [1, 0.5, 0, 0.25, 0, 0]}"#),
      ShaperExample(
        params: #"{"decay": 0.3}"#,
        inputs: #"{"groups": [{"samples": [{"correct": false}, {"correct": true}, {"correct": null}, {"correct": true}]}]}"#,
        result: #"{"rewards": [0, 1, null, 0.3]}"#),
    ])
}
