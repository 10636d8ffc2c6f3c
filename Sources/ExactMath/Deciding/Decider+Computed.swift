/// Values that may be infinite, or compute to an array.
extension Decider {
  /// ∞ against a value: different only if that is certainly finite; `∞ + 1` and `\tan 90^\circ` are not.
  func decideInfinity(_ value: MathExpression) -> EqualityDecision {
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
  func decideComputed(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
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
