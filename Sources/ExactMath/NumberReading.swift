/// What ``NumberReader`` made of a text; offsets are in bytes from its beginning.
public enum NumberReading: Sendable, Hashable {
  /// Why a text is not read as one number.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// There is nothing where a number should begin.
    case empty
    /// What stands where a number should begin is not one.
    case notNumeric = "not_numeric"
    /// Something follows the number that does not belong to it.
    case unexpectedInput = "unexpected_input"
    /// Digits after a comma that are not a group of three, as in `1,23`; perhaps a list.
    case badGrouping = "bad_grouping"
    /// `(1,234)` or `{1,234}`, which may as well be a pair or a set.
    case ambiguousComma = "ambiguous_comma"
    /// `1 234/567`, which may be a mixed number or a fraction.
    case ambiguousSpace = "ambiguous_space"
    /// Braces, which are invisible, around what would need parentheses: `3/{1/2}`, `{-2}^2`.
    case ambiguousBraces = "ambiguous_braces"
    /// An integer before a fraction that is not proper, as in `2\frac{3}{2}`; perhaps a product.
    case improperMixedNumber = "improper_mixed_number"
    /// A power whose exponent is not an integer.
    case fractionalExponent = "fractional_exponent"
    /// `0^0`.
    case zeroToTheZero = "zero_to_the_zero"
    /// A percent, degree or currency sign on a part of a number.
    case unitInside = "unit_inside"
    /// A brace, parenthesis or math delimiter without its partner.
    case unbalanced
    /// A fraction without numerator or denominator.
    case missingArgument = "missing_argument"
    /// A zero denominator, or a negative power of zero.
    case divisionByZero = "division_by_zero"
  }

  /// The whole text is one number.
  case number(ExactNumber)

  /// The text, which may well make sense, is not of a form that is read as one number.
  case notANumber(at: Int, reason: Reason)

  /// The text is broken: `\frac{1}`, `(5`, `1/0`.
  case malformed(at: Int, reason: Reason)

  /// The text or its number is too large; nothing is said about its form.
  case limitExceeded(MathLimits.Kind)
}
