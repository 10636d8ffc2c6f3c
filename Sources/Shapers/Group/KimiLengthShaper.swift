import ExactMath
public import RewardCore

/// Kimi k1.5's length reward: where a length stands between the shortest and the longest of its group.
///
///     λ = 1/2 − (L − min) / (max − min + ε)      over all scorable rollouts of the group; 0 if max = min
///     term = λ            if correct
///          = min(0, λ)    if wrong
///     R = C + weight · term
///
/// Kimi k1.5: Scaling Reinforcement Learning with LLMs, arXiv 2501.12599, section "Length Penalty". `correct_reward` 0 gives the
/// bare term. The report warms up without a length term: schedule `weight`.
///
/// Every value is rational and rounded once. A group of one, or of equal lengths, has λ = 0. A negative ε that makes the denominator
/// 0 is `not_finite`.
///
/// What others do: LASER's version has weight 0.4, ε 1e-6, base 1 / −0.5, no length term on bad format, and takes a group of one with
/// max 1 and min 0, a bug that gives a huge negative reward. open-r1 counts characters, takes min and max over whatever list it is
/// handed, and counts an unparsable reference as correct.
public struct KimiLengthShaper: GroupShaper {
  private let table: VerdictTable
  private let weight: BigRational
  private let epsilon: BigRational

  /// A Kimi length shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    table = VerdictTable(options)
    weight = options.exact("weight")
    epsilon = options.exact("eps")
  }

  /// The rewards of a group, with their length terms.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    let scored = try ScoredGroup(group)
    guard let position = GroupPosition(scored, epsilon: epsilon) else {
      throw RewardError(.notFinite, field: "terms", expected: "max − min + eps other than 0")
    }
    let term = { (r: Scored) in r.punishingIfWrong(position(r.length)) }
    return Shaped(
      rewards: try scored.rewards { table($0) + weight * term($0) },
      outputs: [Shaped.Output("terms", .perRollout(try scored.rewards(term)))])
  }
}

extension KimiLengthShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "kimi_length", version: 1,
    summary: "Shorter than the middle of the group's lengths is worth more, longer less (Kimi k1.5).",
    equation: "R = C + w·λ if correct, C + w·min(0, λ) if wrong; λ = 1/2 − (L − min)/(max − min)",
    level: .group, usesLength: true,
    options: [
      OptionDescription("weight", .number(.any), default: 1, "What the length term is multiplied by."),
      .correctReward(), .wrongReward(),
      OptionDescription("eps", .number(.any), default: 0, "Added to max − min; LASER's version has 1e-6."),
    ],
    edges: [
      "Equal lengths, or one scorable rollout: the term is 0.",
      "Correctness or length unknown: null, and outside min and max.",
      "Truncated and badly formatted rollouts count like any others.",
    ],
    properties: [
      "Correctness dominance with margin 1 − weight/2: holds for weight below 2; the bare term (base 0/0) has margin −0.5.",
      "Not neutral about the length of wrong answers, and an all-wrong group is not silent: unsolved prompts push towards short.",
    ],
    sources: [
      Source(
        "Kimi k1.5: Scaling Reinforcement Learning with LLMs, section Length Penalty",
        "arXiv 2501.12599; re-implementations in hkust-nlp/Laser and huggingface/open-r1", confidence: .run)
    ],
    examples: [
      ShaperExample(
        result: #"""
          {"rewards": [1.43333333333, 1.3, 0, 1.03333333333, -0.5, 0],
           "terms": [0.433333333333, 0.3, 0, 0.0333333333333, -0.5, 0]}
          """#),
      ShaperExample(
        params: #"{"correct_reward": 0, "weight": 0.4}"#,
        result: #"""
          {"rewards": [0.17333333333333334, 0.12, 0, 0.013333333333333334, -0.2, 0],
           "terms": [0.43333333333333335, 0.3, 0, 0.03333333333333333, -0.5, 0]}
          """#,
        note: "the bare term, weighted"),
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"correct": true, "length": 700}, {"correct": null, "length": 9}, {"correct": true}]},
                      {"samples": [{"correct": true, "length": 5}, {"correct": false, "length": 5}]}]}
          """#,
        result: #"{"rewards": [1, null, null, 1, 0], "terms": [0, null, null, 0, 0]}"#,
        note: "one scorable rollout, then equal lengths"),
    ])
}
