import Testing

@testable import ExactMath

/// Every property is computed two ways: with machine words, and with GMP forced on the same numbers.
@Suite struct BigRationalTests {
  /// The same number in a box, which never happens outside of tests if it is small.
  private func boxed(_ number: BigRational) -> BigRational {
    BigRational(storage: .big(number.box))
  }

  private func randomPair(_ random: inout SplitMix) -> (BigRational, BigRational) {
    func number() -> BigRational {
      let denominator = random.corner()
      let value = BigRational(Int(random.corner()), over: denominator == 0 ? 1 : Int(denominator))
      return random.next() % 8 == 0 ? value * BigRational(Int(random.corner())) : value
    }
    return (number(), number())
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func arithmeticAgreesWithGMP(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<5_000 {
      let (a, b) = randomPair(&random)
      // A zero in a box cannot arise, and the code for boxes relies on that.
      guard !a.isZero, !b.isZero else { continue }
      let (x, y) = (boxed(a), boxed(b))
      #expect(a + b == x + y)
      #expect(a - b == x - y)
      #expect(a * b == x * y)
      #expect(a / b == x / y)
      #expect((a < b) == (x < y))
      #expect((a < b) == (a < y) && (a < b) == (x < b))
      #expect(a.description == x.description)
      #expect(a.doubleValue.bitPattern == x.doubleValue.bitPattern)
      #expect(a.floor() == x.floor())
      #expect(a.signum == x.signum && a.isInteger == x.isInteger)
      #expect(a.numeratorBitWidth == x.numeratorBitWidth && a.denominatorBitWidth == x.denominatorBitWidth)
      #expect(a.power(3, maxBits: 1_000) == a * a * a)
      var sum = x * y
      sum += b
      #expect(sum == a * b + b)
    }
  }

  @Test(arguments: [5, 6] as [UInt64])
  func algebraHolds(seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<2_000 {
      let (a, b) = randomPair(&random)
      let (c, d) = randomPair(&random)
      #expect((a + b) * c == a * c + b * c)
      #expect(a + b - b == a)
      #expect(-(-a) == a && a.magnitude == (a < 0 ? -a : a))
      if !d.isZero { #expect(a / d * d == a) }
      #expect(a.floor() <= a && a < a.floor() + 1 && a.floor().isInteger)
      #expect(a.numerator / a.denominator == a)
      #expect((a < b) == (a - b < 0))
      #expect([a < b, a == b, a > b].count(where: { $0 }) == 1)
    }
  }

  @Test func equalNumbersHashEqually() {
    var random = SplitMix(seed: 7)
    for _ in 0..<2_000 {
      let (a, b) = randomPair(&random)
      let (c, _) = randomPair(&random)
      // The same number by way of larger ones; a result that fits must have come back to the inline form.
      let detour = (a * b + c - c + a - a) - a * b + a
      #expect(detour == a)
      #expect(detour.hashValue == a.hashValue)
      if case .small = a.storage, case .big = detour.storage { Issue.record("\(a) was not shrunk") }
    }
    let big = BigRational(2).power(200, maxBits: 1_000)
    #expect(big != nil && big == BigRational(4).power(100, maxBits: 1_000))
    #expect(big.hashValue == BigRational(4).power(100, maxBits: 1_000).hashValue)
  }

  @Test func inPlaceOperationsLeaveCopiesAlone() {
    var a = BigRational(Int.max) * BigRational(Int.max)
    let copy = a
    a += 1
    #expect(a == copy + 1 && a != copy)
    a += a
    #expect(a == (copy + 1) * 2)
    a -= a
    #expect(a.isZero)
    a = copy
    a *= a
    #expect(a == copy * copy)
  }

  @Test func theLeastIntegerIsAnIntegerLikeAnyOther() {
    let least = BigRational(.min)
    #expect(least.description == "-9223372036854775808")
    #expect(least.intValue == .min)
    #expect(-least - 1 == BigRational(.max))
    #expect(BigRational(.min, over: .min) == 1)
    #expect(BigRational(1, over: .min) == -(BigRational.one / -least))
    #expect(BigRational(.max, over: -1) == BigRational(.min) + 1)
    #expect((least + 1).intValue == .min + 1)
    #expect((least - 1).intValue == nil)
  }

  @Test func powersAreBoundedBeforeTheyAreComputed() {
    #expect(BigRational(9).power(387_420_489, maxBits: 1 << 20) == nil)
    #expect(BigRational(2).power(.max, maxBits: .max) == nil)
    #expect(BigRational(-1).power(.max, maxBits: 1) == -1)
    #expect(BigRational(-1).power(.min, maxBits: 1) == 1)
    #expect(BigRational(0).power(-1, maxBits: 100) == nil)
    #expect(BigRational(0).power(0, maxBits: 100) == 1)
    #expect(BigRational(-2, over: 3).power(-3, maxBits: 100) == BigRational(-27, over: 8))
    #expect(BigRational(1, over: 2).power(1 << 30, maxBits: 1 << 20) == nil)
  }

  @Test func doublesConvertExactly() {
    var random = SplitMix(seed: 8)
    for _ in 0..<20_000 {
      let double = Double(bitPattern: random.next())
      guard let exact = BigRational(exactly: double) else {
        #expect(!double.isFinite)
        continue
      }
      #expect(exact.doubleValue == double)
      if double.magnitude < 0x1p62, double.magnitude > 0x1p-60 {
        #expect(boxed(exact).doubleValue == double)
      }
      // Half a unit further is a tie, which goes to the even significand; the least bit more goes up.
      let next = double.magnitude.nextUp
      guard next.isFinite, let low = BigRational(exactly: double.magnitude), let high = BigRational(exactly: next)
      else { continue }
      let middle = (low + high) / 2
      #expect(middle.doubleValue == (double.significandBitPattern & 1 == 0 ? double.magnitude : next))
      #expect((middle * BigRational(1 << 60 + 1, over: 1 << 60)).doubleValue == next)
      #expect((-middle * BigRational(1 << 60 - 1, over: 1 << 60)).doubleValue == -double.magnitude)
    }
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (0.75, "3/4"), (-5, "-5"), (0x1p62, "4611686018427387904"),
    (0x1p63, "9223372036854775808"), (-0x1p63, "-9223372036854775808"), (0x1p-62, "1/4611686018427387904"),
    (0x1p-63, "1/9223372036854775808"), (0.1, "3602879701896397/36028797018963968"),
  ])
  func dyadicValues(double: Double, text: String) {
    #expect(BigRational(exactly: double)?.description == text)
  }

  @Test func doubleRangeEnds() throws {
    let greatest = try #require(BigRational(exactly: Double.greatestFiniteMagnitude))
    let halfUnit = try #require(BigRational(2).power(970, maxBits: 10_000))
    #expect((greatest + halfUnit - 1).doubleValue == .greatestFiniteMagnitude)
    #expect((greatest + halfUnit).doubleValue == .infinity)
    let huge = try #require(BigRational(10).power(200_000, maxBits: 1 << 20))
    #expect((-huge).doubleValue == -.infinity)
    #expect((1 / huge).doubleValue == 0)
    #expect((-1 / huge).doubleValue.sign == .minus)
    let least = try #require(BigRational(exactly: Double.leastNonzeroMagnitude))
    #expect((least / 2).doubleValue == 0)
    #expect((least / 2 + 1 / huge).doubleValue == .leastNonzeroMagnitude)
    #expect((least * 3 / 2).doubleValue == 2 * .leastNonzeroMagnitude)
    #expect(BigRational(exactly: .nan) == nil && BigRational(exactly: .infinity) == nil)
  }

  @Test(
    arguments: [
      ("-12.50e-3", "-1/80"), ("0", "0"), ("-0", "0"), (".5", "1/2"), ("5.", "5"), ("+7", "7"), ("1E2", "100"),
      ("1e-2", "1/100"), ("00012", "12"), ("123456789012345678901234567890", "123456789012345678901234567890"),
      ("0.1234567890123456789", "1234567890123456789/10000000000000000000"), ("1e20", "100000000000000000000"),
      ("0e5", "0"), ("", nil), ("-", nil), (".", nil), ("1e", nil), ("1e+", nil), ("1.2.3", nil), ("1 ", nil),
      (" 1", nil), ("0x10", nil), ("nan", nil), ("1e999999999", nil), ("1e-999999999", nil),
      ("1e99999999999999999999", nil),
      ("--1", nil), ("1_000", nil), ("１", nil),
    ] as [(String, String?)])
  func decimalTexts(text: String, expected: String?) {
    #expect(BigRational(decimal: text)?.description == expected)
  }

  @Test func decimalsAgreeWithTheStandardLibrary() {
    var random = SplitMix(seed: 9)
    for _ in 0..<5_000 {
      let double = Double(bitPattern: random.next())
      guard double.isFinite else { continue }
      #expect(BigRational(decimal: "\(double)")?.doubleValue == double)
    }
  }

  @Test func digitsAreLimited() {
    #expect(BigRational(decimal: String(repeating: "1", count: 20_000)) != nil)
    #expect(BigRational(decimal: String(repeating: "1", count: 20_001)) == nil)
    #expect(BigRational(decimal: String(repeating: "1", count: 100_000)) == nil)
  }
}
