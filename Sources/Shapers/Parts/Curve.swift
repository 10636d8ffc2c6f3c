import ExactMath
import RewardCore

/// S: the curves that lengths are put through.
///
/// Arguments and results are exact numbers; where the curve is not rational, its value is `PortableMath`'s for the nearest double, so that
/// what is computed from it is rounded once more and no further, and is the same bits everywhere.
enum Curve {
  /// `min(max(x, lower), upper)`; a bound that is `nil` is none.
  static func clip(_ x: BigRational, _ lower: BigRational?, _ upper: BigRational?) -> BigRational {
    let raised = lower.map { max(x, $0) } ?? x
    return upper.map { min(raised, $0) } ?? raised
  }

  /// `(1 + cos πx) / 2`: from 1 at 0 down to 0 at 1, and up again beyond.
  static func halfCosine(_ x: BigRational) -> BigRational { (1 + cosine(halfTurns: x)) / 2 }

  /// `cos πx`; whole turns are taken off exactly.
  static func cosine(halfTurns x: BigRational) -> BigRational {
    let rest = x - 2 * (x / 2).floor()
    return BigRational(exactly: PortableMath.cosPi(rest.doubleValue)) ?? .zero
  }

  /// `1 / (1 + e^−x)`.
  static func logistic(_ x: Double) -> BigRational { BigRational(exactly: PortableMath.sigmoid(x)) ?? .zero }

  /// `e^x`.
  ///
  /// - Throws: `not_finite` above about 709.78.
  static func exponential(_ x: Double) throws(RewardError) -> BigRational {
    let value = PortableMath.exp(x)
    guard let exact = BigRational(exactly: value) else {
      throw RewardError(.notFinite, field: "reward", found: "e^\(x)", expected: "a finite number")
    }
    return exact
  }

  /// `base^exponent`, exactly for whole exponents where that is not too long to write down, and otherwise the nearest that doubles give.
  ///
  /// - Throws: `not_finite` where there is no such number.
  static func power(_ base: BigRational, _ exponent: BigRational) throws(RewardError) -> BigRational {
    if base.isZero, exponent.signum > 0 { return .zero }
    if let whole = exponent.intValue, let exact = base.power(whole, maxBits: exactPowerBits) { return exact }
    guard let value = BigRational(exactly: PortableMath.power(base, exponent.doubleValue)) else {
      throw RewardError(.notFinite, field: "reward", found: "\(base.doubleValue)^\(exponent.doubleValue)", expected: "a finite number")
    }
    return value
  }

  /// Bits of an exact power: many more than a double can tell apart, and cheap.
  private static let exactPowerBits = 1 << 16

  /// Each weight `e^x` over the sum of all, after the largest x is subtracted: shares that add up to 1 exactly, before they are rounded, and
  /// are equal for equal numbers.
  static func softmax(_ values: [BigRational]) -> [BigRational] {
    guard let largest = values.max() else { return [] }
    // No exponent is above 0, so all powers are finite; the largest is 1, so the sum is not 0.
    let powers = values.map { BigRational(exactly: PortableMath.exp(($0 - largest).doubleValue)) ?? .zero }
    let sum = powers.reduce(.zero, +)
    return powers.map { $0 / sum }
  }
}
