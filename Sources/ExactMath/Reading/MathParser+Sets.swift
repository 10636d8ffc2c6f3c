/// Ratios, and sets with their operations.
extension MathParser {
  mutating func ratio() throws(MathFailure) -> MathExpression {
    if let time = takeClockTime() { return time }
    let start = position
    let first = try sets()
    if case .text = kind, content(token) == "to", first.isWrittenNumber {
      // 3 \text{ to } 4
      note(.words)
      advance()
      return .ratio([first, try sets()])
    }
    guard case .colon = kind, !context.isBuilder else { return first }
    var members = [first]
    while case .colon = kind {
      advance()
      members.append(try sets())
    }
    if let time = takeTime(members, from: start) { return time }
    return .ratio(members)
  }

  mutating func sets() throws(MathFailure) -> MathExpression {
    let start = position
    var result = try sum()
    var turns = 0
    while case .setOperation(let operation) = kind {
      var operands = [turns == 0 ? setOperand(result, from: start) : result]
      while case .setOperation(operation) = kind {
        advance()
        let start = position
        let operand = try sum()
        operands.append(setOperand(operand, from: start))
      }
      turns += 1
      guard turns <= Self.maxChain else { throw .limit(.depth) }
      result = .setOperation(operation, operands)
    }
    return result
  }

  /// What stands beside `∪` and its kin; braces around one number there are those of a set, whose backslashes are missing.
  private func setOperand(_ expression: MathExpression, from start: Int) -> MathExpression {
    if case .groupOpen = tokens[start].kind, !tokens[start].isFontArgument, case .groupClose = tokens[position - 1].kind,
      expression.isWrittenNumber
    {
      return .collection(.set, [expression])
    }
    if case .symbol(let symbol) = expression, symbol.mark == .vector { return Self.asNumberSet(expression) }
    return Self.asSet(expression)
  }

  /// Bold or plain letters where only a set can stand: `k \in Z`, `\mathbf{R}`.
  static func asNumberSet(_ expression: MathExpression) -> MathExpression {
    guard case .symbol(let symbol) = expression, symbol.index == nil, symbol.primes == 0,
      symbol.mark == nil || symbol.mark == .vector
    else { return expression }
    switch symbol.name {
    case "R": return .namedSet(.reals)
    case "Z": return .namedSet(.integers)
    case "N": return .namedSet(.naturals)
    case "Q": return .namedSet(.rationals)
    case "C" where symbol.mark == .vector: return .namedSet(.complexes)
    default: return expression
    }
  }

  /// A pair where a set must stand is an interval, open in parentheses and closed in square brackets.
  static func asSet(_ expression: MathExpression) -> MathExpression {
    guard case .collection(let kind, let ends) = expression, ends.count == 2, kind == .tuple || kind == .array else {
      return expression
    }
    return .interval(MathInterval(ends[0], isClosed: kind == .array, ends[1], isClosed: kind == .array))
  }

  static func isSet(_ expression: MathExpression) -> Bool {
    switch expression {
    case .namedSet, .interval, .setOperation, .setBuilder, .collection(.set, _): true
    default: false
    }
  }
}

extension MathExpression {
  /// Whether it is a number, perhaps with a sign or as a fraction.
  fileprivate var isWrittenNumber: Bool {
    switch self {
    case .number: true
    case .negative(let operand): operand.isWrittenNumber
    case .quotient(let top, let bottom): top.isWrittenNumber && bottom.isWrittenNumber
    default: false
    }
  }
}
