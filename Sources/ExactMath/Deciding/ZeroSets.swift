#if Algebraic
  import CFLINT
#endif

/// Compares where two terms are zero, or where they are negative.
struct ZeroSets {
  private let pool: TermPool
  private let decision: TermDecision
  private let forms: NormalForms

  init(_ pool: TermPool, _ decision: TermDecision) {
    self.pool = pool
    self.decision = decision
    forms = NormalForms(pool)
  }

  /// `equal` if one is a multiple of the other by a number that is not zero (positive, if `isDirected`); `different` if a
  /// point is found that belongs to one set only.
  func compare(_ a: Term, _ b: Term, isDirected: Bool) throws(DecisionFailure) -> EqualityDecision {
    var (left, right) = (try forms.expand(a), try forms.expand(b))
    if !isDirected {
      // Denominators and common factors without a zero do not matter to an equation; a factor x does, for it adds x = 0.
      left = try forms.numerator(of: left, keepingZeros: true)
      right = try forms.numerator(of: right, keepingZeros: true)
    }
    if left.isZero || right.isZero {
      // Two that hold always may be any two identities.
      if left.isZero, right.isZero { return .undecided(.ambiguous, "both hold always") }
      if forms.isIndependent(left.isZero ? right : left) { return .different(.polynomial, "one of them holds always") }
    }
    // Without symbols one says as little as the other.
    guard isOpen(left) || isOpen(right) else { return .undecided(.ambiguous, "neither depends on a symbol") }
    if let factor = try ratio(left, right) {
      if !isDirected || factor > 0 { return .equal(.polynomial, "one is a multiple of the other") }
    }
    if let point = try separatingPoint(a, b, isDirected: isDirected) {
      return .different(.ball, "a point satisfies only one of them: " + point)
    }
    return .undecided(.exhausted, "neither a multiple of the other nor separated by a point")
  }

  /// The sign of the number k of `left = k · right`, if there is one: rational, or made of radicals and constants.
  private func ratio(_ left: Polynomial, _ right: Polynomial) throws(DecisionFailure) -> Int? {
    guard let (monomial, coefficient) = right.sortedTerms.first else { return nil }
    if left.count == right.count, let own = left.terms[monomial] {
      let factor = own / coefficient
      if left == right.scaled(by: factor) { return factor.signum }
    }
    // Coefficients of one power product of symbols: closed factors k = p/q with p · right = q · left.
    let (p, q) = (closedCoefficient(left, like: monomial), closedCoefficient(right, like: monomial))
    guard !p.isZero, !q.isZero else { return nil }
    var difference = try forms.multiply(p, right)
    difference.add(try forms.multiply(q, left).scaled(by: -1))
    guard try forms.numerator(of: difference).isZero else { return nil }
    let quotient = try pool.product([forms.rebuild(p), pool.power(forms.rebuild(q), pool.number(-1))])
    let sign = try decision.order(quotient, pool.number(0))
    return sign == 0 ? nil : sign
  }

  private func isOpen(_ polynomial: Polynomial) -> Bool { polynomial.terms.keys.contains { $0.factors.contains(where: isOpen) } }

  private func isOpen(_ factor: Monomial.Factor) -> Bool {
    switch forms.atoms[Int(factor.atom)] {
    case .term(let term), .base(let term), .exponential(let term): pool.facts(term).contains(.open)
    case .imaginaryUnit, .minusOne, .number: false
    }
  }

  private func closedCoefficient(_ polynomial: Polynomial, like monomial: Monomial) -> Polynomial {
    let symbols = monomial.factors.filter(isOpen)
    var result = Polynomial()
    for (own, coefficient) in polynomial.terms where own.factors.filter(isOpen) == symbols {
      var rest = Monomial()
      rest.factors = own.factors.filter { !isOpen($0) }
      result.add(coefficient, rest)
    }
    return result
  }

  /// Words for a point that belongs to one of the sets only.
  private func separatingPoint(_ a: Term, _ b: Term, isDirected: Bool) throws(DecisionFailure) -> String? {
    #if Algebraic
      guard pool.facts(a).union(pool.facts(b)).intersection([.opaque, .imaginary]).isEmpty else { return nil }
      let symbols = pool.symbols(in: [a, b])
      guard symbols.count <= 8 else { return nil }
      if isDirected { return try separatingSide(a, b, symbols) }
      if let point = try separatingZero(a, b, symbols) { return point }
      return try separatingZero(b, a, symbols)
    #else
      return nil
    #endif
  }

  #if Algebraic
    /// A rational point at which both are certain to have a sign, and different ones.
    private func separatingSide(_ a: Term, _ b: Term, _ symbols: [Term]) throws(DecisionFailure) -> String? {
      var generator = SplitMix64(state: pool.digest(a) ^ pool.digest(b))
      for round in 0..<64 {
        var point: [Term: BigRational] = [:]
        let spread = 1 << (round % 8)
        for symbol in symbols {
          point[symbol] = BigRational(Int(generator.next() % UInt64(512 * spread)) - 256 * spread, over: 64)
        }
        do throws(DecisionFailure) {
          let balls = Enclosures(pool, precision: 128, point: point)
          if let x = try balls.sign(a), let y = try balls.sign(b), x != y { return words(point, symbols) }
        } catch .limit {
          throw .limit
        } catch {
          return nil
        }
      }
      return nil
    }

    /// How far the points reach that are tried, in sixteenths: from within a unit circle to beyond the curves of textbooks.
    private static let reaches = [0, 4, 12, 24, 48, 96, 96, 400]

    /// A point on `a = 0` where `b` is certainly not zero: all symbols but one rational, the last one a root of a
    /// polynomial of degree 1 or 2.
    private func separatingZero(_ a: Term, _ b: Term, _ symbols: [Term]) throws(DecisionFailure) -> String? {
      var generator = SplitMix64(state: pool.digest(a) ^ pool.digest(b))
      for symbol in symbols {
        guard let coefficients = try coefficients(of: forms.numerator(of: forms.expand(a), keepingZeros: true), in: symbol) else {
          continue
        }
        for root in try roots(coefficients) {
          // The root as a term of the other symbols takes the place of the symbol.
          guard let value = try substituted(b, symbol, root), let denominator = try substituted(a, symbol, root) else { continue }
          for reach in Self.reaches {
            var point: [Term: BigRational] = [:]
            for other in symbols where other != symbol {
              point[other] = BigRational(Int(generator.next() % UInt64(2 * reach + 1)) - reach, over: 16)
            }
            do throws(DecisionFailure) {
              let balls = Enclosures(pool, precision: 192, point: point)
              let solution = try balls.value(root)
              guard try balls.isFinite(root), arb_is_zero(cflint_imaginary(solution)) != 0,
                try balls.isFinite(denominator), try balls.excludesZero(value)
              else { continue }
              return words(point, symbols)
            } catch .limit {
              throw .limit
            } catch {
              continue
            }
          }
        }
      }
      return nil
    }
  #endif

  private func words(_ point: [Term: BigRational], _ symbols: [Term]) -> String {
    symbols.compactMap { symbol in
      guard case .symbol(let name) = pool[symbol], let value = point[symbol] else { return nil }
      return "\(name) = \(value.numerator.intValue ?? 0)/\(value.denominator.intValue ?? 1)"
    }.joined(separator: ", ")
  }

  /// The coefficients, lowest first, of a polynomial of degree 1 or 2 in a symbol that occurs in nothing else.
  private func coefficients(of polynomial: Polynomial, in symbol: Term) throws(DecisionFailure) -> [Term]? {
    let atom = forms.atom(.term(symbol))
    var parts = [Polynomial](repeating: .zero, count: 3)
    for (monomial, coefficient) in polynomial.sortedTerms {
      let power = monomial.power(of: atom)
      guard let degree = power.countValue, (0...2).contains(degree) else { return nil }
      let rest = monomial * Monomial(atom, -power)
      for factor in rest.factors {
        switch forms.atoms[Int(factor.atom)] {
        case .term(let term), .base(let term), .exponential(let term):
          if pool.symbols(in: [term]).contains(symbol) { return nil }
        default: break
        }
      }
      parts[degree].add(coefficient, rest)
    }
    while parts.count > 1, parts[parts.count - 1].isZero { parts.removeLast() }
    guard parts.count > 1 else { return nil }
    var result: [Term] = []
    for part in parts { result.append(try forms.rebuild(part)) }
    return result
  }

  private func roots(_ c: [Term]) throws(DecisionFailure) -> [Term] {
    if c.count == 2 { return [try pool.negated(pool.product([c[0], pool.power(c[1], pool.number(-1))]))] }
    let discriminant = try pool.difference(
      pool.power(c[1], pool.number(2)), pool.scaled(pool.product([c[0], c[2]]), by: 4))
    let half = try pool.power(pool.scaled(c[2], by: 2), pool.number(-1))
    let offset = try pool.product([pool.power(discriminant, pool.number(BigRational(1, over: 2))), half])
    let middle = try pool.negated(pool.product([c[1], half]))
    return [try pool.sum([middle, offset]), try pool.difference(middle, offset)]
  }

  /// A term with a term in place of a symbol.
  private func substituted(_ term: Term, _ symbol: Term, _ value: Term) throws(DecisionFailure) -> Term? {
    if term == symbol { return value }
    guard pool.facts(term).contains(.open) else { return term }
    try pool.spend(2)
    var operands: [Term] = []
    for operand in pool.operands(pool[term]) {
      guard let new = try substituted(operand, symbol, value) else { return nil }
      operands.append(new)
    }
    switch pool[term] {
    case .number, .pi, .imaginaryUnit, .symbol: return term
    case .sum: return try pool.sum(operands)
    case .product: return try pool.product(operands)
    case .power: return try pool.power(operands[0], operands[1])
    case .call(let function, _): return try pool.call(function, operands)
    case .opaque(let name, _): return try pool.opaque(name, operands)
    }
  }
}
