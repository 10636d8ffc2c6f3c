import CGMP

/// An exact rational number of any size.
///
/// A number whose numerator and denominator fit 64 bits is stored inline and computed without allocation; a larger one
/// is a copy-on-write box around a GMP rational. Every number has exactly one representation, because results are
/// brought to lowest terms and shrunk to the inline form whenever they fit; so equality and hashing are structural.
///
/// GMP ends the process when memory runs out. Code that computes with numbers from outside must therefore bound sizes
/// before it computes: see ``numeratorBitWidth``, ``denominatorBitWidth`` and ``power(_:maxBits:)``.
public struct BigRational: Sendable {
  enum Storage: Sendable {
    /// Lowest terms, denominator positive, numerator not `Int64.min`.
    case small(Int64, Int64)
    /// Lowest terms, denominator positive, and not representable as `small`.
    case big(RationalBox)
  }

  var storage: Storage

  init(storage: Storage) {
    self.storage = storage
  }

  /// Takes over a canonical box, or its value if that is small.
  init(adopting box: RationalBox) {
    if let (numerator, denominator) = box.smallParts {
      storage = .small(numerator, denominator)
    } else {
      storage = .big(box)
    }
  }

  /// A number from a sign and two coprime magnitudes, `denominator` not zero.
  init(isNegative: Bool, coprime numerator: UInt64, _ denominator: UInt64) {
    if let top = Int64(exactly: numerator), let bottom = Int64(exactly: denominator) {
      storage = .small(isNegative ? -top : top, bottom)
      return
    }
    let box = RationalBox()
    box.withParts { top, bottom in
      __gmpz_set_ui(top, CUnsignedLong(numerator))
      if isNegative { __gmpz_neg(top, top) }
      __gmpz_set_ui(bottom, CUnsignedLong(denominator))
    }
    storage = .big(box)
  }

  /// The integer `value`.
  public init(_ value: Int) {
    self.init(isNegative: value < 0, coprime: UInt64(value.magnitude), 1)
  }

  /// The quotient `numerator / denominator`, in lowest terms.
  ///
  /// - Precondition: `denominator` is not zero.
  public init(_ numerator: Int, over denominator: Int) {
    precondition(denominator != 0, "a denominator is not zero")
    let top = UInt64(numerator.magnitude)
    let bottom = UInt64(denominator.magnitude)
    let divisor = greatestCommonDivisor(top, bottom)
    self.init(isNegative: (numerator < 0) != (denominator < 0), coprime: top / divisor, bottom / divisor)
  }

  /// The number zero.
  public static let zero = BigRational(0)

  /// The number one.
  public static let one = BigRational(1)

  /// A box holding this number, made for the occasion if the number is stored inline.
  var box: RationalBox {
    switch storage {
    case .small(let numerator, let denominator): RationalBox(numerator, denominator)
    case .big(let box): box
    }
  }
}

extension BigRational {
  /// Whether the number is 0.
  public var isZero: Bool {
    if case .small(0, _) = storage { true } else { false }
  }

  /// Whether the denominator is 1.
  public var isInteger: Bool {
    switch storage {
    case .small(_, let denominator): denominator == 1
    case .big(let box): box.withParts { __gmpz_cmp_ui($1, 1) == 0 }
    }
  }

  /// -1, 0 or 1, as the number is negative, zero or positive.
  public var signum: Int {
    switch storage {
    case .small(let numerator, _): Int(numerator.signum())
    case .big(let box): box.withParts { numerator, _ in Int(cgmp_mpz_sgn(numerator)) }
    }
  }

  /// The absolute value.
  public var magnitude: BigRational {
    signum < 0 ? -self : self
  }

  /// The numerator in lowest terms; it carries the sign.
  public var numerator: BigRational {
    switch storage {
    case .small(let numerator, _): return BigRational(storage: .small(numerator, 1))
    case .big(let box):
      let result = RationalBox()
      box.withParts { source, _ in result.withParts { target, _ in __gmpz_set(target, source) } }
      return BigRational(adopting: result)
    }
  }

  /// The denominator in lowest terms; it is positive.
  public var denominator: BigRational {
    switch storage {
    case .small(_, let denominator): return BigRational(storage: .small(denominator, 1))
    case .big(let box):
      let result = RationalBox()
      box.withParts { _, source in result.withParts { target, _ in __gmpz_set(target, source) } }
      return BigRational(adopting: result)
    }
  }

  /// The number of bits of the numerator's magnitude; 0 for the number zero.
  public var numeratorBitWidth: Int {
    switch storage {
    case .small(let numerator, _): Int64.bitWidth - numerator.magnitude.leadingZeroBitCount
    case .big(let box): box.withParts { numerator, _ in bitWidth(numerator) }
    }
  }

  /// The number of bits of the denominator; 1 for an integer.
  public var denominatorBitWidth: Int {
    switch storage {
    case .small(_, let denominator): Int64.bitWidth - denominator.leadingZeroBitCount
    case .big(let box): box.withParts { _, denominator in bitWidth(denominator) }
    }
  }

  /// The larger of the two widths.
  var widerBitWidth: Int { max(numeratorBitWidth, denominatorBitWidth) }

  /// The number as an `Int` that can be added to and multiplied by what an answer has of anything, or `nil` if it is not an integer below 2⁴⁰ in magnitude.
  ///
  /// Exponents, indices and degrees of an answer are taken by this: whatever a model writes, no sum of a few of them, and no product with a bounded
  /// number, overflows.
  package var countValue: Int? { intValue.flatMap { $0.magnitude < Self.countLimit ? $0 : nil } }

  private static let countLimit: UInt = 1 << 40

  /// The number as an `Int`, or `nil` if it is not an integer of that range.
  public var intValue: Int? {
    switch storage {
    case .small(let numerator, 1): Int(numerator)
    case .small: nil
    case .big(let box):
      // Int.min is the one Int that is stored as big.
      box.withParts { numerator, denominator in
        __gmpz_cmp_ui(denominator, 1) == 0 && __gmpz_fits_slong_p(numerator) != 0 ? Int(__gmpz_get_si(numerator)) : nil
      }
    }
  }
}

extension BigRational: ExpressibleByIntegerLiteral {
  /// The integer written in source.
  public init(integerLiteral value: Int) {
    self.init(value)
  }
}

/// The number of bits of a GMP integer's magnitude; 0 for zero, for which GMP itself says 1.
func bitWidth(_ integer: UnsafePointer<__mpz_struct>) -> Int {
  cgmp_mpz_sgn(integer) == 0 ? 0 : Int(__gmpz_sizeinbase(integer, 2))
}

/// The greatest common divisor by Stein's binary algorithm: shifts and subtractions only.
///
/// `gcd(0, n) = n`. At most 128 steps.
func greatestCommonDivisor(_ first: UInt64, _ second: UInt64) -> UInt64 {
  if first == 0 { return second }
  if second == 0 { return first }
  let shift = (first | second).trailingZeroBitCount
  var a = first >> UInt64(first.trailingZeroBitCount)
  var b = second
  repeat {
    b >>= UInt64(b.trailingZeroBitCount)
    if a > b { swap(&a, &b) }
    b -= a
  } while b != 0
  return a << UInt64(shift)
}
