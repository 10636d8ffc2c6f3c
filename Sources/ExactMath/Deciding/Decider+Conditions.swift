/// Relations that say in another way what a set, a chain or several equations say.
extension Decider {
  /// `x < 1 or x > 2` against a set or another condition.
  func decideConditions(
    _ members: [MathExpression], _ kind: MathCollection, isFirst: Bool, _ a: MathExpression, _ b: MathExpression
  ) -> EqualityDecision {
    if let values = values(of: members, kind) {
      let set = MathExpression.collection(.set, values)
      lean(.label)
      return isFirst ? decide(set, b) : decide(a, set)
    }
    let isCondition = members.allSatisfy { if case .relation = $0 { true } else { false } }
    let other = isFirst ? b : a
    guard isCondition else {
      guard options.bracketsOptional, case .region = other.shape else {
        return .undecided(.unsupported, "a list and \(other.shapeName)")
      }
      // Points of the plane are no numbers.
      if members.contains(where: { if case .tuple = $0.shape { true } else { false } }), other.isMadeOfIntervals {
        return .different(.structure, "points and intervals")
      }
      // A list of numbers, or of intervals, against a set.
      let areRegions = members.allSatisfy { if case .region = $0.shape { true } else { false } }
      lean(.brackets)
      let set: MathExpression = areRegions ? .setOperation(.union, members) : .collection(.set, members)
      return decideRegions(set, other)
    }
    if case .relation = other {
    } else if !options.relationsAsSets {
      return .different(.structure, "conditions and \(other.shapeName)")
    }
    let symbols = members.reduce(into: Set<MathSymbol>()) { $0.formUnion($1.symbols) }
    guard symbols.count == 1, let symbol = symbols.first else {
      return .undecided(.unsupported, "conditions on several symbols")
    }
    let decision = compareRealSets { reader throws(DecisionFailure) in
      let own = try reader.condition(.collection(kind, members), on: symbol)
      if case .relation = other { return (own, try reader.condition(other, on: symbol)) }
      return (own, try reader.read(other))
    }
    if decision?.isEqual == true { lean(.relationAsSet) }
    return decision ?? .undecided(.unsupported, "a condition that was not solved")
  }

  /// A relation that bounds one unknown by what does not depend on it, against an interval: `a < x \le b` and `(a, b]`; `nil` for anything else.
  ///
  /// With numbers for bounds the sets are compared; here are those with letters.
  func decideBounds(_ sides: [MathExpression], _ operators: [MathRelation], _ other: MathExpression) -> EqualityDecision? {
    guard options.relationsAsSets, case .interval = other, let interval = MathExpression.interval(of: sides, operators) else { return nil }
    let decision = decide(interval, other)
    if decision.isEqual { lean(.relationAsSet) }
    return decision
  }

  /// Several equations joined by "or" against one: `x = 0 \text{ or } y = 0` and `xy = 0`; `nil` unless they are equal.
  ///
  /// A product of polynomials is zero where one of them is.
  func decideFactors(_ members: [MathExpression], _ kind: MathCollection, _ sides: [MathExpression]) -> EqualityDecision? {
    // Of vectors and matrices a product may be zero where no factor is.
    let letters = (members + sides).reduce(into: Set<MathSymbol>()) { $0.formUnion($1.symbols) }
    guard kind == .any, sides.allSatisfy(\.isPolynomial), !letters.contains(where: { $0.mark != nil || $0.isMatrixName }) else {
      return nil
    }
    var factors: [MathExpression] = []
    for member in members {
      guard case .relation(let parts, [.equal]) = member, parts.allSatisfy(\.isPolynomial) else { return nil }
      factors.append(.sum([parts[0], .negating(parts[1])]))
    }
    let decision = proportional(.product(factors), .integer(0), sides[0], sides[1], isDirected: false)
    return decision.isEqual ? decision : nil
  }

  /// Chains of equations in another order, `a = b = c` and `b = c = a`; `nil` unless they are equal.
  func decideChains(_ x: [MathExpression], _ y: [MathExpression], _ operators: [MathRelation]) -> EqualityDecision? {
    guard operators.count > 1, operators.allSatisfy({ $0 == .equal }), x.count == y.count else { return nil }
    let decision = decideMembers(x, y, merging: false)
    return decision.isEqual ? decision : nil
  }
}

extension MathExpression {
  /// The interval of the unknown that stands alone in an inequality or between two; `nil` if there is none, or it stands elsewhere too.
  fileprivate static func interval(of sides: [MathExpression], _ operators: [MathRelation]) -> MathExpression? {
    let directions = operators.compactMap(\.direction)
    guard directions.count == operators.count, !sides.contains(where: \.hasSigns) else { return nil }
    // With the smallest side first.
    let isLess = directions.allSatisfy(\.isLess)
    guard isLess || directions.allSatisfy({ !$0.isLess }) else { return nil }
    let (ordered, strict) = isLess ? (sides, directions.map(\.isStrict)) : (sides.reversed(), directions.reversed().map(\.isStrict))
    func isUnknown(_ side: MathExpression, beside others: [MathExpression]) -> Bool {
      side.asSymbol.map { symbol in symbol.isUnknownName && !others.contains { $0.symbols.contains(symbol) } } == true
    }
    if ordered.count == 3, isUnknown(ordered[1], beside: [ordered[0], ordered[2]]) {
      return .interval(MathInterval(ordered[0], isClosed: !strict[0], ordered[2], isClosed: !strict[1]))
    }
    // Of x < y either may be the unknown.
    guard ordered.count == 2, !ordered.allSatisfy({ $0.asSymbol?.isUnknownName == true }) else { return nil }
    if isUnknown(ordered[1], beside: [ordered[0]]) {
      return .interval(MathInterval(ordered[0], isClosed: !strict[0], .constant(.infinity), isClosed: false))
    }
    if isUnknown(ordered[0], beside: [ordered[1]]) {
      return .interval(MathInterval(.negative(.constant(.infinity)), isClosed: false, ordered[1], isClosed: !strict[0]))
    }
    return nil
  }

  /// Whether this is an interval or a union of intervals.
  fileprivate var isMadeOfIntervals: Bool {
    switch self {
    case .interval: true
    case .setOperation(.union, let parts): parts.allSatisfy(\.isMadeOfIntervals)
    default: false
    }
  }
}
