/// Equations up to a factor and what stands on which side.
extension Decider {
  /// `y = \sqrt{x}` or `y = -\sqrt{x}` against `y^2 = x`; `nil` if the members are no such branches.
  func decideBranches(_ members: [MathExpression], _ sides: [MathExpression]) -> EqualityDecision? {
    guard members.count == 2, case .relation(let first, [.equal]) = members[0], case .relation(let second, [.equal]) = members[1],
      first[0] == second[0], case .symbol(let label) = first[0], sides.contains(where: { $0.symbols.contains(label) }),
      sides[0] != first[0], first[1].symbols.isEmpty == false
    else { return nil }
    guard first[1].isSimpleBranch, decideValues(first[1], .negating(second[1])).isEqual else {
      return .undecided(.unsupported, "an equation and its branches")
    }
    // A real y with y² = c²f has f at least 0, so the root asks for nothing more.
    let square = { (base: MathExpression) in MathExpression.power(base, .integer(2)) }
    return proportional(square(first[0]), square(first[1]), sides[0], sides[1], isDirected: false)
  }

  /// Whether two equations are one up to a factor and what stands on which side.
  func decideEquations(
    _ a: MathExpression, _ b: MathExpression, _ c: MathExpression, _ d: MathExpression
  ) -> EqualityDecision {
    if a.isLabel, c.isLabel, case .function(.named(let f), let mine) = a, case .function(.named(let g), let theirs) = c {
      return decideDefinitions(f, mine, b, g, theirs, d)
    }
    // a_n = n^2 and a_k = k^2
    if case .symbol(let mine) = a, case .symbol(let theirs) = c, let own = mine.indexLetter, let other = theirs.indexLetter, own != other,
      mine.name == theirs.name, options.renaming != .none, !b.symbols.contains(other)
    {
      let decision = decide(b.renaming(own, to: other), d)
      if decision.isEqual { lean(.renamedSymbols) }
      return decision
    }
    // With one label on the left, the equations say what the right sides are.
    let isLabelling = { (label: MathExpression, value: MathExpression) in
      label.symbols.isEmpty || label.isApplication || !value.symbols.isSuperset(of: label.symbols)
    }
    if a.isLabel, c.isLabel, isLabelling(a, b), isLabelling(c, d) {
      if a == c {
        let decision = decide(b, d)
        return decision.isDifferent && areIntegersGivenByOne(a, b, d)
          ? .undecided(.ambiguous, "whether a letter runs through the integers") : decision
      }
      // a_n and a_{n+1}
      if let mine = a.asSymbol, let theirs = c.asSymbol, mine.name == theirs.name, mine.index != theirs.index, !b.symbols.isEmpty,
        mine.indexLetter == nil || theirs.indexLetter == nil
      {
        return .undecided(.ambiguous, "other members of a sequence")
      }
      if a.isApplication || c.isApplication, options.labelsOptional {
        let decision = decide(b, d)
        guard decision.isEqual, a.isGraph(of: c) || c.isGraph(of: a) else {
          return decision.isEqual ? .undecided(.ambiguous, "other names") : decision
        }
        lean(.label)
        return decision
      }
    }
    let inOrder = all(2) { $0 == 0 ? decide(a, c) : decide(b, d) }
    if inOrder.isEqual || inOrder.outcome == .limitExceeded { return inOrder }
    let crossed = all(2) { $0 == 0 ? decide(a, d) : decide(b, c) }
    if crossed.isEqual || crossed.outcome == .limitExceeded { return crossed }
    // `S = 12` and `\text{Area} = 12`: a word names what a letter stands for.
    if a.isLabel, c.isLabel, a != c, b.symbols.isEmpty, d.symbols.isEmpty, a.isWordLabel || c.isWordLabel, options.labelsOptional {
      if a.isWordLabel, c.isWordLabel { return .undecided(.ambiguous, "other names") }
      // S is an area, and no perimeter.
      if case .symbol(let word) = a.isWordLabel ? a : c, case .symbol(let letter) = a.isWordLabel ? c : a,
        !UnitWords.names(word.name, letter.name)
      {
        return .undecided(.ambiguous, "other names")
      }
      // `\angle A` is also called A, and not B.
      if case .product(let parts) = a.isWordLabel ? a : c, parts.last != (a.isWordLabel ? c : a) {
        return .undecided(.ambiguous, "other names")
      }
      let decision = decide(b, d)
      if decision.isEqual { lean(.label) }
      return decision
    }
    // Sides that are not values (vectors, sets) are not rearranged.
    for side in [a, b, c, d] {
      guard case .value = side.shape else {
        return a == c && inOrder.isDifferent ? inOrder : .undecided(.exhausted, "equations between structures")
      }
    }
    return proportional(a, b, c, d, isDirected: false)
  }

  /// Whether an integer is given by another one in two ways that run through the same numbers: `n = 3k + 1` and `n = 3k - 2`.
  private func areIntegersGivenByOne(_ label: MathExpression, _ value: MathExpression, _ other: MathExpression) -> Bool {
    guard label.asSymbol?.isIntegerName == true, value.symbols == other.symbols, value.symbols.count == 1, let letter = value.symbols.first
    else { return false }
    return letter.isIntegerName && substitutions(for: letter, in: other, from: value, isInteger: true).isEmpty == false
  }

  /// Compares `a - b` and `c - d` up to a factor that is not zero (positive, if `isDirected`).
  func proportional(
    _ a: MathExpression, _ b: MathExpression, _ c: MathExpression, _ d: MathExpression, isDirected: Bool
  ) -> EqualityDecision {
    // |z| = 1 is a circle, where z has two parts.
    let sides = [a, b, c, d]
    let letters = sides.reduce(into: Set<MathSymbol>()) { $0.formUnion($1.complexLetters) }
    guard letters.isEmpty else {
      let split = sides.map { $0.splitting(letters) }
      if split == sides { return .undecided(.unsupported, "a relation between complex numbers") }
      return proportional(split[0], split[1], split[2], split[3], isDirected: isDirected)
    }
    let pool = TermPool(work: work)
    defer { work = pool.work }
    do throws(DecisionFailure) {
      var lowering = Lowering(pool)
      let first = try pool.difference(lowering.lower(a), lowering.lower(b))
      let second = try pool.difference(lowering.lower(c), lowering.lower(d))
      let comparison = ZeroSets(pool, TermDecision(pool, options, self))
      let decision = try comparison.compare(first, second, isDirected: isDirected)
      // Of a word that only one of them has nothing is known.
      let (mine, theirs) = (MathExpression.sum([a, b]), MathExpression.sum([c, d]))
      if decision.isDifferent, let name = mine.unknownNames(against: theirs) { return .undecided(.unsupported, "the name \(name)") }
      if decision.isDifferent, mine.isGeneralSolution, theirs.isGeneralSolution { return .undecided(.ambiguous, "arbitrary constants") }
      return decision
    } catch {
      return verdict(on: error)
    }
  }
}

extension MathExpression {
  /// Whether this is a square root with a number as its factor, with its sign.
  fileprivate var isSimpleBranch: Bool {
    switch self {
    case .function(.squareRoot, let parts): parts.allSatisfy(\.isPolynomial)
    case .power(let base, .quotient(let top, let bottom)): base.isPolynomial && top == .integer(1) && bottom == .integer(2)
    case .negative(let part): part.isSimpleBranch
    case .product(let parts):
      parts.count(where: \.isSimpleBranch) == 1 && parts.allSatisfy { $0.isSimpleBranch || $0.isValue && $0.symbols.isEmpty }
    case .quotient(let top, let bottom): top.isSimpleBranch && bottom.isValue && bottom.symbols.isEmpty
    default: false
    }
  }

  /// Whether this has a value everywhere: no quotients by symbols, no roots.
  var isPolynomial: Bool {
    switch self {
    case .number, .symbol: true
    case .sum, .product, .negative: children.allSatisfy(\.isPolynomial)
    case .quotient(let top, let bottom): top.isPolynomial && bottom.symbols.isEmpty
    case .power(let base, .number(let exponent)): base.isPolynomial && exponent.value.isInteger && exponent.value.signum > 0
    default: false
    }
  }
}
