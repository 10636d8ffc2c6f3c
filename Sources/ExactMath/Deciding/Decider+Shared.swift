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
    // What f(n) is, is said for each n.
    if case .relation(_, let operators) = a, operators == [.equal] || operators == [.element] { return decision }
    if a.listedValues != nil || b.listedValues != nil {
      return decision.isDifferent ? .undecided(.ambiguous, "values with one letter, which may be families") : decision
    }
    for letter in letters.sorted(by: { $0.key < $1.key }) where a.symbols.contains(letter) && b.symbols.contains(letter) {
      if restrictedIntegers.contains(letter) { return .undecided(.ambiguous, "a family over some integers") }
      let values = substitutions(for: letter, in: b, from: a, isInteger: runsThroughIntegers(letter))
      var substituted: EqualityDecision?
      for value in values where substituted?.isDifferent ?? true { substituted = compare(a, b.replacing(letter, by: value)) }
      // Only a member that is linear in it tells what the letter would have to be.
      if decision.isDifferent, values.isEmpty, runsThroughIntegers(letter), !a.hasLine(in: letter), !b.hasLine(in: letter) {
        return .undecided(.exhausted, "a family that is not linear in \(letter.key)")
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
  var sharedLetters: Set<MathSymbol> {
    if let values = listedValues {
      // Values such as 2k\pi and \pi + 2k\pi are families by themselves, k and k + 1 are rather of one k.
      return Self.common(of: values).filter { letter in letter.isIntegerName && !values.allSatisfy { $0.occursInAnglesOnly(letter) } }
    }
    guard let members = sharingMembers, members.count > 1 else { return [] }
    let common = Self.common(of: members)
    // Beside y = x^2 + C, y(0) = 1 says what C is.
    guard case .collection(let kind, _) = self, kind == .list || kind == .all || kind == .set else { return common }
    return common.union(members.reduce(into: Set<MathSymbol>()) { $0.formUnion($1.symbols.filter(\.isConstantName)) })
  }

  /// The letters that stand in several of these, as values or as indices.
  private static func common(of members: [MathExpression]) -> Set<MathSymbol> {
    var seen: Set<MathSymbol> = []
    var result: Set<MathSymbol> = []
    for member in members {
      let symbols = member.symbols
      let letters = symbols.union(symbols.flatMap(\.indexLetters)).filter {
        $0.isIntegerName || $0.mayNameConstant || MathSymbol.parameters.contains($0.key)
      }
      result.formUnion(seen.intersection(letters))
      seen.formUnion(letters)
    }
    return result
  }

  /// The members that are values, in a set or a list of nothing else.
  fileprivate var listedValues: [MathExpression]? {
    guard case .collection(let kind, let parts) = self, [.set, .list, .any, .all].contains(kind) else { return nil }
    let values = parts.filter { !$0.isIntegerDeclaration }
    let hasStatement = values.contains { part in
      switch part {
      case .relation, .collection, .congruence, .conditional, .matrix, .interval: true
      default: false
      }
    }
    return hasStatement || values.count < 2 ? nil : values
  }

  /// Whether this says of letters that they are of a set of numbers, and no more.
  private var isIntegerDeclaration: Bool {
    guard case .relation(let sides, [.element]) = self, case .namedSet = sides[1] else { return false }
    if case .collection(.list, let names) = sides[0] { return names.allSatisfy { $0.asSymbol != nil } }
    return sides[0].asSymbol != nil
  }

  /// The members that say something together; `nil` where each stands for itself, as in a set or a list of values.
  private var sharingMembers: [MathExpression]? {
    switch self {
    case .collection(.tuple, let parts), .collection(.vector, let parts), .collection(.array, let parts), .collection(.cases, let parts),
      .ratio(let parts):
      return parts
    case .collection(.list, let parts), .collection(.all, let parts), .collection(.set, let parts):
      // Values of one name are several; those of several names are one.
      let statements = parts.filter { !$0.isIntegerDeclaration }
      let labels = statements.map { part in if case .relation(let sides, _) = part { sides[0] } else { MathExpression?.none } }
      return Set(labels).count > 1 ? statements : nil
    case .setOperation(let operation, let parts): return operation == .union ? nil : parts
    case .matrix(let matrix): return matrix.entries
    case .interval(let interval): return [interval.lower, interval.upper]
    // Of f(n) = n + 1 the n left and right is one.
    case .relation(let sides, _): return sides
    case .conditional(let value, let condition): return condition.isIntegerDeclaration ? nil : [value, condition]
    case .setBuilder(let element, let conditions): return [element] + conditions.filter { !$0.isIntegerDeclaration }
    default: return nil
    }
  }

  /// The values in such a structure, however deep.
  fileprivate var sharingValues: [MathExpression] {
    if case .relation(let sides, [.equal]) = self { return sides.dropFirst().flatMap(\.sharingValues) }
    return sharingMembers?.flatMap(\.sharingValues) ?? [self]
  }

  /// Whether a member is linear in a letter.
  fileprivate func hasLine(in letter: MathSymbol) -> Bool {
    sharingValues.contains { $0.symbols.contains(letter) && $0.isLinear(in: letter) }
  }
}

extension MathSymbol {
  /// The letters of its index: n of `a_{n+1}`.
  fileprivate var indexLetters: [MathSymbol] { (index ?? "").filter(\.isLetter).map { MathSymbol(String($0)) } }
}
