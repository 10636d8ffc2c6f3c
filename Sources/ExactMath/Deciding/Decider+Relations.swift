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
  private func shortened(
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

  // MARK: Labels

  /// A relation against something else: `x = 3` against `3`, `x \in S` against `S`, `x < 3` against `(-\infty, 3)`.
  func decideLabelled(
    _ parts: [MathExpression], _ operators: [MathRelation], _ relation: MathExpression, _ other: MathExpression
  ) -> EqualityDecision {
    let (parts, operators) = shortened(parts, operators)
    if operators == [.equal], case .list(let members, let kind) = other.shape {
      if let decision = decideFactors(members, kind, parts) { return decision }
      if let decision = decideBranches(members, parts) { return decision }
      // One solution against several for the same name.
      if let values = values(of: members), case .relation(let sides, _)? = members.first, sides[0] == parts[0], options.labelsOptional {
        let decision = decideSingle(parts[1], values)
        if decision.isEqual { lean(.label) }
        return decision
      }
    }
    if operators == [.equal] || operators == [.element] || operators == [.approximately], options.labelsOptional {
      let label = parts[0].isLabel ? 0 : parts[1].isLabel && operators == [.equal] ? 1 : nil
      if let label {
        if parts[label].isMisleadingLabel(of: parts[1 - label]) || label == 1 && parts[1].isWordName {
          return .undecided(.ambiguous, "a label that may mean something else")
        }
        var decision = decide(parts[1 - label], other)
        if decision.isEqual {
          // Of x = ax + b something is still to be solved.
          if let name = parts[label].asSymbol, parts[1 - label].symbols.contains(name) {
            return .undecided(.ambiguous, "an equation with its label on both sides")
          }
          lean(.label)
        }
        // `x = y` against `x`: either side may be the label.
        if decision.isDifferent, parts[1 - label].isLabel, !decide(parts[label], other).isDifferent {
          decision = .undecided(.ambiguous, "which side is a label")
        }
        return decision
      }
    }
    if options.labelsOptional, let decision = decideChain(parts, operators, other) { return decision }
    if options.labelsOptional, operators == [.equal], parts[0].isAskedQuantity, parts[1].symbols.isEmpty, other.symbols.isEmpty,
      !parts[0].isSum || parts[1] != .integer(0)
    {
      let decision = decide(parts[1], other)
      if decision.isEqual { lean(.label) }
      return decision
    }
    if options.labelsOptional, operators.allSatisfy({ $0 == .equal }), let decision = decideEqualCoordinates(parts, other) {
      return decision
    }
    switch other.shape {
    case .region, .set: break
    case .list(let members, let kind):
      // `x < 1 or x > 2` has members that are relations.
      return decideConditions(members, kind, isFirst: false, relation, other)
    case .words(let text) where UnitWords.saysFormula(text): return .undecided(.unsupported, "a sentence with a formula")
    case .value, .infinity, .tuple, .matrix, .quantity, .words, .choice:
      // 90° = π/2, and 1 h = 60 min, without a letter that would make it a condition.
      if options.labelsOptional, operators.allSatisfy({ $0 == .equal }), let last = parts.last,
        parts.dropLast().allSatisfy({ $0.symbols.isEmpty && decide($0, last).isEqual })
      {
        let decision = decide(last, other)
        if decision.isEqual { lean(.label) }
        return decision
      }
      return .different(.structure, "a relation and \(other.shapeName)")
    case .relation, .other: return .undecided(.unsupported, "\(relation.shapeName) and \(other.shapeName)")
    }
    guard options.relationsAsSets else { return .different(.structure, "a relation and \(other.shapeName)") }
    let symbols = relation.symbols
    guard symbols.count == 1, let symbol = symbols.first else {
      return decideBounds(parts, operators, other) ?? .undecided(.unsupported, "a relation between several symbols")
    }
    let decision = compareRealSets { reader throws(DecisionFailure) in
      (try reader.condition(relation, on: symbol), try reader.read(other))
    } mayBeOfIntegers: {
      symbol.isIntegerName
    }
    if decision?.isEqual == true { lean(.relationAsSet) }
    return decision ?? .undecided(.unsupported, "a relation that was not solved")
  }

  /// `a = b = c = 1` against `(1, 1, 1)`; `nil` if it is something else.
  private func decideEqualCoordinates(_ parts: [MathExpression], _ other: MathExpression) -> EqualityDecision? {
    guard case .tuple(let coordinates) = other.shape, let value = parts.last, value.isValue, coordinates.count == parts.count - 1 else {
      return nil
    }
    let names = parts.dropLast().compactMap(\.asSymbol)
    guard names.count == coordinates.count, Set(names).count == names.count else { return nil }
    let decision = decideOrdered(names.map { _ in value }, coordinates)
    if decision.isEqual { lean(.label) }
    return decision
  }

  /// A true chain that ends in what was computed, `1 + 1 = 2` or `\sqrt2 \approx 1.414`, against a value.
  ///
  /// The last member counts, and the one before a decimal that rounds it. `nil` for other relations.
  private func decideChain(
    _ parts: [MathExpression], _ operators: [MathRelation], _ other: MathExpression
  ) -> EqualityDecision? {
    guard let last = parts.last, let end = operators.last, [.equal, .approximately].contains(end),
      operators.dropLast().allSatisfy({ $0 == .equal }), case .value = other.shape
    else { return nil }
    var exact = end == .approximately ? Array(parts.dropLast()) : parts
    if exact.count > 1, exact[0].isLabel { exact.removeFirst() }
    guard let value = exact.last, parts.count > 1, (exact + [last]).allSatisfy({ $0.symbols.isEmpty && $0.isValue }) else { return nil }
    for member in exact.dropLast() where !decide(member, value).isEqual { return nil }
    if end == .approximately {
      guard case .number(let numeral) = last, let digits = numeral.fractionDigits ?? (numeral.value.isInteger ? 0 : nil),
        let power = BigRational(10).power(-digits, maxBits: work.limits.maxBits)
      else { return nil }
      guard let isRounded = decideClose(value, last, within: power / BigRational(2), work: &work) else {
        return .undecided(.exhausted, "whether a decimal rounds the value")
      }
      guard isRounded else { return nil }
    }
    let decision = decide(value, other)
    if decision.isEqual { lean(.label) }
    // `41.6 \approx 42` is 41.6.
    if case .number = value { return decision }
    let result = decision.isEqual || end == .equal ? decision : decide(last, other)
    if result.isEqual { lean(.label) }
    return result
  }

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

  // MARK: Equations

  /// `y = \sqrt{x}` or `y = -\sqrt{x}` against `y^2 = x`; `nil` if the members are no such branches.
  private func decideBranches(_ members: [MathExpression], _ sides: [MathExpression]) -> EqualityDecision? {
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
  private func decideEquations(
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

  // MARK: Inequalities

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

extension MathFunction {
  /// Functions of something whose value is a number that is asked for.
  fileprivate static let measures: Set<MathFunction> = [
    .determinant, .trace, .rank, .dimension, .cardinality, .minimum, .maximum, .supremum, .infimum, .greatestCommonDivisor,
    .leastCommonMultiple,
  ]
  /// Functions whose value is asked for rather than their argument, if that is an angle with a name.
  fileprivate static let ofAngles: Set<MathFunction> = [.sine, .cosine, .tangent, .cotangent, .secant, .cosecant]
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

  /// Whether this is a name that a value is given to: `x`, `f(x)`, `x_1`, `|AB|`.
  var isLabel: Bool {
    switch self {
    case .symbol(let symbol): !isWordName || !UnitWords.maySayNumber(symbol.name)
    case .function(.named, let arguments): arguments.allSatisfy { $0.isLabel || $0.isValue && $0.symbols.isEmpty }
    case .function(.derivative, _): children.allSatisfy(\.isLabel)
    // |AB| is a length; |x| = 3 is to be solved.
    case .function(.absoluteValue, _), .function(.norm, _): isAskedQuantity
    case .collection(.tuple, let parts), .collection(.list, let parts): parts.allSatisfy(\.isLabel)
    // A^{-1}, A^T
    case .power(.symbol(let base), let exponent): base.isMatrixName && (exponent == .integer(-1) || exponent.isMinusOne)
    case .function(.transpose, _): children.allSatisfy(\.isLabel)
    // A \cap B
    case .setOperation(_, let parts): parts.allSatisfy { $0.asSymbol?.isCapital == true }
    case .product(let parts):
      if let first = parts.first, first == .symbol(MathSymbol("angle")) {
        parts.count <= 4 && parts.dropFirst().allSatisfy { $0.isCapital }
      } else {
        parts.count == 2 && parts.allSatisfy { $0.isCapital }
      }
    default: false
    }
  }

  /// Whether this is a name of several letters that is none of mathematics: `\text{Area}`.
  var isWordName: Bool {
    guard case .symbol(let symbol) = self else { return false }
    return symbol.name.utf8.count > 1 && !symbol.isOwn && !MathCommand.greek.contains(symbol.name)
  }

  /// Whether this is a name in words, or an angle by its vertex: `\text{Area}`, `\angle A`.
  fileprivate var isWordLabel: Bool {
    switch self {
    case .symbol(let symbol):
      isWordName && !UnitWords.mayDeny(symbol.name)
    case .product(let parts): parts.first == .symbol(MathSymbol("angle"))
    default: false
    }
  }

  /// Whether this is what a question may ask the value of: `m + n`, `\cos A`, `\frac{S_1}{S_2}`, `P(X = 2)`, `|\vec a|`, `\lim f`.
  ///
  /// Not what is solved for one unknown: `2x`, `x^2` and `|x|` are only halfway there, and `AB^2` is not AB.
  package var isAskedQuantity: Bool {
    switch self {
    // x + y = 3 is rather a line, ax + by = c too, and r\sin\theta = 3.
    case .sum(let parts), .product(let parts), .ratio(let parts):
      symbols.count > 1 && !parts.contains { $0.symbols.isEmpty && isSum } && !isOfCurve(parts)
    case .quotient(let top, let bottom): top.symbols.union(bottom.symbols).count > 1 && !isOfCurve([top, bottom])
    case .function(.absoluteValue, let inside), .function(.norm, let inside):
      inside.allSatisfy { part in
        switch part {
        case .symbol(let symbol): symbol.mark == .vector || symbol.isCapital
        case .product, .setOperation, .collection, .sum: part.symbols.count > 1
        default: false
        }
      }
    case .function(.named(let name), let arguments): name.mark != .inverse && !arguments.contains { $0.isApplication }
    case .function(.modulo, let arguments): arguments.first?.asSymbol != nil
    case .function(let function, let arguments):
      MathFunction.measures.contains(function) && arguments.allSatisfy { !$0.symbols.isEmpty }
        || arguments.count == 1 && MathFunction.ofAngles.contains(function)
          && arguments[0].asSymbol.map { !$0.isUnknownName || $0.name == "theta" } == true
    case .series: true
    default: false
    }
  }

  /// Whether the unknowns of a curve or of a differential equation stand in these parts: x, y, ρ, θ, y′, but not r + s or x_1x_2.
  private func isOfCurve(_ parts: [MathExpression]) -> Bool {
    let areNames = parts.allSatisfy { $0.asSymbol != nil }
    return parts.reduce(into: Set<MathSymbol>()) { $0.formUnion($1.symbols) }.contains { symbol in
      guard symbol.isUnknownName || symbol.name == "rho" else { return false }
      if symbol.index.flatMap(Int.init) != nil { return false }
      return !areNames || symbol.primes > 0 || symbol.index != nil || ["x", "y", "z", "theta", "phi", "rho"].contains(symbol.name)
    }
  }

  var isSum: Bool { if case .sum = self { true } else { false } }

  /// Whether this is y and a label `f(x)` what it is drawn of, or x and the label x(t).
  fileprivate func isGraph(of label: MathExpression) -> Bool {
    guard let symbol = asSymbol, case .function(.named(let name), let arguments) = label, arguments.count == 1, name.primes == 0,
      name.mark == nil, let argument = arguments[0].asSymbol
    else { return false }
    return symbol == name || symbol == MathSymbol("y") && argument == MathSymbol("x")
  }

  /// Whether a label says more than a name: `\text{not the answer}`, or names in another order than that of the alphabet, or of other
  /// number than the values.
  func isMisleadingLabel(of value: MathExpression) -> Bool {
    switch self {
    // \bar z = 2 + i is still to be solved.
    case .symbol(let symbol):
      let isConjugate = symbol.mark == .bar && ["z", "w"].contains(symbol.name)
      return UnitWords.mayDeny(symbol.name) || symbol.primes > 0 || isConjugate
    // A^{-1} = 5
    case .power, .function(.transpose, _): return value.isValue && value.symbols.isEmpty
    // f^{-1}(x) = 3 and f(f(x)) = 3 are to be solved.
    case .function(.named(let name), let arguments):
      guard value.symbols.isEmpty, arguments.contains(where: { !$0.symbols.isEmpty }) else { return false }
      return name.mark == .inverse || arguments.contains { $0.isApplication }
    case .collection(.tuple, let parts), .collection(.list, let parts):
      guard let names = parts.map(\.asSymbol) as? [MathSymbol] else { return false }
      let keys = names.map(\.key)
      return keys != keys.sorted() || value.isValue
    default: return false
    }
  }

  /// Whether this is an interval or a union of intervals.
  fileprivate var isMadeOfIntervals: Bool {
    switch self {
    case .interval: true
    case .setOperation(.union, let parts): parts.allSatisfy(\.isMadeOfIntervals)
    default: false
    }
  }

  /// A point such as the A of `AB`.
  private var isCapital: Bool {
    if case .symbol(let symbol) = self { symbol.isCapital } else { false }
  }

  var isApplication: Bool {
    if case .function(.named, _) = self { true } else { false }
  }
}
