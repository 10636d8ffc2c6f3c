import ExactMath
public import RewardCore

/// A hard length limit: an answer counts only within it.
///
///     R = rho                              if truncated or L > limit
///       = correct_reward / wrong_reward    otherwise
///
/// ThinkPrune, arXiv 2504.01296, and DLER, arXiv 2510.15110; the baseline row of LASER, arXiv 2505.15612. ThinkPrune lowers the limit by
/// stage, 4000, 3000, 2000 (`schedule`); DLER's is 4000, and adds nothing else to the reward.
public struct TruncationShaper: ResponseShaper {
  private let table: VerdictTable
  private let limit: BigRational
  private let rho: BigRational

  /// A truncation shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    table = VerdictTable(options)
    limit = options.exact("limit")
    rho = options.exact("rho")
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(byLength: { r in r.rollout.truncated || r.length > limit ? rho : table(r) })
  }
}

extension TruncationShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "truncation", version: 1,
    summary: "An answer counts only within a length limit (ThinkPrune, DLER).",
    equation: "R = rho if truncated or L > limit, else C",
    level: .response, usesLength: true,
    options: [
      OptionDescription("limit", .number(.positive), isLength: true, "The longest length that counts."),
      OptionDescription("rho", .number(.any), default: 0, "What an answer beyond the limit is worth, right or wrong."),
      .correctReward(), .wrongReward(),
    ],
    edges: ["L = limit is within.", "Correctness or length unknown: null, truncated or not."],
    properties: [
      "No strict correctness dominance: margin 0, as a long right answer is worth what a wrong one is.",
      "A rho below wrong_reward makes a long right answer worse than a wrong one.",
      "Shorter right answers are never worse; the reward jumps at the limit.",
    ],
    sources: [
      Source("ThinkPrune: Pruning Long Chain-of-Thought via RL, the reward", "arXiv 2504.01296", confidence: .read),
      Source("DLER: Doing Length pEnalty Right, the truncation penalty", "arXiv 2510.15110", confidence: .read),
    ],
    examples: [
      ShaperExample(params: #"{"limit": 3000}"#, result: #"{"rewards": [1, 1, 0, 0, 0, 0]}"#),
      ShaperExample(
        params: #"{"limit": 2000, "rho": -0.5}"#,
        inputs: #"""
          {"groups": [{"samples": [{"correct": true, "length": 2000}, {"correct": true, "length": 2001},
            {"correct": true, "length": 5, "truncated": true}, {"correct": true, "truncated": true}]}]}
          """#,
        result: #"{"rewards": [1, -0.5, -0.5, null]}"#, note: "equal is within; truncated is beyond, however short"),
      ShaperExample(result: #"{"error": "missing_parameter"}"#),
    ])
}
