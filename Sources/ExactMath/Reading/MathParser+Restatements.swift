/// A value said once more in brackets: `\sqrt2\ (\approx 1.41)`, `120\ (= 5!)`, `\frac{1}{2}\ (0.5)`.
extension MathParser {
  /// The value in the brackets here and what it is to the one before them; `nil` if they hold something else.
  mutating func restatement() throws(MathFailure) -> (MathRelation, MathExpression)? {
    guard case .open(.round) = kind else { return nil }
    let start = token.start
    let relation: MathRelation?
    switch nextKind {
    case .relation(.approximately): relation = .approximately
    case .relation(.equal): relation = .equal
    default: relation = nil
    }
    guard relation != nil || isRestatement else { return nil }
    advance(relation == nil ? 1 : 2)
    let value = try nested { parser throws(MathFailure) in try parser.ratio() }
    guard case .close(.round) = kind else { throw isAtEnd ? .malformed(start, .unbalanced) : unexpected() }
    advance()
    if let relation { return (relation, value) }
    let isDecimal = if case .number(let numeral) = value { numeral.fractionDigits != nil } else { false }
    return (isDecimal ? .approximately : .equal, value)
  }

  /// The longest number in brackets, in tokens: `\left(\frac{1}{2}\right)`.
  private static let maxTokens = 10

  /// Whether a round bracket behind a fraction, a root or a percentage holds the same as a decimal, a percentage or a fraction, and ends what is read.
  ///
  /// Behind a space, and with one of the two a decimal or a percentage: of a product nobody leaves that.
  var isRestatement: Bool {
    guard case .open(.round) = kind, position > 0, token.space != .none else { return false }
    var hasDecimal = false
    var end = 1
    scan: while true {
      guard end < Self.maxTokens else { return false }
      switch kind(after: end) {
      case .digits, .slash, .fraction, .groupOpen, .groupClose, .minus: break
      case .point, .percent: hasDecimal = true
      case .close(.round): break scan
      default: return false
      }
      end += 1
    }
    switch kind(after: end + 1) {
    case .finish, .groupClose, .point, .comma: break
    default: return false
    }
    switch tokens[position - 1].kind {
    case .groupClose: return hasDecimal
    case .percent: return true
    default: return false
    }
  }
}
