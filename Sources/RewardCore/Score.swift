/// How much of an answer is right: an exact fraction in [0, 1], rounded only where a double is asked for.
public struct Score: Sendable, Hashable, Comparable {
  /// Parts that are right, in lowest terms.
  public let numerator: Int
  /// Parts there are; at least 1.
  public let denominator: Int

  /// Everything is right.
  public static let full = Score(1, of: 1)
  /// Nothing is right.
  public static let none = Score(0, of: 1)

  /// `parts` of `whole`; clamped into [0, 1].
  ///
  /// Nothing of nothing is 0.
  public init(_ parts: Int, of whole: Int) {
    let whole = max(whole, 1)
    let parts = min(max(parts, 0), whole)
    var (a, b) = (whole, parts)
    while b != 0 { (a, b) = (b, a % b) }
    numerator = parts / a
    denominator = whole / a
  }

  /// The exact value of a double in [0, 1]; `nil` for any other, and for one with more than 62 binary places.
  public init?(exactly value: Double) {
    guard value >= 0, value <= 1 else { return nil }
    guard let parts = Int(exactly: value * 0x1p62) else { return nil }
    self.init(parts, of: 1 << 62)
  }

  /// The nearest double.
  public var doubleValue: Double {
    // Both fit 53 bits in practice; beyond that the quotient is within one unit in the last place.
    Double(numerator) / Double(denominator)
  }

  /// Compares exactly.
  public static func < (left: Score, right: Score) -> Bool {
    left.numerator.multipliedFullWidth(by: right.denominator) < right.numerator.multipliedFullWidth(by: left.denominator)
  }
}
