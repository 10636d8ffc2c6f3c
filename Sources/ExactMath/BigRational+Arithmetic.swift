import CGMP

extension BigRational {
  /// The exact sum.
  public static func + (left: BigRational, right: BigRational) -> BigRational {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let sum = smallSum(a, b, c, d)
    {
      return sum
    }
    return BigRational(adopting: .combining(left.box, right.box, __gmpq_add))
  }

  /// The exact difference.
  public static func - (left: BigRational, right: BigRational) -> BigRational {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let difference = smallSum(a, b, -c, d)
    {
      return difference
    }
    return BigRational(adopting: .combining(left.box, right.box, __gmpq_sub))
  }

  /// The exact product.
  public static func * (left: BigRational, right: BigRational) -> BigRational {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage,
      let product = smallProduct(a, b, c, d)
    {
      return product
    }
    return BigRational(adopting: .combining(left.box, right.box, __gmpq_mul))
  }

  /// The exact quotient.
  ///
  /// - Precondition: `right` is not zero; use ``divided(by:)`` where it may be.
  public static func / (left: BigRational, right: BigRational) -> BigRational {
    guard let quotient = left.divided(by: right) else { preconditionFailure("division by zero") }
    return quotient
  }

  /// The exact quotient, or `nil` if `divisor` is zero.
  public func divided(by divisor: BigRational) -> BigRational? {
    guard !divisor.isZero else { return nil }
    if case .small(let a, let b) = storage, case .small(let c, let d) = divisor.storage,
      let quotient = BigRational.smallProduct(a, b, c < 0 ? -d : d, c < 0 ? -c : c)
    {
      return quotient
    }
    return BigRational(adopting: .combining(box, divisor.box, __gmpq_div))
  }

  /// The number with the opposite sign.
  public static prefix func - (number: BigRational) -> BigRational {
    switch number.storage {
    case .small(let numerator, let denominator): return BigRational(storage: .small(-numerator, denominator))
    case .big(let box):
      let result = RationalBox()
      result.withPointer { target in box.withPointer { __gmpq_neg(target, $0) } }
      // Int64.max + 1 is big in either sign, so a big number stays big.
      return BigRational(storage: .big(result))
    }
  }

  /// Adds in place; a big number that is not shared keeps its memory.
  public static func += (left: inout BigRational, right: BigRational) {
    left.update(with: right, inPlace: __gmpq_add, otherwise: +)
  }

  /// Subtracts in place; a big number that is not shared keeps its memory.
  public static func -= (left: inout BigRational, right: BigRational) {
    left.update(with: right, inPlace: __gmpq_sub, otherwise: -)
  }

  /// Multiplies in place; a big number that is not shared keeps its memory.
  public static func *= (left: inout BigRational, right: BigRational) {
    left.update(with: right, inPlace: __gmpq_mul, otherwise: *)
  }

  /// The largest integer that is not greater than the number.
  public func floor() -> BigRational {
    switch storage {
    case .small(let numerator, let denominator):
      let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
      return BigRational(storage: .small(remainder < 0 ? quotient - 1 : quotient, 1))
    case .big(let box):
      let result = RationalBox()
      box.withParts { numerator, denominator in
        result.withParts { target, _ in __gmpz_fdiv_q(target, numerator, denominator) }
      }
      return BigRational(adopting: result)
    }
  }

  /// The number raised to an integer power, or `nil` if that is undefined or may be too large.
  ///
  /// The size is estimated before anything is computed: a base of `b` bits (the wider of numerator and denominator)
  /// gives at most `b * |exponent|` bits, and `nil` is returned if that exceeds `maxBits`. So `9^(9^9)` costs nothing,
  /// and a power is never refused for being a power of 0, 1 or -1. `x^0` is 1, also for `x` = 0; a negative power of
  /// zero is `nil`.
  public func power(_ exponent: Int, maxBits: Int) -> BigRational? {
    if exponent == 0 { return .one }
    if isZero { return exponent > 0 ? .zero : nil }
    if self.isInteger, numeratorBitWidth == 1 { return signum < 0 && exponent % 2 != 0 ? self : .one }

    let (bits, overflow) = UInt(widerBitWidth)
      .multipliedReportingOverflow(by: exponent.magnitude)
    guard !overflow, bits <= UInt(max(maxBits, 0)), let steps = CUnsignedLong(exactly: exponent.magnitude) else {
      return nil
    }
    let result = RationalBox()
    box.withParts { numerator, denominator in
      result.withParts { top, bottom in
        __gmpz_pow_ui(top, numerator, steps)
        __gmpz_pow_ui(bottom, denominator, steps)
      }
    }
    if exponent < 0 { result.withPointer { __gmpq_inv($0, $0) } }
    return BigRational(adopting: result)
  }

  // MARK: Machine words

  /// `a/b + c/d` by Knuth's method (TAOCP 4.5.1), which divides by the common factor before it multiplies.
  ///
  /// Products of two 63-bit numbers and their sum fit 128 bits; `nil` if the result does not fit 64.
  private static func smallSum(_ a: Int64, _ b: Int64, _ c: Int64, _ d: Int64) -> BigRational? {
    if b == 1, d == 1 {
      let (sum, overflow) = a.addingReportingOverflow(c)
      return overflow || sum == .min ? nil : BigRational(storage: .small(sum, 1))
    }
    let common = Int64(greatestCommonDivisor(b.magnitude, d.magnitude))
    if common == 1 {
      // Coprime denominators: the sum is already in lowest terms.
      return fitting(Int128(a) * Int128(d) + Int128(c) * Int128(b), Int128(b) * Int128(d))
    }
    let top = Int128(a) * Int128(d / common) + Int128(c) * Int128(b / common)
    let rest = greatestCommonDivisor(Int64(top % Int128(common)).magnitude, UInt64(common))
    return fitting(top / Int128(rest), Int128(b / common) * Int128(d / Int64(rest)))
  }

  /// `a/b * c/d` with both cross factors divided out first, so that the product is in lowest terms.
  ///
  /// `nil` if the result does not fit 64 bits. `b` may be negative, which division uses.
  private static func smallProduct(_ a: Int64, _ b: Int64, _ c: Int64, _ d: Int64) -> BigRational? {
    if b == 1, d == 1 {
      let (product, overflow) = a.multipliedReportingOverflow(by: c)
      return overflow || product == .min ? nil : BigRational(storage: .small(product, 1))
    }
    let first = Int64(greatestCommonDivisor(a.magnitude, d.magnitude))
    let second = Int64(greatestCommonDivisor(c.magnitude, b.magnitude))
    return fitting(Int128(a / first) * Int128(c / second), Int128(b / second) * Int128(d / first))
  }

  private static func fitting(_ numerator: Int128, _ denominator: Int128) -> BigRational? {
    guard let top = Int64(exactly: numerator), top != .min, let bottom = Int64(exactly: denominator) else { return nil }
    return BigRational(storage: .small(top, bottom))
  }

  private mutating func update(
    with right: BigRational, inPlace: RationalBox.Operation, otherwise: (BigRational, BigRational) -> BigRational
  ) {
    guard case .big(var own) = storage else {
      self = otherwise(self, right)
      return
    }
    // Drop the second reference, so that the uniqueness test below sees only `own` (and `right`, if it is the same).
    storage = .small(0, 1)
    guard isKnownUniquelyReferenced(&own) else {
      self = otherwise(BigRational(storage: .big(own)), right)
      return
    }
    own.assign(own, right.box, inPlace)
    self = BigRational(adopting: own)
  }
}
