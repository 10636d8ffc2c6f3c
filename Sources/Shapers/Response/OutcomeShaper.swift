public import RewardCore

/// The verifiable outcome and nothing else.
///
///     R = correct_reward   if correct
///       = wrong_reward     otherwise
///
/// Most work on reinforcement learning from verifiable rewards uses 1 / 0 (AceReason-Nemotron, arXiv 2505.16400), DAPO uses 1 / −1,
/// LASER 1 / −0.5. Needs correctness only: lengths are not looked at, so a missing or an impossible one changes nothing. For a
/// conjunction with format set `correct = correct and format_ok` upstream, or use `format_combine`.
public struct OutcomeShaper: ResponseShaper {
  private let correct: Double
  private let wrong: Double

  /// An outcome shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    correct = options.exact("correct_reward").reward
    wrong = options.exact("wrong_reward").reward
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    rollout.correct.map { $0 ? correct : wrong }
  }
}

extension OutcomeShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "outcome", version: 1,
    summary: "Right or wrong, and nothing else.",
    equation: "R = correct_reward if correct, else wrong_reward",
    level: .response, usesLength: false,
    options: [.correctReward(), .wrongReward()],
    edges: ["Correctness unknown: null.", "Length, truncation and format are not looked at."],
    properties: ["Correctness dominance with margin correct_reward − wrong_reward.", "Says nothing about length."],
    sources: [
      Source("AceReason-Nemotron: Advancing Math and Code Reasoning through RL", "arXiv 2505.16400", confidence: .read)
    ],
    examples: [
      ShaperExample(result: #"{"rewards": [1, 1, 0, 1, 0, 0]}"#),
      ShaperExample(
        params: #"{"wrong_reward": -1}"#, result: #"{"rewards": [1, 1, -1, 1, -1, -1]}"#, note: "as in DAPO"),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"correct": null}, {"correct": true, "length": -1}]}]}"#,
        result: #"{"rewards": [null, 1]}"#, note: "undecided; lengths are not looked at"),
    ])
}
