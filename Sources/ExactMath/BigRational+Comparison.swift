import CGMP

extension BigRational: Hashable, Comparable {
  /// Whether both numbers are equal.
  public static func == (left: BigRational, right: BigRational) -> Bool {
    switch (left.storage, right.storage) {
    case (.small(let a, let b), .small(let c, let d)): a == c && b == d
    case (.big(let a), .big(let b)): a.withPointer { x in b.withPointer { y in __gmpq_equal(x, y) != 0 } }
    // Representations are unique, so a small and a big number differ.
    default: false
    }
  }

  /// Whether `left` is smaller; exact, and without allocation.
  public static func < (left: BigRational, right: BigRational) -> Bool {
    switch (left.storage, right.storage) {
    case (.small(let a, let b), .small(let c, let d)):
      b == d ? a < c : Int128(a) * Int128(d) < Int128(c) * Int128(b)
    case (.big(let a), .big(let b)): a.withPointer { x in b.withPointer { y in __gmpq_cmp(x, y) < 0 } }
    case (.big(let a), .small(let c, let d)):
      a.withPointer { __gmpq_cmp_si($0, CLong(c), CUnsignedLong(d)) < 0 }
    case (.small(let a, let b), .big(let c)):
      c.withPointer { __gmpq_cmp_si($0, CLong(a), CUnsignedLong(b)) > 0 }
    }
  }

  /// Feeds the number's only representation to `hasher`.
  public func hash(into hasher: inout Hasher) {
    switch storage {
    case .small(let numerator, let denominator):
      hasher.combine(numerator)
      hasher.combine(denominator)
    case .big(let box):
      box.withParts { numerator, denominator in
        hasher.combine(cgmp_mpz_sgn(numerator))
        for part in [numerator, denominator] {
          let limbs = UnsafeRawBufferPointer(
            start: __gmpz_limbs_read(part), count: __gmpz_size(part) * MemoryLayout<mp_limb_t>.size)
          hasher.combine(bytes: limbs)
        }
      }
    }
  }
}
