/// An unevaluated sum of two doubles, about 106 bits of precision.
///
/// Every operation is built from IEEE 754 `+ - * /` on doubles, which round the same everywhere; Swift does not contract
/// them to fused operations. The algorithms are Dekker's and Knuth's error-free transforms, and the bounds are those of
/// Joldes, Muller and Popescu, "Tight and rigorous error bounds for basic building blocks of double-word arithmetic"
/// (2017): a relative error of a few units of 2^-106 each. Operands must stay clear of overflow and underflow.
struct DoubleDouble {
  /// The sum rounded to a double.
  var high: Double
  /// What `high` misses; at most half a unit in its last place.
  var low: Double

  init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// `a + b` exactly.
  static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let sum = a + b
    let partOfB = sum - a
    return DoubleDouble(sum, (a - (sum - partOfB)) + (b - partOfB))
  }

  /// `a + b` exactly, if `a` is not the smaller one in magnitude.
  private static func ordered(_ a: Double, _ b: Double) -> DoubleDouble {
    let sum = a + b
    return DoubleDouble(sum, b - (sum - a))
  }

  /// `a * b` exactly, by Dekker's split: a fused multiply-add would be one step, but a library call where it is missing.
  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let product = a * b
    let (aHigh, aLow) = split(a)
    let (bHigh, bLow) = split(b)
    return DoubleDouble(product, ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow)
  }

  /// Two halves of 26 bits whose sum is `a`.
  private static func split(_ a: Double) -> (Double, Double) {
    let scaled = 134_217_729 * a  // 2^27 + 1
    let high = scaled - (scaled - a)
    return (high, a - high)
  }

  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let high = sum(a.high, b.high)
    let low = sum(a.low, b.low)
    let first = ordered(high.high, high.low + low.high)
    return ordered(first.high, first.low + low.low)
  }

  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let high = product(a.high, b.high)
    return ordered(high.high, high.low + (a.high * b.low + a.low * b.high))
  }

  static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
    let high = product(a.high, b)
    return ordered(high.high, high.low + a.low * b)
  }

  static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high
    let rest = a + b * -first
    let second = rest.high / b.high
    let last = rest + b * -second
    let quotient = ordered(first, second)
    return quotient + DoubleDouble(last.high / b.high)
  }

  /// The inverse factorials 1/0! … 1/28!, each to 106 bits.
  static let inverseFactorials: [DoubleDouble] = [
    DoubleDouble(0x1p0, 0x0p0),  // 1/0!
    DoubleDouble(0x1p0, 0x0p0),  // 1/1!
    DoubleDouble(0x1p-1, 0x0p0),  // 1/2!
    DoubleDouble(0x1.5555555555555p-3, 0x1.5555555555555p-57),  // 1/3!
    DoubleDouble(0x1.5555555555555p-5, 0x1.5555555555555p-59),  // 1/4!
    DoubleDouble(0x1.1111111111111p-7, 0x1.1111111111111p-63),  // 1/5!
    DoubleDouble(0x1.6c16c16c16c17p-10, -0x1.f49f49f49f49fp-65),  // 1/6!
    DoubleDouble(0x1.a01a01a01a01ap-13, 0x1.a01a01a01a01ap-73),  // 1/7!
    DoubleDouble(0x1.a01a01a01a01ap-16, 0x1.a01a01a01a01ap-76),  // 1/8!
    DoubleDouble(0x1.71de3a556c734p-19, -0x1.c154f8ddc6c00p-73),  // 1/9!
    DoubleDouble(0x1.27e4fb7789f5cp-22, 0x1.cbbc05b4fa99ap-76),  // 1/10!
    DoubleDouble(0x1.ae64567f544e4p-26, -0x1.c062e06d1f209p-80),  // 1/11!
    DoubleDouble(0x1.1eed8eff8d898p-29, -0x1.2aec959e14c06p-83),  // 1/12!
    DoubleDouble(0x1.6124613a86d09p-33, 0x1.f28e0cc748ebep-87),  // 1/13!
    DoubleDouble(0x1.93974a8c07c9dp-37, 0x1.05d6f8a2efd1fp-92),  // 1/14!
    DoubleDouble(0x1.ae7f3e733b81fp-41, 0x1.1d8656b0ee8cbp-97),  // 1/15!
    DoubleDouble(0x1.ae7f3e733b81fp-45, 0x1.1d8656b0ee8cbp-101),  // 1/16!
    DoubleDouble(0x1.952c77030ad4ap-49, 0x1.ac981465ddc6cp-103),  // 1/17!
    DoubleDouble(0x1.6827863b97d97p-53, 0x1.eec01221a8b0bp-107),  // 1/18!
    DoubleDouble(0x1.2f49b46814157p-57, 0x1.2650f61dbdcb4p-112),  // 1/19!
    DoubleDouble(0x1.e542ba4020225p-62, 0x1.ea72b4afe3c2fp-120),  // 1/20!
    DoubleDouble(0x1.71b8ef6dcf572p-66, -0x1.d043ae40c4647p-120),  // 1/21!
    DoubleDouble(0x1.0ce396db7f853p-70, -0x1.aebcdbd20331cp-124),  // 1/22!
    DoubleDouble(0x1.761b41316381ap-75, -0x1.3423c7d91404fp-130),  // 1/23!
    DoubleDouble(0x1.f2cf01972f578p-80, -0x1.9ada5fcc1ab14p-135),  // 1/24!
    DoubleDouble(0x1.3f3ccdd165fa9p-84, -0x1.58ddadf344487p-139),  // 1/25!
    DoubleDouble(0x1.88e85fc6a4e5ap-89, -0x1.71c37ebd16540p-143),  // 1/26!
    DoubleDouble(0x1.d1ab1c2dccea3p-94, 0x1.054d0c78aea14p-149),  // 1/27!
    DoubleDouble(0x1.0a18a2635085dp-98, 0x1.b9e2e28e1aa54p-153),  // 1/28!
  ]
}
