import ExactMath
public import RewardCore

/// GRPO-LEAD's length-regularised reward: an exponential of the length standardised among right answers.
///
///     R = e^(−α·z)         correct;  z = (L − mean) / (std + ε) over the right answers, sample std
///       = wrong_reward     wrong
///
/// GRPO-LEAD, arXiv 2504.09696, the length-dependent accuracy reward; code aeroplanepaper/GRPO-LEAD, which shapes only where the mean of
/// the group's three shortest lengths exceeds 4000 (`min_mean3`) and gives right answers 1 elsewhere. The paper's other half is
/// `grpo_lead_advantage`.
public struct GrpoLeadRewardShaper: GroupShaper {
  private let alpha: BigRational
  private let wrong: BigRational
  private let epsilon: BigRational
  private let leastMean: BigRational?

  /// A GRPO-LEAD shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    alpha = options.exact("alpha")
    wrong = options.exact("wrong_reward")
    epsilon = options.exact("eps")
    leastMean = options.exactIfGiven("min_mean3")
  }

  /// The rewards of a group.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    let scored = try ScoredGroup(group)
    let shortest = scored.lengths.sorted().prefix(3)
    let isShaped = shortest.count < 3 || (leastMean.map { shortest.reduce(.zero, +) > 3 * $0 } ?? true)
    let standard = Standardization(scored.correct.map(\.length), isSample: true, epsilon: epsilon)
    return Shaped(
      rewards: try scored.rewards { r throws(RewardError) in
        guard r.isCorrect else { return wrong }
        return isShaped ? try Curve.exponential(-alpha.doubleValue * standard.z(r.length)) : 1
      })
  }
}

extension GrpoLeadRewardShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "grpo_lead_reward", version: 1,
    summary: "An exponential of the length standardised among right answers (GRPO-LEAD).",
    equation: "R = exp(−α·(L − mean)/(std + ε)) if correct, wrong_reward if wrong; mean and std over the correct rollouts",
    level: .group, combination: .replaces, usesLength: true,
    options: [
      OptionDescription("alpha", .number(.any), default: 0.05, "How steep the exponential is."),
      .wrongReward(-1),
      OptionDescription("eps", .number(.any), default: 1e-06, "Added to the standard deviation."),
      OptionDescription(
        "min_mean3", .number(.any), default: JSONValue.null, allowsNull: true, isLength: true,
        "Shape only where the mean of the group's three shortest lengths exceeds this; the code has 4000; null: always."),
    ],
    edges: ["One right answer, or equal lengths: z = 0, R = 1.", "A group of fewer than three lengths is always shaped."],
    properties: [
      "Correctness dominance with margin above 1: a right answer is worth more than 0.",
      "Shorter right answers are never worse, wrong ones neutral, an all-wrong group silent.",
    ],
    sources: [Source("GRPO-LEAD, the length-dependent accuracy reward", "arXiv 2504.09696; aeroplanepaper/GRPO-LEAD", confidence: .run)],
    examples: [
      ShaperExample(result: #"{"rewards": [1.04460996657, 1.01097063539, -1, 0.946906927043, -1, -1]}"#),
      ShaperExample(
        params: #"{"min_mean3": 1166}"#, result: #"{"rewards": [1.04460996657, 1.01097063539, -1, 0.946906927043, -1, -1]}"#,
        note: "the three shortest have mean 1166⅔"),
      ShaperExample(params: #"{"min_mean3": 1167}"#, result: #"{"rewards": [1, 1, -1, 1, -1, -1]}"#, note: "not long enough to shape"),
    ])
}
