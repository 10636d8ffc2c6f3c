/// An angle reduced to quarter turns: the nearest multiple of pi/2, and what is left.
struct QuarterTurns {
  /// The number of quarter turns modulo 4.
  let quadrant: Int
  /// The rest in radians, between -pi/4 and pi/4, with a relative error below 2^-100.
  let rest: DoubleDouble

  private static let halfPi = DoubleDouble(0x1.921fb54442d18p0, 0x1.1a62633145c07p-54)

  /// Reduces `angle`, in radians, which must be finite and at least 2^-64 in magnitude; see `wideProduct` for how.
  init(radians angle: Double) {
    let (quadrant, fraction) = Self.wideProduct(angle.magnitude)
    // A double is never so close to a multiple of pi/2 that fewer than 60 + 106 of the fraction's bits remain.
    let turns = Self.doubleDouble(fraction)
    self.quadrant = (angle < 0 ? -quadrant : quadrant) & 3
    let rest = turns * Self.halfPi
    self.rest = angle < 0 ? rest * -1 : rest
  }

  /// Reduces `halfTurns * pi`, exactly up to the product with pi; `halfTurns` must be at most 2 in magnitude.
  init(halfTurns: Double) {
    let quarters = nearestInteger(2 * halfTurns)
    quadrant = Int(quarters) & 3
    // Exact: both are multiples of the last bit of `2 * halfTurns`, and the difference is at most 1/2.
    rest = Self.halfPi * (2 * halfTurns - quarters)
  }

  /// `angle * 2/pi`, as the nearest integer modulo 4 and a signed fraction in units of 2^-254.
  ///
  /// Payne and Hanek's method in integers: the angle is `m * 2^e`, and bits of 2/pi that weigh 4 or more after scaling
  /// by 2^e contribute multiples of 4. So 256 bits from there on, times `m`, modulo 2^256, is the answer, short of the
  /// truth by less than `m * 2^-254`, which is 2^-201.
  private static func wideProduct(_ angle: Double) -> (quadrant: Int, fraction: Fraction) {
    let m = angle.significandBitPattern | (angle.isNormal ? 1 << 52 : 0)
    let e = Int(angle.exponentBitPattern) - 1075
    var words = [UInt64](repeating: 0, count: 4)  // most significant first; the first two bits weigh 2 and 1
    var carry: UInt64 = 0
    for index in stride(from: 3, through: 0, by: -1) {
      let window = twoOverPiBits(from: e - 1 + 64 * index)
      let (high, low) = window.multipliedFullWidth(by: m)
      let (sum, overflow) = low.addingReportingOverflow(carry)
      words[index] = sum
      carry = high + (overflow ? 1 : 0)
    }
    var quadrant = Int(words[0] >> 62)
    words[0] &= ~0 >> 2
    var isNegative = false
    if words[0] >> 61 == 1 {
      // More than half: count from the next integer down. Negating modulo 2^254.
      quadrant += 1
      isNegative = true
      var increment: UInt64 = 1
      for index in stride(from: 3, through: 0, by: -1) {
        let (sum, overflow) = (~words[index]).addingReportingOverflow(increment)
        words[index] = sum
        increment = overflow ? 1 : 0
      }
      words[0] &= ~0 >> 2
    }
    return (quadrant, Fraction(words: words, isNegative: isNegative))
  }

  private struct Fraction {
    let words: [UInt64]
    let isNegative: Bool
  }

  /// The leading 106 bits of a fraction in units of 2^-254.
  private static func doubleDouble(_ fraction: Fraction) -> DoubleDouble {
    let words = fraction.words + [0, 0]
    guard let first = words.firstIndex(where: { $0 != 0 }), first < 4 else { return DoubleDouble(0) }
    let shift = UInt64(words[first].leadingZeroBitCount)
    func bits(_ index: Int) -> UInt64 {
      let next = index + 1 < words.count && shift > 0 ? words[index + 1] >> (64 - shift) : 0
      return (words[index] << shift) | next
    }
    let top = bits(first)
    let second = bits(first + 1)
    // The top bit weighs 2^(255 - 254) before the leading zeros are counted.
    let scale = 1 - 64 * first - Int(shift)
    let high = Double(sign: .plus, exponent: scale - 52, significand: Double(top >> 11))
    let next = ((top & 0x7FF) << 42) | (second >> 22)
    let low = Double(sign: .plus, exponent: scale - 105, significand: Double(next))
    let sign: Double = fraction.isNegative ? -1 : 1
    return DoubleDouble.sum(sign * high, sign * low)
  }

  /// 64 bits of 2/pi, the first of which weighs 2^-(index); bits before the point are zero.
  private static func twoOverPiBits(from index: Int) -> UInt64 {
    func word(_ number: Int) -> UInt64 { twoOverPi.indices.contains(number) ? twoOverPi[number] : 0 }
    // Bit 1, the first after the point, is the top bit of word 0.
    let offset = index - 1
    let number = offset >> 6
    let shift = UInt64(offset & 63)
    return shift == 0 ? word(number) : (word(number) << shift) | (word(number + 1) >> (64 - shift))
  }

  /// 2/pi to 1,280 bits, enough for the largest double.
  private static let twoOverPi: [UInt64] = [
    0xa2f9_836e_4e44_1529, 0xfc27_57d1_f534_ddc0, 0xdb62_9599_3c43_9041, 0xfe51_63ab_debb_c561,
    0xb724_6e3a_424d_d2e0, 0x0649_2eea_09d1_921c, 0xfe1d_eb1c_b129_a73e, 0xe882_35f5_2ebb_4484,
    0xe99c_7026_b45f_7e41, 0x3991_d639_8353_39f4, 0x9c84_5f8b_bdf9_283b, 0x1ff8_97ff_de05_980f,
    0xef2f_118b_5a0a_6d1f, 0x6d36_7ecf_27cb_09b7, 0x4f46_3f66_9e5f_ea2d, 0x7527_bac7_ebe5_f17b,
    0x3d07_39f7_8a52_92ea, 0x6bfb_5fb1_1f8d_5d08, 0x5603_3046_fc7b_6bab, 0xf0cf_bc20_9af4_361d,
  ]
}
