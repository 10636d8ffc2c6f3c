extension PortableMath {
  /// The natural logarithm, with the accuracy of ``exp(_:)``: exactly 0 at 1, −∞ at 0, NaN below.
  public static func log(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return x == 0 ? -.infinity : x > 0 ? .infinity : .nan }
    let value = logarithm(x)
    return value.high + value.low
  }

  /// The logarithm to the base 2, with the accuracy of ``exp(_:)``: exact at powers of two.
  public static func log2(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return log(x) }
    let value = logarithm(x) / ln2
    return value.high + value.low
  }

  /// `x` to the power `y` for a rational `x` above 0, within about one unit in the last place; that `x` need not be a double
  /// matters, since a power multiplies its error by `y`.
  ///
  /// NaN unless `x` is above 0; 0 and infinity beyond the range of doubles.
  public static func power(_ x: BigRational, _ y: Double) -> Double {
    let nearest = x.doubleValue
    guard let exact = BigRational(exactly: nearest), nearest > 0, y.isFinite else { return .nan }
    // ln x = ln d + (x − d)/d, up to the square of the last place.
    let rest = ((x - exact) / exact).doubleValue
    let exponent = (logarithm(nearest) + DoubleDouble(rest)) * y
    let power = exp(exponent.high)
    return power.isFinite ? power + power * exponent.low : power
  }

  private static let ln2 = DoubleDouble(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56)

  /// ln x for a positive finite `x`, to about 100 bits.
  ///
  /// x = m·2^e with m from √½ to √2, and ln m = 2 artanh s with s = (m − 1)/(m + 1), so |s| < 0.172: of its series
  /// s + s³/3 + s⁵/5 + … the first omitted term, with 22 terms, is below 2^-112 of the sum. Near 1 nothing cancels: there e = 0, and
  /// m − 1 is exact.
  private static func logarithm(_ x: Double) -> DoubleDouble {
    var exponent = Int(x.exponent)
    var m = x.significand
    if m > 0x1.6a09e667f3bcdp0 {
      m /= 2
      exponent += 1
    }
    let s = DoubleDouble.sum(m, -1) / DoubleDouble.sum(m, 1)
    let square = s * s
    var sum = DoubleDouble(0)
    for n in stride(from: 43, through: 1, by: -2) { sum = sum * square + DoubleDouble(1) / DoubleDouble(Double(n)) }
    return ln2 * Double(exponent) + s * sum * 2
  }
}
