import ExactMath
public import RewardCore

/// AdaptThink: a bonus for not thinking, over the accuracy that thinking has.
///
///     R = c − ref_acc + δ · [think is false]
///
/// AdaptThink: Reasoning Models Can Learn When to Think, arXiv 2505.13417, the reward; code THU-KEG/AdaptThink. `ref_acc` of a group is
/// the accuracy of the frozen model in thinking mode. In the original the mode is imposed when sampling, half of each group each, and R
/// is used as the advantage as it is.
public struct AdaptThinkShaper: GroupShaper {
  private let delta: BigRational

  /// An AdaptThink shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) { delta = options.exact("delta") }

  /// The rewards of a group.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    Shaped(
      rewards: try ScoredGroup(group, usesLength: false).rewards { r throws(RewardError) in
        let accuracy = try group.fields.number("ref_acc").required("ref_acc")
        return r.correctness - accuracy + (try r.rollout.fields.flag("think") == false ? delta : .zero)
      })
  }
}

extension AdaptThinkShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "adaptthink", version: 1,
    summary: "A bonus for not thinking, over the accuracy that thinking has (AdaptThink).",
    equation: "R = c − ref_acc + δ·[no thinking]",
    level: .response, usesLength: false, rolloutFields: ["think"], groupFields: ["ref_acc"],
    options: [OptionDescription("delta", .number(.any), default: 0.05, "The bonus for not thinking, right or wrong.")],
    edges: ["No `think`: true.", "No `ref_acc` where a rollout needs it: missing_field.", "Lengths are not looked at."],
    properties: ["Correctness dominance with margin 1 − delta.", "An all-wrong group is not silent: not thinking is better there, too."],
    sources: [
      Source("AdaptThink: Reasoning Models Can Learn When to Think, the reward", "arXiv 2505.13417; THU-KEG/AdaptThink", confidence: .read)
    ],
    examples: [
      ShaperExample(
        inputs: ShaperExample.w(["think": [true, false, true, true, true, false]], group: ["ref_acc": 0.5]),
        result: #"{"rewards": [0.5, 0.55, -0.5, 0.5, -0.5, -0.45]}"#),
      ShaperExample(
        params: #"{"delta": 0.1}"#,
        inputs: #"{"groups": [{"ref_acc": 0.3, "samples": [{"correct": true}, {"correct": null, "think": false}]}, {"samples": []}]}"#,
        result: #"{"rewards": [0.7, null]}"#),
      ShaperExample(result: #"{"error": "missing_field"}"#),
    ])
}
