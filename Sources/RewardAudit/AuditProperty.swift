/// A property of rewards or advantages that `rewards audit` tries, and that a recipe may require.
///
/// Names and definitions are those of the shaping specification (2.1, 2.2). What the verdict table alone decides (bad format, truncation) is
/// left aside, except in the two properties that are about it.
public enum AuditProperty: String, Sendable, Hashable, CaseIterable {
  /// Every right answer is worth more than every wrong one of its group.
  case correctnessDominance = "correctness_dominance"
  /// Of two right answers that differ in length only, the shorter is not worth less.
  case shorterCorrectNotWorse = "shorter_correct_not_worse"
  /// Two wrong answers that differ in length only are worth the same.
  case wrongLengthNeutral = "wrong_length_neutral"
  /// In a group without a right answer all are worth the same.
  case allWrongSilent = "all_wrong_silent"
  /// Another order of the rollouts gives the same rewards in that order.
  case permutationEquivariant = "permutation_equivariant"
  /// To be marked truncated never raises what a right answer is worth.
  case truncationSafe = "truncation_safe"
  /// Bad format never raises what an answer is worth.
  case formatSafe = "format_safe"
  /// One more rollout that cannot be scored changes no other reward.
  case nullInvariant = "null_invariant"
  /// Rewards stay within bounds, however long an answer is.
  case bounded
  /// A reward does not jump as a length grows.
  case continuous
  /// In a group with right and wrong answers, no right one has an advantage below 0.
  case noCorrectNegativeAdvantage = "no_correct_negative_advantage"
  /// In a group with right and wrong answers, no wrong one has an advantage above 0.
  case noWrongPositiveAdvantage = "no_wrong_positive_advantage"

  /// Whether it is about advantages, which depend on the size of the group.
  var isAboutAdvantages: Bool { self == .noCorrectNegativeAdvantage || self == .noWrongPositiveAdvantage }

  /// Whether trying it takes the rewards of a changed group beside those of the group itself.
  var comparesGroups: Bool {
    switch self {
    case .permutationEquivariant, .truncationSafe, .formatSafe, .nullInvariant: true
    default: false
    }
  }

  /// Those that groups show; the two others look at one length as it grows.
  static let ofGroups = allCases.filter { $0 != .bounded && $0 != .continuous }
}
