extension TermPool {
  // MARK: Sums

  func sum(_ parts: [Term]) throws(DecisionFailure) -> Term {
    var constant = BigRational.zero
    var rests: [Term] = []
    var coefficients: [BigRational] = []
    var places: [Term: Int] = [:]
    var pending = parts
    pending.reverse()
    while let part = pending.popLast() {
      try spend(2)
      if case .sum(let inner) = self[part] {
        pending.append(contentsOf: inner)
        continue
      }
      if let value = rational(part) {
        try spend(on: constant, value)
        constant += value
        continue
      }
      let (coefficient, rest) = try split(part)
      if let place = places[rest] {
        try spend(on: coefficients[place], coefficient)
        coefficients[place] += coefficient
      } else {
        places[rest] = rests.count
        rests.append(rest)
        coefficients.append(coefficient)
      }
    }
    var addends: [(digest: UInt64, term: Term)] = []
    for (rest, coefficient) in zip(rests, coefficients) where !coefficient.isZero {
      let term = try scaled(rest, by: coefficient)
      addends.append((digest(rest), term))
    }
    addends.sort { $0.digest != $1.digest ? $0.digest < $1.digest : $0.term.index < $1.term.index }
    var result = addends.map(\.term)
    if !constant.isZero { result.insert(try number(constant), at: 0) }
    switch result.count {
    case 0: return try number(.zero)
    case 1: return result[0]
    default: return try intern(.sum(result))
    }
  }

  func difference(_ left: Term, _ right: Term) throws(DecisionFailure) -> Term {
    try sum([left, negated(right)])
  }

  func negated(_ term: Term) throws(DecisionFailure) -> Term { try scaled(term, by: -1) }

  /// The rational coefficient of a term that is no sum, and the rest.
  func split(_ term: Term) throws(DecisionFailure) -> (BigRational, Term) {
    switch self[term] {
    case .number(let value): return (value, try number(.one))
    case .product(let factors):
      guard let value = rational(factors[0]) else { return (.one, term) }
      return (value, factors.count == 2 ? factors[1] : try intern(.product(Array(factors.dropFirst()))))
    default: return (.one, term)
    }
  }

  /// A term times a rational number; a sum is multiplied term by term.
  func scaled(_ term: Term, by factor: BigRational) throws(DecisionFailure) -> Term {
    if factor == .one { return term }
    if factor.isZero { return try number(.zero) }
    switch self[term] {
    case .number(let value):
      try spend(on: value, factor)
      return try number(value * factor)
    case .sum(let parts):
      try spend(parts.count)
      var scaledParts: [Term] = []
      for part in parts { scaledParts.append(try scaled(part, by: factor)) }
      return try intern(.sum(scaledParts))
    case .product(let factors):
      if let value = rational(factors[0]) {
        try spend(on: value, factor)
        let product = value * factor
        if product == .one, factors.count == 2 { return factors[1] }
        let rest = Array(factors.dropFirst())
        return try intern(.product(product == .one ? rest : [number(product)] + rest))
      }
      return try intern(.product([number(factor)] + factors))
    default: return try intern(.product([number(factor), term]))
    }
  }

  // MARK: Products

  func product(_ parts: [Term]) throws(DecisionFailure) -> Term {
    var coefficient = BigRational.one
    var quarterTurns = 0
    var exponential: [Term] = []
    var bases: [Term] = []
    var exponents: [[Term]] = []
    var places: [Term: Int] = [:]
    var pending = parts
    pending.reverse()
    while let part = pending.popLast() {
      try spend(2)
      switch self[part] {
      case .product(let inner): pending.append(contentsOf: inner)
      case .number(let value):
        try spend(on: coefficient, value)
        coefficient *= value
      case .imaginaryUnit: quarterTurns += 1
      case .call(.exponential, let arguments): exponential.append(arguments[0])
      default:
        var (base, exponent) = (part, try number(.one))
        if case .power(let inner, let power) = self[part] { (base, exponent) = (inner, power) }
        if let place = places[base] {
          exponents[place].append(exponent)
        } else {
          places[base] = bases.count
          bases.append(base)
          exponents.append([exponent])
        }
      }
    }
    if coefficient.isZero { return try number(.zero) }
    var factors: [Term] = []
    var isSettled = true
    for (base, powers) in zip(bases, exponents) {
      if powers.count == 1 {
        factors.append(isOne(powers[0]) ? base : try intern(.power(base, powers[0])))
      } else {
        factors.append(try power(base, sum(powers)))
        isSettled = false
      }
    }
    if quarterTurns & 2 != 0 { coefficient = -coefficient }
    if quarterTurns & 1 != 0 { factors.append(try imaginaryUnit) }
    if exponential.count == 1 {
      factors.append(try intern(.call(.exponential, exponential)))
    } else if !exponential.isEmpty {
      factors.append(try call(.exponential, [sum(exponential)]))
      isSettled = false
    }
    // Merged exponents may leave numbers or products behind; each round has fewer factors than the last.
    if !isSettled { return try product(factors + [number(coefficient)]) }
    factors = sorted(factors)
    if factors.isEmpty { return try number(coefficient) }
    if factors.count == 1 { return try scaled(factors[0], by: coefficient) }
    if coefficient != .one { factors.insert(try number(coefficient), at: 0) }
    return try intern(.product(factors))
  }

  func quotient(_ top: Term, _ bottom: Term) throws(DecisionFailure) -> Term {
    if isNumber(bottom, .zero) { throw .undefined("division by zero") }
    if rational(bottom) == nil { mustNotVanish.append(bottom) }
    return try product([top, power(bottom, number(-1))])
  }

  private func isOne(_ term: Term) -> Bool { rational(term) == .one }

  // MARK: Powers

  func power(_ base: Term, _ exponent: Term) throws(DecisionFailure) -> Term {
    try spend(1)
    if let value = rational(exponent) {
      if value.isZero {
        if isNumber(base, .zero) { throw .undefined("0^0") }
        return try number(.one)
      }
      if value == .one { return base }
      if value.signum < 0, !facts(base).contains(.positive), rational(base) == nil { mustNotVanish.append(base) }
      if value.isInteger { return try integerPower(base, value, exponent) }
      return try fractionalPower(base, value, exponent)
    }
    switch self[base] {
    case .number(let value):
      if value == .one { return base }
      if value.isZero {
        guard facts(exponent).contains(.positive) else { throw .undefined("a power of zero") }
        return base
      }
      if value.signum > 0 { return try primePowers(value, exponent) }
    case .call(.exponential, let arguments) where facts(arguments[0]).contains(.real) || isNumber(arguments[0], .one):
      return try call(.exponential, [product([arguments[0], exponent])])
    case .power(let inner, let outer)
    where facts(inner).contains(.positive) && facts(outer).contains(.real):
      return try power(inner, product([outer, exponent]))
    case .product(let factors):
      let positive = factors.filter { facts($0).contains(.positive) }
      if !positive.isEmpty, positive.count < factors.count || facts(base).contains(.positive) {
        var result: [Term] = []
        for factor in positive { result.append(try power(factor, exponent)) }
        let rest = try product(factors.filter { !facts($0).contains(.positive) })
        if !isOne(rest) { result.append(try power(rest, exponent)) }
        return try product(result)
      }
    default: break
    }
    return try intern(.power(base, exponent))
  }

  private func integerPower(
    _ base: Term, _ value: BigRational, _ exponent: Term
  ) throws(DecisionFailure) -> Term {
    switch self[base] {
    case .number(let number):
      if number.isZero {
        guard value.signum > 0 else { throw .undefined("division by zero") }
        return base
      }
      if let small = value.countValue, let folded = number.power(small, maxBits: work.limits.maxBits) {
        return try self.number(folded)
      }
      let isOdd = !(value / BigRational(2)).isInteger
      let magnitude = try primePowers(number.magnitude, exponent)
      return number.signum < 0 && isOdd ? try negated(magnitude) : magnitude
    case .imaginaryUnit:
      let turns = value - (value / BigRational(4)).floor() * BigRational(4)
      let turned = turns.countValue ?? 0
      if turned == 0 { return try number(.one) }
      if turned == 2 { return try number(-1) }
      return turned == 1 ? base : try negated(base)
    case .power(let inner, let outer): return try power(inner, product([outer, exponent]))
    case .call(.exponential, let arguments):
      return try call(.exponential, [product([arguments[0], exponent])])
    case .call(.absoluteValue, let arguments)
    where facts(arguments[0]).contains(.real) && (value / BigRational(2)).isInteger:
      return try power(arguments[0], exponent)
    case .call(.oddRoot, let arguments):
      if let index = rational(arguments[1]), (value / index).isInteger {
        return try power(arguments[0], number(value / index))
      }
    case .product(let factors):
      var result: [Term] = []
      for factor in factors { result.append(try power(factor, exponent)) }
      return try product(result)
    default: break
    }
    return try intern(.power(base, exponent))
  }

  private func fractionalPower(
    _ base: Term, _ value: BigRational, _ exponent: Term
  ) throws(DecisionFailure) -> Term {
    let hasOddRoot = !(value.denominator / BigRational(2)).isInteger
    if hasOddRoot, rational(base) == nil, facts(base).contains(.real), !facts(base).contains(.positive) {
      metOddRoot = true
      if oddRootsAreReal { return try power(call(.oddRoot, [base, number(value.denominator)]), number(value.numerator)) }
    }
    switch self[base] {
    case .number(let number):
      if number.isZero {
        guard value.signum > 0 else { throw .undefined("division by zero") }
        return base
      }
      let magnitude = try primePowers(number.magnitude, exponent)
      if number.signum > 0 { return magnitude }
      if hasOddRoot {
        metOddRoot = true
        if oddRootsAreReal {
          return (value.numerator / BigRational(2)).isInteger ? magnitude : try negated(magnitude)
        }
      }
      return try product([magnitude, rootOfUnity(value)])
    case .imaginaryUnit: return try rootOfUnity(value / BigRational(2))
    case .power(let inner, let outer):
      if facts(inner).contains(.positive), facts(outer).contains(.real) {
        return try power(inner, product([outer, exponent]))
      }
      // (x^{2k})^r = |x|^{2kr} for real x.
      if let even = rational(outer), (even / BigRational(2)).isInteger, facts(inner).contains(.real) {
        return try power(call(.absoluteValue, [inner]), number(even * value))
      }
    case .call(.exponential, let arguments) where facts(arguments[0]).contains(.real):
      return try call(.exponential, [product([arguments[0], exponent])])
    case .product(let factors):
      var outside: [Term] = []
      var inside: [Term] = []
      for factor in factors {
        if facts(factor).contains(.positive) {
          outside.append(try power(factor, exponent))
        } else if let number = rational(factor) {
          // A negative number leaves its magnitude outside.
          outside.append(try power(self.number(number.magnitude), exponent))
          inside.append(try self.number(-1))
        } else if case .power(let inner, let outer) = self[factor], let even = rational(outer),
          (even / BigRational(2)).isInteger, facts(inner).contains(.real)
        {
          outside.append(try power(call(.absoluteValue, [inner]), number(even * value)))
        } else if case .call(.absoluteValue, _) = self[factor] {
          outside.append(try intern(.power(factor, exponent)))
        } else {
          inside.append(factor)
        }
      }
      if !outside.isEmpty, inside.count < factors.count {
        if inside.isEmpty { return try product(outside) }
        let rest = try product(inside)
        return try product(outside + [rest == base ? intern(.power(base, exponent)) : power(rest, exponent)])
      }
    case .sum(let parts):
      if value == BigRational(1, over: 2), let denested = try denested(parts) { return denested }
      // The content is a positive number and comes out: \sqrt{4x+8} = 2\sqrt{x+2}.
      if let content = try content(parts), content != .one {
        return try product([
          power(number(content), exponent), power(scaled(base, by: BigRational.one / content), exponent),
        ])
      }
    default: break
    }
    return try intern(.power(base, exponent))
  }

  /// `√(a + b√c)` as a sum of two roots, if `a² - b²c` is the square of a rational number.
  private func denested(_ parts: [Term]) throws(DecisionFailure) -> Term? {
    guard parts.count == 2, let a = rational(parts[0]), a.signum > 0 else { return nil }
    let half = BigRational(1, over: 2)
    let (b, root) = try split(parts[1])
    for factor in factors(root) {
      guard case .power(let base, let exponent) = self[factor], rational(base).map({ $0.signum > 0 }) ?? false,
        rational(exponent) == half
      else { return nil }
    }
    guard let square = rational(try power(parts[1], number(2))) else { return nil }
    let norm = a * a - square
    guard norm.signum >= 0, let d = rational(try power(number(norm), number(half))) else { return nil }
    let larger = try power(number((a + d) * half), number(half))
    let smaller = try power(number((a - d) * half), number(half))
    return try sum([larger, b.signum < 0 ? negated(smaller) : smaller])
  }

  /// The largest positive rational that leaves integer coefficients without a common factor.
  func content(_ parts: [Term]) throws(DecisionFailure) -> BigRational? {
    var top: UInt64 = 0
    var bottom: UInt64 = 1
    for part in parts {
      let coefficient = try split(part).0
      guard let numerator = coefficient.numerator.countValue, let denominator = coefficient.denominator.countValue else {
        return nil
      }
      top = greatestCommonDivisor(top, UInt64(numerator.magnitude))
      let common = greatestCommonDivisor(bottom, UInt64(denominator))
      let (product, overflow) = (bottom / common).multipliedReportingOverflow(by: UInt64(denominator))
      if overflow || product > UInt64(Int64.max) { return nil }
      bottom = product
    }
    guard let numerator = Int(exactly: top), let denominator = Int(exactly: bottom) else { return nil }
    return BigRational(numerator, over: denominator)
  }

  /// What looking for the small primes of a number costs: within a word next to nothing, beyond it a division by each.
  static func factoringCost(of value: BigRational) -> Int {
    value.widerBitWidth <= 64 ? 16 : 64 + value.widerBitWidth / 2
  }

  /// A positive rational to any power: the product of its primes to theirs, with whole powers folded while small.
  private func primePowers(_ value: BigRational, _ exponent: Term) throws(DecisionFailure) -> Term {
    if value == .one { return try number(.one) }
    try spend(Self.factoringCost(of: value))
    var coefficient = BigRational.one
    var factors: [Term] = []
    for (base, count) in value.factored() {
      let baseTerm = try number(base)
      guard let rationalExponent = rational(exponent) else {
        let (folded, rest) = try wholePart(of: scaled(exponent, by: BigRational(count)), base: base)
        try spend(on: coefficient, folded)
        coefficient *= folded
        factors.append(try intern(.power(baseTerm, rest)))
        continue
      }
      let power = rationalExponent * BigRational(count)
      let whole = power.floor()
      if let small = whole.countValue, let folded = base.power(small, maxBits: work.limits.maxBits) {
        try spend(on: coefficient, folded)
        coefficient *= folded
        let rest = power - whole
        if !rest.isZero { factors.append(try intern(.power(baseTerm, number(rest)))) }
      } else {
        factors.append(try intern(.power(baseTerm, number(power))))
      }
    }
    factors = sorted(factors)
    if factors.isEmpty { return try number(coefficient) }
    if coefficient != .one { factors.insert(try number(coefficient), at: 0) }
    return factors.count == 1 ? factors[0] : try intern(.product(factors))
  }

  /// Splits `base^{n + x}` with a whole number n into `base^n`, folded, and x; so `2^{x+1}` is `2 · 2^x`.
  private func wholePart(
    of exponent: Term, base: BigRational
  ) throws(DecisionFailure) -> (BigRational, Term) {
    guard case .sum(let parts) = self[exponent], let constant = rational(parts[0]) else { return (.one, exponent) }
    let whole = constant.floor()
    guard !whole.isZero, let small = whole.countValue, let folded = base.power(small, maxBits: work.limits.maxBits)
    else { return (.one, exponent) }
    return (folded, try sum([exponent, number(-whole)]))
  }

  /// `(-1)^r`, principal: `e^{iπr}`.
  func rootOfUnity(_ turns: BigRational) throws(DecisionFailure) -> Term {
    let reduced = turns - (turns / BigRational(2)).floor() * BigRational(2)
    let isNegative = reduced >= .one
    let half = isNegative ? reduced - .one : reduced
    var result = try number(.one)
    if half == BigRational(1, over: 2) {
      result = try imaginaryUnit
    } else if !half.isZero {
      if let cosine = try exactCosine(half), let sine = try exactCosine(half - BigRational(1, over: 2)) {
        result = try sum([cosine, product([imaginaryUnit, sine])])
      } else {
        result = try intern(.power(number(-1), number(half)))
      }
    }
    return isNegative ? try negated(result) : result
  }
}
