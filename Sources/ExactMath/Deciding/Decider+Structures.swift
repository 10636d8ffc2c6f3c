/// Two expressions of any shape, each kind with its own rules.
extension Decider {
  /// Decides two expressions of any shape.
  func decide(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
    let decision = decideShapes(a, b)
    let (mine, theirs) = (a.hasIndependentSigns, b.hasIndependentSigns)
    guard decision.isDifferent ? mine || theirs : decision.isEqual && mine != theirs else { return decision }
    // Where the other side lists the values of all choices of signs, these are what is meant.
    if mine != theirs, let choices = (mine ? a : b).independentSigns, case let other = mine ? b : a,
      case let list = MathExpression.collection(.any, choices), decideShapes(mine ? list : other, mine ? other : list).isEqual
    {
      return .equal(.structural, "all choices of the signs ±")
    }
    return .undecided(.ambiguous, "whether signs ± are chosen together")
  }

  private func decideShapes(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
    depth += 1
    defer { depth -= 1 }
    guard depth < 64, work.spend(4) else { return .limitExceeded }
    if a == b { return .equal(.structural, "the same expression") }
    if depth == 1 {
      declaresFamily = a.isDeclaredFamily || b.isDeclaredFamily
    }
    let plain = depth == 1 ? withoutDeclarations(a.withPrimes(as: b), b.withPrimes(as: a)) : (a, b)
    return decideSharing(plain.0, plain.1, decidePlain) ?? decidePlain(plain.0, plain.1)
  }

  /// What is left of two expressions without declarations.
  private func decidePlain(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
    if depth == 1, let decision = decideDomains(a, b) ?? decideResidues(a, b) { return decision }
    let named = namingSets(a, b)
    let (a, b) = (expandingSigns(named.0), expandingSigns(named.1))
    if let decision = decideAssignments(a, b) { return decision }
    switch (a.shape, b.shape) {
    case (.value, .value): return decideTwoValues(a, b)
    case (.infinity(let x), .infinity(let y)):
      return x == y ? .equal(.structural, "both infinite") : .different(.structure, "infinities of different sign")
    case (.infinity, .value): return decideInfinity(b)
    case (.value, .infinity): return decideInfinity(a)
    case (.tuple(let x), .tuple(let y)): return decideOrdered(x, y)
    case (.matrix(let x), .matrix(let y)): return decideMatrices(x, y)
    case (.matrix(let x), .tuple(let y)), (.tuple(let y), .matrix(let x)):
      return decideVector(x, y)
    case (.set(let x), .set(let y)): return decideSets(x, y)
    case (.list(let x, let kindX), .list(let y, let kindY)): return decideLists(x, kindX, y, kindY)
    case (.set(let x), .tuple), (.tuple, .set(let x)):
      // `\{(0, 0)\}` is one point.
      guard x.count == 1, options.bracketsOptional, memberDepth == 0 else { return .different(.structure, "a set and a tuple") }
      lean(.brackets)
      return decide(x[0], a.isSet ? b : a)
    case (.set(let x), .list(let y, let kind)), (.list(let y, let kind), .set(let x)):
      guard options.bracketsOptional else { return .different(.structure, "a set and a list") }
      if let (_, values) = numberedValues(of: y) {
        lean(.label)
        return decideSets(x, values)
      }
      // Braces around values of several names are those of a system.
      if x.givesSeveralNames, y.givesSeveralNames { return decide(.collection(kind, x), .collection(kind, y)) }
      // Values of different names are no set.
      if values(of: y) == nil, y.contains(where: { if case .relation = $0 { true } else { false } }) {
        return .undecided(.unsupported, "a set and labelled members")
      }
      lean(.brackets)
      return decideSets(x, values(of: y, kind) ?? y)
    case (.tuple(let x), .list(let y, .list)), (.list(let y, .list), .tuple(let x)), (.tuple(let x), .list(let y, .all)),
      (.list(let y, .all), .tuple(let x)):
      guard options.bracketsOptional else { return .different(.structure, "a tuple and a list") }
      lean(.brackets)
      return decideCoordinates(x, y)
    case (.region, .region), (.region, .set), (.set, .region): return decideRegions(a, b)
    case (.region, .value), (.value, .region):
      // A bold R is ℝ where it stands against a set.
      if case .symbol(let symbol) = a.isValue ? a : b, symbol.mark == .vector,
        case .namedSet(let set) = MathParser.asNumberSet(a.isValue ? a : b)
      {
        lean(.setInWords)
        return decideRegions(.namedSet(set), a.isValue ? b : a)
      }
      return a.isOpaqueValue || b.isOpaqueValue
        ? .undecided(.unsupported, "\(a.shapeName) and \(b.shapeName)")
        : .different(.structure, "\(a.shapeName) and \(b.shapeName)")
    case (.tuple, .region), (.region, .tuple):
      // A pair in parentheses may as well be an open interval, and one in brackets a closed one.
      guard let interval = (a.isArray ? a : b).pairAsInterval else {
        return .different(.structure, "\(a.shapeName) and \(b.shapeName)")
      }
      return a.isArray ? decideRegions(interval, b) : decideRegions(a, interval)
    case (.relation(let x, let operatorsX), .relation(let y, let operatorsY)):
      return decideRelations(x, operatorsX, y, operatorsY)
    case (.relation, .other), (.other, .relation):
      if let decision = decideCongruence(a, b) { return decision }
      if case .relation(let parts, let operators) = a { return decideLabelled(parts, operators, a, b) }
      if case .relation(let parts, let operators) = b { return decideLabelled(parts, operators, b, a) }
      return .undecided(.unsupported, "\(a.shapeName) and \(b.shapeName)")
    case (.relation(let parts, let operators), _): return decideLabelled(parts, operators, a, b)
    case (_, .relation(let parts, let operators)): return decideLabelled(parts, operators, b, a)
    case (.list(let x, let kind), .region), (.region, .list(let x, let kind)):
      return decideConditions(x, kind, isFirst: a.isList, a, b)
    case (.quantity(let x, let unitX), .quantity(let y, let unitY)): return decideQuantities(x, unitX, y, unitY)
    case (.quantity(let x, let unit), _): return decideQuantity(x, unit, b)
    case (_, .quantity(let y, let unit)): return decideQuantity(y, unit, a)
    case (.words(let x), .words(let y)):
      return decideWords(x, y)
    case (.choice(let x), .choice(let y)):
      return x == y ? .equal(.structural, "the same choice") : .different(.structure, "different choices")
    case (.other, .other): return decideOthers(a, b)
    case (.list(let x, let kind), .value), (.value, .list(let x, let kind)):
      if kind != .any, let decision = decideLetterChoices(a.isList ? b : a, x) { return decision }
      return decideSingle(a.isList ? b : a, values(of: x, kind) ?? x, isOr: kind == .any)
    case (.set(let x), .value), (.value, .set(let x)):
      // A set in a set is a member of its own.
      guard x.count == 1, options.bracketsOptional, memberDepth == 0 else { return .different(.structure, "a set and a value") }
      lean(.brackets)
      return decide(x[0], a.isSet ? b : a)
    case (.words, .region), (.region, .words): return .undecided(.unsupported, "words and a set")
    case (.other, .value), (.value, .other):
      switch (a, b) {
      case (.ratio, .ratio): return .different(.structure, "ratios of different length")
      case (.time, .ratio), (.ratio, .time): return decideOthers(a, b)
      default: break
      }
      if let decision = decideCongruence(a, b) { return decision }
      return decideCases(a, b) ?? .undecided(.unsupported, "\(a.shapeName) and \(b.shapeName)")
    case (.other, _), (_, .other):
      return .undecided(.unsupported, "\(a.shapeName) and \(b.shapeName)")
    case (.value, .matrix), (.matrix, .value), (.value, .tuple), (.tuple, .value):
      // `A^{-1}` or `2 (1, 2)` may have any shape.
      return decideComputed(a, b)
    case (.words(let text), .value), (.value, .words(let text)):
      if let letters = (a.isValue ? a : b).capitalLetters, letters.count > 1 {
        if letters.joined() == text { return .equal(.structural, "the same letters") }
        // Letters of choices that are others.
        let areChoices = (letters + text.map(String.init)).allSatisfy { "A"..."J" ~= $0 && $0.utf8.count == 1 }
        return areChoices && Set(letters) != Set(text.map(String.init))
          ? .different(.structure, "different letters") : .undecided(.ambiguous, "letters and words")
      }
      return UnitWords.maySayNumber(text)
        ? .undecided(.unsupported, "a number in words") : .different(.structure, "\(a.shapeName) and \(b.shapeName)")
    case (.words(let text), _) where b.isStructure && UnitWords.maySaySet(text),
      (_, .words(let text)) where a.isStructure && UnitWords.maySaySet(text):
      return .undecided(.unsupported, "a sentence with a formula")
    case (.words(let text), .infinity), (.infinity, .words(let text)):
      return UnitWords.maySayNumber(text)
        ? .undecided(.unsupported, "a number in words") : .different(.structure, "\(a.shapeName) and \(b.shapeName)")
    default: return .different(.structure, "\(a.shapeName) and \(b.shapeName)")
    }
  }

  // MARK: The rest

  /// Two values: as numbers, as families, as functions with arbitrary constants.
  private func decideTwoValues(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
    // `\binom12` and `\binom34` are 0 as numbers, and rather columns.
    if case .function(.binomial, let x) = a, case .function(.binomial, let y) = b, x != y, decideValues(a, .integer(0)).isEqual {
      return .undecided(.ambiguous, "columns that are written as numbers of choices")
    }
    let decision = decideLetters(a, b)
    guard decision.isDifferent else { return decision }
    if let other = decideFamilies(a, b) ?? decideConstants(a, b) ?? decideConstantNames(a, b) { return other }
    // Of a general solution the constants may be written in other ways than by their names.
    guard a.isGeneralSolution, b.isGeneralSolution, !(a.isLinearInConstant && b.isLinearInConstant) else {
      // One of them has the constants A and B, or a and b.
      let isOther = a.isGeneralSolution != b.isGeneralSolution && !a.symbols.symmetricDifference(b.symbols).allSatisfy(\.isConstantName)
      return isOther && (a.isGeneralSolution ? a : b).symbols.count(where: \.isIndexedConstant) > 1
        ? .undecided(.ambiguous, "arbitrary constants") : decision
    }
    return refuteSolutions(a, b) ?? .undecided(.ambiguous, "arbitrary constants")
  }

  func decideOthers(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
    switch (a, b) {
    case (.time(let x), .time(let y)): return decideTimes(x, y)
    // 10:50 for 10:05 is no ratio, and the hours of 21:00 are no part of one.
    case (.time(let time), .ratio(let parts)), (.ratio(let parts), .time(let time)):
      guard parts.count == 2, case .number(let hours) = parts[0], case .number(let minutes) = parts[1], let hour = hours.value.countValue,
        let minute = minutes.value.countValue, 0...24 ~= hour, 0..<60 ~= minute
      else { return .undecided(.unsupported, "a time and a ratio") }
      return decideOthers(.time(time), .time(MathTime(hours: hour, minutes: minute, isAfternoon: nil)))
    case (.ratio(let x), .ratio(let y)):
      guard x.count == y.count else { return .different(.structure, "ratios of different length") }
      return decideRatios(x, y)
    case (.congruence(let x, let m), .congruence(let y, let n)): return decideCongruences(x, m, y, n)
    case (.conditional(let x, let p), .conditional(let y, let q)):
      return all(2) { $0 == 0 ? decide(x, y) : decide(p, q) }
    case (.collection(.cases, let x), .collection(.cases, let y)):
      if let decision = decideCases(a, b) { return decision }
      let decision = decideSets(x, y)
      return decision.isDifferent ? .undecided(.exhausted, "cases that split differently") : decision
    default: return .undecided(.unsupported, "\(a.shapeName) and \(b.shapeName)")
    }
  }
}
