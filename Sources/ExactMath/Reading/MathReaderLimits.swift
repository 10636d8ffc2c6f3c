/// How large a text may be that ``MathReader`` is given, and the tree that it makes.
///
/// Sizes, not clocks: the same input meets the same limit on every machine.
public struct MathReaderLimits: Sendable, Hashable {
  /// Which limit was met.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// ``MathReaderLimits/maxInputBytes``.
    case inputBytes = "input_bytes"
    /// ``MathReaderLimits/maxNodes``.
    case nodes
    /// ``MathReaderLimits/maxNesting``.
    case nesting
    /// ``MathReaderLimits/maxDepth``.
    case depth
    /// ``MathReaderLimits/maxDigits``.
    case digits
    /// ``MathReaderLimits/maxExponent``.
    case exponent
  }

  /// The longest text, in bytes; real answers have a few dozen, matrices a few thousand.
  public var maxInputBytes: Int
  /// The most tokens; a tree has at most about twice as many nodes.
  public var maxNodes: Int
  /// The deepest nesting of groups and of exponents; it bounds the reader's recursion.
  public var maxNesting: Int
  /// The deepest tree; it bounds the recursion of whoever walks it.
  public var maxDepth: Int
  /// The most decimal digits of one written number, and of all numbers whose size an exponent multiplies.
  public var maxDigits: Int
  /// The largest magnitude of an exponent in the notation `1e5`.
  public var maxExponent: Int

  /// Limits with the given values.
  public init(
    maxInputBytes: Int = 65_536, maxNodes: Int = 20_000, maxNesting: Int = 64, maxDepth: Int = 160,
    maxDigits: Int = 20_000, maxExponent: Int = 20_000
  ) {
    self.maxInputBytes = maxInputBytes
    self.maxNodes = maxNodes
    self.maxNesting = maxNesting
    self.maxDepth = maxDepth
    self.maxDigits = maxDigits
    self.maxExponent = maxExponent
  }

  /// The limits for one answer of a language model.
  public static let standard = MathReaderLimits()
}
