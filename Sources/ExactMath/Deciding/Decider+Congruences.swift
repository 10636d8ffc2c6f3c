/// Congruences, and the numbers that they describe.
extension Decider {
  /// A congruence against the numbers it describes, or against the residue alone; `nil` for anything else.
  func decideCongruence(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision? {
    for (congruence, other) in [(a, b), (b, a)] {
      guard case .congruence(let sides, let modulus) = congruence else { continue }
      if let family = congruenceAsFamily(congruence, like: other) {
        declaresFamily = true
        if case .relation(let parts, _) = other {
          // x ≡ 3 (mod 7) says nothing of y.
          guard sides.count == 1 || sides[0] == parts[0] else { return .undecided(.ambiguous, "a congruence of another letter") }
          return decide(family, parts[1])
        }
        return decide(family, other)
      }
      // `N \equiv 25 \pmod{1000}` gives the remainder 25, to a bare number and not to x = 25.
      if depth == 1, sides.count == 1 || sides[0].asSymbol != nil, case .number(let residue)? = sides.last,
        case .number(let divisor) = modulus,
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

  /// Several residues of one number, `n \equiv 1, 5 \pmod 6` and `n \equiv \pm 1 \pmod 6`, in any order; `nil` if one side gives none, or both give one.
  func decideResidues(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision? {
    guard let mine = a.residues, let theirs = b.residues, mine.values.count + theirs.values.count > 2, mine.of == theirs.of else {
      return nil
    }
    let modulus = decide(mine.modulus, theirs.modulus)
    guard modulus.isEqual else { return modulus.isDifferent ? .undecided(.exhausted, "congruences of other moduli") : modulus }
    guard work.spend(mine.values.count * theirs.values.count) else { return .limitExceeded }
    let decision = covers(mine.values, theirs.values, mine.modulus)
    return decision.isEqual ? covers(theirs.values, mine.values, mine.modulus) : decision
  }

  func decideCongruences(
    _ x: [MathExpression], _ m: MathExpression, _ y: [MathExpression], _ n: MathExpression
  ) -> EqualityDecision {
    let modulus = decide(m, n)
    guard modulus.isEqual else {
      // 2x ≡ 2 (mod 4) is x ≡ 1 (mod 2).
      let areSolved = x.count == 2 && y.count == 2 && x[0] == y[0] && x[0].asSymbol != nil
      return modulus.isDifferent && !areSolved && max(x.count, y.count) > 1
        ? .undecided(.exhausted, "congruences of other moduli") : modulus
    }
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
  }
}

extension MathExpression {
  /// The residues that a congruence says a number has, what number, and the modulus; `nil` if this is no congruence.
  fileprivate var residues: (of: MathExpression?, values: [MathExpression], modulus: MathExpression)? {
    switch self {
    case .congruence(let sides, let modulus):
      guard sides.count <= 2, let last = sides.last else { return nil }
      let values = last.hasSigns ? [last.choosingSigns(upper: true), last.choosingSigns(upper: false)] : [last]
      return (sides.count == 2 ? sides[0] : nil, values, modulus)
    case .collection(let kind, let parts) where kind == .list || kind == .any:
      // `n \equiv 1` and, behind the comma, `2 \pmod 4`
      guard parts.count > 1, let last = parts.last?.residues else { return nil }
      if case .relation(let sides, [.identical]) = parts[0], last.of == nil, parts[1..<(parts.count - 1)].allSatisfy(\.isValue) {
        return (sides[0], [sides[1]] + parts[1..<(parts.count - 1)] + last.values, last.modulus)
      }
      let members = parts.compactMap(\.residues)
      guard kind == .any, members.count == parts.count, members.allSatisfy({ $0.of == last.of && $0.modulus == last.modulus }) else {
        return nil
      }
      return (last.of, members.flatMap(\.values), last.modulus)
    default: return nil
    }
  }
}
