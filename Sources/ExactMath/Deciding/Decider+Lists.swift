/// Sets and lists: members in any order, values of one name or of several.
extension Decider {
  /// Whether both have the same members; duplicates count once, if `merging`.
  func decideSets(_ x: [MathExpression], _ y: [MathExpression], merging: Bool = true) -> EqualityDecision {
    let decision = decideMembers(x, y, merging: merging)
    if !decision.isEqual, let decision = decideProgressions(values(of: x) ?? x, values(of: y) ?? y) { return decision }
    if decision.isDifferent, x.areSystemUnlike(y) { return .undecided(.exhausted, "systems in other unknowns") }
    // A family may be split in several, `n\pi` in `2n\pi` and `(2n+1)\pi`.
    guard decision.isDifferent, options.lettersMayBeIntegers, x.contains(where: hasFamily), y.contains(where: hasFamily),
      x.count != y.count
    else { return decision }
    return .undecided(.ambiguous, "families of numbers, compared as sets")
  }

  func decideMembers(_ x: [MathExpression], _ y: [MathExpression], merging: Bool) -> EqualityDecision {
    let written = (MathExpression.expandingEllipsis(x) ?? x, MathExpression.expandingEllipsis(y) ?? y)
    if written.0.contains(.ellipsis) || written.1.contains(.ellipsis) { return .undecided(.unsupported, "an ellipsis") }
    let (x, y) = (written.0.flatMap(signChoices), written.1.flatMap(signChoices))
    guard work.spend(x.count * y.count) else { return .limitExceeded }
    if x.isEmpty || y.isEmpty {
      return x.isEmpty && y.isEmpty ? .equal(.structural, "both empty") : .different(.structure, "one of them is empty")
    }
    memberDepth += 1
    defer { memberDepth -= 1 }
    var proof = EqualityDecision.Proof.structural
    var open: EqualityDecision?
    // The hits of each member on the other side, whose rows and columns must all have one.
    var isHit = [Bool](repeating: false, count: y.count)
    var isOpenHit = [Bool](repeating: false, count: y.count)
    // Members may be sets themselves, so this is told at the end only.
    var repeats = false
    defer { metRepetition = repeats }
    for member in x {
      var found = false
      var unknown: EqualityDecision?
      for (place, other) in y.enumerated() where !found || !isHit[place] {
        if found, y.count > 1, !merging { break }
        let decision = decide(member, other)
        switch decision.outcome {
        case .equal:
          if found || isHit[place] { repeats = true }
          found = true
          isHit[place] = true
          if let other = decision.proof, rank(other) > rank(proof) { proof = other }
        case .different: break
        case .limitExceeded: return decision
        case .undecided:
          unknown = unknown ?? decision
          isOpenHit[place] = true
        }
      }
      if !found {
        guard let unknown else { return .different(.structure, "a member without an equal") }
        open = open ?? unknown
      }
    }
    for place in y.indices where !isHit[place] {
      if !isOpenHit[place] { return .different(.structure, "a member without an equal") }
      open = open ?? .undecided(.exhausted, "a member may have no equal")
    }
    return open ?? .equal(proof, "the same members")
  }

  /// The values of `x = 1 or x = 2`, if every member labels the same symbol.
  func values(of parts: [MathExpression], _ kind: MathCollection) -> [MathExpression]? {
    guard options.labelsOptional, kind != .all, let values = values(of: parts) else { return nil }
    lean(.label)
    return values
  }

  func values(of parts: [MathExpression]) -> [MathExpression]? {
    var label: MathExpression?
    var result: [MathExpression] = []
    for part in parts {
      guard case .relation(let sides, [.equal]) = part, sides[0].isLabel else { return nil }
      if let label, label != sides[0] { return nil }
      label = sides[0]
      result.append(sides[1])
    }
    return result
  }

  /// The values of `x_1 = 1, x_2 = 3`, where the numbers below one letter count them, and the letter; `nil` for anything else.
  func numberedValues(of parts: [MathExpression]) -> (name: String, values: [MathExpression])? {
    guard options.labelsOptional, parts.count > 1 else { return nil }
    var name: String?
    var values: [MathExpression] = []
    for (place, part) in parts.enumerated() {
      guard case .relation(let sides, [.equal]) = part, case .symbol(let symbol) = sides[0], symbol.index == String(place + 1),
        name == nil || name == symbol.name
      else { return nil }
      name = symbol.name
      values.append(sides[1])
    }
    return name.map { ($0, values) }
  }

  /// `x_1 = 1, x_2 = 3` against `x = 3` or `x = 1`, and eigenvalues `\lambda_1, \lambda_2` against theirs, in any order; `nil` for anything else.
  func decideNumbered(_ x: [MathExpression], _ y: [MathExpression]) -> EqualityDecision? {
    for (numbered, others) in [(x, y), (y, x)] {
      guard let (name, values) = numberedValues(of: numbered), numberedValues(of: others) == nil else { continue }
      if let own = self.values(of: others), case .relation(let sides, _)? = others.first, case .symbol(let symbol) = sides[0],
        symbol.name == name, symbol.index == nil
      {
        lean(.label)
        return decideSets(values, own)
      }
      if name == "lambda", others.allSatisfy({ if case .relation = $0 { false } else { true } }) {
        lean(.label)
        return decideSets(values, others)
      }
    }
    return nil
  }

  func decideLists(
    _ x: [MathExpression], _ kindX: MathCollection, _ y: [MathExpression], _ kindY: MathCollection
  ) -> EqualityDecision {
    // p ∧ q and p ∨ q.
    if x + y != [], (x + y).allSatisfy(\.isStatementLetter),
      MathExpression.collection(kindX, x).joiningWords != MathExpression.collection(kindY, y).joiningWords
    {
      return .undecided(.ambiguous, "letters joined by different words")
    }
    let (x, y) = (MathExpression.expandingEllipsis(x) ?? x, MathExpression.expandingEllipsis(y) ?? y)
    if let decision = decideNumbered(x, y) { return decision }
    let isLabelled = { (part: MathExpression) in if case .relation = part { true } else { false } }
    let isStatement = { (part: MathExpression) in if case .congruence = part { true } else { isLabelled(part) } }
    if kindX != kindY, x.contains(where: isStatement), y.contains(where: isStatement), let decision = decideJoined(x, kindX, y, kindY) {
      return decision
    }
    // Values of several names are not several values of one.
    if (values(of: x) != nil && isOfSeveralNames(y)) || (values(of: y) != nil && isOfSeveralNames(x)), options.labelsOptional {
      let decision = decideSets(x, y)
      return decision.isEqual ? .undecided(.ambiguous, "values of several names") : decision
    }
    if x.contains(where: isLabelled) != y.contains(where: isLabelled) {
      let (first, second) = (values(of: x, kindX) ?? x, values(of: y, kindY) ?? y)
      if first.contains(where: isLabelled) || second.contains(where: isLabelled) {
        // (0, 0), (1, 1) and x = y = 0 or x = y = 1
        if (kindX == .any || kindY == .any), (x + y).allSatisfy({ isLabelled($0) || $0.isArray }) { return decideSets(x, y) }
        return decideValuesInOrder(x, y)
      }
      let decision = decideSets(first, second)
      guard decision.isEqual, metRepetition, !haveSameRepetitions(first, second) else { return decision }
      return .undecided(.ambiguous, "a member is repeated")
    }
    if options.listsAreOrdered, kindX == .list, kindY == .list {
      let inOrder = decideOrdered(x, y)
      guard inOrder.isDifferent, !decideSets(x, y).isDifferent else { return inOrder }
      return .undecided(.ambiguous, "the order of a list")
    }
    if x.count == y.count {
      // In order first, which is the usual case.
      let saved = leniencies
      let inOrder = decideOrdered(x, y)
      if inOrder.isEqual || inOrder.outcome == .limitExceeded { return inOrder }
      leniencies = saved
    }
    // 5 apples, 10 pears are in order what 5, 10 are.
    if x.haveSeveralUnits != y.haveSeveralUnits, !(x + y).contains(where: isLabelled) {
      return .undecided(.ambiguous, "values with units in another order")
    }
    let decision = decideSets(x, y)
    if decision.isEqual {
      let counts = [x, y].map { $0.flatMap(signChoices).count }
      guard counts[0] == counts[1], !metRepetition || haveSameRepetitions(x, y) else {
        return .undecided(.ambiguous, "a member is repeated")
      }
      lean(.listOrder)
    }
    return decision
  }

  private func isOfSeveralNames(_ parts: [MathExpression]) -> Bool { parts.givesSeveralNames && numberedValues(of: parts) == nil }

  /// Whether two lists with the same members have each as often; of `1, 1, 2` and `1, 2, 2` they have not.
  func haveSameRepetitions(_ x: [MathExpression], _ y: [MathExpression]) -> Bool {
    guard work.spend(x.count * y.count) else { return false }
    return x.allSatisfy { member in
      x.count { decide(member, $0).isEqual } == y.count { decide(member, $0).isEqual }
    }
  }

  /// Statements joined by words of different meaning: `x < 1 or x > 2` and `x < 1 and x > 2`.
  ///
  /// `nil` if the words do not matter: all give
  /// values to one name, or commas and "and" join statements about several.
  func decideJoined(
    _ x: [MathExpression], _ kindX: MathCollection, _ y: [MathExpression], _ kindY: MathCollection
  ) -> EqualityDecision? {
    if values(of: x) != nil, values(of: y) != nil { return nil }
    let symbols = (x + y).reduce(into: Set<MathSymbol>()) { $0.formUnion($1.symbols) }
    if !Set([kindX, kindY]).contains(.any), symbols.count > 1 { return nil }
    if symbols.count == 1, let symbol = symbols.first {
      let decision = compareRealSets { reader throws(DecisionFailure) in
        (try reader.condition(.collection(kindX, x), on: symbol), try reader.condition(.collection(kindY, y), on: symbol))
      }
      if let decision { return decision }
    }
    // A comma may mean "or" as well as "and".
    if Set([kindX, kindY]) == [.any, .list], symbols.count == 1, options.bracketsOptional { return nil }
    let decision = x.count == y.count ? decideSets(x, y) : .different(.structure)
    switch decision.outcome {
    case .equal: return .undecided(.ambiguous, "statements joined by different words")
    case .different: return .undecided(.exhausted, "statements joined by different words")
    case .undecided, .limitExceeded: return decision
    }
  }

  /// `x = 1, y = 2` against `(1, 2)`: by the order of the names, whatever order they stand in.
  func decideCoordinates(_ tuple: [MathExpression], _ list: [MathExpression]) -> EqualityDecision {
    // Parts with labels hold what the list says, label by label.
    if tuple.allSatisfy({ if case .relation = $0 { true } else { false } }) { return decideOrdered(tuple, list) }
    var labelled: [(name: String, value: MathExpression)] = []
    for part in list {
      guard options.labelsOptional, case .relation(let sides, [.equal]) = part, case .symbol(let symbol) = sides[0] else {
        return decideOrdered(tuple, list)
      }
      labelled.append((symbol.key, sides[1]))
    }
    // One unknown with two values has two solutions.
    guard Set(labelled.map(\.name)).count == labelled.count else { return .different(.structure, "a tuple, and values of one name") }
    let byName = labelled.sorted { $0.name.isBefore($1.name) }
    let decision = decideOrdered(tuple, byName.map(\.value))
    // In (x, y, z, t) t is the last.
    let isClear = byName.map(\.name) == labelled.map(\.name) || !labelled.contains { $0.name == "t" || $0.name == "w" }
    if decision.isEqual { lean(.label) }
    guard decision.isDifferent || !isClear, byName.map(\.name) != labelled.map(\.name) else { return decision }
    return decision.isDifferent && decideOrdered(tuple, labelled.map(\.value)).isDifferent
      ? decision : .undecided(.ambiguous, "the order of the names")
  }

  /// `x = 1, y = 2` against `1, 2`.
  func decideValuesInOrder(_ x: [MathExpression], _ y: [MathExpression]) -> EqualityDecision {
    guard options.labelsOptional, x.count == y.count else {
      return .undecided(.unsupported, "labelled members and others")
    }
    func value(_ part: MathExpression) -> MathExpression? {
      if case .relation(let sides, [.equal]) = part, sides[0].isLabel { return sides[1] }
      if case .relation = part { return nil }
      return part
    }
    let (first, second) = (x.compactMap(value), y.compactMap(value))
    guard first.count == x.count, second.count == y.count else {
      return .undecided(.unsupported, "labelled members and others")
    }
    let decision = decideOrdered(first, second)
    if decision.isEqual {
      // Values without names are in the order of the names.
      guard areInOrder(x), areInOrder(y) else { return .undecided(.ambiguous, "the order of labelled members") }
      lean(.label)
    }
    guard decision.isDifferent else { return decision }
    return decideSets(first, second).isDifferent ? decision : .undecided(.ambiguous, "the order of labelled members")
  }

  /// Whether the names that values are given to are in the order of the alphabet.
  private func areInOrder(_ parts: [MathExpression]) -> Bool {
    let names = parts.compactMap { part in if case .relation(let sides, [.equal]) = part { sides[0].asSymbol?.key } else { nil } }
    return zip(names, names.dropFirst()).allSatisfy { !$1.isBefore($0) }
  }

  /// `AC` against `A, C`: the letters of several choices; `nil` if it is something else.
  func decideLetterChoices(_ value: MathExpression, _ members: [MathExpression]) -> EqualityDecision? {
    guard options.bracketsOptional, let letters = value.capitalLetters, letters.count > 1, Set(letters).count == letters.count,
      letters.allSatisfy({ $0 <= "J" })
    else { return nil }
    let others = members.map { member in
      if case .choice(let letter) = member { letter } else { member.capitalLetters?.joined() ?? "" }
    }
    guard Set(others) == Set(letters), others.count == letters.count else { return nil }
    lean(.brackets)
    return .equal(.structural, "the same choices")
  }

  /// One value against several.
  func decideSingle(_ value: MathExpression, _ members: [MathExpression], isOr: Bool = false) -> EqualityDecision {
    guard members.count > 1 else { return members.first.map { decide($0, value) } ?? .different(.structure) }
    let equals = all(members.count) { decide(members[$0], value) }
    if equals.isEqual, members.givesSeveralNames { return .undecided(.ambiguous, "one value and values of several names") }
    if !equals.isEqual, hasFamily(value), let decision = decideProgressions([value], members) { return decision }
    if equals.isDifferent, hasFamily(value), options.lettersMayBeIntegers {
      return .undecided(.ambiguous, "families of numbers, compared as sets")
    }
    switch equals.outcome {
    case .different: return .different(.structure, "one value and several different ones")
    // "\frac12 or 0.5" says it twice; a comma may count a double root.
    case .equal: return isOr ? equals : .undecided(.ambiguous, "one value, and the same one repeated")
    default: return equals
    }
  }
}

extension String {
  /// Whether a name stands before another one: by the alphabet, and `x_2` before `x_{10}`.
  fileprivate func isBefore(_ other: String) -> Bool {
    let (mine, theirs) = (split(separator: "_", maxSplits: 1), other.split(separator: "_", maxSplits: 1))
    if mine.count == 2, theirs.count == 2, mine[0] == theirs[0], let first = Int(mine[1]), let second = Int(theirs[1]) {
      return first < second
    }
    return self < other
  }
}

extension [MathExpression] {
  /// Whether these are quantities in different units.
  fileprivate var haveSeveralUnits: Bool {
    let units = compactMap { part in if case .quantity(_, let unit) = part { unit } else { MathUnit?.none } }
    return Set(units).count > 1
  }

  /// Whether these give values to names that are not all one.
  var givesSeveralNames: Bool {
    var names: Set<MathExpression> = []
    for part in self {
      guard case .relation(let sides, [.equal]) = part, sides[0].isLabel else { return false }
      names.insert(sides[0])
    }
    return names.count > 1
  }

  /// Whether these are equations and the others too, and one side has unknowns that the other has not, or labels of another kind: `x = 1 + t, y = t` and
  /// `x - y = 1, z = 0`; `a = 1, b = 0` and `(a, b) = (1, 0)`.
  ///
  /// Their solutions may be the same though no member has its equal.
  fileprivate func areSystemUnlike(_ others: [MathExpression]) -> Bool {
    let areEquations = (self + others).allSatisfy {
      if case .relation(_, let operators) = $0 { operators.allSatisfy { $0 == .equal } } else { false }
    }
    guard areEquations else { return false }
    func unknowns(_ parts: [MathExpression]) -> Set<MathSymbol> { parts.reduce(into: []) { $0.formUnion($1.symbols) } }
    func labelsPoints(_ parts: [MathExpression]) -> Bool {
      parts.contains { part in
        if case .relation(let sides, _) = part, case .collection(.tuple, _) = sides[0] { true } else { false }
      }
    }
    let (mine, theirs) = (unknowns(self), unknowns(others))
    return mine != theirs && !mine.isDisjoint(with: theirs) && (count > 1 || others.count > 1) || labelsPoints(self) != labelsPoints(others)
  }
}
