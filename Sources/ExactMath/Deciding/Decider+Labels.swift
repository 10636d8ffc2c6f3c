/// Relations that say what something is called, against what it is: `x = 3` and `3`.
extension Decider {
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
        // Of f(n) = n + 1 without its label the n is still given.
        let around = shared
        shared.formUnion(MathExpression.collection(.tuple, parts).sharedLetters)
        var decision = decide(parts[1 - label], other)
        shared = around
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
    guard case .tuple(let coordinates) = other.shape, let value = parts.last, value.isValue, value.symbols.isEmpty,
      coordinates.count == parts.count - 1
    else {
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
}
