import CGMP

extension BigRational {
  /// The exact value of `double`, a fraction whose denominator is a power of two; `nil` if it is not finite.
  public init?(exactly double: Double) {
    guard double.isFinite else { return nil }
    if double == 0 {
      self.init(storage: .small(0, 1))
      return
    }
    // An odd integer times 2^power; only the last place of the significand, not its bits, depends on being subnormal.
    let bits = double.significandBitPattern | (double.isNormal ? 1 << 52 : 0)
    let zeros = bits.trailingZeroBitCount
    let odd = Int64(bits >> UInt64(zeros)) * (double < 0 ? -1 : 1)
    let power = max(Int(double.exponentBitPattern), 1) - 1075 + zeros
    if power >= 0, power + 53 - zeros <= 63 {
      self.init(storage: .small(odd << Int64(power), 1))
      return
    }
    if power < 0, power >= -62 {
      self.init(storage: .small(odd, 1 << Int64(-power)))
      return
    }
    let box = RationalBox()
    // Documented as exact: "There is no rounding, this conversion is exact."
    box.withPointer { __gmpq_set_d($0, double) }
    self.init(adopting: box)
  }

  /// The nearest `Double`, ties to the even significand, as IEEE 754 asks of a correctly rounded operation.
  ///
  /// Correct for subnormal results too. A magnitude of 2^1024 - 2^970 or more gives an infinity, one of 2^-1075 or less
  /// a zero with the number's sign. (GMP's own conversion truncates.)
  public var doubleValue: Double {
    switch storage {
    case .small(let numerator, let denominator):
      // Both operands are exact, so the one division is the one rounding.
      if numerator.magnitude < 1 << 53, denominator < 1 << 53 { return Double(numerator) / Double(denominator) }
      return rounded(UInt128(numerator.magnitude), UInt128(denominator))
    case .big(let box):
      return box.withParts(rounded)
    }
  }

  /// The quotient is computed to 55 or 56 bits plus "is there more", which decides every rounding.
  private static let quotientBits = 55

  private func rounded(_ numerator: UInt128, _ denominator: UInt128) -> Double {
    let width = denominator.leadingZeroBitCount - numerator.leadingZeroBitCount
    let shift = Self.quotientBits - width
    let (quotient, remainder) = (shift > 0 ? numerator << shift : numerator)
      .quotientAndRemainder(dividingBy: shift < 0 ? denominator << -shift : denominator)
    return rounded(quotient: UInt64(quotient), isInexact: remainder != 0, shift: shift)
  }

  private func rounded(
    _ numerator: UnsafeMutablePointer<__mpz_struct>, _ denominator: UnsafeMutablePointer<__mpz_struct>
  ) -> Double {
    let shift = Self.quotientBits - (bitWidth(numerator) - bitWidth(denominator))
    let quotient = RationalBox()
    let remainder = RationalBox()
    return quotient.withParts { top, bottom in
      remainder.withParts { rest, _ in
        __gmpz_mul_2exp(top, numerator, mp_bitcnt_t(max(shift, 0)))
        __gmpz_mul_2exp(bottom, denominator, mp_bitcnt_t(max(-shift, 0)))
        __gmpz_tdiv_qr(top, rest, top, bottom)
        // mpz_get_ui ignores the sign.
        let bits = UInt64(__gmpz_get_ui(top))
        // `bottom` belongs to an mpq that was used as scratch space; it stays positive and valid.
        return rounded(quotient: bits, isInexact: cgmp_mpz_sgn(rest) != 0, shift: shift)
      }
    }
  }

  /// Rounds `(quotient + something below 1 if isInexact) * 2^-shift` and gives it the number's sign.
  private func rounded(quotient: UInt64, isInexact: Bool, shift: Int) -> Double {
    let width = UInt64.bitWidth - quotient.leadingZeroBitCount
    // A subnormal keeps fewer bits: the last one it may have is 2^-1074.
    let kept = min(53, width - shift + 1074)
    let sign: FloatingPointSign = signum < 0 ? .minus : .plus
    guard kept >= 0 else { return Double(sign: sign, exponent: 0, significand: 0) }

    let dropped = width - kept
    var significand = quotient >> UInt64(dropped)
    let rest = quotient & ((1 << UInt64(dropped)) - 1)
    let half: UInt64 = 1 << UInt64(dropped - 1)
    if rest > half || (rest == half && (isInexact || significand & 1 == 1)) { significand += 1 }
    // Exact unless it overflows: the significand has at most 53 bits, and its last one is not below 2^-1074.
    return Double(sign: sign, exponent: dropped - shift, significand: Double(significand))
  }
}
