extension Decider {
  /// Compares two sets of real numbers, or sets of any kind part by part.
  func decideRegions(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
    // Of `(\pm 1, \mp 2)` an interval would lose which sign goes with which.
    if [a, b].contains(where: { if case .interval(let ends) = $0 { ends.lower.hasSigns || ends.upper.hasSigns } else { false } }) {
      return .undecided(.ambiguous, "signs ± at the ends of an interval")
    }
    let decision = compareRealSets { reader throws(DecisionFailure) in
      (try reader.read(a), try reader.read(b))
    } mayBeOfIntegers: {
      a.isSetOfIntegers || b.isSetOfIntegers
    }
    if let decision { return decision }
    if let (mine, theirs) = listingIntegers(a, b) { return decideSets(mine, theirs) }
    switch (a, b) {
    case (.namedSet(let set), .collection(.set, let members)), (.collection(.set, let members), .namedSet(let set)):
      // What is listed is finite.
      if set == .empty {
        return members.isEmpty ? .equal(.structural, "both empty") : .different(.structure, "an empty set and one with members")
      }
      guard !members.contains(.ellipsis) else { break }
      return .different(.structure, "a finite set and an infinite one")
    default: break
    }
    switch (a, b) {
    case (.namedSet(let x), .namedSet(let y)): return decideNamed(x, y)
    case (.interval(let x), .interval(let y)):
      // Ends with symbols, or infinite ones of unusual sign.
      guard x.isLowerClosed == y.isLowerClosed, x.isUpperClosed == y.isUpperClosed else {
        let ends = all(2) { decide($0 == 0 ? x.lower : x.upper, $0 == 0 ? y.lower : y.upper) }
        // A set with a least number is not one without; that it is not empty is clear if it has no other end.
        let isHalfLine = [x, y].allSatisfy { $0.lower.isInfinite != $0.upper.isInfinite }
        return ends.isEqual || isHalfLine
          ? .different(.structure, "an end belongs to one of them only")
          : .undecided(.exhausted, "intervals whose ends could not be compared")
      }
      return all(2) { decide($0 == 0 ? x.lower : x.upper, $0 == 0 ? y.lower : y.upper) }
    case (.setOperation(let x, let first), .setOperation(let y, let second)) where x == y:
      let decision = x == .union || x == .intersection ? decideSets(first, second) : decideOrdered(first, second)
      return decision.isDifferent ? .undecided(.exhausted, "sets made of different parts") : decision
    case (.setBuilder(let x, let p), .setBuilder(let y, let q)): return decideBuilders(x, p, y, q)
    default: return .undecided(.unsupported, "\(a.shapeName) and \(b.shapeName)")
    }
  }

  /// `nil` if one of the two is no set of real numbers with finitely many ends.
  ///
  /// - Parameter mayBeOfIntegers: Whether only the integers of them may be meant: `n > 2` is `n \ge 3`, so a difference without an integer proves nothing.
  func compareRealSets(
    _ read: (inout RealSetReader) throws(DecisionFailure) -> (RealSet?, RealSet?), mayBeOfIntegers: () -> Bool = { false }
  ) -> EqualityDecision? {
    let pool = TermPool(work: work)
    defer { work = pool.work }
    do throws(DecisionFailure) {
      let decision = TermDecision(pool, options, nil)
      var reader = RealSetReader(pool, decision)
      guard case (let first?, let second?) = try read(&reader) else { return nil }
      func difference(_ proof: EqualityDecision.Proof, _ words: String) throws(DecisionFailure) -> EqualityDecision {
        guard options.lettersMayBeIntegers, mayBeOfIntegers() else { return .different(proof, words) }
        let apart = try first.combined(with: second, by: decision) { $0 != $1 }
        return apart?.holdsInteger(pool) == true ? .different(proof, words) : .undecided(.ambiguous, "whether only integers are meant")
      }
      guard first.ends.count == second.ends.count, first.holdsEnd == second.holdsEnd, first.holdsGap == second.holdsGap
      else { return try difference(.structure, "different sets of real numbers") }
      var proof = EqualityDecision.Proof.rational
      for (x, y) in zip(first.ends, second.ends) {
        let end = try decision.decide(x, y)
        guard end.isEqual, let other = end.proof else {
          return end.isDifferent ? try difference(end.proof ?? .structure, "different ends") : end
        }
        if other != .rational, other != .structural { proof = other }
      }
      return .equal(proof, "the same set of real numbers")
    } catch .limit {
      return .limitExceeded
    } catch {
      return nil
    }
  }

  /// The members of both, where one is listed and the other the integers between bounds, or both are the latter.
  private func listingIntegers(_ a: MathExpression, _ b: MathExpression) -> ([MathExpression], [MathExpression])? {
    let pool = TermPool(work: work)
    defer { work = pool.work }
    var reader = RealSetReader(pool, TermDecision(pool, options, nil))
    func members(_ expression: MathExpression) -> [MathExpression]? {
      if case .collection(.set, let members) = expression { return members }
      return try? reader.integers(of: expression)
    }
    guard let mine = members(a), let theirs = members(b) else { return nil }
    return (mine, theirs)
  }

  private func decideNamed(_ x: MathNamedSet, _ y: MathNamedSet) -> EqualityDecision {
    if x == y { return .equal(.structural, "the same set") }
    if Set([x, y]) == [.naturals, .positiveIntegers] {
      return .undecided(.ambiguous, "whether 0 is a natural number")
    }
    return .different(.structure, "different sets")
  }

  private func decideBuilders(
    _ x: MathExpression, _ p: [MathExpression], _ y: MathExpression, _ q: [MathExpression]
  ) -> EqualityDecision {
    guard p.count == q.count else { return .undecided(.exhausted, "sets with different conditions") }
    // The element's symbol is bound: write both with one letter.
    var (y, q) = (y, q)
    if case .symbol(let old) = y, case .symbol(let new) = x, old != new {
      y = .symbol(new)
      q = q.map { $0.renaming(old, to: new) }
    }
    let decision = all(2) { $0 == 0 ? decide(x, y) : decideSets(p, q) }
    return decision.isDifferent ? .undecided(.exhausted, "sets with different conditions") : decision
  }
}

extension MathExpression {
  /// Whether this is `\{n : …\}` for a letter that usually runs through the integers.
  fileprivate var isSetOfIntegers: Bool {
    if case .setBuilder(.symbol(let symbol), _) = self { symbol.isIntegerName } else { false }
  }
}
