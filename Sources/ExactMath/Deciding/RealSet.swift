/// A set of real numbers between finitely many ends, in its only form: no end at which nothing changes.
struct RealSet {
  /// The ends, ascending.
  var ends: [Term] = []
  /// Whether each end belongs to the set.
  var holdsEnd: [Bool] = []
  /// Whether the gap before the first end, those between, and that after the last belong to it.
  var holdsGap: [Bool] = [false]

  static let empty = RealSet()

  var isEmpty: Bool { holdsGap == [false] }

  static let line = RealSet(holdsGap: [true])

  init(ends: [Term] = [], holdsEnd: [Bool] = [], holdsGap: [Bool] = [false]) {
    self.ends = ends
    self.holdsEnd = holdsEnd
    self.holdsGap = holdsGap
  }

  static func point(_ end: Term) -> RealSet { RealSet(ends: [end], holdsEnd: [true], holdsGap: [false, false]) }

  /// The numbers above an end.
  static func above(_ end: Term, isClosed: Bool) -> RealSet {
    RealSet(ends: [end], holdsEnd: [isClosed], holdsGap: [false, true])
  }

  /// The numbers below an end.
  static func below(_ end: Term, isClosed: Bool) -> RealSet {
    RealSet(ends: [end], holdsEnd: [isClosed], holdsGap: [true, false])
  }

  var complement: RealSet {
    RealSet(ends: ends, holdsEnd: holdsEnd.map { !$0 }, holdsGap: holdsGap.map { !$0 })
  }

  /// Whether it certainly holds an integer; ends that are not rational say nothing.
  func holdsInteger(_ pool: TermPool) -> Bool {
    let places = ends.map { pool.rational($0) }
    for (place, value) in places.enumerated() where holdsEnd[place] {
      if value?.isInteger == true { return true }
    }
    for place in holdsGap.indices where holdsGap[place] {
      guard place > 0, place < places.count else { return true }
      if let lower = places[place - 1], let upper = places[place], lower.floor() + 1 < upper { return true }
    }
    return false
  }

  /// Combines two sets point by point; `nil` if two ends could not be put in order.
  func combined(
    with other: RealSet, by decision: TermDecision, _ rule: (Bool, Bool) -> Bool
  ) throws(DecisionFailure) -> RealSet? {
    var result = RealSet(holdsGap: [rule(holdsGap[0], other.holdsGap[0])])
    var (i, j) = (0, 0)
    while i < ends.count || j < other.ends.count {
      try decision.pool.spend(1)
      var order = i == ends.count ? 1 : -1
      if i < ends.count, j < other.ends.count {
        guard let known = try decision.order(ends[i], other.ends[j]) else { return nil }
        order = known
      }
      let own = order <= 0 ? holdsEnd[i] : holdsGap[i]
      let others = order >= 0 ? other.holdsEnd[j] : other.holdsGap[j]
      let end = order <= 0 ? ends[i] : other.ends[j]
      if order <= 0 { i += 1 }
      if order >= 0 { j += 1 }
      let holds = rule(own, others)
      let gap = rule(holdsGap[i], other.holdsGap[j])
      // An end between two gaps like itself is none.
      if holds == gap, gap == result.holdsGap[result.holdsGap.count - 1] { continue }
      result.ends.append(end)
      result.holdsEnd.append(holds)
      result.holdsGap.append(gap)
    }
    return result
  }
}

/// Reads sets and conditions in one variable as sets of real numbers, with ends as terms of one pool.
struct RealSetReader {
  let pool: TermPool
  let decision: TermDecision
  private var lowering: Lowering

  init(_ pool: TermPool, _ decision: TermDecision) {
    self.pool = pool
    self.decision = decision
    lowering = Lowering(pool)
  }

  /// The set, or `nil` if it is of another kind.
  mutating func read(_ expression: MathExpression) throws(DecisionFailure) -> RealSet? {
    try pool.spend(4)
    switch expression {
    case .interval(let interval): return try self.interval(interval)
    case .namedSet(.reals): return .line
    case .namedSet(.empty): return .empty
    case .namedSet(.positiveReals): return .above(try pool.number(0), isClosed: false)
    case .namedSet(.negativeReals): return .below(try pool.number(0), isClosed: false)
    case .collection(.set, let members):
      var points = [RealSet.empty]
      for member in members {
        for isUpper in member.hasSigns ? [true, false] : [true] {
          let choice = member.choosingSigns(upper: isUpper)
          guard case .value = choice.shape, let end = try end(choice) else { return nil }
          points.append(.point(end))
        }
      }
      return try join(points) { $0 || $1 }
    case .collection(_, let members) where members.count == 1: return try read(members[0])
    case .setOperation(let operation, let operands): return try combine(operation, operands)
    case .function(.complement, let operands) where operands.count == 1: return try read(operands[0])?.complement
    case .setBuilder(let element, let conditions): return try builder(element, conditions)
    default: return nil
    }
  }

  /// An end: a value without symbols.
  private mutating func end(_ expression: MathExpression) throws(DecisionFailure) -> Term? {
    let term = try lowering.lower(expression)
    return pool.facts(term).intersection([.open, .opaque]).isEmpty ? term : nil
  }

  private mutating func interval(_ interval: MathInterval) throws(DecisionFailure) -> RealSet? {
    var result = RealSet.line
    if let sign = interval.lower.infinitySign {
      if sign > 0 { return nil }
    } else {
      guard let lower = try end(interval.lower) else { return nil }
      result = .above(lower, isClosed: interval.isLowerClosed)
    }
    if let sign = interval.upper.infinitySign { return sign > 0 ? result : nil }
    guard let upper = try end(interval.upper) else { return nil }
    // Nobody writes the empty set as an interval: such a pair is a point, or a mistake.
    if let lower = result.ends.first {
      guard let order = try decision.order(lower, upper) else { return nil }
      let isPoint = order == 0 && interval.isLowerClosed && interval.isUpperClosed
      guard order < 0 || isPoint else { throw .undefined("an interval without numbers") }
    }
    return try result.combined(with: .below(upper, isClosed: interval.isUpperClosed), by: decision) { $0 && $1 }
  }

  private mutating func combine(
    _ operation: MathSetOperation, _ operands: [MathExpression]
  ) throws(DecisionFailure) -> RealSet? {
    var sets: [RealSet] = []
    for operand in operands {
      guard let next = try read(operand) else { return nil }
      sets.append(next)
    }
    switch operation {
    case .union: return try join(sets) { $0 || $1 }
    case .intersection: return try join(sets) { $0 && $1 }
    case .difference:
      guard let removed = try join(Array(sets.dropFirst()), { $0 || $1 }) else { return nil }
      return try sets[0].combined(with: removed, by: decision) { $0 && !$1 }
    case .cartesianProduct: return nil
    }
  }

  /// The integers of `\{x \in \mathbb{Z} : 1 \le x \le 3\}`, ascending, or what `\{2k+1 : …\}` makes of them; `nil` if it is no bounded set of them, or a large one.
  mutating func integers(of expression: MathExpression) throws(DecisionFailure) -> [MathExpression]? {
    guard case .setBuilder(let element, let conditions) = expression else { return nil }
    var symbol: MathSymbol?
    var lowest: Int?
    var isInteger = false
    var rest: [MathExpression] = []
    if case .symbol(let name) = element { symbol = name }
    for condition in [element] + conditions.flatMap(\.conjuncts) {
      guard case .relation(let parts, [.element]) = condition, case .symbol(let name) = parts[0], symbol == nil || symbol == name,
        case .namedSet(let set) = parts[1]
      else {
        if condition != element { rest.append(condition) }
        continue
      }
      symbol = name
      switch set {
      case .integers: break
      case .positiveIntegers: lowest = 1
      default: return nil
      }
      isInteger = true
    }
    guard isInteger, let symbol, let region = try builder(.symbol(symbol), rest), region.holdsGap.last == false,
      region.holdsGap[0] == false || lowest != nil
    else { return nil }
    var members: [MathExpression] = []
    let ends = region.ends.map { pool.rational($0) }
    guard !ends.isEmpty, let last = ends.compactMap({ $0 }).last, !ends.contains(nil) else { return nil }
    guard let first = lowest ?? ends[0]?.floor().countValue, let end = last.floor().countValue else { return nil }
    guard first <= end else { return [] }
    let (count, isHuge) = end.subtractingReportingOverflow(first)
    guard !isHuge, count < Self.mostIntegers else { return nil }
    try pool.spend(count)
    var gap = 0
    for value in first...end {
      let number = BigRational(value)
      while gap < ends.count, let bound = ends[gap], bound < number { gap += 1 }
      let isEnd = gap < ends.count && ends[gap] == number
      if isEnd ? region.holdsEnd[gap] : region.holdsGap[gap] { members.append(.number(MathNumeral(number))) }
    }
    // `2k + 1` of each k; a letter alone, or with its set, is the integer itself.
    switch element {
    case .symbol, .relation: return members
    default:
      guard element.symbols == [symbol] else { return nil }
      return members.map { element.replacing(symbol, by: $0) }
    }
  }

  /// Integers between bounds that are written out.
  private static let mostIntegers = 1000

  private mutating func builder(
    _ element: MathExpression, _ conditions: [MathExpression]
  ) throws(DecisionFailure) -> RealSet? {
    var symbol: MathSymbol?
    var all = conditions
    if case .symbol(let name) = element { symbol = name }
    if case .relation(let parts, [.element]) = element, case .symbol(let name) = parts[0] {
      symbol = name
      all.append(element)
    }
    guard let symbol else { return nil }
    var result = RealSet.line
    for condition in all {
      guard let next = try self.condition(condition, on: symbol),
        let combined = try result.combined(with: next, by: decision, { $0 && $1 })
      else { return nil }
      result = combined
    }
    return result
  }

  /// The numbers for which a condition on one symbol holds.
  mutating func condition(_ expression: MathExpression, on symbol: MathSymbol) throws(DecisionFailure) -> RealSet? {
    try pool.spend(4)
    // |z| < 1 is a disc.
    guard expression.complexLetters.isEmpty else { return nil }
    switch expression {
    case .relation(let parts, [.element]) where parts[0] == .symbol(symbol): return try read(parts[1])
    case .relation(let parts, [.notElement]) where parts[0] == .symbol(symbol): return try read(parts[1])?.complement
    case .relation(let parts, let operators):
      var result = RealSet.line
      for (place, relation) in operators.enumerated() {
        guard let next = try solve(parts[place], relation, parts[place + 1], for: symbol),
          let combined = try result.combined(with: next, by: decision, { $0 && $1 })
        else { return nil }
        result = combined
      }
      return result
    case .collection(let kind, let parts) where [.list, .all, .any].contains(kind):
      var sets: [RealSet] = []
      for part in parts {
        guard let next = try condition(part, on: symbol) else { return nil }
        sets.append(next)
      }
      let both = try kind == .any ? nil : join(sets) { $0 && $1 }
      // `x < 1, x > 2` without a word between means "or", since no number is both.
      return kind == .any || kind == .list && both?.isEmpty == true ? try join(sets) { $0 || $1 } : both
    default: return nil
    }
  }

  /// All sets together; `nil` if two ends could not be put in order.
  ///
  /// By halves, so that each end is looked at in few steps.
  func join(_ sets: [RealSet], _ rule: (Bool, Bool) -> Bool) throws(DecisionFailure) -> RealSet? {
    var sets = sets
    while sets.count > 1 {
      var next: [RealSet] = []
      for place in stride(from: 0, to: sets.count, by: 2) {
        guard place + 1 < sets.count else {
          next.append(sets[place])
          break
        }
        guard let pair = try sets[place].combined(with: sets[place + 1], by: decision, rule) else { return nil }
        next.append(pair)
      }
      sets = next
    }
    return sets.first
  }

  /// The solutions of a relation whose sides differ by a polynomial of degree 1 or 2, or by a quotient of polynomials over ℚ.
  private mutating func solve(
    _ left: MathExpression, _ relation: MathRelation, _ right: MathExpression, for symbol: MathSymbol
  ) throws(DecisionFailure) -> RealSet? {
    let allowed: [MathRelation] = [.less, .lessOrEqual, .greater, .greaterOrEqual, .notEqual, .equal]
    guard allowed.contains(relation) else { return nil }
    // Every number is between -∞ and ∞; that one is equal to them, or is not, says something else.
    if let sign = right.infinitySign ?? left.infinitySign {
      let isLess = relation == .less || relation == .lessOrEqual
      guard relation != .equal, relation != .notEqual else { return nil }
      return (right.infinitySign == nil ? sign < 0 : sign > 0) == isLess ? .line : nil
    }
    if case .function(.absoluteValue, let inside) = left, inside.count == 1, right.symbols.isEmpty {
      return try solveDistance(inside[0], relation, right, for: symbol)
    }
    if case .function(.absoluteValue, let inside) = right, inside.count == 1, left.symbols.isEmpty {
      return try solveDistance(inside[0], relation.mirrored ?? relation, left, for: symbol)
    }
    let quotient = try RationalFunction(.sum([left, .negating(right)]), in: symbol, pool: pool)
    if let quotient, quotient.bottom.count > 1 || quotient.top.count > 3 { return try solve(quotient, relation) }
    // What is cancelled is lost: x²/x is not x.
    guard quotient != nil || !left.dividesBy(symbol) && !right.dividesBy(symbol) else { return nil }
    let variable = try pool.symbol(symbol.key)
    let difference = try pool.difference(lowering.lower(left), lowering.lower(right))
    guard let coefficients = try linearOrQuadratic(difference, variable) else { return nil }
    let isClosed = relation == .lessOrEqual || relation == .greaterOrEqual || relation == .equal
    guard let roots = try realRoots(coefficients), let leading = coefficients.last,
      let sign = try decision.order(leading, pool.number(0))
    else { return nil }
    // The sign right of all roots is that of the leading coefficient; each root of a sequence changes it.
    var positive = RealSet.line
    if coefficients.count == 2 {
      positive = .above(roots[0], isClosed: false)
    } else if roots.count == 2 {
      guard
        let both = try RealSet.below(roots[0], isClosed: false).combined(
          with: .above(roots[1], isClosed: false), by: decision, { $0 || $1 })
      else { return nil }
      positive = both
    } else if roots.count == 1 {
      positive = RealSet.point(roots[0]).complement
    }
    var zero = RealSet.empty
    for root in roots {
      guard let next = try zero.combined(with: .point(root), by: decision, { $0 || $1 }) else { return nil }
      zero = next
    }
    switch relation {
    case .equal: return zero
    case .notEqual: return zero.complement
    default: break
    }
    let wantsPositive = (relation == .greater || relation == .greaterOrEqual) == (sign > 0)
    if wantsPositive {
      return isClosed ? try positive.combined(with: zero, by: decision) { $0 || $1 } : positive
    }
    guard let notNegative = try positive.combined(with: zero, by: decision, { $0 || $1 }) else { return nil }
    return isClosed ? positive.complement : notNegative.complement
  }

  /// The solutions of `|u| < c` and its kin: `-c < u < c`, or `u > c` or `u < -c`.
  private mutating func solveDistance(
    _ inside: MathExpression, _ relation: MathRelation, _ bound: MathExpression, for symbol: MathSymbol
  ) throws(DecisionFailure) -> RealSet? {
    let negative = MathExpression.negating(bound)
    switch relation {
    case .less, .lessOrEqual:
      guard let above = try solve(negative, relation, inside, for: symbol), let below = try solve(inside, relation, bound, for: symbol)
      else { return nil }
      return try above.combined(with: below, by: decision) { $0 && $1 }
    case .greater, .greaterOrEqual:
      guard let above = try solve(inside, relation, bound, for: symbol), let below = try solve(negative, relation, inside, for: symbol)
      else { return nil }
      return try above.combined(with: below, by: decision) { $0 || $1 }
    case .equal, .notEqual:
      // `|u| = c` is `|u| <= c` without `|u| < c`, whatever the sign of c.
      guard let closed = try solveDistance(inside, .lessOrEqual, bound, for: symbol),
        let open = try solveDistance(inside, .less, bound, for: symbol),
        let equal = try closed.combined(with: open, by: decision, { $0 && !$1 })
      else { return nil }
      return relation == .equal ? equal : equal.complement
    default: return nil
    }
  }

  /// The coefficients, lowest first, of a term that is a polynomial of degree 1 or 2 in a symbol and has no other.
  private func linearOrQuadratic(_ term: Term, _ variable: Term) throws(DecisionFailure) -> [Term]? {
    let forms = NormalForms(pool)
    let expanded = try forms.expand(term)
    let atom = forms.atom(.term(variable))
    var parts = [Polynomial](repeating: .zero, count: 3)
    for (monomial, coefficient) in expanded.sortedTerms {
      let power = monomial.power(of: atom)
      guard let degree = power.countValue, (0...2).contains(degree) else { return nil }
      parts[degree].add(coefficient, monomial * Monomial(atom, -power))
    }
    while parts.count > 1, parts[parts.count - 1].isZero { parts.removeLast() }
    guard parts.count > 1 else { return nil }
    var result: [Term] = []
    for part in parts {
      let coefficient = try forms.rebuild(part)
      guard pool.facts(coefficient).intersection([.open, .opaque, .imaginary]).isEmpty else { return nil }
      result.append(coefficient)
    }
    return result
  }

  /// The real roots, ascending, of a polynomial of degree 1 or 2 with coefficients lowest first; `nil` if a sign is not known.
  func realRoots(_ c: [Term]) throws(DecisionFailure) -> [Term]? {
    if c.count == 2 {
      return [try pool.negated(pool.product([c[0], pool.power(c[1], pool.number(-1))]))]
    }
    let zero = try pool.number(0)
    let square = try pool.power(c[1], pool.number(2))
    let discriminant = try pool.difference(square, pool.scaled(pool.product([c[0], c[2]]), by: 4))
    guard let sign = try decision.order(discriminant, zero), let leading = try decision.order(c[2], zero) else {
      return nil
    }
    let half = try pool.power(pool.scaled(c[2], by: 2), pool.number(-1))
    let middle = try pool.negated(pool.product([c[1], half]))
    if sign < 0 { return [] }
    if sign == 0 { return [middle] }
    let offset = try pool.product([pool.power(discriminant, pool.number(BigRational(1, over: 2))), half])
    let roots = [try pool.difference(middle, offset), try pool.sum([middle, offset])]
    return leading > 0 ? roots : roots.reversed()
  }
}

extension MathExpression {
  /// Whether a symbol stands in a denominator, or below a negative power.
  fileprivate func dividesBy(_ symbol: MathSymbol) -> Bool {
    switch self {
    case .quotient(_, let bottom) where bottom.symbols.contains(symbol): true
    case .power(let base, let exponent) where base.symbols.contains(symbol):
      if case .number(let numeral) = exponent, numeral.value.signum >= 0 { children.contains { $0.dividesBy(symbol) } } else { true }
    default: children.contains { $0.dividesBy(symbol) }
    }
  }

  /// The conditions that a comma or "and" joins.
  fileprivate var conjuncts: [MathExpression] {
    if case .collection(let kind, let parts) = self, kind == .list || kind == .all { parts.flatMap(\.conjuncts) } else { [self] }
  }
}
