/// Where a value holds, said on one side only: `y = 2x, x > 0`, `25 \text{ when } x = 5`, `a_n = 2n - 1 \ (n \ge 1)`.
extension Decider {
  /// Compares the values without their domains; `nil` if both sides have one, or neither.
  ///
  /// A place where a value is taken makes no difference to it, nor does the first index of a sequence. On any other domain the decision is withheld
  /// where the values are equal.
  func decideDomains(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision? {
    guard options.labelsOptional else { return nil }
    let rest: MathExpression
    let domain: MathExpression
    let other: MathExpression
    switch (a.separatingDomain, b.separatingDomain) {
    case (let mine?, nil): (rest, domain, other) = (mine.rest, mine.domain, b)
    case (nil, let theirs?): (rest, domain, other) = (theirs.rest, theirs.domain, a)
    default: return nil
    }
    // What is a set, a condition or a list itself may have the domain in it.
    switch other.shape {
    case .region, .set, .list, .other, .words: return nil
    case .relation(_, let operators): if operators != [.equal] { return nil }
    default: break
    }
    let decision = decide(rest, other)
    guard decision.isEqual else { return decision }
    if rest.isPlace(domain) || rest.isBeginning(domain) {
      lean(.label)
      return decision
    }
    return .undecided(.ambiguous, "a domain that one side has")
  }
}

extension MathExpression {
  /// A value and the condition beside it; `nil` for anything else.
  fileprivate var separatingDomain: (rest: MathExpression, domain: MathExpression)? {
    switch self {
    case .conditional(let value, let domain):
      if case .relation = domain { return (value, domain) }
      return nil
    case .collection(.list, let parts):
      guard parts.count == 2, case .relation(let sides, let operators) = parts[1], !operators.contains(.equal),
        parts[0].isLabelled || parts[0].isValue,
        !parts[0].symbols.isDisjoint(with: parts[1].symbols), sides.count(where: { !$0.symbols.isEmpty }) == 1
      else { return nil }
      return (parts[0], parts[1])
    default: return nil
    }
  }

  private var isLabelled: Bool {
    if case .relation(let sides, [.equal]) = self { sides[0].isLabel } else { false }
  }

  /// Whether a condition says where a closed value is taken: `x = 5`.
  fileprivate func isPlace(_ condition: MathExpression) -> Bool {
    guard symbols.isEmpty, case .relation(let sides, [.equal]) = condition else { return false }
    return sides[0].asSymbol != nil && sides[1].symbols.isEmpty
  }

  /// Whether a condition says where the index of a sequence begins: `n \ge 1`.
  fileprivate func isBeginning(_ condition: MathExpression) -> Bool {
    guard case .relation(let sides, let operators) = condition, sides.count == 2, case .symbol(let letter) = sides[0], letter.isIntegerName,
      case .number(let bound) = sides[1],
      operators == [.greaterOrEqual] && bound.value <= 1 || operators == [.greater] && bound.value.isZero
    else { return false }
    return isSequence(over: [letter])
  }
}
