extension TermPool {
  /// A function applied, with the values and rules folded in that hold wherever the function is defined.
  func call(_ function: TermFunction, _ arguments: [Term]) throws(DecisionFailure) -> Term {
    try spend(1)
    let argument = arguments[0]
    switch function {
    case .exponential: return try exponential(argument)
    case .logarithm: return try logarithm(argument)
    case .sine, .cosine: return try trigonometric(function, argument)
    case .arcsine, .arctangent, .errorFunction:
      if isNumber(argument, .zero) { return argument }
      if isNegative(argument) { return try negated(intern(.call(function, [negated(argument)]))) }
    case .absoluteValue: return try absoluteValue(argument)
    case .floor:
      if let value = rational(argument) { return try number(value.floor()) }
    case .sign:
      if let value = rational(argument) { return try number(value.signum) }
      if facts(argument).contains(.positive) { return try number(.one) }
    case .realPart, .conjugate:
      if facts(argument).contains(.real), !facts(argument).contains(.branched) { return argument }
    case .imaginaryPart:
      if facts(argument).contains(.real), !facts(argument).contains(.branched) { return try number(.zero) }
    case .gamma: return try gamma(argument)
    case .minimum, .maximum: return try extremum(function, arguments)
    case .oddRoot: return try oddRoot(argument, arguments[1])
    case .argument, .zeta: break
    }
    return try intern(.call(function, arguments))
  }

  /// Whether a term is written with a minus sign in front; of x and -x exactly one is, unless x is zero.
  func isNegative(_ term: Term) -> Bool {
    switch self[term] {
    case .number(let value): value.signum < 0
    case .product(let factors): rational(factors[0]).map { $0.signum < 0 } ?? false
    case .sum(let parts): isNegative(rational(parts[0]) == nil ? parts[0] : parts[1])
    default: false
    }
  }

  private func exponential(_ argument: Term) throws(DecisionFailure) -> Term {
    if isNumber(argument, .zero) { return try number(.one) }
    var rest: [Term] = []
    var factors: [Term] = []
    for part in addends(argument) {
      if case .call(.logarithm, let inner) = self[part] {
        factors.append(inner[0])
      } else if let (coefficient, inner) = try logarithmicPart(part) {
        factors.append(try power(inner, coefficient))
      } else if let turns = try halfTurns(part) {
        factors.append(try rootOfUnity(turns))
      } else {
        rest.append(part)
      }
    }
    if factors.isEmpty { return try intern(.call(.exponential, [argument])) }
    return try product(factors + [exponential(sum(rest))])
  }

  func addends(_ term: Term) -> [Term] {
    if case .sum(let parts) = self[term] { parts } else { [term] }
  }

  func factors(_ term: Term) -> [Term] {
    if case .product(let parts) = self[term] { parts } else { [term] }
  }

  /// `c` and `a` of a product `c · log a`; `e^{c · log a}` is `a^c` by definition.
  private func logarithmicPart(_ term: Term) throws(DecisionFailure) -> (Term, Term)? {
    guard case .product(let parts) = self[term] else { return nil }
    for (place, part) in parts.enumerated() {
      if case .call(.logarithm, let inner) = self[part] {
        var others = parts
        others.remove(at: place)
        return (try product(others), inner[0])
      }
    }
    return nil
  }

  /// `r` of `r · i · π`.
  private func halfTurns(_ term: Term) throws(DecisionFailure) -> BigRational? {
    guard case .product(let parts) = self[term] else { return nil }
    var coefficient = BigRational.one
    var (hasPi, hasUnit) = (false, false)
    for part in parts {
      switch self[part] {
      case .number(let value): coefficient = value
      case .pi: hasPi = true
      case .imaginaryUnit: hasUnit = true
      default: return nil
      }
    }
    return hasPi && hasUnit ? coefficient : nil
  }

  /// `r` of `r · π`.
  func timesPi(_ term: Term) -> BigRational? {
    switch self[term] {
    case .pi: .one
    case .product(let parts) where parts.count == 2: self[parts[1]] == .pi ? rational(parts[0]) : nil
    default: nil
    }
  }

  private func logarithm(_ argument: Term) throws(DecisionFailure) -> Term {
    switch self[argument] {
    case .number(let value):
      if value.isZero { throw .undefined("the logarithm of zero") }
      if value == .one { return try number(.zero) }
      var parts: [Term] = []
      try spend(Self.factoringCost(of: value))
      for (base, count) in value.magnitude.factored() {
        parts.append(try scaled(intern(.call(.logarithm, [number(base)])), by: BigRational(count)))
      }
      if value.signum < 0 { parts.append(try product([imaginaryUnit, pi])) }
      return try sum(parts)
    case .call(.exponential, let inner) where facts(inner[0]).contains(.real): return inner[0]
    case .power(let base, let exponent)
    where facts(base).contains(.positive) && facts(exponent).contains(.real):
      return try product([exponent, logarithm(base)])
    case .product(let factors):
      // log(cy) = log c + log y for positive c, whatever y is.
      let positive = factors.filter { facts($0).contains(.positive) }
      if !positive.isEmpty {
        var parts: [Term] = []
        for factor in positive { parts.append(try logarithm(factor)) }
        let rest = factors.filter { !facts($0).contains(.positive) }
        if !rest.isEmpty {
          let inner = try product(rest)
          parts.append(inner == argument ? try intern(.call(.logarithm, [inner])) : try logarithm(inner))
        }
        return try sum(parts)
      }
    default: break
    }
    if !facts(argument).contains(.positive) { mustNotVanish.append(argument) }
    return try intern(.call(.logarithm, [argument]))
  }

  private func absoluteValue(_ argument: Term) throws(DecisionFailure) -> Term {
    if facts(argument).contains(.positive) { return argument }
    switch self[argument] {
    case .number(let value): return try number(value.magnitude)
    case .imaginaryUnit: return try number(.one)
    case .call(.absoluteValue, _): return argument
    case .product(let factors):
      var result: [Term] = []
      for factor in factors { result.append(try absoluteValue(factor)) }
      return try product(result)
    case .sum(let parts):
      // |3x + 1| is 3 |x + 1/3|.
      if let content = try content(parts), content != .one {
        return try product([number(content), absoluteValue(scaled(argument, by: .one / content))])
      }
    case .power(let base, let exponent):
      if let value = rational(exponent), value.isInteger {
        if facts(base).contains(.real), (value / BigRational(2)).isInteger { return argument }
        return try power(absoluteValue(base), exponent)
      }
    default: break
    }
    if isNegative(argument) { return try intern(.call(.absoluteValue, [negated(argument)])) }
    return try intern(.call(.absoluteValue, [argument]))
  }

  // MARK: Trigonometry

  private func trigonometric(_ function: TermFunction, _ argument: Term) throws(DecisionFailure) -> Term {
    if isNumber(argument, .zero) { return try number(function == .sine ? .zero : .one) }
    if let turns = timesPi(argument) {
      let shifted = function == .cosine ? turns : turns - BigRational(1, over: 2)
      if let exact = try exactCosine(shifted) { return exact }
      return try reducedCosine(shifted)
    }
    if isNegative(argument) {
      let mirrored = try trigonometric(function, negated(argument))
      return function == .sine ? try negated(mirrored) : mirrored
    }
    // Whole quarter turns leave the argument: sin(x + π/2) = cos x.
    if case .sum(let parts) = self[argument] {
      for (place, part) in parts.enumerated() {
        guard let turns = timesPi(part) else { continue }
        let quarters = turns * BigRational(2)
        let whole = quarters.floor()
        guard !whole.isZero else { break }
        var rest = parts
        rest[place] = try product([pi, number((quarters - whole) / BigRational(2))])
        let inner = try sum(rest)
        let position = (whole - (whole / BigRational(4)).floor() * BigRational(4)).countValue ?? 0
        // cos(y + kπ/2) is cos y, -sin y, -cos y, sin y; sin(y + kπ/2) one step behind.
        let step = function == .cosine ? position : (position + 3) & 3
        let result = try trigonometric(step & 1 == 0 ? .cosine : .sine, inner)
        return step == 1 || step == 2 ? try negated(result) : result
      }
    }
    return try intern(.call(function, [argument]))
  }

  /// `cos(πr)` for r in twelfths, in radicals.
  func exactCosine(_ turns: BigRational) throws(DecisionFailure) -> Term? {
    let whole = (turns / BigRational(2)).floor()
    let twelfths = (turns - whole * BigRational(2)) * BigRational(12)
    guard var position = twelfths.countValue else { return nil }
    if position > 12 { position = 24 - position }
    let isNegative = position > 6
    if isNegative { position = 12 - position }
    let result: Term
    switch position {
    case 0: result = try number(.one)
    case 1, 5:
      let root6 = try product([number(BigRational(1, over: 4)), root(2), root(3)])
      let root2 = try scaled(root(2), by: BigRational(position == 1 ? 1 : -1, over: 4))
      result = try sum([root6, root2])
    case 2: result = try scaled(root(3), by: BigRational(1, over: 2))
    case 3: result = try scaled(root(2), by: BigRational(1, over: 2))
    case 4: result = try number(BigRational(1, over: 2))
    default: result = try number(.zero)
    }
    return isNegative ? try negated(result) : result
  }

  private func root(_ value: Int) throws(DecisionFailure) -> Term {
    try power(number(value), number(BigRational(1, over: 2)))
  }

  /// `cos(πr)` with r moved to between 0 and 1/2.
  private func reducedCosine(_ turns: BigRational) throws(DecisionFailure) -> Term {
    var reduced = turns - (turns / BigRational(2)).floor() * BigRational(2)
    if reduced > .one { reduced = BigRational(2) - reduced }
    let isNegative = reduced > BigRational(1, over: 2)
    if isNegative { reduced = .one - reduced }
    let cosine = try intern(.call(.cosine, [product([pi, number(reduced)])]))
    return isNegative ? try negated(cosine) : cosine
  }

  // MARK: Others

  /// Γ, moved by whole numbers to an argument whose constant part is in [1, 2), if it is not far away.
  private func gamma(_ argument: Term) throws(DecisionFailure) -> Term {
    if let value = rational(argument), value.isInteger {
      guard value.signum > 0 else { throw .undefined("a pole of the gamma function") }
      guard let count = value.countValue, count <= 1 << 20 else { return try intern(.call(.gamma, [argument])) }
      let bits = count * (Int.bitWidth - count.leadingZeroBitCount)
      guard bits <= work.limits.maxBits * 2 else { return try intern(.call(.gamma, [argument])) }
      try spend(bits / 16)
      return try number(BigRational.factorial(count - 1))
    }
    let parts = addends(argument)
    let constant = rational(parts[0]) ?? .zero
    let shift = (constant - .one).floor()
    guard let steps = shift.countValue, steps != 0, abs(steps) <= 64 else {
      return try intern(.call(.gamma, [argument]))
    }
    let inner = try sum([argument, number(-steps)])
    var factors = [try intern(.call(.gamma, [inner]))]
    for step in 0..<abs(steps) {
      if steps > 0 {
        factors.append(try sum([inner, number(step)]))
      } else {
        factors.append(try power(sum([inner, number(-1 - step)]), number(-1)))
      }
    }
    return try product(factors)
  }

  private func extremum(_ function: TermFunction, _ arguments: [Term]) throws(DecisionFailure) -> Term {
    var best: BigRational?
    var others: Set<Term> = []
    for argument in arguments {
      if let value = rational(argument) {
        best = best.map { function == .minimum ? min($0, value) : max($0, value) } ?? value
      } else {
        others.insert(argument)
      }
    }
    var parts = sorted(Array(others))
    if let best { parts.insert(try number(best), at: 0) }
    return parts.count == 1 ? parts[0] : try intern(.call(function, parts))
  }

  private func oddRoot(_ argument: Term, _ index: Term) throws(DecisionFailure) -> Term {
    guard let degree = rational(index) else { throw .unsupported("a root of an index that is no number") }
    let exponent = try number(.one / degree)
    if facts(argument).contains(.positive) { return try power(argument, exponent) }
    if let value = rational(argument) {
      return value.isZero ? argument : try negated(power(number(-value), exponent))
    }
    // The real root of a product is the product of the roots, and that of a power the power of the root.
    guard facts(argument).contains(.real) else { return try intern(.power(argument, exponent)) }
    switch self[argument] {
    case .product(let factors) where factors.allSatisfy({ facts($0).contains(.real) }):
      var roots: [Term] = []
      for factor in factors { roots.append(try oddRoot(factor, index)) }
      return try product(roots)
    case .power(let base, let whole) where rational(whole)?.isInteger == true && facts(base).contains(.real):
      return try power(oddRoot(base, index), whole)
    case .sum where isNegative(argument): return try negated(oddRoot(negated(argument), index))
    default: return try intern(.call(.oddRoot, [argument, index]))
    }
  }
}

extension BigRational {
  /// `count!`, by halving the range so that factors stay of one size.
  static func factorial(_ count: Int) -> BigRational {
    product(from: 1, through: count)
  }

  /// The product of a range of integers; 1 if it is empty.
  static func product(from first: Int, through last: Int) -> BigRational {
    if first > last { return .one }
    if last - first < 8 { return (first...last).reduce(.one) { $0 * BigRational($1) } }
    let middle = first + (last - first) / 2
    return product(from: first, through: middle) * product(from: middle + 1, through: last)
  }
}
