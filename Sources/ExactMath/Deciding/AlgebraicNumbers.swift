#if Algebraic
  import CFLINT

  /// Evaluates closed algebraic terms to algebraic numbers (minimal polynomial and root), so that equality is decided
  /// either way, as long as degrees and coefficients stay within the limits.
  final class AlgebraicNumbers {
    typealias Number = UnsafeMutablePointer<qqbar_struct>

    private let pool: TermPool
    private let degreeLimit: Int
    private let bitLimit: Int
    private var numbers: [Term: Number] = [:]

    init(_ pool: TermPool) {
      self.pool = pool
      degreeLimit = pool.work.limits.maxAlgebraicDegree
      bitLimit = pool.work.limits.maxAlgebraicBits
    }

    deinit {
      for number in numbers.values {
        qqbar_clear(number)
        number.deallocate()
      }
    }

    /// Whether two terms are equal.
    func areEqual(_ left: Term, _ right: Term) throws(DecisionFailure) -> Bool {
      qqbar_equal(try value(left), try value(right)) != 0
    }

    func isZero(_ term: Term) throws(DecisionFailure) -> Bool { qqbar_is_zero(try value(term)) != 0 }

    private func value(_ term: Term) throws(DecisionFailure) -> Number {
      if let known = numbers[term] { return known }
      let node = pool[term]
      var operands: [Number] = []
      if case .call(.sine, _) = node {
      } else if case .call(.cosine, _) = node {
      } else {
        for operand in pool.operands(node) { operands.append(try value(operand)) }
      }
      let number = Number.allocate(capacity: 1)
      qqbar_init(number)
      numbers[term] = number
      try compute(node, operands, into: number)
      try pool.spend(20 + cost(degree(number)))
      return number
    }

    private func degree(_ number: Number) -> Int { Int(qqbar_degree(number)) }

    /// Units for an operation whose result has a degree; factoring grows with its cube.
    private func cost(_ degree: Int) -> Int { degree * degree * (4 + degree / 2) }

    private func compute(_ node: TermNode, _ operands: [Number], into number: Number) throws(DecisionFailure) {
      switch node {
      case .number(let value):
        guard value.numeratorBitWidth + value.denominatorBitWidth <= bitLimit else { throw .tooLarge }
        withRational(value) { qqbar_set_fmpq(number, $0) }
      case .imaginaryUnit: qqbar_i(number)
      case .sum:
        for operand in operands {
          try fits(number, operand)
          qqbar_add(number, number, operand)
        }
      case .product:
        qqbar_one(number)
        for operand in operands {
          try fits(number, operand)
          qqbar_mul(number, number, operand)
        }
      case .power(let base, let exponent): try power(base, operands, pool.rational(exponent), into: number)
      case .call(let function, let arguments): try call(function, operands, arguments, into: number)
      case .pi, .symbol, .opaque: throw .unsupported("a transcendental number")
      }
    }

    private func fits(_ left: Number, _ right: Number) throws(DecisionFailure) {
      try pool.spend(cost(min(degree(left) * degree(right), 4 * degreeLimit)))
      guard qqbar_binop_within_limits(left, right, degreeLimit, bitLimit) != 0 else { throw .tooLarge }
    }

    private func power(
      _ base: Term, _ operands: [Number], _ exponent: BigRational?, into number: Number
    ) throws(DecisionFailure) {
      guard let exponent, let power = exponent.numerator.countValue, let root = exponent.denominator.countValue else {
        throw .tooLarge
      }
      let height = Int(qqbar_height_bits(operands[0]))
      guard root * degree(operands[0]) <= degreeLimit, abs(power) <= 1024, abs(power) * height <= bitLimit else {
        throw .tooLarge
      }
      try pool.spend(cost(root * degree(operands[0])) + abs(power))
      if power < 0, qqbar_is_zero(operands[0]) != 0 { throw .undefined("division by zero") }
      qqbar_set(number, operands[0])
      if root > 1 { qqbar_root_ui(number, number, CUnsignedLong(root)) }
      qqbar_pow_si(number, number, power)
    }

    private func call(
      _ function: TermFunction, _ operands: [Number], _ arguments: [Term], into number: Number
    ) throws(DecisionFailure) {
      switch function {
      case .sine, .cosine:
        guard let turns = pool.timesPi(arguments[0]), let top = turns.numerator.countValue,
          let bottom = turns.denominator.countValue, bottom <= degreeLimit
        else { throw .tooLarge }
        if function == .sine {
          qqbar_sin_pi(number, top, CUnsignedLong(bottom))
        } else {
          qqbar_cos_pi(number, top, CUnsignedLong(bottom))
        }
      case .absoluteValue: try withinSquare(operands[0]) { qqbar_abs(number, operands[0]) }
      case .realPart: try withinSquare(operands[0]) { qqbar_re(number, operands[0]) }
      case .imaginaryPart: try withinSquare(operands[0]) { qqbar_im(number, operands[0]) }
      case .conjugate: qqbar_conj(number, operands[0])
      case .floor:
        let whole = UnsafeMutablePointer<fmpz>.allocate(capacity: 1)
        fmpz_init(whole)
        qqbar_floor(whole, operands[0])
        qqbar_set_fmpz(number, whole)
        fmpz_clear(whole)
        whole.deallocate()
      case .sign: qqbar_sgn(number, operands[0])
      case .oddRoot:
        guard qqbar_is_real(operands[0]) != 0, let root = pool.rational(arguments[1])?.countValue,
          root * degree(operands[0]) <= degreeLimit
        else { throw .tooLarge }
        let isNegative = qqbar_sgn_re(operands[0]) < 0
        qqbar_set(number, operands[0])
        if isNegative { qqbar_neg(number, number) }
        qqbar_root_ui(number, number, CUnsignedLong(root))
        if isNegative { qqbar_neg(number, number) }
      default: throw .unsupported("a transcendental function")
      }
    }

    /// Parts of a complex number may have the square of its degree.
    private func withinSquare(_ number: Number, _ body: () -> Void) throws(DecisionFailure) {
      if qqbar_is_real(number) == 0 { try fits(number, number) }
      body()
    }
  }
#endif
