/// Equations, inequalities and other relations, and chains of them.
extension Decider {
  /// Compares two relations or chains of them.
  func decideRelations(
    _ x: [MathExpression], _ operatorsX: [MathRelation], _ y: [MathExpression], _ operatorsY: [MathRelation]
  ) -> EqualityDecision {
    let (x, operatorsX) = ascending(shortened(x, operatorsX))
    let (y, operatorsY) = ascending(shortened(y, operatorsY))
    if let decision = decideClosed(x, operatorsX, y, operatorsY) { return decision }
    // What differs on one side of ≠ does on the other, so it compares as equations do.
    if operatorsX == operatorsY, operatorsX == [.equal] || operatorsX == [.notEqual] { return decideEquations(x[0], x[1], y[0], y[1]) }
    if operatorsX == operatorsY, x.count == y.count {
      let saved = leniencies
      let parts = decideOrdered(x, y)
      if parts.isEqual || parts.outcome == .limitExceeded { return parts }
      leniencies = saved
      if operatorsX == [.element] || operatorsX == [.notElement], x[0] == y[0] { return parts }
      if let decision = decideChains(x, y, operatorsX) { return decision }
      leniencies = saved
    }
    // A ground truth x ≈ 3.14 is met by x = 3.14.
    if [operatorsX, operatorsY] == [[.equal], [.approximately]] || [operatorsX, operatorsY] == [[.approximately], [.equal]], x[0] == y[0],
      x[0].isLabel
    {
      return decide(x[1], y[1])
    }
    // Conditions on one symbol are the sets that they describe.
    let symbols = (x + y).reduce(into: Set<MathSymbol>()) { $0.formUnion($1.symbols) }
    if symbols.count == 1, let symbol = symbols.first {
      let decision = compareRealSets { reader throws(DecisionFailure) in
        (
          try reader.condition(.relation(x, operatorsX), on: symbol),
          try reader.condition(.relation(y, operatorsY), on: symbol)
        )
      } mayBeOfIntegers: {
        symbol.isIntegerName
      }
      if let decision { return decision }
    }
    if let decision = decideInequalities(x, operatorsX, y, operatorsY) { return decision }
    let (sortX, sortY) = (Set(operatorsX.map(\.sort)), Set(operatorsY.map(\.sort)))
    // An equation is no inequality; of a ⊥ b it may be another way to say it.
    if sortX.isDisjoint(with: sortY), sortX.union(sortY).isSubset(of: [0, 1]), !operatorsX.contains(.element),
      !operatorsY.contains(.element)
    {
      return .different(.structure, "relations of different kinds")
    }
    return .undecided(.exhausted, "relations that could not be brought to one form")
  }

  /// Relations of which one has no symbols, and so is true or false by itself: `1 + 1 = 2`; `nil` if both have some.
  ///
  /// Any true one would be equal to any other as a condition. What they say is what stands in them.
  private func decideClosed(
    _ x: [MathExpression], _ operatorsX: [MathRelation], _ y: [MathExpression], _ operatorsY: [MathRelation]
  ) -> EqualityDecision? {
    guard x.allSatisfy(\.symbols.isEmpty) || y.allSatisfy(\.symbols.isEmpty) else { return nil }
    if operatorsX == operatorsY, x.count == y.count {
      let inOrder = decideOrdered(x, y)
      if inOrder.isEqual || inOrder.outcome == .limitExceeded { return inOrder }
      if operatorsX == [.equal] || operatorsX == [.notEqual] {
        let crossed = decideOrdered(x, y.reversed())
        if crossed.isEqual || crossed.outcome == .limitExceeded { return crossed }
      }
    }
    if let last = x.last, let other = y.last, (operatorsX + operatorsY).allSatisfy({ $0 == .equal }), decide(last, other).isDifferent {
      return .different(.structure, "equations that end in different values")
    }
    return .undecided(.ambiguous, "relations without symbols")
  }

  /// A chain `x = a = b` of which a and b are equal becomes `x = a`; all others stay.
  func shortened(
    _ parts: [MathExpression], _ operators: [MathRelation]
  ) -> ([MathExpression], [MathRelation]) {
    // f(x) ≡ 0 says that f is zero; x ≡ 3 may lack its modulus.
    let operators = operators.map { $0 == .defined || $0 == .identical && parts[0].isApplication ? .equal : $0 }
    guard operators.count > 1, operators.allSatisfy({ $0 == .equal }), let last = parts.last else {
      return (parts, operators)
    }
    for middle in parts[1..<(parts.count - 1)] where !decide(middle, last).isEqual { return (parts, operators) }
    return ([parts[0], last], [.equal])
  }

  /// `z > y > x` as `x < y < z`.
  private func ascending(_ chain: ([MathExpression], [MathRelation])) -> ([MathExpression], [MathRelation]) {
    let mirrored = chain.1.compactMap { $0.direction?.isLess == false ? $0.mirrored : nil }
    return mirrored.count == chain.1.count ? (chain.0.reversed(), mirrored.reversed()) : chain
  }

  /// Single inequalities in several symbols: up to a positive factor and the side things stand on.
  private func decideInequalities(
    _ x: [MathExpression], _ operatorsX: [MathRelation], _ y: [MathExpression], _ operatorsY: [MathRelation]
  ) -> EqualityDecision? {
    guard x.count == 2, y.count == 2 else { return nil }
    guard let p = operatorsX[0].direction, let q = operatorsY[0].direction else { return nil }
    if p.isStrict != q.isStrict {
      // m > n is m ≥ n + 1 of integers.
      let areIntegers = (x + y).allSatisfy { $0.symbols.allSatisfy(\.isIntegerName) }
      return areIntegers ? .undecided(.ambiguous, "whether only integers are meant") : .different(.structure, "one of them is strict")
    }
    let (a, b) = p.isLess ? (x[0], x[1]) : (x[1], x[0])
    let (c, d) = q.isLess ? (y[0], y[1]) : (y[1], y[0])
    return proportional(a, b, c, d, isDirected: true)
  }
}

extension MathRelation {
  /// Whether an inequality has the smaller side left, and whether equality is excluded.
  var direction: (isLess: Bool, isStrict: Bool)? {
    switch self {
    case .less: (true, true)
    case .lessOrEqual: (true, false)
    case .greater: (false, true)
    case .greaterOrEqual: (false, false)
    default: nil
    }
  }

  /// The same inequality from right to left.
  var mirrored: MathRelation? {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: nil
    }
  }

  /// Relations of one sort may say the same.
  var sort: Int {
    switch self {
    case .equal, .defined, .identical, .approximately, .congruent, .similar, .equivalent: 0
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .notEqual, .element, .notElement: 1
    case .subset, .subsetOrEqual, .superset, .supersetOrEqual: 2
    default: 3
    }
  }
}
