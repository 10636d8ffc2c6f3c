import ExactMath
public import RewardCore

/// RAIF: instruction constraints that hold, with a reward for format.
///
///     answer = none    bad format, or no constraint holds
///            = full    all hold
///            = the share that holds, otherwise
///     R = answer ± format_weight      + for good format, − for bad
///
/// Incentivizing Reasoning for Advanced Instruction-Following of Large Language Models, arXiv 2506.01413, the reward. `superior`: as many
/// constraints hold as in the model's own answer without reasoning (`ref_satisfied` of the group), so that training may keep such
/// rollouts only; bad format counts as superior, so that its penalty is learned.
public struct ConstraintRewardShaper: GroupShaper {
  private let full: BigRational
  private let none: BigRational
  private let formatWeight: BigRational

  /// A constraint shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    full = options.exact("full")
    none = options.exact("none")
    formatWeight = options.exact("format_weight")
  }

  /// The rewards of a group, and which rollouts are superior.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    let reference = try group.fields.number("ref_satisfied")
    var rewards: [Double?] = []
    var superior: [JSONValue] = []
    for rollout in group.rollouts {
      let satisfied = try rollout.fields.flags("satisfied").required("satisfied")
      let count = satisfied.count { $0 }
      guard rollout.formatOK else {
        rewards.append((none - formatWeight).reward)
        superior.append(true)
        continue
      }
      let answer = count == satisfied.count ? full : count == 0 ? none : BigRational(count, over: satisfied.count)
      rewards.append((answer + formatWeight).reward)
      superior.append(reference.map { .bool(BigRational(count) >= $0) } ?? .null)
    }
    return Shaped(rewards: rewards, outputs: [Shaped.Output("superior", .perRolloutValues(superior))])
  }
}

extension ConstraintRewardShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "constraint_reward", version: 1,
    summary: "Instruction constraints that hold, with a reward for format (RAIF).",
    equation: "R = 2 if all hold, −2 if none or bad format, else the share; ±1 for format",
    level: .group, combination: .replaces, usesLength: false, usesCorrectness: false, rolloutFields: ["satisfied"],
    groupFields: ["ref_satisfied"],
    options: [
      OptionDescription("full", .number(.any), default: 2, "What an answer is worth that meets all constraints."),
      OptionDescription("none", .number(.any), default: -2, "What an answer is worth that meets none, or is in bad format."),
      OptionDescription("format_weight", .number(.any), default: 1, "What good format adds and bad format takes off."),
    ],
    edges: ["No constraints: all hold.", "No `ref_satisfied`: superior is null, in bad format true.", "No `satisfied`: missing_field."],
    properties: ["From none − format_weight to full + format_weight.", "Correctness and length are not looked at."],
    sources: [
      Source("Incentivizing Reasoning for Advanced Instruction-Following (RAIF), the reward", "arXiv 2506.01413", confidence: .read)
    ],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"ref_satisfied": 2, "samples": [{"satisfied": [true, true, true]}, {"satisfied": [true, false, true]},
            {"satisfied": [false, false, false]}, {"satisfied": [true, true, true], "format_ok": false}]}]}
          """#,
        result: #"{"rewards": [3, 1.66666666667, -1, -3], "superior": [true, true, false, true]}"#),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"satisfied": []}, {"satisfied": [true, false]}]}]}"#,
        result: #"{"rewards": [3, 1.5], "superior": [null, null]}"#, note: "nothing to meet; nothing to compare with"),
    ])
}
