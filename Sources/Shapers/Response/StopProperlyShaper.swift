import ExactMath
public import RewardCore

/// What becomes of the reward of a truncated answer.
///
///     R = coef · reward    truncated, coef ≥ 0
///       = coef             truncated, coef < 0
///       = reward           otherwise
///
/// `stop_properly_penalty_coef` of OpenRLHF and ProRL. 0 takes the reward away, 1 leaves it.
public struct StopProperlyShaper: ResponseShaper {
  private let coefficient: BigRational

  /// A rule for truncated answers with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) { coefficient = options.exact("coef") }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(bySoFar: { reward in
      if !rollout.truncated { return reward }
      return coefficient.signum < 0 ? coefficient : coefficient * reward
    })
  }
}

extension StopProperlyShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "stop_properly", version: 1,
    summary: "What becomes of the reward of a truncated answer (OpenRLHF, ProRL).",
    equation: "R = coef·reward if truncated and coef ≥ 0, coef if truncated and coef < 0, else reward",
    level: .response, combination: .transforms, usesLength: false, usesCorrectness: false, endsChain: true,
    options: [
      OptionDescription("coef", .number(.init(upper: 1)), default: 0, "At least 0: a factor; below 0: the reward itself. At most 1.")
    ],
    edges: ["No reward so far: null, truncated or not."],
    properties: ["A factor makes a negative reward of a truncated answer better: 0 lifts it to 0."],
    sources: [Source("stop_properly_penalty_coef", "OpenRLHF/OpenRLHF; ProRL, arXiv 2505.24864", confidence: .run)],
    examples: [
      ShaperExample(
        params: #"{"coef": -0.5}"#,
        inputs: #"{"groups": [{"samples": [{"reward": 1, "truncated": true}, {"reward": 1}, {"reward": null}]}]}"#,
        result: #"{"rewards": [-0.5, 1, null]}"#),
      ShaperExample(
        params: #"{"coef": 0.5}"#,
        inputs: #"{"groups": [{"samples": [{"reward": 1, "truncated": true}, {"reward": -1, "truncated": true}, {"truncated": true}]}]}"#,
        result: #"{"rewards": [0.5, -0.5, null]}"#),
    ])
}
