/// What an expression is, as far as comparison is concerned.
enum MathShape {
  case value
  case infinity(Int)
  /// Ordered members in parentheses or other brackets.
  case tuple([MathExpression])
  /// Rows and columns.
  case matrix(MathMatrix)
  /// Values without brackets, or joined by "or" or "and".
  case list([MathExpression], joined: MathCollection)
  case set([MathExpression])
  /// A set that is made of intervals, points and their unions and differences.
  case region
  case relation([MathExpression], [MathRelation])
  case quantity(MathExpression, MathUnit)
  /// Compared part by part, with others of its kind only.
  case other
  case words(String)
  case choice(String)
}

extension MathExpression {
  var shape: MathShape {
    if let sign = infinitySign { return .infinity(sign) }
    switch self {
    case .collection(let kind, let parts):
      switch kind {
      case .set: return .set(parts)
      case .tuple, .vector, .array: return parts.count == 1 ? parts[0].shape : .tuple(parts)
      case .list, .all, .any: return parts.count == 1 ? parts[0].shape : .list(parts, joined: kind)
      case .cases: return parts.count == 1 ? parts[0].shape : .other
      }
    case .interval, .namedSet, .setOperation, .setBuilder: return .region
    case .matrix(let matrix): return matrix.entries.count == 1 ? matrix.entries[0].shape : .matrix(matrix)
    case .relation(let parts, let operators): return .relation(parts, operators)
    case .quantity(let value, let unit): return .quantity(value, unit)
    case .congruence, .conditional, .time, .ellipsis: return .other
    case .ratio(let parts): return parts.count == 2 ? .value : .other
    case .text(let text): return .words(text)
    case .choice(let letter): return .choice(letter)
    case .number, .constant, .symbol, .sum, .product, .quotient, .negative, .plusMinus, .power, .function, .series:
      return .value
    }
  }
}

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
    if depth == 1 { declaresFamily = a.isDeclaredFamily || b.isDeclaredFamily }
    let plain = depth == 1 ? withoutDeclarations(a.withPrimes(as: b), b.withPrimes(as: a)) : (a, b)
    if depth == 1, let decision = decideDomains(plain.0, plain.1) { return decision }
    let named = namingSets(plain.0, plain.1)
    let (a, b) = (expandingSigns(named.0), expandingSigns(named.1))
    if let decision = decideAssignments(a, b) { return decision }
    switch (a.shape, b.shape) {
    case (.value, .value):
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

  /// Words that name a set become it, where the other side is a set, a condition or such words too.
  private func namingSets(_ a: MathExpression, _ b: MathExpression) -> (MathExpression, MathExpression) {
    guard options.wordsNameSets, a.words != nil || b.words != nil else { return (a, b) }
    let (mine, theirs) = (a.words.flatMap(SetWords.set), b.words.flatMap(SetWords.set))
    let isMeant = { (other: MathExpression) in
      switch other.shape {
      case .region, .set, .relation, .tuple, .list: true
      default: false
      }
    }
    guard mine != nil ? theirs != nil || isMeant(b) : theirs != nil && isMeant(a) else { return (a, b) }
    lean(.setInWords)
    // Against a condition on n, which is an integer by its name, the conditions of "all integers n" are what counts.
    func condition(_ set: MathExpression?, _ other: MathExpression) -> MathExpression? {
      guard case .relation = other, case .setBuilder(.relation(let sides, [.element]), let conditions)? = set,
        sides[1] == .namedSet(.integers),
        sides[0].asSymbol?.isIntegerName == true, !conditions.isEmpty
      else { return set }
      return conditions.count == 1 ? conditions[0] : .collection(.all, conditions)
    }
    return (condition(mine, b) ?? a, condition(theirs, a) ?? b)
  }

  /// A value with ± becomes the two values it stands for.
  private func expandingSigns(_ expression: MathExpression) -> MathExpression {
    switch expression {
    case .collection(let kind, let parts) where kind != .tuple && kind != .vector && parts.contains(where: \.hasSigns):
      return .collection(kind, parts.flatMap(signChoices))
    // Both signs are excluded by `x \ne \pm a`; an inequality with a sign says nothing that anyone means.
    case .relation(let parts, let operators)
    where parts.contains(where: \.hasSigns) && parts.count == 2 && operators[0].direction == nil:
      return .collection(
        operators == [.notEqual] ? .all : .any,
        [
          .relation(parts.map { $0.choosingSigns(upper: true) }, operators),
          .relation(parts.map { $0.choosingSigns(upper: false) }, operators),
        ])
    default:
      let choices = signChoices(expression)
      return choices.count > 1 ? .collection(.any, choices) : expression
    }
  }

  func signChoices(_ expression: MathExpression) -> [MathExpression] {
    guard expression.hasSigns || expression.isPointWithSigns else { return [expression] }
    return [expression.choosingSigns(upper: true), expression.choosingSigns(upper: false)]
  }

  // MARK: Members in order

  /// All decisions together: different if one is, equal if all are, with the least direct proof.
  func all(_ count: Int, _ decision: (Int) -> EqualityDecision) -> EqualityDecision {
    var open: EqualityDecision?
    var proof = EqualityDecision.Proof.structural
    var detail = ""
    for place in 0..<count {
      let member = decision(place)
      switch member.outcome {
      case .different: return .different(member.proof ?? .structure, "member \(place + 1): \(member.detail)")
      case .limitExceeded: return member
      case .undecided: open = open ?? member
      case .equal:
        if let other = member.proof, rank(other) > rank(proof) {
          proof = other
          detail = member.detail
        }
      }
    }
    return open ?? .equal(proof, detail)
  }

  func rank(_ proof: EqualityDecision.Proof) -> Int {
    EqualityDecision.Proof.allCases.firstIndex(of: proof) ?? 0
  }

  func decideOrdered(_ x: [MathExpression], _ y: [MathExpression]) -> EqualityDecision {
    let (x, y) = (MathExpression.expandingEllipsis(x) ?? x, MathExpression.expandingEllipsis(y) ?? y)
    if x.contains(.ellipsis) || y.contains(.ellipsis) { return .undecided(.unsupported, "an ellipsis") }
    guard x.count == y.count else { return .different(.structure, "\(x.count) members and \(y.count)") }
    memberDepth += 1
    defer { memberDepth -= 1 }
    return all(x.count) { decide(x[$0], y[$0]) }
  }

  private func decideMatrices(_ x: MathMatrix, _ y: MathMatrix) -> EqualityDecision {
    guard x.rows == y.rows, x.columns == y.columns else {
      return .different(.structure, "matrices of different size")
    }
    return decideOrdered(x.entries, y.entries)
  }

  private func decideVector(_ matrix: MathMatrix, _ tuple: [MathExpression]) -> EqualityDecision {
    // A tuple of rows is a matrix, too.
    let rows = tuple.compactMap { $0.isArray ? $0.arrayEntries?.1 : nil }
    if rows.count == tuple.count, rows.allSatisfy({ $0.count == rows[0].count }) {
      guard options.bracketsOptional else { return .different(.structure, "a matrix and a tuple") }
      guard rows.count == matrix.rows, rows[0].count == matrix.columns else { return .different(.structure, "matrices of different size") }
      lean(.brackets)
      return decideOrdered(matrix.entries, rows.flatMap { $0 })
    }
    guard options.bracketsOptional, matrix.rows == 1 || matrix.columns == 1 else {
      return .different(.structure, "a matrix and a tuple")
    }
    lean(.brackets)
    return decideOrdered(matrix.entries, tuple)
  }

  // MARK: The rest

  /// A congruence against the numbers it describes, or against the residue alone; `nil` for anything else.
  private func decideCongruence(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision? {
    for (congruence, other) in [(a, b), (b, a)] {
      guard case .congruence(let sides, let modulus) = congruence else { continue }
      if let family = congruenceAsFamily(congruence, like: other) {
        declaresFamily = true
        if case .relation(let parts, _) = other { return decide(family, parts[1]) }
        return decide(family, other)
      }
      // `N \equiv 25 \pmod{1000}` gives the remainder 25.
      if sides.count == 1 || sides[0].asSymbol != nil, case .number(let residue)? = sides.last, case .number(let divisor) = modulus,
        case .number = other, options.labelsOptional,
        residue.value.isInteger, residue.value.signum >= 0, residue.value < divisor.value
      {
        let decision = decide(.number(residue), other)
        if decision.isEqual { lean(.label) }
        return decision
      }
    }
    return nil
  }

  private func decideOthers(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
    switch (a, b) {
    case (.time(let x), .time(let y)):
      // A mark that is missing is as a unit that is.
      if options.unitsOptional, (x.isAfternoon == nil) != (y.isAfternoon == nil), x.hours == y.hours, 1...12 ~= x.hours,
        x.minutes == y.minutes, (x.seconds ?? 0) == (y.seconds ?? 0)
      {
        lean(.unitMissing)
        return .equal(.structural, "the same time but for its half of the day")
      }
      guard let (mine, theirs) = Self.hours(x, y) else { return .undecided(.ambiguous, "before or after noon") }
      let isSame = mine == theirs && x.minutes == y.minutes && (x.seconds ?? 0) == (y.seconds ?? 0)
      return isSame ? .equal(.structural, "the same time") : .different(.structure, "different times")
    // 10:50 for 10:05 is no ratio, and the hours of 21:00 are no part of one.
    case (.time(let time), .ratio(let parts)), (.ratio(let parts), .time(let time)):
      guard parts.count == 2, case .number(let hours) = parts[0], case .number(let minutes) = parts[1], let hour = hours.value.countValue,
        let minute = minutes.value.countValue, 0...24 ~= hour, 0..<60 ~= minute
      else { return .undecided(.unsupported, "a time and a ratio") }
      return decideOthers(.time(time), .time(MathTime(hours: hour, minutes: minute, isAfternoon: nil)))
    case (.ratio(let x), .ratio(let y)):
      guard x.count == y.count else { return .different(.structure, "ratios of different length") }
      return decideRatios(x, y)
    case (.congruence(let x, let m), .congruence(let y, let n)):
      let modulus = decide(m, n)
      guard modulus.isEqual else { return modulus }
      // `x \equiv 3 \pmod 7` and `3 \pmod 7`
      if options.labelsOptional, x.count + y.count == 3, (x.count == 2 ? x : y)[0].isLabel, let mine = x.last, let theirs = y.last {
        lean(.label)
        return decide(.congruence([mine], modulus: m), .congruence([theirs], modulus: n))
      }
      guard x.count == y.count else { return .undecided(.unsupported, "congruences of different length") }
      let parts = decideOrdered(x, y)
      if parts.isEqual { return parts }
      guard let last = x.last, let other = y.last else { return parts }
      if x.count > 1, !decideOrdered(Array(x.dropLast()), Array(y.dropLast())).isEqual {
        return .undecided(.exhausted, "different congruences")
      }
      // Residues are equal if their difference is a multiple of the modulus.
      let steps = MathExpression.quotient(.sum([last, .negating(other)]), m)
      return decideValues(steps, .function(.floor, [steps]))
    case (.conditional(let x, let p), .conditional(let y, let q)):
      return all(2) { $0 == 0 ? decide(x, y) : decide(p, q) }
    case (.collection(.cases, let x), .collection(.cases, let y)):
      if let decision = decideCases(a, b) { return decision }
      let decision = decideSets(x, y)
      return decision.isDifferent ? .undecided(.exhausted, "cases that split differently") : decision
    default: return .undecided(.unsupported, "\(a.shapeName) and \(b.shapeName)")
    }
  }

  /// The hours of two times on one clock: that of 12 hours if neither has a mark, else that of 24, on which only 13 to 24 and 0 are without
  /// doubt; `nil` if it is not known.
  private static func hours(_ x: MathTime, _ y: MathTime) -> (Int, Int)? {
    if x.isAfternoon == nil, y.isAfternoon == nil { return (x.hours, y.hours) }
    func ofDay(_ time: MathTime) -> Int? {
      guard let isAfternoon = time.isAfternoon else { return 1...12 ~= time.hours ? nil : time.hours % 24 }
      return time.hours % 12 + (isAfternoon ? 12 : 0)
    }
    guard let first = ofDay(x), let second = ofDay(y) else { return nil }
    return (first, second)
  }

  /// Ratios are equal if all products across are, and if in neither all members are zero; one member that is not zero is enough for the
  /// products with it to settle the others.
  private func decideRatios(_ x: [MathExpression], _ y: [MathExpression]) -> EqualityDecision {
    let zero = MathExpression.integer(0)
    guard let place = x.indices.first(where: { decide(x[$0], zero).isDifferent }) else {
      return .undecided(.undefined, "a ratio of zeros")
    }
    let other = decide(y[place], zero)
    guard other.isDifferent else {
      guard other.isEqual, y.contains(where: { decide($0, zero).isDifferent }) else { return .undecided(.undefined, "a ratio of zeros") }
      return .different(.structure, "a member of one ratio only is zero")
    }
    let others = x.indices.filter { $0 != place }
    return all(others.count) {
      decideValues(.product([x[others[$0]], y[place]]), .product([y[others[$0]], x[place]]))
    }
  }

  /// ∞ against a value: different only if that is certainly finite; `∞ + 1` and `\tan 90^\circ` are not.
  private func decideInfinity(_ value: MathExpression) -> EqualityDecision {
    let pool = TermPool(work: work)
    defer { work = pool.work }
    do throws(DecisionFailure) {
      var lowering = Lowering(pool)
      let term = try lowering.lower(value)
      if pool.rational(term) != nil { return .different(.rational, "a finite number and an infinite one") }
      let facts = pool.facts(term)
      if facts.contains(.opaque) { return .undecided(.unsupported, "a function without a value") }
      if facts.contains(.open) { return .different(.structure, "an infinite value and one that depends on symbols") }
      return try TermDecision(pool, options, self).isFinite(term)
        ? .different(.ball, "a finite number and an infinite one") : .undecided(.undefined, "a value that may not be finite")
    } catch {
      return verdict(on: error)
    }
  }

  /// A value that may compute to an array, against an array.
  private func decideComputed(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
    let array = a.isArray ? a : b
    let value = a.isArray ? b : a
    // `P(1,2)` names a point and says where it is.
    if case .function(.named(let name), let coordinates) = value, Self.pointNames.contains(name), coordinates.count > 1,
      coordinates.allSatisfy(\.symbols.isEmpty), options.labelsOptional, case .tuple(let parts) = array.shape
    {
      let decision = decideOrdered(coordinates, parts)
      if decision.isEqual { lean(.label) }
      return decision
    }
    // `\binom{1}{2}` is how some write a column.
    if case .function(.binomial, let entries) = value, case .matrix(let matrix) = array, matrix.rows == 2, matrix.columns == 1,
      options.bracketsOptional
    {
      let decision = decideOrdered(entries, matrix.entries)
      if decision.isEqual { lean(.brackets) }
      return decision
    }
    guard let computed = value.computedArray ?? value.inUnitVectors(of: array.arrayEntries?.1.count ?? 0) else {
      return value.mayBeArray
        ? .undecided(.unsupported, "a computation with arrays")
        : .different(.structure, "\(a.shapeName) and \(b.shapeName)")
    }
    return decide(computed, array)
  }

  /// The usual names of points; others stand for distributions and counts as well: `N(0,1)`, `U(0,1)`, `C(5,2)`.
  private static let pointNames = Set(["A", "B", "D", "E", "M", "O", "P", "Q"].map { MathSymbol($0) })

}

extension MathExpression {
  /// The interval that `(a, b)` or `[a, b]` may mean.
  var pairAsInterval: MathExpression? {
    guard case .collection(let kind, let parts) = self, parts.count == 2, kind == .tuple || kind == .array else {
      return nil
    }
    return .interval(MathInterval(parts[0], isClosed: kind == .array, parts[1], isClosed: kind == .array))
  }

  var isList: Bool {
    if case .list = shape { true } else { false }
  }
  var isSet: Bool {
    if case .set = shape { true } else { false }
  }
  /// The letters of one capital, or of a product of them.
  var capitalLetters: [String]? {
    switch self {
    case .symbol(let symbol):
      symbol.name.utf8.count == 1 && symbol.isCapital && symbol.index == nil && symbol.primes == 0 && symbol.mark == nil
        ? [symbol.name] : nil
    case .product(let parts):
      parts.compactMap(\.capitalLetters).count == parts.count ? parts.compactMap(\.capitalLetters).flatMap { $0 } : nil
    default: nil
    }
  }
  var words: String? {
    if case .text(let text) = self { text } else { nil }
  }
  /// Whether it is made of members, or is a condition on them.
  var isStructure: Bool {
    switch shape {
    case .tuple, .matrix, .list, .set, .region, .relation, .other: true
    default: false
    }
  }
  package var isValue: Bool {
    if case .value = shape { true } else { false }
  }
  var isBareQuantity: Bool {
    if case .quantity = self { true } else { false }
  }
  /// Whether this may stand for anything, as a function of unknown kind may.
  var isOpaqueValue: Bool {
    switch self {
    case .symbol, .function(.named, _), .series: true
    case .power(let base, _): base.isOpaqueValue
    case .product(let parts), .sum(let parts): parts.contains(where: \.isOpaqueValue)
    default: false
    }
  }

  /// Whether a quantity with a unit is an addend or a factor here.
  var hasQuantity: Bool {
    switch self {
    case .quantity: true
    case .sum, .product, .quotient, .negative: children.contains(where: \.hasQuantity)
    default: false
    }
  }

  /// A letter, or letters joined by words: a statement, as far as one can see.
  var isStatementLetter: Bool {
    switch self {
    case .symbol: true
    case .negative(let part): part.isStatementLetter
    case .collection(let kind, let parts): (kind == .all || kind == .any) && parts.allSatisfy(\.isStatementLetter)
    default: false
    }
  }

  /// The words that join these letters, from outside in.
  var joiningWords: [MathCollection] {
    // A comma means "and".
    if case .collection(let kind, let parts) = self { [kind == .list ? .all : kind] + parts.flatMap(\.joiningWords) } else { [] }
  }

  /// Whether this says that it is a family: by `n \in \mathbb{Z}`, or as the values of an unknown such as x.
  var isDeclaredFamily: Bool {
    if symbols.contains(where: { $0.isIntegerName && declaresInteger($0) }) { return true }
    switch self {
    case .relation(let sides, [.equal]):
      if case .symbol(let symbol) = sides[0] { return ["x", "theta", "t", "alpha", "phi"].contains(symbol.name) }
      return false
    case .collection(let kind, let parts) where kind != .tuple: return parts.contains(where: \.isDeclaredFamily)
    case .setBuilder: return true
    default: return false
    }
  }

  /// The unit applied to every member of a collection.
  func distributing(_ unit: MathUnit) -> MathExpression {
    switch self {
    case .collection(let kind, let parts): .collection(kind, parts.map { .quantity($0, unit) })
    case .interval(let interval):
      .interval(
        MathInterval(
          .quantity(interval.lower, unit), isClosed: interval.isLowerClosed, .quantity(interval.upper, unit),
          isClosed: interval.isUpperClosed))
    default: .quantity(self, unit)
    }
  }
}
