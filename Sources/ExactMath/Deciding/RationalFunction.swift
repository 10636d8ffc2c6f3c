/// A quotient of two polynomials over ℚ in one symbol, as it is written: nothing is cancelled, so that no zero of a denominator is lost.
struct RationalFunction {
  /// Coefficients, lowest first and without leading zeros; none for zero.
  var top: [BigRational]
  var bottom: [BigRational]

  /// Degrees beyond this are not solved, and no inequality of a textbook has them.
  static let maxDegree = 16

  private init(_ top: [BigRational], _ bottom: [BigRational] = [.one]) {
    self.top = top
    self.bottom = bottom
  }

  /// `nil` if the expression is no such quotient, or has a degree that is too high.
  ///
  /// Complexity: linear in the expression, times the square of the degree.
  init?(_ expression: MathExpression, in symbol: MathSymbol, pool: TermPool) throws(DecisionFailure) {
    try pool.spend(4 + Self.maxDegree)
    func read(_ part: MathExpression) throws(DecisionFailure) -> RationalFunction? {
      try RationalFunction(part, in: symbol, pool: pool)
    }
    switch expression {
    case .number(let numeral):
      guard numeral.value.widerBitWidth <= Self.maxBits else { return nil }
      self.init(numeral.value.isZero ? [] : [numeral.value])
    case .symbol(symbol): self.init([.zero, .one])
    case .negative(let part):
      guard let part = try read(part) else { return nil }
      self.init(part.top.map { .zero - $0 }, part.bottom)
    case .sum(let parts), .product(let parts):
      let isSum = if case .sum = expression { true } else { false }
      var result = RationalFunction(isSum ? [] : [.one])
      for part in parts {
        guard let next = try read(part), let combined = isSum ? result.adding(next) : result.multiplied(by: next) else { return nil }
        result = combined
      }
      self = result
    case .quotient(let top, let bottom):
      guard let top = try read(top), let bottom = try read(bottom), !bottom.top.isEmpty,
        // Below its own denominator it has no value either.
        bottom.bottom.count == 1, let result = top.multiplied(by: RationalFunction(bottom.bottom, bottom.top))
      else { return nil }
      self = result
    case .power(let base, .number(let exponent)):
      guard let power = exponent.value.countValue, 1...Self.maxDegree ~= power, let base = try read(base) else { return nil }
      var result = RationalFunction([.one])
      for _ in 0..<power {
        guard let next = result.multiplied(by: base) else { return nil }
        result = next
      }
      self = result
    case .collection(_, let parts) where parts.count == 1:
      guard let part = try read(parts[0]) else { return nil }
      self = part
    default: return nil
    }
  }

  /// Coefficients are small in any inequality that one solves by hand.
  private static let maxBits = 256

  private func adding(_ other: RationalFunction) -> RationalFunction? {
    guard let left = Self.product(top, other.bottom), let right = Self.product(other.top, bottom),
      let below = Self.product(bottom, other.bottom)
    else { return nil }
    var sum = [BigRational](repeating: .zero, count: max(left.count, right.count))
    for (degree, coefficient) in left.enumerated() { sum[degree] += coefficient }
    for (degree, coefficient) in right.enumerated() { sum[degree] += coefficient }
    while sum.last?.isZero == true { sum.removeLast() }
    return RationalFunction(sum, below)
  }

  private func multiplied(by other: RationalFunction) -> RationalFunction? {
    guard let above = Self.product(top, other.top), let below = Self.product(bottom, other.bottom) else { return nil }
    return RationalFunction(above, below)
  }

  private static func product(_ a: [BigRational], _ b: [BigRational]) -> [BigRational]? {
    guard !a.isEmpty, !b.isEmpty else { return [] }
    guard a.count + b.count - 2 <= maxDegree else { return nil }
    var result = [BigRational](repeating: .zero, count: a.count + b.count - 1)
    for (i, x) in a.enumerated() {
      for (j, y) in b.enumerated() { result[i + j] += x * y }
    }
    guard result.allSatisfy({ $0.widerBitWidth <= maxBits }) else { return nil }
    return result
  }
}

#if Algebraic
  import CFLINT

  extension RationalFunction {
    /// A factor without rational factors of its own.
    struct Factor {
      /// Integers, lowest first.
      var coefficients: [Int]
      var multiplicity: Int
    }

    /// The factors of a polynomial over ℚ that has one, but for its constant one; `nil` if a coefficient of them does not fit a word.
    ///
    /// FLINT's `fmpz_poly_factor`.
    static func factors(of polynomial: [BigRational], pool: TermPool) throws(DecisionFailure) -> [Factor]? {
      guard polynomial.count > 1 else { return [] }
      try pool.spend(polynomial.count * polynomial.count * 40)
      var denominator = BigRational.one
      for coefficient in polynomial { denominator *= (denominator * coefficient).denominator }
      let whole = UnsafeMutablePointer<fmpz_poly_struct>.allocate(capacity: 1)
      let found = UnsafeMutablePointer<fmpz_poly_factor_struct>.allocate(capacity: 1)
      fmpz_poly_init(whole)
      fmpz_poly_factor_init(found)
      defer {
        fmpz_poly_factor_clear(found)
        fmpz_poly_clear(whole)
        found.deallocate()
        whole.deallocate()
      }
      for (degree, coefficient) in polynomial.enumerated() {
        guard let value = (coefficient * denominator).countValue else { return nil }
        fmpz_poly_set_coeff_si(whole, degree, value)
      }
      fmpz_poly_factor(found, whole)
      var result: [Factor] = []
      for place in 0..<Int(found.pointee.num) {
        let factor = found.pointee.p + place
        var coefficients: [Int] = []
        for degree in 0..<Int(fmpz_poly_length(factor)) {
          let coefficient = factor.pointee.coeffs + degree
          guard fmpz_fits_si(coefficient) != 0 else { return nil }
          coefficients.append(fmpz_get_si(coefficient))
        }
        // One of higher degree is known by the absence of real roots only.
        if coefficients.count > 3, fmpz_poly_num_real_roots(factor) != 0 { return nil }
        result.append(Factor(coefficients: coefficients, multiplicity: found.pointee.exp[place]))
      }
      return result
    }
  }
#endif
