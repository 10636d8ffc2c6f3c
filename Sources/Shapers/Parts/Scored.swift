import ExactMath
import RewardCore

// Nearly every method of the literature is  R = C + λ·S(L; ρ): a verdict table C, a gate λ, a curve S of the length and a reference ρ.
// In this module C is `VerdictTable`, ρ is a statistic of `ScoredGroup`, S is in `Curve`, and λ stands in the formula that a shaper
// writes in exact numbers for one rollout that takes part. So a shaper's code is its equation, and the rest of its file describes it.

/// A rollout that takes part, with what formulas ask of it.
struct Scored {
  let rollout: JudgedRollout
  let isCorrect: Bool
  /// L; 0 for shapers that do not use lengths.
  let length: BigRational

  /// c: 1 for right, 0 for wrong.
  var correctness: BigRational { isCorrect ? 1 : 0 }

  /// A gate: right answers get a term whatever it is, wrong ones only when it punishes.
  func punishingIfWrong(_ term: BigRational) -> BigRational { isCorrect ? term : min(.zero, term) }
}

extension JudgedRollout {
  /// The rollout with its length, when both its correctness and its length are known.
  ///
  /// - Throws: `invalid_length`.
  func scored() throws(RewardError) -> Scored? {
    guard let length = try scorableLength(), let correct else { return nil }
    return Scored(rollout: self, isCorrect: correct, length: length)
  }

  /// The rollout, when its correctness is known; its length is not looked at.
  func scoredWithoutLength() -> Scored? {
    correct.map { Scored(rollout: self, isCorrect: $0, length: .zero) }
  }

  /// The reward that a formula gives, rounded once; `nil` unless correctness and length are known.
  func reward(byLength formula: (Scored) throws(RewardError) -> BigRational) throws(RewardError) -> Double? {
    guard let scored = try scored() else { return nil }
    return try formula(scored).reward
  }

  /// The reward that a formula without lengths gives, rounded once; `nil` unless correctness is known.
  func reward(byVerdict formula: (Scored) throws(RewardError) -> BigRational) throws(RewardError) -> Double? {
    guard let scored = scoredWithoutLength() else { return nil }
    return try formula(scored).reward
  }

  /// What a formula makes of the reward so far, rounded once; `nil` where there is none.
  func reward(bySoFar formula: (BigRational) throws(RewardError) -> BigRational) throws(RewardError) -> Double? {
    guard let reward else { return nil }
    guard reward.isFinite else {
      throw RewardError(.notFinite, field: "reward", found: "\(reward)", expected: "a finite number")
    }
    return try formula(BigRational(length: reward)).reward
  }
}

/// The rollouts of a group that take part, and the statistics that formulas take of them.
///
/// All of them are exact, so the order of the rollouts does not matter.
struct ScoredGroup {
  /// One for each rollout of the group, `nil` where it takes no part.
  let members: [Scored?]

  /// The group by lengths, or without looking at them.
  ///
  /// - Throws: `invalid_length` for the first length that is none.
  init(_ group: Group, usesLength: Bool = true) throws(RewardError) {
    var members: [Scored?] = []
    members.reserveCapacity(group.rollouts.count)
    for rollout in group.rollouts {
      members.append(usesLength ? try rollout.scored() : rollout.scoredWithoutLength())
    }
    self.members = members
  }

  /// Those that take part.
  var known: [Scored] { members.compactMap(\.self) }
  /// Those that are right.
  var correct: [Scored] { known.filter(\.isCorrect) }
  /// The lengths of all that take part.
  var lengths: [BigRational] { known.map(\.length) }

  /// p: the share of right ones among those that take part; 0 when none does.
  var passRate: BigRational {
    let known = known
    return known.isEmpty ? .zero : BigRational(known.count(where: \.isCorrect), over: known.count)
  }

  /// The rewards by a formula, each rounded once.
  func rewards(_ formula: (Scored) throws(RewardError) -> BigRational) throws(RewardError) -> [Double?] {
    var rewards: [Double?] = []
    rewards.reserveCapacity(members.count)
    for member in members { rewards.append(try member.map(formula)?.reward) }
    return rewards
  }
}

extension [BigRational] {
  /// The exact mean; `nil` of nothing.
  var mean: BigRational? { isEmpty ? nil : reduce(.zero, +) / BigRational(count) }
}
