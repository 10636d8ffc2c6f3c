#if Algebraic
  import CFLINT

  /// Evaluates terms of a pool to rigorous complex balls at one precision, each term once.
  ///
  /// Owns one ball for each term it has met and frees them all at the end. Nothing is shared between evaluators, so any
  /// thread may use its own; the library's caches of constants are per thread and end with it.
  final class Enclosures {
    typealias Ball = UnsafeMutablePointer<acb_struct>

    let pool: TermPool
    let precision: Int
    /// Values of the symbols.
    private let point: [Term: BigRational]
    /// Whether a function with a real domain must be given arguments in it, if these depend on a symbol.
    private let staysReal: Bool
    private var balls: [Term: Ball] = [:]
    private var exactValues: [Term: BigRational?] = [:]

    /// Something at a point is outside the real domain.
    private(set) var leftDomain = false

    init(_ pool: TermPool, precision: Int, point: [Term: BigRational] = [:], staysReal: Bool = false) {
      self.pool = pool
      self.precision = precision
      self.point = point
      self.staysReal = staysReal
    }

    deinit {
      for ball in balls.values {
        acb_clear(ball)
        ball.deallocate()
      }
    }

    /// Whether the value is certainly not zero.
    func excludesZero(_ term: Term) throws(DecisionFailure) -> Bool {
      let ball = try value(term)
      return acb_is_finite(ball) != 0 && acb_contains_zero(ball) == 0
    }

    /// Whether the value exists: its ball is bounded.
    func isFinite(_ term: Term) throws(DecisionFailure) -> Bool {
      acb_is_finite(try value(term)) != 0
    }

    /// Whether two values certainly differ.
    func differ(_ left: Term, _ right: Term) throws(DecisionFailure) -> Bool {
      let (a, b) = (try value(left), try value(right))
      guard acb_is_finite(a) != 0, acb_is_finite(b) != 0 else { return false }
      return acb_overlaps(a, b) == 0
    }

    /// The sign of a value that is certainly real and not zero.
    func sign(_ term: Term) throws(DecisionFailure) -> Int? {
      let ball = try value(term)
      guard acb_is_finite(ball) != 0, arb_is_zero(cflint_imaginary(ball)) != 0 else { return nil }
      let real = cflint_real(ball)
      if arb_is_positive(real) != 0 { return 1 }
      return arb_is_negative(real) != 0 ? -1 : nil
    }

    /// The value, if it is certainly one integer of machine size.
    func integer(_ term: Term) throws(DecisionFailure) -> Int? {
      let ball = try value(term)
      let real = cflint_real(ball)
      guard acb_is_finite(ball) != 0, acb_is_int(ball) != 0, arf_cmpabs_2exp_si(cflint_middle(real), 62) < 0 else {
        return nil
      }
      return Int(arf_get_si(cflint_middle(real), ARF_RND_NEAR))
    }

    /// `⌊x⌋` of a real value, if it is certain and of machine size.
    func floor(_ term: Term) throws(DecisionFailure) -> Int? {
      let ball = try value(term)
      let real = cflint_real(ball)
      guard acb_is_finite(ball) != 0, arb_is_zero(cflint_imaginary(ball)) != 0, arf_cmpabs_2exp_si(cflint_middle(real), 62) < 0
      else { return nil }
      let whole = UnsafeMutablePointer<arb_struct>.allocate(capacity: 1)
      arb_init(whole)
      defer {
        arb_clear(whole)
        whole.deallocate()
      }
      arb_floor(whole, real, precision)
      return arb_is_int(whole) != 0 ? Int(arf_get_si(cflint_middle(whole), ARF_RND_NEAR)) : nil
    }

    /// How far the magnitudes of all values met so far, which are not zero for all that is known, are from 1: the largest |e| of 2ᵉ.
    ///
    /// What is added to or multiplied with something much larger does not show in the result.
    var spread: Int {
      var result = 0
      for ball in balls.values where acb_is_finite(ball) != 0 {
        for part in [cflint_real(ball), cflint_imaginary(ball)] where arb_contains_zero(part) == 0 {
          result = max(result, abs(arf_abs_bound_lt_2exp_si(cflint_middle(part))))
        }
      }
      return result
    }

    /// The bits to which a value is known, relative to a size of at least 1.
    func agreement(_ left: Term, _ right: Term) throws(DecisionFailure) -> Int {
      let (a, b) = (try value(left), try value(right))
      guard acb_is_finite(a) != 0, acb_is_finite(b) != 0 else { return 0 }
      return max(0, min(Int(acb_rel_accuracy_bits(a)), Int(acb_rel_accuracy_bits(b))))
    }

    /// The ball of a term.
    func value(_ term: Term) throws(DecisionFailure) -> Ball {
      if let known = balls[term] { return known }
      try pool.spend(4 + precision >> 6)
      let node = pool[term]
      var operands: [Ball] = []
      for operand in pool.operands(node) { operands.append(try value(operand)) }
      let ball = Ball.allocate(capacity: 1)
      acb_init(ball)
      balls[term] = ball
      try compute(node, operands, into: ball, of: term)
      return ball
    }

    private func compute(
      _ node: TermNode, _ operands: [Ball], into ball: Ball, of term: Term
    ) throws(DecisionFailure) {
      switch node {
      case .number(let value): set(ball, to: value)
      case .pi: acb_const_pi(ball, precision)
      case .imaginaryUnit: acb_onei(ball)
      case .symbol(let name):
        guard let value = point[term] else { throw .unsupported("the symbol \(name) has no value") }
        set(ball, to: value)
      case .sum:
        for operand in operands { acb_add(ball, ball, operand, precision) }
      case .product:
        acb_one(ball)
        for operand in operands { acb_mul(ball, ball, operand, precision) }
      case .power(let base, let exponent): try power(ball, operands, base, exponent)
      case .call(let function, let arguments): try call(function, ball, operands, arguments)
      case .opaque(let name, _): throw .unsupported(name)
      }
    }

    private func set(_ ball: Ball, to value: BigRational) {
      acb_zero(ball)
      set(cflint_real(ball), to: value)
    }

    private func set(_ real: UnsafeMutablePointer<arb_struct>, to value: BigRational) {
      if case .small(let numerator, let denominator) = value.storage {
        arb_set_si(real, Int(numerator))
        if denominator != 1 { arb_div_si(real, real, Int(denominator), precision) }
      } else {
        withRational(value) { arb_set_fmpq(real, $0, precision) }
      }
    }

    // MARK: Exact values

    /// The value at the point, where it is a rational number that takes no more than arithmetic: where `\lfloor x \rfloor` jumps, a ball is
    /// on both sides.
    func exactValue(_ term: Term) throws(DecisionFailure) -> BigRational? {
      if let known = exactValues[term] { return known }
      try pool.spend(4)
      let value = try computeExactValue(term)
      exactValues[term] = .some(value)
      return value
    }

    /// The bits of exact values, beyond which a ball does.
    private static let mostExactBits = 2048

    private func computeExactValue(_ term: Term) throws(DecisionFailure) -> BigRational? {
      let node = pool[term]
      let operands = pool.operands(node)
      var values: [BigRational] = []
      for operand in operands {
        guard let value = try exactValue(operand) else { return nil }
        values.append(value)
      }
      let value: BigRational
      switch node {
      case .number(let number): value = number
      case .symbol: return point[term]
      case .sum:
        var sum = BigRational.zero
        for addend in values {
          guard sum.bitWidth <= Self.mostExactBits else { return nil }
          sum += addend
        }
        value = sum
      case .product:
        var product = BigRational.one
        for factor in values {
          guard product.bitWidth <= Self.mostExactBits else { return nil }
          product *= factor
        }
        value = product
      case .power:
        guard let count = values[1].countValue, values[1].isInteger, count >= 0 || !values[0].isZero,
          let power = values[0].power(count, maxBits: Self.mostExactBits)
        else { return nil }
        value = power
      case .call(.floor, _): value = values[0].floor()
      case .call(.sign, _): value = BigRational(values[0].signum)
      case .call(.absoluteValue, _): value = values[0].magnitude
      case .call(.minimum, _): value = values.min() ?? .zero
      case .call(.maximum, _): value = values.max() ?? .zero
      case .call, .opaque, .pi, .imaginaryUnit: return nil
      }
      return value.bitWidth <= Self.mostExactBits ? value : nil
    }

    // MARK: Powers

    private func power(_ ball: Ball, _ operands: [Ball], _ base: Term, _ exponent: Term) throws(DecisionFailure) {
      try pool.spend(precision >> 3)
      guard let value = pool.rational(exponent) else {
        try enterDomain(base, operands[0], closed: false)
        acb_pow(ball, operands[0], operands[1], precision)
        return
      }
      if !value.isInteger { try enterDomain(base, operands[0], closed: value.signum > 0) }
      if value.isInteger || value.denominator.countValue.map({ $0 <= 64 }) == true {
        let root = value.denominator.countValue ?? 1
        if root == 2 {
          acb_sqrt(ball, operands[0], precision)
        } else if root > 1 {
          acb_root_ui(ball, operands[0], CUnsignedLong(root), precision)
        } else {
          acb_set(ball, operands[0])
        }
        if let small = value.numerator.countValue {
          acb_pow_si(ball, ball, small, precision)
        } else {
          let bits = value.numeratorBitWidth
          guard bits <= 4096 else { throw .tooLarge }
          try pool.spend(bits * (8 + precision >> 4))
          withInteger(value.numerator) { acb_pow_fmpz(ball, ball, $0, precision) }
        }
        return
      }
      acb_pow(ball, operands[0], operands[1], precision)
    }

    /// Notes whether the argument of a root or logarithm is where that function is real.
    private func enterDomain(_ term: Term, _ ball: Ball, closed: Bool) throws(DecisionFailure) {
      guard staysReal, pool.facts(term).contains(.open), !pool.facts(term).contains(.imaginary) else { return }
      let real = cflint_real(ball)
      let isInside =
        arb_is_zero(cflint_imaginary(ball)) != 0
        && (closed ? arb_is_nonnegative(real) != 0 : arb_is_positive(real) != 0)
      if !isInside { leftDomain = true }
    }

    // MARK: Functions

    private func call(
      _ function: TermFunction, _ ball: Ball, _ operands: [Ball], _ arguments: [Term]
    ) throws(DecisionFailure) {
      try pool.spend(8 + precision >> 2)
      let argument = operands[0]
      switch function {
      case .exponential: acb_exp(ball, argument, precision)
      case .logarithm:
        try enterDomain(arguments[0], argument, closed: false)
        acb_log(ball, argument, precision)
      case .sine: acb_sin(ball, argument, precision)
      case .cosine: acb_cos(ball, argument, precision)
      case .arcsine:
        if staysReal, pool.facts(arguments[0]).contains(.open), !pool.facts(arguments[0]).contains(.imaginary) {
          acb_mul(ball, argument, argument, precision)
          acb_sub_si(ball, ball, 1, precision)
          let isInside =
            arb_is_zero(cflint_imaginary(argument)) != 0 && arb_is_nonpositive(cflint_real(ball)) != 0
          if !isInside { leftDomain = true }
        }
        acb_asin(ball, argument, precision)
      case .arctangent: acb_atan(ball, argument, precision)
      case .absoluteValue:
        acb_zero(ball)
        acb_abs(cflint_real(ball), argument, precision)
      case .floor:
        if let exact = try exactValue(arguments[0]) {
          set(ball, to: exact.floor())
          return
        }
        try requireReal(argument)
        arb_floor(cflint_real(ball), cflint_real(argument), precision)
      case .sign:
        if let exact = try exactValue(arguments[0]) {
          set(ball, to: BigRational(exact.signum))
          return
        }
        try requireReal(argument)
        arb_sgn(cflint_real(ball), cflint_real(argument))
      case .realPart: arb_set(cflint_real(ball), cflint_real(argument))
      case .imaginaryPart: arb_set(cflint_real(ball), cflint_imaginary(argument))
      case .conjugate: acb_conj(ball, argument)
      case .argument: acb_arg(cflint_real(ball), argument, precision)
      case .gamma:
        try pool.spend(precision * 4)
        acb_gamma(ball, argument, precision)
      case .zeta:
        try pool.spend(precision * 40)
        for part in [cflint_real(argument), cflint_imaginary(argument)] {
          guard arb_bits(part) <= 64, mag(part) < 1000 else { throw .tooLarge }
        }
        acb_zeta(ball, argument, precision)
      case .errorFunction:
        try pool.spend(precision * 20)
        acb_hypgeom_erf(ball, argument, precision)
      case .minimum, .maximum:
        acb_set(ball, argument)
        for operand in operands { try requireReal(operand) }
        for operand in operands.dropFirst() {
          if function == .minimum {
            arb_min(cflint_real(ball), cflint_real(ball), cflint_real(operand), precision)
          } else {
            arb_max(cflint_real(ball), cflint_real(ball), cflint_real(operand), precision)
          }
        }
      case .oddRoot:
        try requireReal(argument)
        guard let index = pool.rational(arguments[1])?.countValue, index > 0 else { throw .unsupported("a root") }
        oddRoot(cflint_real(ball), cflint_real(argument), CUnsignedLong(index))
      }
    }

    private func requireReal(_ ball: Ball) throws(DecisionFailure) {
      guard arb_is_zero(cflint_imaginary(ball)) != 0 else { throw .unsupported("a function of a complex number") }
    }

    /// The magnitude, roughly; infinite if it is large.
    private func mag(_ part: UnsafeMutablePointer<arb_struct>) -> Double {
      arf_get_d(cflint_middle(part), ARF_RND_NEAR).magnitude
    }

    /// The real root; a ball around zero gets the union of both sides.
    private func oddRoot(
      _ target: UnsafeMutablePointer<arb_struct>, _ source: UnsafeMutablePointer<arb_struct>, _ index: CUnsignedLong
    ) {
      if arb_is_nonnegative(source) != 0 {
        arb_root_ui(target, source, index, precision)
      } else if arb_is_negative(source) != 0 {
        arb_neg(target, source)
        arb_root_ui(target, target, index, precision)
        arb_neg(target, target)
      } else {
        // |x|^{1/n} at most, with either sign.
        let bound = UnsafeMutablePointer<arb_struct>.allocate(capacity: 1)
        arb_init(bound)
        arb_abs(bound, source)
        arb_nonnegative_part(bound, bound)
        arb_root_ui(bound, bound, index, precision)
        arb_neg(target, bound)
        arb_union(target, target, bound, precision)
        arb_clear(bound)
        bound.deallocate()
      }
    }
  }

  extension BigRational {
    fileprivate var bitWidth: Int { numeratorBitWidth + denominatorBitWidth }
  }

  /// Lends a number as FLINT's rational, for the time of the call.
  func withRational<Result>(_ value: BigRational, _ body: (UnsafeMutablePointer<fmpq>) -> Result) -> Result {
    let rational = UnsafeMutablePointer<fmpq>.allocate(capacity: 1)
    fmpq_init(rational)
    value.box.withPointer { cflint_set_rational(rational, $0) }
    defer {
      fmpq_clear(rational)
      rational.deallocate()
    }
    return body(rational)
  }

  /// Lends an integer as FLINT's, for the time of the call.
  func withInteger<Result>(_ value: BigRational, _ body: (UnsafeMutablePointer<fmpz>) -> Result) -> Result {
    withRational(value) { body(cflint_numerator($0)) }
  }
#endif
