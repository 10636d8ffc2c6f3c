/// What an answer says of its letters beside its values: `n \in \mathbb{Z}`, `x \in \mathbb{R}`, `\text{for any constant } c`.
extension Decider {
  /// Both sides without what is the usual range of a letter, or said of it on both sides.
  ///
  /// A real unknown is one; an integer n is one where both sides say so, or where one does and the other is a family of values; a natural n is one where it is the
  /// index of a sequence. What was said is kept in ``declaredIntegers`` and ``declaredConstants``.
  func withoutDeclarations(_ a: MathExpression, _ b: MathExpression) -> (MathExpression, MathExpression) {
    guard options.lettersMayBeIntegers else { return (a, b) }
    var (a, b) = (a, b)
    // A real n is said against its name.
    let areReal = { (declaration: MathExpression) in
      declaration.isDeclaration(of: [.reals]) && declaration.symbols.allSatisfy { !$0.isIntegerName || $0.mayNameConstant }
    }
    restrictedIntegers = a.restrictedIntegers.union(b.restrictedIntegers)
    func withoutReals(_ side: MathExpression, against other: MathExpression) -> MathExpression {
      guard let (rest, names) = side.separatingDeclarations(areReal), names.isSubset(of: rest.symbols),
        !names.contains(where: other.declaresInteger), !names.contains(where: { $0.isIntegerName && other.hasFamily })
      else { return side }
      declaredConstants.formUnion(names.filter(\.mayNameConstant))
      return rest
    }
    (a, b) = (withoutReals(a, against: b), withoutReals(b, against: a))
    let areIntegers = { (declaration: MathExpression) in
      declaration.isDeclaration(of: [.integers]) && declaration.symbols.allSatisfy(\.isIntegerName)
    }
    switch (a.separatingDeclarations(areIntegers), b.separatingDeclarations(areIntegers)) {
    case (let mine?, let theirs?) where mine.names == theirs.names:
      declaredIntegers = mine.names
      return (mine.rest, theirs.rest)
    case (let mine?, nil) where b.familySymbol != nil || b.hasFamily || b.isCongruence:
      lean(.integerLetters)
      return (mine.rest, b)
    case (nil, let theirs?) where a.familySymbol != nil || a.hasFamily || a.isCongruence:
      lean(.integerLetters)
      return (a, theirs.rest)
    default: break
    }
    let areIndices = { (declaration: MathExpression) in declaration.isDeclaration(of: [.integers, .naturals, .positiveIntegers]) }
    if let (rest, names) = a.separatingDeclarations(areIndices), b.separatingDeclarations(areIndices) == nil, rest.isSequence(over: names) {
      lean(.integerLetters)
      return (rest, b)
    }
    if let (rest, names) = b.separatingDeclarations(areIndices), a.separatingDeclarations(areIndices) == nil, rest.isSequence(over: names) {
      lean(.integerLetters)
      return (a, rest)
    }
    return (a, b)
  }

  /// `x \equiv 3 \pmod 7` as `x = 3 + 7k`, for the letter of the family on the other side; `nil` if one of them is something else.
  func congruenceAsFamily(_ congruence: MathExpression, like other: MathExpression) -> MathExpression? {
    guard options.lettersMayBeIntegers, case .congruence(let sides, let modulus) = congruence, modulus.symbols.isEmpty,
      let residue = sides.last, residue.symbols.isEmpty, sides.count == 1 || sides.count == 2 && sides[0].asSymbol != nil
    else { return nil }
    var family = other
    if case .relation(let sides, [.equal]) = other, sides[0].asSymbol != nil { family = sides[1] }
    let letters = family.symbols
    guard letters.count == 1, let letter = letters.first, letter.isIntegerName, family.isLinear(in: letter) else { return nil }
    declaredIntegers.insert(letter)
    lean(.integerLetters)
    return .sum([residue, .product([modulus, .symbol(letter)])])
  }

  /// Whether a value or a member of it is a family over an integer, by its form or by what is declared.
  func hasFamily(_ expression: MathExpression) -> Bool {
    expression.hasFamily || !declaredIntegers.isDisjoint(with: expression.symbols)
  }
}

extension MathExpression {
  /// Whether this says of letters, and of nothing else, that they are in one of these sets.
  fileprivate func isDeclaration(of sets: [MathNamedSet]) -> Bool {
    guard case .relation(let sides, [.element]) = self, case .namedSet(let set) = sides[1], sets.contains(set) else { return false }
    switch sides[0] {
    case .symbol: return true
    case .collection(.list, let names): return names.allSatisfy { $0.asSymbol != nil }
    default: return false
    }
  }

  /// The letters of integers and constants of which more is said than that they are: `k > 0`, `n \in \mathbb{N}`, `k = 1, 2, 3`, `n \text{ odd}`.
  fileprivate var restrictedIntegers: Set<MathSymbol> {
    let conditions: [MathExpression]
    switch self {
    case .collection(.list, let parts), .collection(.all, let parts): conditions = parts.count > 1 ? parts : []
    case .conditional(_, let condition): conditions = [condition]
    case .setBuilder(_, let parts): conditions = parts
    default: conditions = []
    }
    let restricted = conditions.reduce(into: Set<MathSymbol>()) { $0.formUnion($1.restrictedLetters) }
    return children.reduce(into: restricted) { $0.formUnion($1.restrictedIntegers) }
  }

  /// The letters that a condition is about, if it is about no others and says more than that they are integers.
  private var restrictedLetters: Set<MathSymbol> {
    let letters = { (names: Set<MathSymbol>) in names.filter { $0.isIntegerName || $0.isConstantName } }
    switch self {
    case .relation(let sides, [.element]):
      if isDeclaration(of: [.reals]) { return [] }
      // That k is an integer is no more than its name says.
      let names = letters(sides[0].symbols)
      return isDeclaration(of: [.integers]) ? names.filter { !$0.isIntegerName } : names
    case .relation(let sides, let operators):
      // m = 2k + 1 says what m is.
      let isValue = operators == [.equal] && sides[0].asSymbol != nil && !sides[1].symbols.isEmpty
      return isValue || letters(symbols) != symbols ? [] : symbols
    case .congruence: return letters(symbols) == symbols ? symbols : []
    case .function(.named(let name), _) where name.name.utf8.count > 1: return letters(symbols)
    case .product(let parts) where parts.contains(where: \.isWordName): return letters(symbols)
    default: return []
    }
  }

  /// This without the declarations beside it, and the letters they are of; `nil` if nothing of the kind stands there, or nothing else does.
  fileprivate func separatingDeclarations(
    _ isDeclaration: (MathExpression) -> Bool
  ) -> (rest: MathExpression, names: Set<MathSymbol>)? {
    switch self {
    case .collection(let kind, let parts) where [.list, .all, .any].contains(kind) && !parts.contains(where: isDeclaration):
      // "x = 2k\pi or x = \pi + 2k\pi, k \in \mathbb{Z}": what the last one says is said of all.
      guard let last = parts.last, let (rest, names) = last.separatingDeclarations(isDeclaration) else { return nil }
      return (.collection(kind, parts.dropLast() + [rest]), names)
    case .collection(let kind, let parts) where [.list, .all].contains(kind):
      let rest = parts.filter { !isDeclaration($0) }
      guard !rest.isEmpty, rest.count < parts.count else { return nil }
      let names = parts.filter(isDeclaration).reduce(into: Set<MathSymbol>()) { $0.formUnion($1.symbols) }
      return (rest.count == 1 ? rest[0] : .collection(kind, rest), names)
    case .conditional(let value, let condition): return isDeclaration(condition) ? (value, condition.symbols) : nil
    case .setBuilder(let value, let conditions):
      // `\{x | x = k\pi, k \in \mathbb{Z}\}` is what x is.
      let others = conditions.filter { !isDeclaration($0) }
      if value.asSymbol != nil, others.count == 1, others.count < conditions.count, case .relation(let sides, [.equal]) = others[0],
        sides[0] == value
      {
        return (others[0], conditions.filter(isDeclaration).reduce(into: []) { $0.formUnion($1.symbols) })
      }
      // Not `\{x | x \in \mathbb{R}\}`, which is a set by itself.
      guard value.asSymbol == nil, value.isValue, conditions.allSatisfy(isDeclaration) else { return nil }
      return (value, conditions.reduce(into: []) { $0.formUnion($1.symbols) })
    default: return nil
    }
  }

  fileprivate var isCongruence: Bool { if case .congruence = self { true } else { false } }

  /// Whether this says what `a_n` or `a(n)` is for one of these letters.
  func isSequence(over letters: Set<MathSymbol>) -> Bool {
    guard case .relation(let sides, [.equal]) = self, letters.count == 1, let letter = letters.first else { return false }
    switch sides[0] {
    case .symbol(let symbol): return symbol.index == letter.name
    case .function(.named, let arguments): return letter.isIntegerName && arguments == [.symbol(letter)]
    default: return false
    }
  }
}
