import CGMP

/// The heap storage of a rational number that does not fit two machine words: one GMP `mpq_t`.
///
/// `BigRational` mutates a box only while it is uniquely referenced, and GMP allows concurrent reads of one object,
/// so sharing a box between threads is safe although the compiler cannot see it.
final class RationalBox: @unchecked Sendable {
  typealias Pointer = UnsafeMutablePointer<__mpq_struct>
  typealias Operation = (Pointer?, UnsafePointer<__mpq_struct>?, UnsafePointer<__mpq_struct>?) -> Void

  private let pointer: Pointer

  /// The number zero.
  init() {
    pointer = .allocate(capacity: 1)
    __gmpq_init(pointer)
  }

  /// `numerator / denominator`, which must be in lowest terms with a positive denominator.
  convenience init(_ numerator: Int64, _ denominator: Int64) {
    self.init()
    __gmpq_set_si(pointer, CLong(numerator), CUnsignedLong(denominator))
  }

  deinit {
    __gmpq_clear(pointer)
    pointer.deallocate()
  }

  /// Lends the GMP pointer and keeps the box alive meanwhile; without this the optimiser may free it during the call.
  func withPointer<Result>(_ body: (Pointer) -> Result) -> Result {
    withExtendedLifetime(self) { body(pointer) }
  }

  /// Lends the numerator and the denominator.
  func withParts<Result>(
    _ body: (UnsafeMutablePointer<__mpz_struct>, UnsafeMutablePointer<__mpz_struct>) -> Result
  ) -> Result {
    withPointer { body(cgmp_mpq_num($0), cgmp_mpq_den($0)) }
  }

  /// A new box holding `operation(left, right)`.
  static func combining(_ left: RationalBox, _ right: RationalBox, _ operation: Operation) -> RationalBox {
    let result = RationalBox()
    result.assign(left, right, operation)
    return result
  }

  /// Stores `operation(left, right)` here; GMP allows `left` or `right` to be `self`.
  func assign(_ left: RationalBox, _ right: RationalBox, _ operation: Operation) {
    withPointer { target in left.withPointer { a in right.withPointer { b in operation(target, a, b) } } }
  }

  /// Numerator and denominator, if the small representation can hold them.
  ///
  /// `Int64.min` is excluded there, so that negation and magnitude of a small number never overflow.
  var smallParts: (Int64, Int64)? {
    withParts { numerator, denominator in
      guard __gmpz_fits_slong_p(numerator) != 0, __gmpz_fits_slong_p(denominator) != 0 else { return nil }
      let value = Int64(__gmpz_get_si(numerator))
      return value == .min ? nil : (value, Int64(__gmpz_get_si(denominator)))
    }
  }
}
