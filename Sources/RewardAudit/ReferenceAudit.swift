public import RewardCore

/// The audit of the shaping specification (2.4): what a shaper does on a set of probes, each group by itself.
///
/// Definitions are the specification's: a comparison counts beyond 1e-12, advantages are rewards less the mean of their group, only groups
/// with right and wrong answers count for them, and permutation compares with the reversed group. A rollout whose reward is `nil` takes no
/// part. A property that no group can show is true.
public struct ReferenceAudit: Sendable, Hashable {
  /// Beyond what a difference counts.
  static let tolerance = 1e-12

  /// Every right answer is worth more than every wrong one of its group.
  public private(set) var correctnessDominance = true
  /// The least of: worst right answer less best wrong one, over groups that have both; `nil` when none has.
  public private(set) var margin: Double?
  /// The least reward; `nil` when there is none.
  public private(set) var minReward: Double?
  /// The greatest reward; `nil` when there is none.
  public private(set) var maxReward: Double?
  /// Of two right answers of a group, the shorter is not worth less.
  public private(set) var shorterCorrectNotWorse = true
  /// All wrong answers of a group are worth the same.
  public private(set) var wrongLengthNeutral = true
  /// All answers of a group without a right one are worth the same.
  public private(set) var allWrongSilent = true
  /// A group in reverse order has its rewards in reverse order.
  public private(set) var permutationEquivariant = true
  /// How many right answers have a reward below their group's mean.
  public private(set) var correctNegativeAdvantage = 0
  /// How many wrong answers have a reward above their group's mean.
  public private(set) var wrongPositiveAdvantage = 0

  /// The audit of some groups by what gives their rewards.
  ///
  /// - Throws: what `rewards` throws.
  public init(_ groups: [Group], rewards: (Group) throws(RewardError) -> [Double?]) throws(RewardError) {
    for group in groups {
      let own = try rewards(group)
      var reversed = group
      reversed.rollouts.reverse()
      let others = try rewards(reversed)
      add(group, own)
      if !Self.agree(own, others.reversed()) { permutationEquivariant = false }
    }
    correctnessDominance = margin.map { $0 > Self.tolerance } ?? true
  }

  private mutating func add(_ group: Group, _ rewards: [Double?]) {
    var right: [(reward: Double, length: Double?)] = []
    var wrong: [Double] = []
    for (rollout, reward) in zip(group.rollouts, rewards) {
      guard let reward else { continue }
      minReward = min(minReward ?? reward, reward)
      maxReward = max(maxReward ?? reward, reward)
      switch rollout.correct {
      case true?: right.append((reward, rollout.length))
      case false?: wrong.append(reward)
      case nil: break
      }
    }
    for short in right {
      guard let length = short.length else { continue }
      if right.contains(where: { $0.length.map { $0 > length } == true && $0.reward > short.reward + Self.tolerance }) {
        shorterCorrectNotWorse = false
      }
    }
    let spread = (wrong.max() ?? 0) - (wrong.min() ?? 0)
    if spread > Self.tolerance { wrongLengthNeutral = false }
    if right.isEmpty, spread > Self.tolerance { allWrongSilent = false }
    guard let worst = right.map(\.reward).min(), let best = wrong.max() else { return }
    margin = min(margin ?? .infinity, worst - best)
    let mean = (right.map(\.reward) + wrong).reduce(0, +) / Double(right.count + wrong.count)
    correctNegativeAdvantage += right.count { $0.reward - mean < -Self.tolerance }
    wrongPositiveAdvantage += wrong.count { $0 - mean > Self.tolerance }
  }

  private static func agree(_ left: [Double?], _ right: [Double?]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { one, other in
        guard let one, let other else { return one == nil && other == nil }
        return abs(one - other) <= tolerance
      }
  }

  /// The result of a shaping case.
  public var json: JSONValue {
    .object([
      "correctness_dominance": .bool(correctnessDominance), "margin": JSONValue(margin), "min_reward": JSONValue(minReward),
      "max_reward": JSONValue(maxReward), "shorter_correct_not_worse": .bool(shorterCorrectNotWorse),
      "wrong_length_neutral": .bool(wrongLengthNeutral), "all_wrong_silent": .bool(allWrongSilent),
      "permutation_equivariant": .bool(permutationEquivariant),
      "correct_negative_advantage": .number(JSONNumber(correctNegativeAdvantage)),
      "wrong_positive_advantage": .number(JSONNumber(wrongPositiveAdvantage)),
    ])
  }
}

extension ReferenceAudit {
  /// The reference probes as groups, with the fields that the specification gives them.
  public static let probes: [Group] = Probe.reference.map { rollouts in
    Group(
      id: "p",
      rollouts: rollouts.map {
        JudgedRollout(correct: $0.isRight, length: $0.length, fields: ["budget": 1000, "think": true])
      })
  }
}
