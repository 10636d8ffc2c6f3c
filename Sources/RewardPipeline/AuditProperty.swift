/// The properties of a reward that a recipe may require, by the names of the shaping specification (2.1 and 2.4).
///
/// `rewards audit` will check them; a name that is none of them is refused today, so that no recipe relies on a misspelt one.
enum AuditProperty: String, Sendable, CaseIterable {
  case correctnessDominance = "correctness_dominance"
  case shorterCorrectNotWorse = "shorter_correct_not_worse"
  case wrongLengthNeutral = "wrong_length_neutral"
  case allWrongSilent = "all_wrong_silent"
  case permutationEquivariant = "permutation_equivariant"
  case truncationSafe = "truncation_safe"
  case formatSafe = "format_safe"
  case nullInvariant = "null_invariant"
  case bounded
}
