/// Letters that stand in several members which say something together: the k of `(3 + 7k, 2 - 5k)`, the C of `(x + C, x^2 + C)`.
///
/// What such a letter runs through is chosen once for all members. A family that is shifted or turned in one member alone is another one.
extension Decider {
  /// Compares two structures of members that share letters; `nil` if these are none, or their letters are bound by what is around them.
  func decideSharing(
    _ a: MathExpression, _ b: MathExpression, _ compare: (MathExpression, MathExpression) -> EqualityDecision
  ) -> EqualityDecision? {
    let letters = a.sharedLetters.union(b.sharedLetters).subtracting(shared)
    guard !letters.isEmpty else { return nil }
    let around = shared
    shared.formUnion(letters)
    defer { shared = around }
    let decision = compare(a, b)
    if decision.isEqual || decision.outcome == .limitExceeded { return decision }
    for letter in letters.sorted(by: { $0.key < $1.key }) where a.symbols.contains(letter) && b.symbols.contains(letter) {
      if restrictedIntegers.contains(letter) { return .undecided(.ambiguous, "a family over some integers") }
      var substituted: EqualityDecision?
      for value in substitutions(for: letter, in: b, from: a, isInteger: runsThroughIntegers(letter)) where substituted?.isDifferent ?? true
      {
        substituted = compare(a, b.replacing(letter, by: value))
      }
      guard let other = substituted, other.isEqual || decision.isDifferent && !other.isDifferent else {
        // Constants of a general solution may be written in more ways than one sees here.
        if letter.isConstantName, decision.isDifferent { return .undecided(.ambiguous, "arbitrary constants") }
        continue
      }
      guard other.isEqual, runsThroughIntegers(letter) else {
        return other.isEqual ? .undecided(.ambiguous, "whether \(letter.key) is given") : other
      }
      lean(.integerLetters)
      return other
    }
    return decision
  }

  private func runsThroughIntegers(_ letter: MathSymbol) -> Bool {
    letter.isIntegerName && (declaredIntegers.contains(letter) || declaresFamily)
  }

  /// What a letter of the second structure may be as an expression in that of the first: `k + 1`, `-k`.
  ///
  /// The first member of one that is linear in it, against each such member of the other: a + sk = c + tk' for k' = (s/t)k + (a - c)/t.
  func substitutions(
    for letter: MathSymbol, in b: MathExpression, from a: MathExpression, isInteger: Bool
  ) -> [MathExpression] {
    func lines(_ expression: MathExpression) -> [(offset: MathExpression, slope: MathExpression)] {
      expression.sharingValues.filter { $0.symbols.contains(letter) && $0.isLinear(in: letter) }.map { value in
        let offset = value.replacing(letter, by: .integer(0))
        return (offset, .sum([value.replacing(letter, by: .integer(1)), .negating(offset)]))
      }
    }
    guard let first = lines(a).first else { return [] }
    var result: [MathExpression] = []
    for other in lines(b).prefix(Self.mostCounterparts) {
      guard let ratio = rational(.quotient(first.slope, other.slope)), !ratio.isZero,
        let shift = rational(.quotient(.sum([first.offset, .negating(other.offset)]), other.slope))
      else { continue }
      // An integer becomes every integer only so.
      if isInteger, !(ratio.magnitude == .one && shift.isInteger) { continue }
      result.append(.sum([.product([.number(MathNumeral(ratio)), .symbol(letter)]), .number(MathNumeral(shift))]))
    }
    return result
  }

  /// Members of the other side that one is tried against; points and solutions of textbooks have no more.
  private static let mostCounterparts = 4
}

extension MathExpression {
  /// The letters of integers, constants and parameters that stand in several members of this structure.
  fileprivate var sharedLetters: Set<MathSymbol> {
    guard let members = sharingMembers, members.count > 1 else { return [] }
    // Beside y = x^2 + C, y(0) = 1 says what C is.
    if case .collection(let kind, _) = self, kind == .list || kind == .all {
      let constants = members.reduce(into: Set<MathSymbol>()) { $0.formUnion($1.symbols.filter(\.isConstantName)) }
      return constants.union(MathExpression.collection(.tuple, members).sharedLetters)
    }
    var seen: Set<MathSymbol> = []
    var result: Set<MathSymbol> = []
    for member in members {
      let letters = member.symbols.filter { $0.isIntegerName || $0.mayNameConstant || MathSymbol.parameters.contains($0.key) }
      result.formUnion(seen.intersection(letters))
      seen.formUnion(letters)
    }
    return result
  }

  /// The members that say something together; `nil` where each stands for itself, as in a set or a list of values.
  private var sharingMembers: [MathExpression]? {
    let isDeclaration = { (part: MathExpression) in if case .relation(_, [.element]) = part { true } else { false } }
    switch self {
    case .collection(.tuple, let parts), .collection(.vector, let parts), .collection(.array, let parts), .collection(.cases, let parts),
      .ratio(let parts):
      return parts
    case .collection(.list, let parts), .collection(.all, let parts):
      // Values of one name are several; those of several names are one.
      let statements = parts.filter { !isDeclaration($0) }
      let labels = statements.map { part in if case .relation(let sides, _) = part { sides[0] } else { MathExpression?.none } }
      return Set(labels).count > 1 ? statements : nil
    case .matrix(let matrix): return matrix.entries
    case .interval(let interval): return [interval.lower, interval.upper]
    case .relation(let sides, let operators): return operators == [.equal] || operators == [.element] ? nil : sides
    case .conditional(let value, let condition): return isDeclaration(condition) ? nil : [value, condition]
    case .setBuilder(let element, let conditions): return [element] + conditions.filter { !isDeclaration($0) }
    default: return nil
    }
  }

  /// The values in such a structure, however deep.
  fileprivate var sharingValues: [MathExpression] {
    if case .relation(let sides, [.equal]) = self { return sides.dropFirst().flatMap(\.sharingValues) }
    return sharingMembers?.flatMap(\.sharingValues) ?? [self]
  }
}
