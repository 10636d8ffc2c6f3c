/// Decides two terms of one pool by every method that applies, the cheapest first.
struct TermDecision {
  let pool: TermPool
  let options: EqualityOptions
  private let decider: Decider?
  private let forms: NormalForms

  init(_ pool: TermPool, _ options: EqualityOptions, _ decider: Decider?) {
    self.pool = pool
    self.options = options
    self.decider = decider
    forms = NormalForms(pool)
  }

  private func note(_ name: String, _ result: @autoclosure () -> String) { decider?.note(name, result()) }

  /// Whether two terms are equal.
  func decide(_ a: Term, _ b: Term) throws(DecisionFailure) -> EqualityDecision {
    if let x = pool.rational(a), let y = pool.rational(b) {
      note("rational", x == y ? "equal" : "different")
      return x == y ? try certified(.equal(.rational), [a, b]) : .different(.rational)
    }
    if a == b {
      note("structural", "equal after reordering")
      return try certified(.equal(.structural, "equal after reordering and collecting like terms"), [a, b])
    }
    let isOpen = pool.facts(a).union(pool.facts(b)).contains(.open)
    return isOpen ? try decideOpen(a, b) : try decideClosed(a, b)
  }

  // MARK: Closed terms

  private func decideClosed(_ a: Term, _ b: Term) throws(DecisionFailure) -> EqualityDecision {
    if try refuted(a, b, from: 64, through: 128) { return .different(.ball, "enclosures at 128 bits do not meet") }
    if try refutedByLogarithm(a, b) { return .different(.ball, "enclosures of logarithms do not meet") }
    var remainder: Polynomial?
    if let result = try polynomial(a, b, &remainder) { return result }
    #if Algebraic
      if let result = try algebraic(a, b) { return result }
    #endif
    if try refuted(a, b, from: 256, through: pool.work.limits.maxPrecision) {
      return .different(.ball, "enclosures at a higher precision do not meet")
    }
    // What remains when all that cancels is gone may be far from zero in relation to its own size.
    if let remainder, let rest = try attempt({ () throws(DecisionFailure) in try forms.rebuild(remainder) }),
      try isNotZero(rest, through: 512)
    {
      return .different(.ball, "what remains of the difference is not zero")
    }
    return unproved(a, b)
  }

  private func unproved(_ a: Term, _ b: Term) -> EqualityDecision {
    if pool.facts(a).union(pool.facts(b)).contains(.opaque) {
      return .undecided(.unsupported, "a function without a value")
    }
    return .undecided(.exhausted, "neither proved nor refuted")
  }

  /// Whether enclosures of two closed terms do not meet at some precision.
  private func refuted(_ a: Term, _ b: Term, from low: Int, through high: Int) throws(DecisionFailure) -> Bool {
    #if Algebraic
      var precision = low
      while precision <= high {
        let bits = precision
        let differ = try attempt { () throws(DecisionFailure) in
          try Enclosures(pool, precision: bits).differ(a, b)
        }
        note("ball", "\(precision) bits: \(differ == true ? "apart" : differ == nil ? "not computed" : "meeting")")
        guard let differ else { return false }
        if differ { return true }
        precision *= 2
      }
    #endif
    return false
  }

  /// Whether the logarithms of two positive terms certainly differ, where the terms are too large to enclose.
  private func refutedByLogarithm(_ a: Term, _ b: Term) throws(DecisionFailure) -> Bool {
    #if Algebraic
      var (x, y) = (a, b)
      for _ in 0..<4 {
        guard pool.facts(x).intersection(pool.facts(y)).contains(.positive) else { return false }
        let isHuge = try attempt { () throws(DecisionFailure) in
          let balls = Enclosures(pool, precision: 128)
          let (first, second) = (try balls.isFinite(x), try balls.isFinite(y))
          return !first || !second
        }
        if isHuge == false { return false }
        let logarithms = try attempt { () throws(DecisionFailure) in
          (try pool.call(.logarithm, [x]), try pool.call(.logarithm, [y]))
        }
        guard let logarithms else { return false }
        (x, y) = logarithms
        if try refuted(x, y, from: 128, through: 128) { return true }
      }
    #endif
    return false
  }

  /// Whether a closed term certainly has a finite value.
  func isFinite(_ term: Term) throws(DecisionFailure) -> Bool {
    #if Algebraic
      return try attempt { () throws(DecisionFailure) in try Enclosures(pool, precision: 128).isFinite(term) } ?? false
    #else
      return false
    #endif
  }

  /// Whether a closed term is certainly not zero.
  private func isNotZero(_ term: Term, through high: Int) throws(DecisionFailure) -> Bool {
    if let value = pool.rational(term) { return !value.isZero }
    if pool.facts(term).contains(.positive) { return true }
    #if Algebraic
      var precision = 64
      while precision <= high {
        let bits = precision
        let excludes = try attempt { () throws(DecisionFailure) in
          try Enclosures(pool, precision: bits).excludesZero(term)
        }
        guard let excludes else { break }
        if excludes { return true }
        precision *= 4
      }
    #endif
    let nonZero = try attempt { () throws(DecisionFailure) in
      let expanded = try forms.numerator(of: forms.expand(term))
      return !expanded.isZero && forms.isIndependent(expanded)
    }
    return nonZero ?? false
  }

  #if Algebraic
    private func algebraic(_ a: Term, _ b: Term) throws(DecisionFailure) -> EqualityDecision? {
      let facts = pool.facts(a).intersection(pool.facts(b))
      if facts.contains(.algebraic) {
        let equal = try attempt { () throws(DecisionFailure) in try AlgebraicNumbers(pool).areEqual(a, b) }
        note("algebraic", equal.map { $0 ? "equal" : "different" } ?? "beyond the limits")
        if let equal {
          return equal
            ? try certified(.equal(.algebraic, "the same algebraic number"), [a, b])
            : .different(.algebraic, "different algebraic numbers")
        }
      }
      if pool.facts(a).union(pool.facts(b)).contains(.opaque) { return nil }
      let equal = try attempt { () throws(DecisionFailure) in try ExactField(pool).areEqual(a, b) }
      note("field", equal.map { $0.map { $0 ? "equal" : "different" } ?? "unknown" } ?? "beyond the limits")
      guard let known = equal, let known else { return nil }
      return known
        ? try certified(.equal(.algebraic, "equal in a field of elementary numbers"), [a, b])
        : .different(.algebraic, "different in a field of elementary numbers")
    }
  #endif

  // MARK: Polynomials

  /// Compares expansions; leaves the numerator of the difference in `remainder` if that does not decide.
  private func polynomial(
    _ a: Term, _ b: Term, _ remainder: inout Polynomial?
  ) throws(DecisionFailure) -> EqualityDecision? {
    let numerator = try attempt { () throws(DecisionFailure) in
      var difference = try forms.expand(a)
      difference.add(try forms.expand(b).scaled(by: -1))
      return try forms.numerator(of: difference)
    }
    guard let numerator else {
      note("polynomial", "too large")
      return nil
    }
    if numerator.isZero {
      note("polynomial", "equal")
      return try certified(.equal(.polynomial, "the same normal form"), [a, b])
    }
    let isProof = forms.isIndependent(numerator)
    note("polynomial", isProof ? "different" : "normal forms differ, which proves nothing here")
    if isProof { return .different(.polynomial, "the difference is a polynomial that is not zero") }
    remainder = numerator
    return nil
  }

  // MARK: Open terms

  private func decideOpen(_ a: Term, _ b: Term) throws(DecisionFailure) -> EqualityDecision {
    #if Algebraic
      var test = IdentityTest(pool, options, a, b)
      let isEvaluable = !pool.facts(a).union(pool.facts(b)).contains(.opaque)
      if isEvaluable, let refutation = try test.refute(points: 1, precision: 64) {
        note("points", refutation)
        return .different(.ball, refutation)
      }
      var remainder: Polynomial?
      if let result = try polynomial(a, b, &remainder) { return result }
      guard isEvaluable else { return unproved(a, b) }
      let difference = try remainder.flatMap { rest throws(DecisionFailure) in
        try attempt { () throws(DecisionFailure) in try forms.rebuild(rest) }
      }
      let result = try test.run(remainder: difference)
      note("points", result.detail)
      if result.isEqual {
        decider?.lean(result.detail.contains("integers") ? .integerLetters : .identityTest)
        return try certified(result, [a, b])
      }
      return result
    #else
      var remainder: Polynomial?
      return try polynomial(a, b, &remainder) ?? unproved(a, b)
    #endif
  }

  // MARK: Being defined

  /// The verdict `equal`, if both sides can be shown to have a value: what stands in denominators and under logarithms is not zero (not
  /// zero everywhere, if it has symbols).
  private func certified(
    _ decision: EqualityDecision, _ terms: [Term]
  ) throws(DecisionFailure) -> EqualityDecision {
    var seen: Set<Term> = []
    for term in pool.mustNotVanish where seen.insert(term).inserted {
      if pool.facts(term).contains(.positive) { continue }
      if pool.facts(term).contains(.opaque) { continue }
      let isFine: Bool
      if pool.facts(term).contains(.open) {
        isFine = try isNotZeroSomewhere(term)
      } else {
        isFine = try isNotZero(term, through: 1024)
      }
      if !isFine {
        note("definedness", "a denominator may be zero")
        return .undecided(.undefined, "a denominator or the argument of a logarithm could not be shown to differ from zero")
      }
    }
    return decision
  }

  private func isNotZeroSomewhere(_ term: Term) throws(DecisionFailure) -> Bool {
    if case .symbol = pool[term] { return true }
    #if Algebraic
      var test = IdentityTest(pool, options, term, term)
      if try test.findsNonZero(term) { return true }
    #endif
    let nonZero = try attempt { () throws(DecisionFailure) in
      let expanded = try forms.numerator(of: forms.expand(term))
      return !expanded.isZero && forms.isIndependent(expanded)
    }
    return nonZero ?? false
  }

  /// The result, or `nil` if this method cannot do it; only an empty budget ends the decision.
  private func attempt<Result>(_ body: () throws(DecisionFailure) -> Result) throws(DecisionFailure) -> Result? {
    do throws(DecisionFailure) {
      return try body()
    } catch .limit {
      throw .limit
    } catch {
      return nil
    }
  }

  /// -1, 0 or 1 as `a` is less than, equal to or greater than `b`, both real; `nil` if that is not known.
  func order(_ a: Term, _ b: Term) throws(DecisionFailure) -> Int? {
    if let x = pool.rational(a), let y = pool.rational(b) { return x == y ? 0 : x < y ? -1 : 1 }
    if a == b { return 0 }
    #if Algebraic
      let difference = try pool.difference(a, b)
      if let sign = try attempt({ () throws(DecisionFailure) in try Enclosures(pool, precision: 64).sign(difference) }),
        let sign
      {
        return sign
      }
      let decision = try decide(a, b)
      if decision.isEqual { return 0 }
      guard decision.isDifferent else { return nil }
      var precision = 256
      while precision <= pool.work.limits.maxPrecision {
        let bits = precision
        if let sign = try attempt({ () throws(DecisionFailure) in
          try Enclosures(pool, precision: bits).sign(difference)
        }), let sign {
          return sign
        }
        precision *= 2
      }
      return nil
    #else
      return try decide(a, b).isEqual ? 0 : nil
    #endif
  }
}
