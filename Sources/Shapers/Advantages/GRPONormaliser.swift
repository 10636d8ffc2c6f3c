import ExactMath
public import RewardCore

/// GRPO's advantage: how many standard deviations a reward is above the mean of its group.
///
///     A = (r − mean) / (std + ε)          mean and sample standard deviation over the rewards of the group
///     A = r − mean                          with scale false
///
/// DeepSeekMath, arXiv 2402.03300, section 4.1. Trainers differ in the standard deviation (`std`), in ε (verl 1e-6, TRL 1e-4, OpenRLHF
/// 1e-9) and in what becomes of a single reward: 0, or the reward itself divided by 1 + ε, as verl has it (`singleton` "raw").
///
/// Equal rewards give 0 exactly, whatever ε, so `zero_std` "skip" (NeMo-RL: no division then) makes no difference here; in floating point
/// it keeps a mean that is off by a bit from being blown up by 1/ε.
///
/// Dividing by the deviation prices a prompt that is nearly solved or nearly unsolved higher than others, and in an all-right group with
/// shaped rewards makes the smallest difference of length as large as right against wrong: 1000 and 1001 tokens get ±0.7.
public struct GRPONormaliser: GroupNormaliser {
  private let isSample: Bool
  private let epsilon: BigRational
  private let scales: Bool
  private let keepsSingletonRaw: Bool

  /// A GRPO normaliser with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    isSample = options.string("std") == "sample"
    epsilon = options.exact("eps")
    scales = options.boolean("scale")
    keepsSingletonRaw = options.string("singleton") == "raw"
  }

  /// The advantages of a group.
  public func advantages(for group: Group) throws(RewardError) -> Advantages {
    let rewards = try group.exactRewards()
    let known = rewards.compactMap { $0 }
    let moments = keepsSingletonRaw && known.count == 1 ? .unit : Moments(known, isSample: isSample)
    var values: [Double] = []
    for reward in rewards {
      guard let reward else {
        values.append(0)
        continue
      }
      values.append(scales ? try moments.z(reward, epsilon: epsilon).reward : (reward - moments.mean).reward)
    }
    return Advantages(values: values)
  }
}

extension GRPONormaliser {
  /// All about it.
  public static let description = ShaperDescription(
    name: "grpo", version: 1,
    summary: "How many standard deviations a reward is above the mean of its group (GRPO).",
    equation: "A = (r − mean)/(std + ε); mean and std over the group",
    level: .group, usesLength: false,
    options: [
      .deviation(), .epsilon(1e-06), OptionDescription("scale", .boolean, default: true, "Whether to divide by the deviation."),
      .singleton("zero", "A single reward gives 0, or (`raw`) itself over 1 + eps, as in verl."),
      OptionDescription(
        "zero_std", .choice(["eps", "skip"]), default: "eps",
        "`skip` does not divide where all rewards are equal (NeMo-RL); no difference here, as differences are exactly 0 then."),
    ],
    edges: [
      NormaliserEdges.null, "Equal rewards give 0, whatever eps.", "A deviation + eps of 0 (eps is negative) is an error, not_finite.",
    ],
    properties: [
      "The advantages of a group add up to 0; adding a number to all rewards changes nothing.",
      "Nearly solved and nearly unsolved prompts weigh more than others, and the smallest difference in an all-right group counts in full.",
    ],
    sources: [
      Source("DeepSeekMath, section 4.1", "arXiv 2402.03300; verl, TRL, OpenRLHF", confidence: .run)
    ],
    examples: [
      ShaperExample(
        inputs: ShaperExample.rewards,
        result: #"""
          {"advantages": [1.10096194695, 0.275240486737, -0.550480973474, 1.10096194695, -1.37620243368, -0.550480973474]}
          """#),
      ShaperExample(
        params: #"{"std": "population", "eps": 0}"#, inputs: #"{"groups": [{"rewards": [1, 0, null]}, {"rewards": [3, 3]}]}"#,
        result: #"{"advantages": [1, -1, 0, 0, 0]}"#, note: "no reward gives 0; equal rewards give 0"),
      ShaperExample(
        params: #"{"singleton": "raw", "eps": 0.25}"#, inputs: #"{"groups": [{"rewards": [1]}, {"rewards": [0.3, 0.8]}]}"#,
        result: #"{"advantages": [0.8, -0.414213562373, 0.414213562373]}"#,
        note: "1 over 1 + eps; the deviation of the other group is 1/√8"),
    ])
}
