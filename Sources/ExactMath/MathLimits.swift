/// How large the numbers and texts may be that this module is given from outside.
///
/// Sizes, not clocks: the same input meets the same limit on every machine. Each size is checked before the work it
/// bounds is done.
public struct MathLimits: Sendable, Hashable {
  /// Which limit was met.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// ``MathLimits/maxInputBytes``.
    case inputBytes = "input_bytes"
    /// ``MathLimits/maxDigits``.
    case digits
    /// ``MathLimits/maxExponent``.
    case exponent
    /// ``MathLimits/maxBits``.
    case bits
    /// ``MathLimits/maxNesting``.
    case nesting
  }

  /// The longest text of one answer, in bytes; real answers have a few dozen, matrices a few thousand.
  public var maxInputBytes: Int

  /// The most decimal digits of one written number; enough for the factorials and powers that answers spell out.
  public var maxDigits: Int

  /// The largest magnitude of a decimal exponent; `1e20000` has 66,439 bits.
  public var maxExponent: Int

  /// The most bits of a numerator or of a denominator, and of all numbers computed while one text is read; a million bits
  /// are read, powered and reduced within about a tenth of a second.
  public var maxBits: Int

  /// The deepest nesting of braces, parentheses and fractions; it bounds the recursion, hence the stack.
  public var maxNesting: Int

  /// Limits with the given values.
  public init(
    maxInputBytes: Int = 65_536, maxDigits: Int = 20_000, maxExponent: Int = 20_000, maxBits: Int = 1 << 20,
    maxNesting: Int = 64
  ) {
    self.maxInputBytes = maxInputBytes
    self.maxDigits = maxDigits
    self.maxExponent = maxExponent
    self.maxBits = maxBits
    self.maxNesting = maxNesting
  }

  /// The limits for one answer of a language model.
  public static let standard = MathLimits()
}
