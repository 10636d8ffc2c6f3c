import ExactMath
public import RewardCore

/// REINFORCE++'s advantage: how many standard deviations a reward, less the mean of its group, is above the mean of the batch.
///
///     x = r − mean of the group          r itself with baseline false
///     m = Σ w·x / W,   v = Σ w·(x − m)² / (W − 1)          over the batch; w = length, or 1;  W = Σ w
///     A = (x − m) / √(v + ε)
///
/// REINFORCE++: Stabilizing Critic-Free Policy Optimization, arXiv 2501.03262. Trainers whiten tokens, of which each
/// carries its rollout's value, so a rollout counts as often as it has tokens (`weighting` "token"); "sequence" counts it once. A single
/// reward of a group is left as it is (`singleton` "raw"). A weight W of 1 or less in all gives 0 for all.
///
/// Sums are exact; the square root is within 2^-100, and every advantage is rounded once.
public struct ReinforcePlusPlusNormaliser: Normaliser {
  private let hasBaseline: Bool
  private let weighsTokens: Bool
  private let epsilon: BigRational
  private let keepsSingletonRaw: Bool

  /// A REINFORCE++ normaliser with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    hasBaseline = options.boolean("baseline")
    weighsTokens = options.string("weighting") == "token"
    epsilon = options.exact("eps")
    keepsSingletonRaw = options.string("singleton") == "raw"
  }

  /// Only to weigh tokens.
  public var usesLengths: Bool { weighsTokens }

  /// The advantages of a batch.
  public func advantages(for batch: Batch) throws(RewardError) -> Advantages {
    var values: [(x: BigRational, weight: BigRational)?] = []
    for group in batch.groups { values += try centred(group) }
    let known = values.compactMap { $0 }
    let total = known.reduce(.zero) { (sum: BigRational, value) in sum + value.weight }
    guard total > .one else { return Advantages(values: values.map { _ in 0 }) }
    let mean = known.reduce(.zero) { (sum: BigRational, value) in sum + value.weight * value.x } / total
    let squares = known.reduce(.zero) { (sum: BigRational, value) in
      sum + value.weight * (value.x - mean) * (value.x - mean)
    }
    let variance = squares / (total - 1) + epsilon
    let root = variance.squareRoot()
    var advantages: [Double] = []
    for value in values {
      guard let value, value.x != mean else {
        advantages.append(0)
        continue
      }
      guard variance.signum > 0, let advantage = (value.x - mean).divided(by: root) else {
        throw RewardError(.notFinite, field: "advantage", expected: "a variance + eps above 0")
      }
      advantages.append(advantage.reward)
    }
    return Advantages(values: advantages)
  }

  /// The rewards of a group less their mean, with their weights in the batch.
  private func centred(_ group: Group) throws(RewardError) -> [(x: BigRational, weight: BigRational)?] {
    var rollouts: [(x: BigRational, weight: BigRational)?]
    if weighsTokens {
      rollouts = try group.exactRewardsWithLengths().map { $0.map { (x: $0.reward, weight: $0.length) } }
    } else {
      rollouts = try group.exactRewards().map { $0.map { (x: $0, weight: .one) } }
    }
    let known = rollouts.compactMap { $0?.x }
    guard hasBaseline, !known.isEmpty, known.count > 1 || !keepsSingletonRaw else { return rollouts }
    let mean = known.reduce(.zero, +) / BigRational(known.count)
    for index in rollouts.indices { rollouts[index]?.x -= mean }
    return rollouts
  }
}

extension ReinforcePlusPlusNormaliser {
  /// All about it.
  public static let description = ShaperDescription(
    name: "reinforce_pp", version: 1,
    summary: "A reward less the mean of its group, standardised over the batch (REINFORCE++).",
    equation: "A = (x − m)/√(v + ε); x = r − group mean; m and v over the batch, weighed by tokens",
    level: .batch, usesLength: true,
    options: [
      OptionDescription("baseline", .boolean, default: true, "Whether the mean of the group is taken off first."),
      OptionDescription(
        "weighting", .choice(["token", "sequence"]), default: "token",
        "A rollout counts as often as it has tokens, or once; only `token` needs lengths."),
      .epsilon(1e-08, "Added to the variance."),
      .singleton("raw", "A single reward of a group is left as it is, or (`zero`) becomes 0."),
    ],
    edges: [
      NormaliserEdges.null2 + " With weighting `sequence` lengths do not matter.",
      "A total weight of 1 or less gives 0 for all.", "A length of 0 has no weight, and still gets an advantage.",
      "A variance + eps of 0 or less (eps is negative) is an error, not_finite.",
    ],
    properties: [
      "The advantages of a batch, each times its weight, add up to 0; with a baseline, adding a number to all rewards of a group changes nothing.",
      "Prompts are not priced by their own deviation, but by the batch's.",
    ],
    sources: [Source("REINFORCE++, with and without a group baseline", "arXiv 2501.03262; verl", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: ShaperExample.rewardsWithLengths,
        result: #"""
          {"advantages": [1.42137218937, 0.62454232563, -0.172287538105, 1.42137218937, -0.96911740184, -0.172287538105]}
          """#),
      ShaperExample(
        params: #"{"weighting": "sequence", "eps": 0}"#, inputs: #"{"groups": [{"rewards": [1, 0]}, {"rewards": [0, 1, null]}]}"#,
        result: #"{"advantages": [0.866025403784, -0.866025403784, -0.866025403784, 0.866025403784, 0]}"#,
        note: "four rewards: the variance divides by 3"),
      ShaperExample(
        params: #"{"weighting": "sequence"}"#, inputs: #"{"groups": [{"rewards": [5]}]}"#, result: #"{"advantages": [0]}"#,
        note: "a weight of 1 in all"),
      ShaperExample(inputs: #"{"groups": [{"rewards": [1, 0]}]}"#, result: #"{"error": "missing_field"}"#, note: "no lengths"),
    ])
}
