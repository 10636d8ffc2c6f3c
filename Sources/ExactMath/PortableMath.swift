/// A few transcendental functions that return the same bits on every platform.
///
/// A platform's own `exp` and `cos` differ from another's in the last place, so a reward computed with them would too.
/// These use only IEEE 754 `+ - * /`, and integer arithmetic, all of which are exactly defined;
/// internally with 106 bits, so that the result is within 0.51 units in the last place, and nearly always the nearest
/// double. Between 0.1 and 0.6 microseconds a call. NaN gives NaN.
public enum PortableMath {
  /// e to the power `x`; 0 below about -745.13, infinity above about 709.78.
  public static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 710 { return .infinity }
    if x < -746 { return 0 }
    let power = Exponential(x)
    return scaled(power.significand, by: power.exponent)
  }

  /// The logistic function `1 / (1 + e^-x)`; it never overflows, and goes to 0 through the subnormal numbers.
  public static func sigmoid(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 40 { return 1 }
    if x < -746 { return 0 }
    let one = DoubleDouble(1)
    let power = Exponential(-x.magnitude)
    // As a summand beside 1, a power below 2^-300 does not count; so its scaling need not be exact.
    let ofMagnitude = power.exponent < -300 ? DoubleDouble(0) : power.value
    if x >= 0 {
      let result = one / (one + ofMagnitude)
      return result.high + result.low
    }
    return scaled(power.significand / (one + ofMagnitude), by: power.exponent)
  }

  /// The cosine of `x` radians, for every finite `x`; NaN for the infinities.
  public static func cos(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    // 1 - x^2/2 rounds to 1.
    if x.magnitude < 0x1p-27 { return 1 }
    return cosine(QuarterTurns(radians: x))
  }

  /// The cosine of `x` half turns, `cos(pi * x)`; NaN for the infinities.
  ///
  /// Exactly 1, 0 or -1 where `2 * x` is an integer. From -2 to 2, the double nearest to a third, or to another multiple of
  /// it, stands for that, so that `cosPi(1.0 / 3)` is 0.5 and `cosPi(2.0 / 3)` is -0.5.
  public static func cosPi(_ x: Double) -> Double {
    guard x.isFinite else { return .nan }
    if x.magnitude < 0x1p-30 { return 1 }
    let thirds = nearestInteger(3 * x)
    if x.magnitude <= 2, thirds / 3 == x {
      // cos(pi k/3) for k = 0 … 5.
      let values: [Double] = [1, 0.5, -0.5, -1, -0.5, 0.5]
      return values[Int(thirds.magnitude) % values.count]
    }
    // Modulo 2, exactly: halving and doubling are exact, and so is the difference of multiples of x's last bit.
    return cosine(QuarterTurns(halfTurns: x - 2 * nearestInteger(x / 2)))
  }

  // MARK: Kernels

  /// e^x as `significand * 2^exponent`.
  private struct Exponential {
    let significand: DoubleDouble
    let exponent: Int

    /// For `x` from -746 to 710.
    ///
    /// x = k ln 2 + r with |r| < 0.35. The series is summed for r/256, where ten terms do, as e^s - 1, and squared eight
    /// times in that form, which does not lose the small part.
    init(_ x: Double) {
      let k = nearestInteger(x * 0x1.71547652b82fep0)
      // ln 2 in three parts; the first has 42 bits, so that its product with k, of 11 bits, is exact.
      let first = DoubleDouble.sum(x, -k * 0x1.62e42fefa3800p-1)
      let rest = first + DoubleDouble(0x1.ef35793c76730p-45, 0x1.f97b57a079a19p-103) * -k
      let s = rest * 0x1p-8
      var sum = DoubleDouble.inverseFactorials[10]
      for n in stride(from: 9, through: 1, by: -1) { sum = sum * s + DoubleDouble.inverseFactorials[n] }
      sum = sum * s
      for _ in 0..<8 { sum = sum * 2 + sum * sum }
      significand = DoubleDouble(1) + sum
      exponent = Int(k)
    }

    var value: DoubleDouble {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      return DoubleDouble(significand.high * scale, significand.low * scale)
    }
  }

  /// `number * 2^exponent` with one rounding, for a number between 1/4 and 2.
  private static func scaled(_ number: DoubleDouble, by exponent: Int) -> Double {
    // The last bit of a subnormal result weighs 2^-1074. Adding a power of two whose last bit weighs that much, before
    // scaling, rounds there; rounding to 53 bits first would round twice.
    let anchor = Double(sign: .plus, exponent: min(-1022 - exponent, 64), significand: 1)
    var rounded = number.high + number.low
    if rounded < anchor {
      let sum = DoubleDouble.sum(anchor, number.high)
      rounded = (sum.high + (sum.low + number.low)) - anchor
    }
    return Double(sign: .plus, exponent: exponent, significand: rounded)
  }

  private static func cosine(_ angle: QuarterTurns) -> Double {
    let value = angle.quadrant & 1 == 0 ? cosineSeries(angle.rest) : sineSeries(angle.rest)
    // IEEE 754 gives a cosine of zero the plus sign.
    if value == 0 { return 0 }
    // cos(q pi/2 + r) is cos r, -sin r, -cos r, sin r.
    return angle.quadrant == 1 || angle.quadrant == 2 ? -value : value
  }

  /// cos r for |r| <= pi/4; the first omitted term is below 2^-107.
  private static func cosineSeries(_ r: DoubleDouble) -> Double {
    let square = r * r * -1
    var sum = DoubleDouble.inverseFactorials[28]
    for n in stride(from: 26, through: 2, by: -2) { sum = sum * square + DoubleDouble.inverseFactorials[n] }
    let result = DoubleDouble(1) + sum * square
    return result.high + result.low
  }

  /// sin r for |r| <= pi/4; relative to r, the first omitted term is below 2^-107.
  private static func sineSeries(_ r: DoubleDouble) -> Double {
    let square = r * r * -1
    var sum = DoubleDouble.inverseFactorials[27]
    for n in stride(from: 25, through: 3, by: -2) { sum = sum * square + DoubleDouble.inverseFactorials[n] }
    let result = r + r * (sum * square)
    return result.high + result.low
  }
}

/// The integer nearest to `x`, ties to even, as a double.
///
/// Adding 2^52 leaves no bits for a fraction. (The standard library's `rounded()` calls the C library.)
func nearestInteger(_ x: Double) -> Double {
  if x.magnitude >= 0x1p52 { return x }
  let rounded = (x.magnitude + 0x1p52) - 0x1p52
  return x < 0 ? -rounded : rounded
}
