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
    // Two doubles that are exact have the nearest double as their quotient; beyond that each would be rounded before it is divided.
    guard denominator > 1 << Double.significandBitCount else { return Double(numerator) / Double(denominator) }
    return nearestDouble
  }

  /// By a division that keeps 64 bits of the quotient, and whether there are more.
  private var nearestDouble: Double {
    guard numerator > 0, numerator < denominator else { return Double(numerator / denominator) }
    let shifts = (numerator.leadingZeroBitCount, denominator.leadingZeroBitCount)
    let (dividend, divisor) = (UInt(numerator) << shifts.0, UInt(denominator) << shifts.1)
    // Both have their first bit set now. Where the dividend is not the smaller one, half of it is, so that the quotient fits.
    let halved = dividend >= divisor
    let (high, low) = halved ? (dividend >> 1, dividend << 63) : (dividend, 0)
    let (quotient, remainder) = divisor.dividingFullWidth((high, low))
    // The last bit is far below a double's 53, so it may stand for all that were cut off.
    let rounded = Double(remainder == 0 ? quotient : quotient | 1)
    return Double(sign: .plus, exponent: shifts.1 - shifts.0 + (halved ? 1 : 0) - UInt.bitWidth, significand: rounded)
  }

  /// Compares exactly.
  public static func < (left: Score, right: Score) -> Bool {
    left.numerator.multipliedFullWidth(by: right.denominator) < right.numerator.multipliedFullWidth(by: left.denominator)
  }
}
