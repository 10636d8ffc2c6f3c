/// A member of a list, and the condition behind it.
extension MathParser {
  mutating func item() throws(MathFailure) -> MathExpression {
    if isInTable, case .condition = kind { return try condition() }
    var expression = try statement()
    if case .over = kind {
      advance()
      expression = .quotient(expression, try statement())
    } else if case .choose = kind {
      advance()
      expression = .function(.binomial, [expression, try statement()])
    }
    var turns = 0
    while let condition = try trailingCondition() {
      turns += 1
      guard turns <= Self.maxChain else { throw .limit(.depth) }
      expression = .conditional(expression, condition: condition)
    }
    return expression
  }

  /// `if …`, `\text{for any integer } n`, `(k \in \mathbb{Z})` behind an expression.
  private mutating func trailingCondition() throws(MathFailure) -> MathExpression? {
    // ", where n is an integer"
    if case .comma = kind {
      switch nextKind {
      case .condition where !isInTable: advance()
      case .text where Self.quantifiedSet(content(tokens[position + 1])) != nil: advance()
      default: return nil
      }
    }
    switch kind {
    case .condition: return try condition()
    case .text:
      guard let set = Self.quantifiedSet(content(token)) else { return nil }
      note(.words)
      advance()
      let names = try nested { parser throws(MathFailure) in try parser.chain() }
      // "for all x \in \mathbb{R}" says of which set they are.
      if case .relation = names { return names }
      return .relation([names, .namedSet(set)], [.element])
    case .open(.round) where isConditionInBrackets:
      let start = token.start
      advance()
      var inner = Context()
      inner.isBracketed = true
      let condition = try within(inner) { parser throws(MathFailure) in parser.combined(try parser.listing()) }
      guard case .close(.round) = kind else { throw isAtEnd ? .malformed(start, .unbalanced) : unexpected() }
      advance()
      return condition
    default: return nil
    }
  }

  /// The set of "for any integer" and its kin.
  private static func quantifiedSet(_ text: String) -> MathNamedSet? {
    let words = text.lowercased().split { $0 == " " || $0 == "," }
    guard words.count <= 4, words.first == "for", let last = words.last,
      words.dropFirst().dropLast().allSatisfy({ ["any", "all", "every", "each", "some", "real", "arbitrary"].contains($0) })
    else { return nil }
    switch last {
    case "integer", "integers": return .integers
    case "real", "reals", "all", "any", "every", "each", "constant", "constants": return .reals
    case "number", "numbers": return words.contains("real") ? .reals : nil
    default: return nil
    }
  }

  /// The farthest that is looked for a relation in brackets; conditions are short.
  private static let maxConditionTokens = 32

  /// Whether the round bracket here holds a relation, as no factor does.
  var isConditionInBrackets: Bool {
    var open = 0
    for offset in 0..<Self.maxConditionTokens {
      switch kind(after: offset) {
      case .open, .groupOpen: open += 1
      case .close, .groupClose:
        open -= 1
        if open <= 0 { return false }
      case .relation, .negation: if open == 1 { return true }
      case .finish: return false
      default: break
      }
    }
    return false
  }

  private mutating func condition() throws(MathFailure) -> MathExpression {
    let start = token
    advance()
    if isAtEnd || endsList || content(start) == "otherwise" || content(start) == "else" {
      return .text(content(start))
    }
    if case .newline = kind { return .text(content(start)) }
    var set: MathNamedSet?
    while case .name = kind, ["all", "every", "any", "some", "real", "each", "integers"].contains(content(token)) {
      set = content(token) == "integers" ? .integers : set ?? .reals
      note(.words)
      advance()
    }
    let statement = try nested { parser throws(MathFailure) in try parser.statement() }
    if let parity = statement.parity { return parity }
    // "for all x"
    if let set, case .symbol = statement { return .relation([statement, .namedSet(set)], [.element]) }
    return statement
  }
}

extension MathExpression {
  /// `n \text{ is odd}`, `n \text{ even}` or `\text{odd } n` as a congruence modulo 2; `nil` for anything else.
  var parity: MathExpression? {
    let parts: [MathExpression]
    switch self {
    case .product(let factors): parts = factors
    case .function(.named(let predicate), let arguments):
      parts = arguments + [.symbol(MathSymbol(String(predicate.name.trimmingPrefix("is "))))]
    default: return nil
    }
    guard parts.count == 2, let word = parts.firstIndex(where: { $0 == .symbol(MathSymbol("odd")) || $0 == .symbol(MathSymbol("even")) }),
      case .symbol = parts[1 - word]
    else { return nil }
    return .congruence([parts[1 - word], .integer(parts[word] == .symbol(MathSymbol("odd")) ? 1 : 0)], modulus: .integer(2))
  }
}
