/// A number as digits spell it: the exact value, and the spelling outside equality.
public struct MathNumeral: Sendable, Hashable {
  /// How a numeral is spelled.
  public enum Form: Sendable, Hashable {
    /// Digits only.
    case integer
    /// Digits with a point and so many after it: `0.50` has two.
    case decimal(fractionDigits: Int)
    /// A point, so many fixed digits and so many that repeat: `0.1\overline{6}` has one and one.
    case repeating(fixedDigits: Int, period: Int)
    /// A decimal times a power of ten in the notation `1.50e-3`, which has two digits and exponent -3.
    case scientific(fractionDigits: Int, exponent: Int)
    /// Digits in another base, `101_2`.
    case base(Int)
    /// A word: `seven`, `twelfth`.
    case word
  }

  /// The exact value.
  public var value: BigRational
  /// The spelling, which equality ignores.
  public var form: Form

  /// A numeral with the given spelling, or for `nil` an integer.
  public init(_ value: BigRational, form: Form = .integer) {
    self.value = value
    self.form = form
  }

  /// The numeral with the opposite sign.
  public var negated: MathNumeral { MathNumeral(-value, form: form) }

  /// The number of digits after the point, if it was written as a finite decimal (before any power of ten).
  public var fractionDigits: Int? {
    switch form {
    case .decimal(let digits), .scientific(let digits, _): digits
    default: nil
    }
  }

  /// Whether the values are equal.
  public static func == (left: MathNumeral, right: MathNumeral) -> Bool {
    left.value == right.value
  }

  /// Feeds the value.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(value)
  }
}
