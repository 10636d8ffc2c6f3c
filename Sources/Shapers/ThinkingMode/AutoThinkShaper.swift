import ExactMath
public import RewardCore

/// AutoThink: a table by mode and verdict, a length term in each class, and a balance of the modes over the batch.
///
///     1  R = think: correct 1, wrong 0;  short: correct 2, wrong −1;  degenerate where that is negative and the sample is degenerate
///     2  R += e^(−α·z) − 1 if correct,  1 − e^(−β·z) if wrong;        z = (L − mean) / max(std, min_std) over the correct or the wrong
///                                                                      samples of the group, when they are two or more; sample std
///     3  R = (1 − a)·R + a·sink,  a = clip((rate − balance)·slope, 0, 1)   where the mode's rate in the batch is above balance
///
/// Learning When to Think: Shaping Adaptive Reasoning in R1-Style Models via Multi-Stage RL, arXiv 2505.10832; code TU2021/AutoThink. Its
/// stages: 1 has balance 0.5; 2 nothing but the table; 3 has α = β = 0.05. A balance of 1 switches step 3 off.
public struct AutoThinkShaper: Shaper {
  private let options: Options
  private let balance: BigRational
  private let slope: BigRational
  private let leastDeviation: BigRational

  /// An AutoThink shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    self.options = options
    balance = options.exact("balance")
    slope = options.exact("slope")
    leastDeviation = options.exact("min_std")
  }

  private struct Member {
    let scored: Scored
    let thinks: Bool
    var reward: BigRational
  }

  /// Shapes the batch as a whole.
  public func shape(_ batch: Batch, state: EmptyState) throws(RewardError) -> Shaped {
    var members: [Member?] = []
    for group in batch.groups { members += try stagedByGroup(group) }
    let modes = members.compactMap { $0?.thinks }
    let blends = [true, false].map { mode in
      let rate = BigRational(modes.count { $0 == mode }, over: max(modes.count, 1))
      return rate > balance ? Curve.clip((rate - balance) * slope, 0, 1) : .zero
    }
    return Shaped(
      rewards: members.map { member in
        member.map { member in
          let blend = blends[member.thinks ? 0 : 1]
          return ((1 - blend) * member.reward + blend * entry("sink_", member)).reward
        }
      })
  }

  /// Steps 1 and 2.
  private func stagedByGroup(_ group: Group) throws(RewardError) -> [Member?] {
    var members: [Member?] = []
    for rollout in group.rollouts {
      guard let scored = try rollout.scored() else {
        members.append(nil)
        continue
      }
      var member = Member(
        scored: scored, thinks: try scored.rollout.fields.flag("think").required("think"), reward: .zero)
      member.reward = entry("", member)
      if member.reward.signum < 0, try scored.rollout.fields.flag("degenerate") == true {
        member.reward = options.exact("degenerate")
      }
      members.append(member)
    }
    for isCorrect in [true, false] {
      let own = members.indices.filter { members[$0]?.scored.isCorrect == isCorrect }
      guard own.count > 1 else { continue }
      let standard = Standardization(own.compactMap { members[$0]?.scored.length }, isSample: true, least: leastDeviation)
      let steepness = options.double(isCorrect ? "alpha" : "beta")
      for index in own {
        guard let length = members[index]?.scored.length else { continue }
        let power = try Curve.exponential(-steepness * standard.z(length))
        members[index]?.reward += isCorrect ? power - 1 : 1 - power
      }
    }
    return members
  }

  /// The option of a member's mode and verdict: `think_correct` and others, and the same after `sink_`.
  private func entry(_ prefix: String, _ member: Member) -> BigRational {
    options.exact("\(prefix)\(member.thinks ? "think" : "short")_\(member.scored.isCorrect ? "correct" : "wrong")")
  }
}

extension AutoThinkShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "autothink", version: 1,
    summary: "A table by mode and verdict, a length term in each class, and a balance of the modes over the batch (AutoThink).",
    equation: "R = (1 − a)·(table + exp(−αz) − 1 if correct, 1 − exp(−βz) if wrong) + a·sink; a by the mode's rate in the batch",
    level: .batch, combination: .replaces, usesLength: true, rolloutFields: ["think", "degenerate"],
    options: [
      OptionDescription("alpha", .number(.nonNegative), default: 0, "How steep the length term of right answers is; 0.05 in stage 3."),
      OptionDescription("beta", .number(.nonNegative), default: 0, "How steep the length term of wrong answers is; 0.05 in stage 3."),
      OptionDescription("balance", .number(.unit), default: 1, "The share of a mode beyond which it is pulled down; 0.5 in stage 1."),
      OptionDescription("slope", .number(.any), default: 2, "How fast it is pulled down beyond that."),
      OptionDescription("think_correct", .number(.any), default: 1, "What a right answer with thought is worth."),
      OptionDescription("think_wrong", .number(.any), default: 0, "What a wrong answer with thought is worth."),
      OptionDescription("short_correct", .number(.any), default: 2, "What a right answer without thought is worth."),
      OptionDescription("short_wrong", .number(.any), default: -1, "What a wrong answer without thought is worth."),
      OptionDescription("degenerate", .number(.any), default: -2, "What stands in place of a negative base for a degenerate answer."),
      OptionDescription("sink_think_correct", .number(.any), default: 0, "What the first is pulled to."),
      OptionDescription("sink_think_wrong", .number(.any), default: -1, "What the second is pulled to."),
      OptionDescription("sink_short_correct", .number(.any), default: 1, "What the third is pulled to."),
      OptionDescription("sink_short_wrong", .number(.any), default: -2, "What the fourth is pulled to."),
      OptionDescription("min_std", .number(.any), default: 1e-06, isLength: false, "The least standard deviation of lengths."),
    ],
    edges: [
      "No `think`: missing_field.", "One right (or wrong) answer in a group: no length term for it. Equal lengths: z = 0.",
      "Correctness or length unknown: null, and outside the rates, also where alpha and beta are 0.",
      "Rewards depend on all groups that are passed together.",
    ],
    properties: [
      "Correctness dominance with margin 1 without length terms; with them it holds for small alpha and beta.",
      "Wrong answers are not neutral about length where beta is above 0; an all-wrong group is not silent.",
    ],
    sources: [
      Source("Learning When to Think, stages 1 to 3", "arXiv 2505.10832; TU2021/AutoThink", confidence: .run),
      Source("The table and `degenerate`", "TU2021/AutoThink", confidence: .read),
    ],
    examples: [
      ShaperExample(
        params: #"{"balance": 0.5}"#, inputs: thinking,
        result: #"{"rewards": [0.666666666667, 2, -0.333333333333, 0.666666666667, -0.333333333333, -1]}"#),
      ShaperExample(
        params: #"{"alpha": 0.05, "beta": 0.05}"#, inputs: thinking,
        result: #"{"rewards": [1.0446099666, 2.0109706354, -0.0446099666045, 0.946906927009, 0.0530930729905, -1.0109706354]}"#),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"correct": false, "length": 1, "think": false, "degenerate": true}, {"correct": null}]}]}"#,
        result: #"{"rewards": [-2, null]}"#),
    ])

  private static let thinking = ShaperExample.w(["think": [true, false, true, true, true, false]])
}
