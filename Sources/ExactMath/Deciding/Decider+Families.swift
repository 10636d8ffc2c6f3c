extension Decider {
  /// Compares what two definitions say: `f(x) = x^2` and `f(t) = t^2`, whose arguments have no meaning but their place.
  func decideDefinitions(
    _ name: MathSymbol, _ arguments: [MathExpression], _ body: MathExpression, _ otherName: MathSymbol,
    _ otherArguments: [MathExpression], _ otherBody: MathExpression
  ) -> EqualityDecision {
    let wasInDefinition = isInDefinition
    isInDefinition = true
    defer { isInDefinition = wasInDefinition }
    if arguments == otherArguments {
      // The n of f(n) is given.
      let around = shared
      shared.formUnion(arguments.reduce(into: Set<MathSymbol>()) { $0.formUnion($1.symbols) })
      defer { shared = around }
      let decision = decide(body, otherBody)
      return decision.isEqual && name != otherName ? .undecided(.ambiguous, "functions of different names") : decision
    }
    let (own, others) = (arguments.flatMap(\.coordinates), otherArguments.flatMap(\.coordinates))
    guard let mine = own.symbols, let theirs = others.symbols, mine.count == theirs.count else {
      return .undecided(.ambiguous, "functions of different arguments")
    }
    // P(A) and P(B) are of two events, f(a) and f(b) of two places; x and t are no more than places.
    let areBound = zip(mine + theirs, mine.map { _ in body } + theirs.map { _ in otherBody }).allSatisfy { argument, body in
      !argument.isCapital && (body.symbols.contains(argument) || argument.isUnknownName || argument.isIntegerName)
    }
    guard areBound else { return .undecided(.ambiguous, "functions of different arguments") }
    // Names that neither side has, so that none of its symbols is caught.
    let between = mine.indices.map { MathSymbol("\u{1}argument \($0 + 1)") }
    let decision = decide(body.renaming(mine, to: between), otherBody.renaming(theirs, to: between))
    guard decision.isEqual else { return decision }
    guard options.renaming != .none, name == otherName else { return .undecided(.ambiguous, "other names") }
    lean(.renamedSymbols)
    return decision
  }

  /// Two values that are the same but for the names of what may be constants of integration; `nil` if they are not.
  ///
  /// `C_1e^x + C_2e^{-x}` and `Be^x + Ae^{-x}` are one general solution. On `Ce^x` and `Ae^x` the decision is withheld.
  func decideConstantNames(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision? {
    // Beside a constant that is declared the other side's may have any usual name.
    let common = a.symbols.intersection(b.symbols)
    let mayName = { (symbol: MathSymbol) in
      let isLetter = symbol.index == nil && symbol.mark == nil && ["a", "b", "m", "p", "q"].contains(symbol.name)
      // Of a definition only those that the other side has not: ax + b is not bx + a.
      let isFree = !self.isInDefinition || !common.contains(symbol)
      if symbol.mayNameConstant { return isFree || symbol.isIndexedConstant || self.declaredConstants.contains(symbol) }
      return isLetter && (!self.declaredConstants.isEmpty || self.isInDefinition && isFree)
    }
    let (mine, theirs) = (a.symbols.filter(mayName), b.symbols.filter(mayName))
    guard options.renaming != .none, !mine.isEmpty, mine.count == theirs.count, mine.count <= 3,
      shared.isDisjoint(with: mine.union(theirs)),
      mine.count < a.symbols.count || isInDefinition,
      a.symbols.subtracting(mine) == b.symbols.subtracting(theirs), mine.allSatisfy(a.isLinear(in:)), theirs.allSatisfy(b.isLinear(in:))
    else { return nil }
    let (from, to) = (mine.sorted { $0.key < $1.key }, theirs.sorted { $0.key < $1.key })
    for order in Self.orders[from.count - 1] where order.map({ to[$0] }) != from {
      let renamed = a.renaming(from, to: order.map { to[$0] })
      guard renamed == b || decideValues(renamed, b).isEqual else { continue }
      // With an index, and beside one variable, they are the constants of a general solution; C_1V_1 + C_2V_2 may be of capacitors.
      // Where one side says that they are any constants, they are.
      let areIndexed = from.allSatisfy(\.isIndexedConstant) || to.allSatisfy(\.isIndexedConstant)
      let areDeclared = from.allSatisfy(declaredConstants.contains) || to.allSatisfy(declaredConstants.contains)
      // What f(x) = cx says of c is no more than that, and f(x) = kx says the same.
      let areOfDefinition = isInDefinition && (from + to).allSatisfy(\.mayNameConstant)
      guard areOfDefinition || areIndexed || areDeclared, areOfDefinition || a.symbols.subtracting(mine).map(\.isUnknownName) == [true]
      else {
        return .undecided(.ambiguous, "the names of constants")
      }
      lean(.renamedSymbols)
      return .equal(.structural, "equal but for the names of constants")
    }
    return nil
  }

  /// The orders of one, two and three things.
  private static let orders = [[[0]], [[0, 1], [1, 0]], [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]]

  // MARK: Families

  /// Whether two values with an integer n, such as `\frac{\pi}{4} + n\pi` and `\frac{5\pi}{4} - n\pi`, run through the same numbers; `nil`
  /// if they are no such values, or are already equal at each n.
  ///
  /// Families `a + nb` and `c + nd` are the same if b = ±d and a - c is a multiple of b; other forms are not decided.
  func decideFamilies(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision? {
    guard options.lettersMayBeIntegers, let symbol = family(of: a), family(of: b) == symbol else { return nil }
    if restrictedIntegers.contains(symbol) { return .undecided(.ambiguous, "a family over some integers") }
    if shared.contains(symbol) { return nil }
    // Beside a radius, the l of πrl is a length.
    guard declaresFamily || (a.symbols == [symbol] && b.symbols == [symbol]) else { return nil }
    guard a.isLinear(in: symbol), b.isLinear(in: symbol) else {
      return decideProgressions([a], [b]) ?? .undecided(.ambiguous, "families of numbers, compared as sets")
    }
    func value(_ expression: MathExpression, at integer: Int) -> MathExpression { expression.replacing(symbol, by: .integer(integer)) }
    func difference(_ x: MathExpression, _ y: MathExpression) -> MathExpression { .sum([x, .negating(y)]) }
    let (first, second) = (value(a, at: 0), value(b, at: 0))
    let (step, otherStep) = (difference(value(a, at: 1), first), difference(value(b, at: 1), second))
    let forward = decideValues(step, otherStep)
    let backward = forward.isEqual ? forward : decideValues(step, .negating(otherStep))
    guard backward.isEqual else { return forward.isDifferent ? backward : forward }
    let steps = MathExpression.quotient(difference(first, second), step)
    let decision = decideValues(steps, .function(.floor, [steps]))
    guard decision.isEqual else { return decision }
    // (n-2)·180° is a formula in n, and nothing says of π/4 + nπ that it is not.
    guard declaresFamily else { return .undecided(.ambiguous, "whether \(symbol.key) runs through the integers") }
    lean(.integerLetters)
    return decision
  }

  /// The integer that a value is a family over: the one that both sides declare, or one that is known by the form.
  private func family(of expression: MathExpression) -> MathSymbol? {
    let declared = declaredIntegers.union(restrictedIntegers).intersection(expression.symbols)
    return declared.count == 1 ? declared.first : expression.familySymbol
  }

  /// Two values with an arbitrary constant that are the same family of functions; `nil` if they are not.
  ///
  /// `x + C` and `x + 1 + C` are the same antiderivatives. The decision on `2x + C` and `2x + 2C + 1` is withheld, for C may be a number
  /// that is given.
  func decideConstants(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision? {
    guard options.renaming != .none, let constant = a.symbols.first(where: \.isConstantName), constant.index == nil,
      !shared.contains(constant), !restrictedIntegers.contains(constant),
      a.symbols.filter(\.isConstantName) == [constant], b.symbols.filter(\.isConstantName) == [constant],
      a.isArbitraryConstant(constant), b.isArbitraryConstant(constant), a.isLinear(in: constant), b.isLinear(in: constant)
    else { return nil }
    func value(_ expression: MathExpression, at integer: Int) -> MathExpression { expression.replacing(constant, by: .integer(integer)) }
    func difference(_ x: MathExpression, _ y: MathExpression) -> MathExpression { .sum([x, .negating(y)]) }
    // a₀ + sC = b₀ + tD for constants C and D if s/t and (a₀ - b₀)/t are constant.
    let (first, second) = (value(a, at: 0), value(b, at: 0))
    let (slope, otherSlope) = (difference(value(a, at: 1), first), difference(value(b, at: 1), second))
    let areConstant = [difference(first, second), slope].allSatisfy { top in
      let quotient = MathExpression.quotient(top, otherSlope)
      // Not every point is in the domain.
      return [2, 7, 40].contains { value in
        decideValues(quotient, quotient.symbols.reduce(quotient) { $0.replacing($1, by: .integer(value)) }).isEqual
      }
    }
    guard areConstant else { return nil }
    // An antiderivative: of `F(x) + C` nothing but the C is arbitrary.
    if constant.name == "C", a.symbols.subtracting([constant]).allSatisfy(\.isUnknownName),
      [slope, otherSlope].allSatisfy({ decideValues($0, .integer(1)).isEqual })
    {
      lean(.renamedSymbols)
      return .equal(.structural, "equal but for an added constant")
    }
    return .undecided(.ambiguous, "whether \(constant.key) is arbitrary")
  }
}

extension [MathExpression] {
  /// The symbols that these are, if they are so many different ones.
  fileprivate var symbols: [MathSymbol]? {
    let result = compactMap(\.asSymbol)
    return result.count == count && Set(result).count == count ? result : nil
  }
}

extension MathExpression {
  /// The members of a tuple, as the arguments of `f(x, y)` may be read; of anything else itself.
  fileprivate var coordinates: [MathExpression] {
    if case .collection(.tuple, let parts) = self { parts } else { [self] }
  }

  /// The symbol that this is and nothing else.
  var asSymbol: MathSymbol? {
    if case .symbol(let symbol) = self { symbol } else { nil }
  }

  /// The only letter such as n that runs through the integers here, by being a multiple of π or of a degree wherever it occurs.
  var familySymbol: MathSymbol? {
    let letters = symbols.filter(\.isIntegerName)
    guard letters.count == 1, let letter = letters.first, occursInAnglesOnly(letter) else { return nil }
    return letter
  }

  /// Whether a member or a side is a family.
  var hasFamily: Bool { familySymbol != nil || children.contains(where: \.hasFamily) }

  /// Whether a symbol occurs in products and quotients with π or a degree only.
  func occursInAnglesOnly(_ symbol: MathSymbol) -> Bool {
    guard symbols.contains(symbol) else { return true }
    switch self {
    case .symbol: return false
    // (-1)^n
    case .power(let base, .symbol(symbol)): return base.isMinusOne
    case .product, .quotient:
      return hasAngle && isPolynomial(in: symbol) || children.allSatisfy { $0.occursInAnglesOnly(symbol) }
    case .quantity(let value, let unit): return unit.isAngle || value.occursInAnglesOnly(symbol)
    default: return children.allSatisfy { $0.occursInAnglesOnly(symbol) }
    }
  }

  var isMinusOne: Bool {
    switch self {
    case .number(let numeral): numeral.value == -1
    case .negative(.number(let numeral)): numeral.value == .one
    case .collection(_, let parts): parts.count == 1 && parts[0].isMinusOne
    default: false
    }
  }

  /// Whether a symbol occurs in sums and products only, as in `(2n+1)\pi`, and not in `\pi e^{1/k}`.
  private func isPolynomial(in symbol: MathSymbol) -> Bool {
    guard symbols.contains(symbol) else { return true }
    switch self {
    case .symbol: return true
    case .sum, .product, .negative, .quantity: return children.allSatisfy { $0.isPolynomial(in: symbol) }
    case .quotient(let top, let bottom): return !bottom.symbols.contains(symbol) && top.isPolynomial(in: symbol)
    case .collection(_, let parts): return parts.count == 1 && parts[0].isPolynomial(in: symbol)
    default: return false
    }
  }

  private var hasAngle: Bool {
    switch self {
    case .constant(.pi): true
    case .quantity(_, let unit): unit.isAngle
    case .product(let parts), .sum(let parts): parts.contains(where: \.hasAngle)
    case .quotient(let top, _): top.hasAngle
    case .negative(let part): part.hasAngle
    default: false
    }
  }

  /// Whether a symbol occurs once, as a factor of addends.
  func isLinear(in symbol: MathSymbol) -> Bool {
    guard symbols.contains(symbol) else { return true }
    switch self {
    case .symbol: return true
    case .sum(let parts), .product(let parts):
      return parts.count { $0.symbols.contains(symbol) } == 1 && parts.allSatisfy { $0.isLinear(in: symbol) }
    case .quotient(let top, let bottom): return !bottom.symbols.contains(symbol) && top.isLinear(in: symbol)
    case .negative(let part), .quantity(let part, _): return part.isLinear(in: symbol)
    case .collection(_, let parts) where parts.count == 1: return parts[0].isLinear(in: symbol)
    case .relation(let sides, [.equal]): return sides.allSatisfy { $0.isLinear(in: symbol) }
    default: return false
    }
  }

  /// Whether `n \in \mathbb{Z}` is said of a symbol somewhere.
  func declaresInteger(_ symbol: MathSymbol) -> Bool {
    switch self {
    case .relation(let parts, [.element]):
      if parts[0] == .symbol(symbol), case .namedSet(let set) = parts[1] {
        return [.integers, .naturals, .positiveIntegers, .negativeIntegers].contains(set)
      }
      return false
    case .series(let series): return series.index == symbol
    default: return children.contains { $0.declaresInteger(symbol) }
    }
  }

  /// Whether this has an arbitrary constant C, or several with an index, beside an unknown.
  var isGeneralSolution: Bool {
    let names = symbols
    // Beside other letters it is one of them: of e^{-t/RC} nothing is arbitrary.
    guard names.contains(where: \.isUnknownName), names.allSatisfy({ $0.isUnknownName || $0.isConstantName }) else { return false }
    return names.contains { $0.name == "C" && $0.mark == nil && $0.index == nil } || names.count(where: \.isIndexedConstant) > 1
  }

  /// Whether its only constant is C, which stands there as an addend or a factor of one.
  var isLinearInConstant: Bool {
    let names = symbols.filter(\.isConstantName)
    return names.count == 1 && names.allSatisfy(isLinear(in:))
  }

  /// Whether a symbol stands here once, as an addend or a factor of one, and beside an unknown such as x: as a constant of integration does.
  ///
  /// Not where the letters before it stand too: in `ax + by + c` and `A + B + C` it is one of them.
  func isArbitraryConstant(_ symbol: MathSymbol) -> Bool {
    let rivals = symbol.name == "c" ? ["a", "b"] : ["A", "B"]
    return symbols.contains(where: \.isUnknownName) && occurrences(of: symbol) == 1 && isLinear(in: symbol)
      && (symbol.index != nil || !symbols.contains { $0.index == nil && rivals.contains($0.name) })
  }

  private func occurrences(of symbol: MathSymbol) -> Int {
    if case .symbol(symbol) = self { return 1 }
    return children.reduce(0) { $0 + $1.occurrences(of: symbol) }
  }
}

extension MathUnit {
  /// Whether it is a degree or a part of one.
  var isAngle: Bool { factors.count == 1 && UnitTable.size(of: factors[0].name)?.hasPi == true }
}
