/// Relations, chains of them, and congruences.
extension MathParser {
  mutating func statement() throws(MathFailure) -> MathExpression {
    var operands = [try chain()]
    var relations: [MathRelation] = []
    while case .relation(let relation) = kind, relation == .implies || relation == .equivalent {
      advance()
      relations.append(relation)
      operands.append(try chain())
    }
    return relations.isEmpty ? operands[0] : .relation(operands, relations)
  }

  mutating func chain() throws(MathFailure) -> MathExpression {
    switch kind {
    case .relation(.equal), .relation(.approximately), .relation(.implies), .relation(.maps):
      var isOpening = position == 0
      switch kind {
      case .relation(.equal), .relation(.approximately): isOpening = true
      default: break
      }
      // In a table a line may begin with a relation.
      if !isInTable, isOpening {
        note(.label)
        advance()
      }
    default: break
    }
    if let labelled = try labelledByWords() { return labelled }
    if position == 0 {
      takeLabel()
      takeQuantifier()
    }
    noteFunctionLabel()
    var operands = [try ratio()]
    var relations: [MathRelation] = []
    while true {
      // A chain goes on in the next line.
      if case .newline = kind, !isInTable, case .relation = nextKind { advance() }
      guard let relation = takeRelation() else { break }
      relations.append(relation)
      let operand = try ratio()
      switch relation {
      case .element, .notElement: operands.append(Self.asNumberSet(Self.asSet(operand)))
      case .subset, .subsetOrEqual, .superset, .supersetOrEqual: operands.append(Self.asSet(operand))
      default: operands.append(operand)
      }
    }
    while case .text = kind, content(token).utf8.first == 0x28, !content(token).contains("permutation") {
      // A remark in parentheses, which says nothing of another value.
      guard isHarmlessRemark(content(token)) else { throw unexpected() }
      note(.words)
      advance()
    }
    if let (relation, value) = try restatement() {
      relations.append(relation)
      operands.append(value)
    }
    if let modulus = try modulus() { return .congruence(operands, modulus: modulus) }
    if let set = takeMembershipWords() {
      relations.append(.element)
      operands.append(set)
    } else if case .text(.text) = kind, content(token).hasPrefix("is "), relations.isEmpty, case .symbol = operands[0] {
      // A property in words: a predicate.
      let predicate = MathSymbol(content(token))
      note(.words)
      advance()
      return .function(.named(predicate), operands)
    }
    return relations.isEmpty ? operands[0] : .relation(operands, relations)
  }

  /// `p(x) =` at the beginning of a statement: `p` is a function from there on.
  private mutating func noteFunctionLabel() {
    guard case .open(.round) = nextKind, case .close(.round) = kind(after: 3), case .relation(.equal) = kind(after: 4),
      let symbol = plainSymbol(token), !functionNames.contains(symbol)
    else { return }
    functionNames.append(symbol)
  }

  /// The symbol of a token that is one letter.
  func plainSymbol(_ token: MathToken) -> MathSymbol? {
    switch token.kind {
    case .word where token.end - token.start == 1: MathSymbol(content(token))
    case .letter(let name): MathSymbol(name)
    default: nil
    }
  }

  private mutating func takeRelation() -> MathRelation? {
    switch kind {
    case .relation(.greater) where context.isAngled: return nil
    case .relation(let relation) where relation != .implies && relation != .equivalent:
      advance()
      return relation
    case .negation:
      guard case .relation(let relation) = nextKind else { return nil }
      let negated: [MathRelation: MathRelation] = [
        .equal: .notEqual, .element: .notElement, .divides: .notDivides, .less: .greaterOrEqual,
        .greater: .lessOrEqual, .lessOrEqual: .greater, .greaterOrEqual: .less,
      ]
      guard let result = negated[relation] else { return nil }
      advance(2)
      return result
    case .suchThat where !context.isBuilder:
      advance()
      return .divides
    default: return nil
    }
  }

  /// `\pmod{m}`, `\mod m`, `(mod m)`.
  private mutating func modulus() throws(MathFailure) -> MathExpression? {
    switch kind {
    case .parenthesizedModulo:
      advance()
      return try nested { parser throws(MathFailure) in try parser.sum() }
    case .open(.round) where isModulo(nextKind):
      advance(2)
      let modulus = try within(Context()) { parser throws(MathFailure) in try parser.sum() }
      guard case .close(.round) = kind else { throw unexpected() }
      advance()
      return modulus
    default: return nil
    }
  }

  func isModulo(_ kind: MathToken.Kind) -> Bool {
    switch kind {
    case .binaryModulo, .parenthesizedModulo: true
    default: false
    }
  }

  /// "is an integer" and the like, after a name.
  private mutating func takeMembershipWords() -> MathExpression? {
    guard case .text = kind else { return nil }
    let set: MathNamedSet? =
      switch content(token).lowercased() {
      case "is an integer", "is any integer", "an integer", "integer", "is integer", "any integer", "are integers": .integers
      case "is a real number", "is real", "is any real number", "are real numbers", "real", "is a constant", "is any constant",
        "is an arbitrary constant", "is any real constant", "is a real constant", "is constant":
        .reals
      case "is a positive integer", "is a natural number", "positive integer": .positiveIntegers
      default: nil
      }
    guard let set else { return nil }
    note(.words)
    advance()
    return .namedSet(set)
  }
}
