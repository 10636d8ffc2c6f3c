/// Values that are given to several names, however they are written: `x = 1, y = 2`, `(x, y) = (1, 2)`, `x = y = 1`.
extension Decider {
  /// Compares values by their names; `nil` if one side does not give values to several names, or the other gives them to other ones.
  func decideAssignments(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision? {
    guard options.labelsOptional, let mine = a.assignments, let theirs = b.assignments, mine.count == theirs.count else { return nil }
    var pairs: [(MathExpression, MathExpression)] = []
    for (name, value) in mine {
      guard let other = theirs.first(where: { $0.name == name }) else {
        // Values of c and d are none of a and b; of u and v they may be those of x and y.
        return Set(mine.map(\.name)).isDisjoint(with: theirs.map(\.name)) ? .undecided(.ambiguous, "values of other names") : nil
      }
      pairs.append((value, other.value))
    }
    let (values, others) = (MathExpression.collection(.tuple, pairs.map(\.0)), MathExpression.collection(.tuple, pairs.map(\.1)))
    let compare = { (x: MathExpression, y: MathExpression) in self.all(pairs.count) { self.decide(x.children[$0], y.children[$0]) } }
    let decision = decideSharing(values, others, compare) ?? compare(values, others)
    // x_1 and x_2 may count the solutions in any order.
    let areNumbered =
      mine.allSatisfy { $0.name.index.flatMap(Int.init) != nil } && Set(mine.map(\.name.name)).count == 1
      && ["x", "z", "lambda"].contains(mine[0].name.name)
    guard decision.isDifferent, areNumbered, !decideSets(mine.map(\.value), theirs.map(\.value)).isDifferent else { return decision }
    return .undecided(.ambiguous, "the numbering of solutions")
  }
}

extension MathExpression {
  /// The values of at least two different names, none of which stands in a value.
  fileprivate var assignments: [(name: MathSymbol, value: MathExpression)]? {
    var result: [(name: MathSymbol, value: MathExpression)] = []
    switch self {
    case .relation(let sides, [.equal]):
      guard case .collection(.tuple, let names) = sides[0], let values = (sides[1].computedArray ?? sides[1]).arrayEntries?.1,
        names.count == values.count, sides[1].isArray || sides[1].computedArray != nil
      else { return nil }
      for (name, value) in zip(names, values) {
        guard case .symbol(let symbol) = name else { return nil }
        result.append((symbol, value))
      }
    case .relation(let sides, let operators):
      guard operators.count > 1, operators.allSatisfy({ $0 == .equal }), let value = sides.last, value.symbols.isEmpty else { return nil }
      for side in sides.dropLast() {
        guard case .symbol(let symbol) = side else { return nil }
        result.append((symbol, value))
      }
    case .collection(let kind, let parts) where kind == .list || kind == .all:
      for part in parts {
        guard case .relation(let sides, [.equal]) = part, case .symbol(let symbol) = sides[0] else { return nil }
        result.append((symbol, sides[1]))
      }
    default: return nil
    }
    let names = Set(result.map(\.name))
    guard names.count == result.count, names.count > 1, result.allSatisfy({ names.isDisjoint(with: $0.value.symbols) }) else { return nil }
    return result
  }
}
