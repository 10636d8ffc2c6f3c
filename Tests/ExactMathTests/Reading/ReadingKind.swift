import ExactMath

/// What an answer is, as people who make data sets would sort it; the kinds of `Fixtures/ground_truths.jsonl`.
enum ReadingKind: String, CaseIterable {
  case number, fraction, expression, equation, text, choice, list, tuple, interval, inequality, matrix, quantity, percent, ratio

  /// The kind of what was read; `nil` when it was not read.
  init?(_ result: MathReadingResult) {
    guard let reading = result.reading else { return nil }
    // \pm 3 is two numbers.
    if reading.expression.hasPlusMinus, case .expression = Self(reading.expression, in: reading) {
      self = .list
      return
    }
    let isLetter = reading.alternatives.contains { $0.ambiguity == .variableOrChoice }
    self = isLetter ? .choice : Self(reading.expression, in: reading)
  }

  private init(_ expression: MathExpression, in reading: MathReading) {
    switch expression {
    case .number: self = .number
    case .negative(let operand): self = Self(operand, in: reading)
    case .quotient(let top, let bottom): self = Self.isWhole(top) && Self.isWhole(bottom) ? .fraction : .expression
    // 2\frac12, which the tree shows as a sum.
    case .sum(let terms) where terms.count == 2 && reading.notes.contains { $0.kind == .mixedNumber }: self = Self(terms[1], in: reading)
    case .sum(let terms): self = terms.allSatisfy { Self($0, in: reading) == .quantity } ? .quantity : .expression
    case .product(let factors): self = Self.isScientific(factors) ? .number : .expression
    case .relation(let operands, let relations): self = Self.kind(ofChain: operands, relations)
    case .congruence: self = .equation
    case .conditional(let value, condition: _): self = Self(value, in: reading)
    case .text: self = .text
    case .choice: self = .choice
    case .matrix: self = .matrix
    case .interval, .setOperation: self = .interval
    case .namedSet(let set): self = set == .empty ? .list : .interval
    case .setBuilder: self = .list
    case .ratio: self = .ratio
    case .time: self = .quantity
    case .quantity(_, let unit): self = unit.isPercent ? .percent : .quantity
    case .collection(let kind, let members): self = Self.kind(of: kind, members, in: reading)
    default: self = .expression
    }
  }

  /// Several of a kind are that kind; several numbers are a list.
  private static func kind(of collection: MathCollection, _ members: [MathExpression], in reading: MathReading) -> ReadingKind {
    switch collection {
    case .tuple, .vector: return .tuple
    case .set, .array: return .list
    case .cases: return .expression
    case .list, .all, .any:
      let kinds = members.map { Self($0, in: reading) }
      for kind in [ReadingKind.inequality, .equation, .tuple, .quantity] where kinds.contains(kind) { return kind }
      return .list
    }
  }

  private static func kind(ofChain operands: [MathExpression], _ relations: [MathRelation]) -> ReadingKind {
    let orders: Set<MathRelation> = [.less, .lessOrEqual, .greater, .greaterOrEqual, .notEqual, .element]
    return relations.contains(where: orders.contains) ? .inequality : .equation
  }

  /// A whole number, or a power of whole numbers as in `\frac{1}{2^{2017}}`.
  private static func isWhole(_ expression: MathExpression) -> Bool {
    switch expression {
    case .number(let numeral): numeral.value.isInteger
    case .negative(let operand): isWhole(operand)
    case .power(let base, let exponent): isWhole(base) && isWhole(exponent)
    default: false
    }
  }

  private static func isScientific(_ factors: [MathExpression]) -> Bool {
    guard factors.count == 2, case .number = factors[0], case .power(.number(let ten), let exponent) = factors[1] else { return false }
    return ten.value == BigRational(10) && isWhole(exponent)
  }
}

extension MathExpression {
  /// Whether a sign in it stands for two values.
  fileprivate var hasPlusMinus: Bool {
    if case .plusMinus = self { return true }
    return children.contains(where: \.hasPlusMinus)
  }
}
