/// Expands terms into polynomials over ℚ whose generators, the atoms, are symbols, π, roots of primes, powers of sums,
/// exponentials, logarithms and other functions of expanded arguments.
///
/// The relations between atoms that are used: `i² = -1`; equal bases add their powers, which may be fractions or
/// negative; sine and cosine are exponentials of i times their argument, and exponentials add theirs; `|x|² = x²` for real
/// x. An expansion that would be too long leaves the power as an atom. So two terms with the same expansion are equal
/// wherever both have a value; different expansions prove a difference only if ``isIndependent(_:)`` says so.
final class NormalForms {
  /// A generator.
  enum Atom: Hashable {
    /// A symbol, π or a function of canonical arguments, as a term.
    case term(Term)
    case imaginaryUnit
    /// -1, whose powers are between 0 and 1.
    case minusOne
    /// A positive number, whose powers are between 0 and 1 unless whole powers are too large to write.
    case number(BigRational)
    /// A sum.
    case base(Term)
    /// `e^m` for a monomial m, of which any rational power is taken.
    case exponential(Term)
  }

  let pool: TermPool
  private(set) var atoms: [Atom] = []
  private var numbers: [Atom: Int32] = [:]
  private var known: [Term: Polynomial] = [:]
  private var bases: [Int32: Polynomial] = [:]
  private var depth = 0

  init(_ pool: TermPool) {
    self.pool = pool
  }

  private var termLimit: Int { pool.work.limits.maxPolynomialTerms }

  func atom(_ atom: Atom) -> Int32 {
    if let number = numbers[atom] { return number }
    let number = Int32(atoms.count)
    atoms.append(atom)
    numbers[atom] = number
    return number
  }

  private func polynomial(_ atom: Atom, _ power: BigRational = .one) -> Polynomial {
    Polynomial(.one, Monomial(self.atom(atom), power))
  }

  // MARK: Expansion

  /// The expansion of a term.
  func expand(_ term: Term) throws(DecisionFailure) -> Polynomial {
    if let result = known[term] { return result }
    depth += 1
    defer { depth -= 1 }
    guard depth < pool.work.limits.maxNesting else { throw .tooLarge }
    try pool.spend(4)
    let result = try expansion(of: term)
    known[term] = result
    return result
  }

  private func expansion(of term: Term) throws(DecisionFailure) -> Polynomial {
    switch pool[term] {
    case .number(let value): return Polynomial(value)
    case .pi, .symbol, .opaque: return try function(term)
    case .imaginaryUnit: return polynomial(.imaginaryUnit)
    case .sum(let parts):
      var result = Polynomial()
      for part in parts {
        let expanded = try expand(part)
        try add(expanded, to: &result)
        if result.count > termLimit { throw .tooLarge }
      }
      return result
    case .product(let factors):
      var result = Polynomial(.one)
      for factor in factors { result = try multiply(result, expand(factor)) }
      return result
    case .power(let base, let exponent):
      if let value = pool.rational(exponent) { return try power(of: base, value) }
      if let number = pool.rational(base), number.signum > 0 {
        return try exponential(multiply(expand(exponent), expand(pool.call(.logarithm, [base]))))
      }
      return try exponential(multiply(expand(exponent), expand(pool.call(.logarithm, [canonical(base)]))))
    case .call(.exponential, let arguments): return try exponential(expand(arguments[0]))
    case .call(.sine, let arguments):
      let angle = try multiply(expand(arguments[0]), polynomial(.imaginaryUnit))
      var result = try exponential(angle)
      result.add(try exponential(angle.scaled(by: -1)).scaled(by: -1))
      return try multiply(result, Polynomial(BigRational(-1, over: 2), Monomial(atom(.imaginaryUnit), 1)))
    case .call(.cosine, let arguments):
      let angle = try multiply(expand(arguments[0]), polynomial(.imaginaryUnit))
      var result = try exponential(angle)
      result.add(try exponential(angle.scaled(by: -1)))
      return result.scaled(by: BigRational(1, over: 2))
    case .call: return try function(term)
    }
  }

  /// A function as an atom, after its arguments are brought to canonical form.
  private func function(_ term: Term) throws(DecisionFailure) -> Polynomial {
    let rebuilt: Term
    switch pool[term] {
    case .call(let function, let arguments):
      var canonicals: [Term] = []
      for argument in arguments { canonicals.append(try canonical(argument)) }
      rebuilt = canonicals == arguments ? term : try pool.call(function, canonicals)
    case .opaque(let name, let arguments):
      var canonicals: [Term] = []
      for argument in arguments { canonicals.append(try canonical(argument)) }
      rebuilt = canonicals == arguments ? term : try pool.opaque(name, canonicals)
    default: rebuilt = term
    }
    if rebuilt == term { return polynomial(.term(term)) }
    switch (pool[rebuilt], pool[term]) {
    case (.call(let function, _), .call(let original, _)) where function == original:
      return polynomial(.term(rebuilt))
    case (.opaque, _): return polynomial(.term(rebuilt))
    default: return try expand(rebuilt)
    }
  }

  // MARK: Addition and multiplication

  private func add(_ polynomial: Polynomial, times factor: BigRational = .one, to result: inout Polynomial) throws(DecisionFailure) {
    try pool.spend(polynomial.count * (1 + polynomial.width / 4))
    for (monomial, coefficient) in polynomial.terms {
      if factor != .one { try pool.spend(on: coefficient, factor) }
      let addend = coefficient * factor
      if let sum = result.terms[monomial] { try pool.spend(on: sum, addend) }
      result.add(addend, monomial)
    }
  }

  func multiply(_ left: Polynomial, _ right: Polynomial) throws(DecisionFailure) -> Polynomial {
    if let value = left.constant { return try scaled(right, by: value) }
    if let value = right.constant { return try scaled(left, by: value) }
    guard left.count <= 4 * termLimit / max(right.count, 1), left.bits + right.bits <= pool.work.limits.maxBits else {
      throw .tooLarge
    }
    let words = (left.bits + right.bits) >> 6
    // A word of a power costs a unit: adding two takes a common divisor of numbers of so many words.
    let powerWords = (left.powerWords + right.powerWords) * (left.width + right.width)
    try pool.spend(left.count * right.count * (5 + left.width + right.width + words / 4 + words * words / 2048 + powerWords))
    var result = Polynomial()
    var reducible = Polynomial()
    for (a, x) in left.terms {
      for (b, y) in right.terms {
        let monomial = a * b
        if needsReduction(monomial) {
          reducible.add(x * y, monomial)
        } else {
          result.add(x * y, monomial)
        }
      }
    }
    // In their order, for what is spent depends on it.
    for (monomial, coefficient) in reducible.sortedTerms {
      try add(reduced(monomial), times: coefficient, to: &result)
      if result.count > termLimit { throw .tooLarge }
    }
    if result.count > termLimit { throw .tooLarge }
    return result
  }

  private func scaled(_ polynomial: Polynomial, by factor: BigRational) throws(DecisionFailure) -> Polynomial {
    if factor == .one { return polynomial }
    for coefficient in polynomial.terms.values { try pool.spend(on: coefficient, factor) }
    return polynomial.scaled(by: factor)
  }

  private func needsReduction(_ monomial: Monomial) -> Bool {
    monomial.factors.contains { factor in
      switch atoms[Int(factor.atom)] {
      case .imaginaryUnit: factor.power != .one
      case .minusOne: factor.power >= .one || factor.power.signum < 0 || factor.power == BigRational(1, over: 2)
      case .number: (factor.power >= .one || factor.power.signum < 0) && !isHuge(factor)
      case .base: factor.power >= .one && (bases[factor.atom]?.count ?? 0) < termLimit && !isHuge(factor)
      case .term(let term): isSquaredMagnitude(term, factor.power)
      case .exponential: false
      }
    }
  }

  /// Whether a whole power is beyond what is written out.
  private func isHuge(_ factor: Monomial.Factor) -> Bool {
    let whole = factor.power.floor()
    guard let count = whole.countValue else { return true }
    switch atoms[Int(factor.atom)] {
    case .number(let value): return abs(count) > pool.work.limits.maxBits / max(1, value.widerBitWidth)
    case .base: return !mayExpand(bases[factor.atom]?.count ?? termLimit, count)
    default: return false
    }
  }

  private func isSquaredMagnitude(_ term: Term, _ power: BigRational) -> Bool {
    if case .call(.absoluteValue, let arguments) = pool[term], pool.facts(arguments[0]).contains(.real) {
      return power >= BigRational(2)
    }
    if case .call(.oddRoot, let arguments) = pool[term], let index = pool.rational(arguments[1]) {
      return power >= index
    }
    return false
  }

  /// A monomial whose atoms have grown past their relations, as a polynomial that keeps to them.
  private func reduced(_ monomial: Monomial) throws(DecisionFailure) -> Polynomial {
    var coefficient = BigRational.one
    var rest = Monomial()
    var others: [Polynomial] = []
    for factor in monomial.factors {
      let whole = factor.power.floor()
      switch atoms[Int(factor.atom)] {
      case .imaginaryUnit:
        let turns = (whole - (whole / BigRational(4)).floor() * BigRational(4)).countValue ?? 0
        if turns >= 2 { coefficient = -coefficient }
        if turns & 1 == 1 { rest = rest * Monomial(factor.atom, .one) }
      case .minusOne:
        if !(whole / BigRational(2)).isInteger { coefficient = -coefficient }
        let fraction = factor.power - whole
        if fraction == BigRational(1, over: 2) {
          others.append(polynomial(.imaginaryUnit))
        } else if !fraction.isZero {
          rest = rest * Monomial(factor.atom, fraction)
        }
      case .number(let value):
        guard !whole.isZero, !isHuge(factor), let count = whole.countValue,
          let folded = value.power(count, maxBits: pool.work.limits.maxBits)
        else {
          rest = rest * Monomial(factor.atom, factor.power)
          continue
        }
        // Once for the power, and once for the product.
        try pool.spend(on: folded, folded)
        try pool.spend(on: coefficient, folded)
        coefficient *= folded
        rest = rest * Monomial(factor.atom, factor.power - whole)
      case .base:
        guard factor.power >= .one, !isHuge(factor), let count = whole.countValue, let base = bases[factor.atom] else {
          rest = rest * Monomial(factor.atom, factor.power)
          continue
        }
        rest = rest * Monomial(factor.atom, factor.power - whole)
        others.append(try raise(base, count))
      case .term(let term):
        guard isSquaredMagnitude(term, factor.power), case .call(let function, let arguments) = pool[term] else {
          rest = rest * Monomial(factor.atom, factor.power)
          continue
        }
        let index = function == .oddRoot ? pool.rational(arguments[1]) ?? .one : 2
        let steps = (factor.power / index).floor()
        guard let count = (function == .oddRoot ? steps : steps * index).countValue else { throw .tooLarge }
        rest = rest * Monomial(factor.atom, factor.power - steps * index)
        others.append(try raise(try expand(arguments[0]), count))
      case .exponential: rest = rest * Monomial(factor.atom, factor.power)
      }
    }
    var result = Polynomial(coefficient, rest)
    for other in others { result = try multiply(result, other) }
    return result
  }

  /// Whether a sum of so many terms to a power stays within the limit: `C(n+t-1, t-1)` terms at most.
  private func mayExpand(_ terms: Int, _ power: Int) -> Bool {
    if terms <= 1 { return true }
    var estimate = 1.0
    for step in 1..<min(terms, 64) { estimate *= Double(power + step) / Double(step) }
    return estimate <= Double(termLimit) && (terms < 64 || power <= 1)
  }

  /// A polynomial to a power of at least 0, by squaring.
  func raise(_ base: Polynomial, _ power: Int) throws(DecisionFailure) -> Polynomial {
    if let (monomial, coefficient) = base.single {
      guard let folded = coefficient.power(power, maxBits: pool.work.limits.maxBits) else { throw .tooLarge }
      try pool.spend(4)
      return try reducing(monomial.raised(to: BigRational(power))).scaled(by: folded)
    }
    guard mayExpand(base.count, power), power <= 4096 else { throw .tooLarge }
    var result = Polynomial(.one)
    var square = base
    var rest = power
    while rest > 0 {
      if rest & 1 == 1 { result = try multiply(result, square) }
      rest >>= 1
      if rest > 0 { square = try multiply(square, square) }
    }
    return result
  }

  private func reducing(_ monomial: Monomial) throws(DecisionFailure) -> Polynomial {
    needsReduction(monomial) ? try reduced(monomial) : Polynomial(.one, monomial)
  }

  // MARK: Powers and exponentials

  private func power(of base: Term, _ exponent: BigRational) throws(DecisionFailure) -> Polynomial {
    if let number = pool.rational(base) {
      if number == -1 { return try reducing(Monomial(atom(.minusOne), exponent)) }
      if number.signum > 0 { return try reducing(Monomial(atom(.number(number)), exponent)) }
    }
    let inner = try expand(base)
    if inner.isZero {
      guard exponent.signum > 0 else { throw .undefined("division by zero") }
      return inner
    }
    if exponent.isInteger, let (monomial, coefficient) = inner.single {
      guard let count = exponent.countValue, let folded = coefficient.power(count, maxBits: pool.work.limits.maxBits)
      else { return try reducing(Monomial(atom(.base(base)), exponent)) }
      return try reducing(monomial.raised(to: exponent)).scaled(by: folded)
    }
    if exponent.isInteger, exponent.signum > 0, let count = exponent.countValue, mayExpand(inner.count, count) {
      return try raise(inner, count)
    }
    return try powerOfSum(inner, exponent)
  }

  /// A power that stays a power of a sum: content, and for whole powers sign and common factors, are drawn out.
  private func powerOfSum(_ inner: Polynomial, _ exponent: BigRational) throws(DecisionFailure) -> Polynomial {
    var outside = Polynomial(.one)
    var inside = inner
    if exponent.isInteger {
      let common = inner.commonFactor
      inside = try reducing(inner.dividing(by: common))
      outside = try reducing(common.raised(to: exponent))
      if let count = exponent.countValue, count < 0, let (monomial, coefficient) = inside.single,
        let folded = coefficient.power(count, maxBits: pool.work.limits.maxBits)
      {
        return try multiply(outside, reducing(monomial.raised(to: exponent)).scaled(by: folded))
      }
    }
    let parts = pool.addends(try rebuild(inside))
    var content = try pool.content(parts) ?? .one
    if exponent.isInteger, try pool.isNegative(pool.sum(parts)) { content = -content }
    if content != .one, !content.isZero {
      inside = inside.scaled(by: .one / content)
      outside = try multiply(outside, expand(pool.power(pool.number(content), pool.number(exponent))))
    }
    let base = atom(.base(try rebuild(inside)))
    bases[base] = inside
    return try multiply(outside, reducing(Monomial(base, exponent)))
  }

  private func reducing(_ polynomial: Polynomial) throws(DecisionFailure) -> Polynomial {
    if !polynomial.terms.keys.contains(where: needsReduction) { return polynomial }
    var result = Polynomial()
    for (monomial, coefficient) in polynomial.sortedTerms {
      try add(reducing(monomial), times: coefficient, to: &result)
    }
    return result
  }

  /// `e^P`, one factor for each term of P.
  private func exponential(_ argument: Polynomial) throws(DecisionFailure) -> Polynomial {
    var result = Polynomial(.one)
    for (monomial, coefficient) in argument.sortedTerms {
      try pool.spend(4)
      result = try multiply(result, exponentialFactor(monomial, coefficient))
    }
    return result
  }

  private func exponentialFactor(_ monomial: Monomial, _ power: BigRational) throws(DecisionFailure) -> Polynomial {
    if monomial.factors.count == 1, monomial.factors[0].power == .one,
      case .term(let term) = atoms[Int(monomial.factors[0].atom)], case .call(.logarithm, let arguments) = pool[term]
    {
      return try self.power(of: arguments[0], power)
    }
    if monomial.factors.count == 2, monomial.factors.allSatisfy({ $0.power == .one }) {
      let pair = monomial.factors.map { atoms[Int($0.atom)] }
      if pair.contains(.imaginaryUnit), pair.contains(.term(try pool.pi)) {
        return try expand(pool.rootOfUnity(power))
      }
    }
    let term = try rebuild(Polynomial(.one, monomial))
    return Polynomial(.one, Monomial(atom(.exponential(term)), power))
  }

  // MARK: Back to terms

  /// The term in expanded form; the term itself if that would be too large.
  func canonical(_ term: Term) throws(DecisionFailure) -> Term {
    do throws(DecisionFailure) {
      return try rebuild(expand(term))
    } catch .tooLarge {
      return term
    }
  }

  /// A polynomial as a term.
  func rebuild(_ polynomial: Polynomial) throws(DecisionFailure) -> Term {
    var addends: [Term] = []
    for (monomial, coefficient) in polynomial.sortedTerms {
      var factors = [try pool.number(coefficient)]
      for factor in monomial.factors {
        try pool.spend(2)
        let exponent = try pool.number(factor.power)
        switch atoms[Int(factor.atom)] {
        case .term(let term), .base(let term): factors.append(try pool.power(term, exponent))
        case .imaginaryUnit: factors.append(try pool.power(pool.imaginaryUnit, exponent))
        case .minusOne: factors.append(try pool.rootOfUnity(factor.power))
        case .number(let value): factors.append(try pool.power(pool.number(value), exponent))
        case .exponential(let term): factors.append(try pool.call(.exponential, [pool.scaled(term, by: factor.power)]))
        }
      }
      addends.append(try pool.product(factors))
    }
    return try pool.sum(addends)
  }

  // MARK: Deciding

  /// The numerator of a difference, with nothing in denominators and without common factors that are never zero.
  ///
  /// It vanishes identically exactly if the difference does; with `keepingZeros`, for which no symbol is taken out, also at the same
  /// points, those apart at which the difference has no value.
  func numerator(of difference: Polynomial, keepingZeros: Bool = false) throws(DecisionFailure) -> Polynomial {
    var current = difference
    for _ in 0..<16 {
      let common = current.commonFactor
      if common == .one { return current }
      // Sums in denominators are multiplied away by whole powers; all else loses its least power.
      var factor = Monomial()
      for part in common.factors {
        if case .base = atoms[Int(part.atom)] {
          if part.power.signum < 0 { factor = factor * Monomial(part.atom, part.power.floor()) }
        } else if part.power.signum < 0 || !mayVanish(atoms[Int(part.atom)], keepingZeros) {
          factor = factor * Monomial(part.atom, part.power)
        }
      }
      if factor == .one { return current }
      try pool.spend(current.count * 4)
      let cleared = current.dividing(by: factor)
      current = try reducing(cleared)
      if current.count > termLimit { throw .tooLarge }
      if current == cleared { return current }
    }
    return current
  }

  /// Whether an atom may be zero: everywhere, or with `somewhere` at a point.
  ///
  /// A function may be zero everywhere without it showing, as
  /// `\ln(\sqrt[3]{2+\sqrt5}+\sqrt[3]{2-\sqrt5})` is.
  private func mayVanish(_ atom: Atom, _ somewhere: Bool) -> Bool {
    switch atom {
    case .imaginaryUnit, .minusOne, .number, .exponential: return false
    case .base: return true
    case .term(let term):
      if pool.facts(term).contains(.positive) { return false }
      if case .symbol = pool[term] { return somewhere }
      return true
    }
  }

  /// Whether a polynomial that is not zero stands for a function that is not zero: its atoms are symbols, i, roots of
  /// different primes and at most one of π and e, among which there are no other relations.
  func isIndependent(_ polynomial: Polynomial) -> Bool {
    var transcendentals = 0
    var used: Set<Int32> = []
    for monomial in polynomial.terms.keys {
      for factor in monomial.factors {
        // A whole power of a number that is not written out is a number in another form.
        if case .number = atoms[Int(factor.atom)], factor.power >= .one || factor.power.signum < 0 { return false }
        used.insert(factor.atom)
      }
    }
    for number in used {
      switch atoms[Int(number)] {
      case .imaginaryUnit: break
      case .number(let value):
        guard value.isInteger, let small = value.countValue, small < 1_000_000, isPrime(small) else { return false }
      case .term(let term):
        switch pool[term] {
        case .symbol: break
        case .pi: transcendentals += 1
        default: return false
        }
      case .exponential(let term):
        guard pool.isNumber(term, .one) else { return false }
        transcendentals += 1
      case .minusOne, .base: return false
      }
    }
    return transcendentals <= 1
  }

  private func isPrime(_ value: Int) -> Bool {
    value > 1 && !(2..<1000).contains { $0 * $0 <= value && value.isMultiple(of: $0) }
  }
}
