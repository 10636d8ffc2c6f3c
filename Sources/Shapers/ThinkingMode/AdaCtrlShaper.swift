import ExactMath
public import RewardCore

/// AdaCtrl: a tag by which the model says how hard it finds the prompt, and a length that fits it.
///
///     truth = easy if p > threshold, else hard           p: the group's pass rate
///     t = 1 if the tag is the truth, 0 if it is the other, −1 without a tag
///     l = (1 + cos(π·L/m)) / 2 if easy, (1 − cos(π·L/m)) / 2 if hard; only where t = 1;   m: the longest length of the group
///     R = C + w_length·l + w_tag·t
///
/// AdaCtrl: Towards Adaptive and Controllable Reasoning via Difficulty-Aware Budgeting, arXiv 2505.18822, the rewards; code
/// JoeYing1019/AdaCtrl.
public struct AdaCtrlShaper: GroupShaper {
  private let table: VerdictTable
  private let threshold: BigRational
  private let lengthWeight: BigRational
  private let tagWeight: BigRational

  /// An AdaCtrl shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    table = VerdictTable(options)
    threshold = options.exact("threshold")
    lengthWeight = options.exact("w_length")
    tagWeight = options.exact("w_tag")
  }

  /// The rewards of a group.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    let scored = try ScoredGroup(group)
    let truth = scored.passRate > threshold ? "easy" : "hard"
    let longest = scored.lengths.max() ?? .zero
    return Shaped(
      rewards: try scored.rewards { r throws(RewardError) in
        let tag = try r.rollout.fields.word("tag")?.lowercased()
        guard tag == "easy" || tag == "hard" else { return table(r) - tagWeight }
        guard tag == truth else { return table(r) }
        let short = Curve.halfCosine(r.length.divided(by: longest) ?? .zero)
        return table(r) + lengthWeight * (truth == "easy" ? short : 1 - short) + tagWeight
      })
  }
}

extension AdaCtrlShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "adactrl", version: 1,
    summary: "A tag by which the model says how hard it finds the prompt, and a length that fits it (AdaCtrl).",
    equation: "R = C + w_length·(1 ± cos(π·L/m))/2·[tag is right] + w_tag·(1, 0 or −1)",
    level: .group, usesLength: true, rolloutFields: ["tag"],
    options: [
      OptionDescription("threshold", .number(.any), default: 0.625, "The pass rate above which a prompt is easy."),
      OptionDescription("w_length", .number(.any), default: 0.5, "The weight of the length reward."),
      OptionDescription("w_tag", .number(.any), default: 0.5, "The weight of the tag reward."),
      .correctReward(), .wrongReward(-1),
    ],
    edges: [
      "A pass rate equal to the threshold is hard.", "Tags in any case; any other tag is none.", "All lengths 0: the cosine is 1.",
      "Correctness or length unknown: null, and outside p and m.",
    ],
    properties: [
      "Correctness dominance with margin 0.5: needs w_length + 2·w_tag below the gap of right and wrong.",
      "In a hard prompt longer is better, right or wrong; an all-wrong group is not silent.",
    ],
    sources: [
      Source("AdaCtrl: Towards Adaptive and Controllable Reasoning, the rewards", "arXiv 2505.18822; JoeYing1019/AdaCtrl", confidence: .run)
    ],
    examples: [
      ShaperExample(
        inputs: ShaperExample.w(["tag": ["hard", "easy", "hard", "hard", nil, "hard"]]),
        result: #"{"rewards": [1.51903011687, 1, -0.495196320101, 1.75, -1.5, -0.345670858091]}"#),
      ShaperExample(
        inputs:
          #"{"groups": [{"samples": [{"correct": true, "length": 0, "tag": "EASY"}, {"correct": true, "length": 0, "tag": "Hard"}]}]}"#,
        result: #"{"rewards": [2, 1]}"#, note: "solved, so easy; the cosine of no length is 1"),
    ])
}
