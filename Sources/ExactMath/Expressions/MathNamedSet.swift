/// A set with a name of its own.
public enum MathNamedSet: String, Sendable, Hashable, CaseIterable {
  /// ∅.
  case empty
  /// ℕ; whether 0 belongs to it is up to the caller.
  case naturals
  /// ℤ.
  case integers
  /// ℤ⁺.
  case positiveIntegers = "positive_integers"
  /// ℤ⁻.
  case negativeIntegers = "negative_integers"
  /// ℚ.
  case rationals
  /// ℝ.
  case reals
  /// ℝ⁺.
  case positiveReals = "positive_reals"
  /// ℝ⁻.
  case negativeReals = "negative_reals"
  /// ℂ.
  case complexes
  /// ℙ, the primes.
  case primes
}
