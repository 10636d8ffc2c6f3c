#if Algebraic
  import CFLINT

  /// Decides equality of closed elementary terms in fields that Calcium builds for the occasion.
  ///
  /// A context is not safe to share between threads, and its tables only grow; so each decision makes its own and frees
  /// it, with every number, at the end.
  final class ExactField {
    typealias Number = UnsafeMutablePointer<ca_struct>

    private let pool: TermPool
    private let context: UnsafeMutablePointer<ca_ctx_struct>
    private var numbers: [Term: Number] = [:]
    /// How many functions and roots stand inside each other in a term.
    private var chains: [Term: Int] = [:]
    /// The functions and roots that were met.
    private var generators = 0
    /// The orders of all roots of unity that were met, added up.
    private var rootOrders = 0

    init(_ pool: TermPool) {
      self.pool = pool
      context = .allocate(capacity: 1)
      ca_ctx_init(context)
      let limits = pool.work.limits
      let options = [
        (Int(CA_OPT_PREC_LIMIT), limits.maxPrecision),
        (Int(CA_OPT_QQBAR_DEG_LIMIT), limits.maxAlgebraicDegree),
        (Int(CA_OPT_GROEBNER_LENGTH_LIMIT), 20),
        (Int(CA_OPT_GROEBNER_POLY_LENGTH_LIMIT), 200),
        (Int(CA_OPT_GROEBNER_POLY_BITS_LIMIT), 2000),
        (Int(CA_OPT_POW_LIMIT), 20),
      ]
      for (option, value) in options { cflint_set_option(context, option, value) }
    }

    deinit {
      for number in numbers.values {
        ca_clear(number, context)
        number.deallocate()
      }
      ca_ctx_clear(context)
      context.deallocate()
    }

    /// Whether two terms are equal; `nil` if that is not known.
    func areEqual(_ left: Term, _ right: Term) throws(DecisionFailure) -> Bool? {
      let (a, b) = (try value(left), try value(right))
      try pool.spend(2000)
      switch cflint_truth(ca_check_equal(a, b, context)) {
      case 1: return cflint_truth(ca_check_is_number(a, context)) == 1 ? true : nil
      case 0: return false
      default: return nil
      }
    }

    /// Whether a term is certainly not zero; `nil` if that is not known.
    func isNotZero(_ term: Term) throws(DecisionFailure) -> Bool? {
      let number = try value(term)
      try pool.spend(1000)
      switch cflint_truth(ca_check_is_zero(number, context)) {
      case 1: return false
      case 0: return cflint_truth(ca_check_is_number(number, context)) == 1 ? true : nil
      default: return nil
      }
    }

    private func value(_ term: Term) throws(DecisionFailure) -> Number {
      if let known = numbers[term] { return known }
      try pool.spend(100)
      let node = pool[term]
      var operands: [Number] = []
      for operand in pool.operands(node) { operands.append(try value(operand)) }
      try meet(term, node)
      let number = Number.allocate(capacity: 1)
      ca_init(number, context)
      numbers[term] = number
      try compute(node, operands, into: number)
      return number
    }

    /// The most functions and roots inside each other, and in all.
    private static let longestChain = 8
    private static let mostGenerators = 24

    /// Accounts for a function or a root, which extends the field: what Calcium does in it doubles with each that stands inside another.
    private func meet(_ term: Term, _ node: TermNode) throws(DecisionFailure) {
      let inner = pool.operands(node).reduce(0) { max($0, chains[$1] ?? 0) }
      let isGenerator: Bool
      switch node {
      case .call: isGenerator = true
      case .power(_, let exponent): isGenerator = pool.rational(exponent)?.isInteger != true
      default: isGenerator = false
      }
      chains[term] = inner + (isGenerator ? 1 : 0)
      guard isGenerator else { return }
      generators += 1
      guard inner < Self.longestChain, generators <= Self.mostGenerators else { throw .tooLarge }
      try pool.spend(40 << inner)
    }

    private func compute(_ node: TermNode, _ operands: [Number], into number: Number) throws(DecisionFailure) {
      switch node {
      case .number(let value):
        // Fields are found by factoring, whose cost grows fast with the digits.
        guard value.numeratorBitWidth + value.denominatorBitWidth <= pool.work.limits.maxFieldBits else { throw .tooLarge }
        withRational(value) { ca_set_fmpq(number, $0, context) }
      case .pi: ca_pi(number, context)
      case .imaginaryUnit: ca_i(number, context)
      case .symbol, .opaque: throw .unsupported("a symbol")
      case .sum:
        for operand in operands { ca_add(number, number, operand, context) }
      case .product:
        ca_one(number, context)
        for operand in operands { ca_mul(number, number, operand, context) }
      case .power(let base, let exponent):
        if let value = pool.rational(exponent) {
          if let base = pool.rational(base), base.signum < 0 { try meetRoot(of: value) }
          guard value.numerator.countValue.map({ abs($0) <= 1000 }) ?? false else { throw .tooLarge }
          try pool.spend(100)
        }
        ca_pow(number, operands[0], operands[1], context)
      case .call(let function, let arguments): try call(function, operands, arguments, into: number)
      }
    }

    /// Accounts for a root of unity, `e^{iπr}`.
    ///
    /// Each is a generator of its own to Calcium, which finds the relations between them: of some thirty sines of multiples of π/41 in a gigabyte.
    private func meetRoot(of turns: BigRational) throws(DecisionFailure) {
      let limits = pool.work.limits
      guard let order = turns.denominator.countValue, order <= 2 * limits.maxAlgebraicDegree else { throw .tooLarge }
      rootOrders += order
      guard rootOrders <= limits.maxRootOrders else { throw .tooLarge }
    }

    private func call(
      _ function: TermFunction, _ operands: [Number], _ arguments: [Term], into number: Number
    ) throws(DecisionFailure) {
      try pool.spend(200)
      let argument = operands[0]
      switch function {
      case .exponential: ca_exp(number, argument, context)
      case .logarithm: ca_log(number, argument, context)
      case .sine, .cosine:
        if let turns = pool.timesPi(arguments[0]) { try meetRoot(of: turns) }
        ca_sin_cos(function == .sine ? number : nil, function == .sine ? nil : number, argument, context)
      case .arcsine: ca_asin(number, argument, context)
      case .arctangent: ca_atan(number, argument, context)
      case .absoluteValue: ca_abs(number, argument, context)
      case .floor: ca_floor(number, argument, context)
      case .sign: ca_sgn(number, argument, context)
      case .realPart: ca_re(number, argument, context)
      case .imaginaryPart: ca_im(number, argument, context)
      case .conjugate: ca_conj(number, argument, context)
      case .argument: ca_arg(number, argument, context)
      case .gamma: ca_gamma(number, argument, context)
      case .errorFunction: ca_erf(number, argument, context)
      case .oddRoot, .minimum, .maximum, .zeta: throw .unsupported("a function without an exact field")
      }
    }
  }
#endif
