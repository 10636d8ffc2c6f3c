/// Relations that say in another way what a set, a chain or several equations say.
extension Decider {
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
    guard kind == .any, sides.allSatisfy(\.isPolynomial) else { return nil }
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
    guard ordered.count == 2 else { return nil }
    if isUnknown(ordered[1], beside: [ordered[0]]) {
      return .interval(MathInterval(ordered[0], isClosed: !strict[0], .constant(.infinity), isClosed: false))
    }
    if isUnknown(ordered[0], beside: [ordered[1]]) {
      return .interval(MathInterval(.negative(.constant(.infinity)), isClosed: false, ordered[1], isClosed: !strict[0]))
    }
    return nil
  }
}
