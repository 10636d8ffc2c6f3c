import ExactMath
public import RewardCore

/// LASER's length-based step reward: a bonus for a right answer within a target length.
///
///     R = format_reward                  if the format is bad
///       = correct_reward + step(L)       if correct
///       = wrong_reward                   otherwise
///
///     step(L):   reward    α  if L ≤ target, else  0
///                penalty   0  if L ≤ target, else −α
///                hybrid    α  if L ≤ target, else −α
///
/// Learn to Reason Efficiently with Adaptive Length-based Reward Shaping, arXiv 2505.15612, table 2 (LASER); code hkust-nlp/Laser.
/// A length equal to the target is within it, also where both are fractions. A wrong answer never gets a length term, so nothing
/// is learned from how long a wrong answer was. Rounded once, exact before.
///
/// Paper and code agree; the released reward manager writes the scalar at the token index of the last sample that it processed, which
/// does no harm when advantages are per outcome.
public struct LaserShaper: ResponseShaper {
  private let steps: LaserSteps
  private let target: BigRational

  /// A LASER shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    steps = LaserSteps(options)
    target = options.exact("target")
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try steps.reward(for: rollout, target: target)
  }
}

extension LaserShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "laser", version: 1,
    summary: "A bonus for a right answer within a target length (LASER).",
    equation: "R = C + α·[correct ∧ format ∧ L ≤ target]",
    level: .response, usesLength: true,
    options: [
      OptionDescription(
        "target", .number(.positive), default: 8192, isLength: true, "The target length, in the unit of the lengths; equal is within.")
    ] + LaserSteps.options(variants: ["reward", "penalty", "hybrid"]),
    edges: [
      "L = target is within the target.",
      "Bad format: format_reward, with no length term, right or wrong.",
      "Correctness or length unknown: null.",
      "The truncated flag is not looked at.",
    ],
    properties: [
      "Correctness dominance: margin 1.5 (reward), 1.0 (penalty, hybrid) by default.",
      "The penalty and hybrid variants need alpha below the gap between right and wrong.",
      "Shorter right answers are never worse, the length of wrong ones does not matter, an all-wrong group is silent.",
      "The reward jumps by alpha (hybrid: twice alpha) at the target.",
      "A long right answer can fall below the mean of a group of 8: beside six short right and one wrong, by 0.1875.",
    ],
    sources: [
      Source(
        "Learn to Reason Efficiently with Adaptive Length-based Reward Shaping, table 2 (LASER)",
        "arXiv 2505.15612; hkust-nlp/Laser", confidence: .run)
    ],
    examples: [
      ShaperExample(params: #"{"target": 2000}"#, result: #"{"rewards": [1.5, 1.5, -0.5, 1, -0.5, -0.5]}"#),
      ShaperExample(
        params: #"{"target": 2000, "variant": "hybrid"}"#, result: #"{"rewards": [1.5, 1.5, -0.5, 0.5, -0.5, -0.5]}"#),
      ShaperExample(
        params: #"{"target": 2000, "variant": "penalty"}"#, result: #"{"rewards": [1, 1, -0.5, 0.5, -0.5, -0.5]}"#),
      ShaperExample(
        params: #"{"target": 0.1, "alpha": 0.2, "correct_reward": 0.1}"#,
        inputs: #"""
          {"groups": [{"samples": [
            {"correct": true, "length": 0.1}, {"correct": true, "length": 0.2, "format_ok": false},
            {"correct": true}, {"correct": null, "length": -1}]}]}
          """#,
        result: #"{"rewards": [0.3, -1, null, null]}"#,
        note: "0.1 is within 0.1, and 0.1 + 0.2 is 0.3; bad format; no length; unknown, so its length is not looked at"),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"correct": false, "length": -1}]}]}"#,
        result: #"{"error": "invalid_length"}"#),
    ])
}
