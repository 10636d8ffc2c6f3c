/// What an expression is, as far as comparison is concerned.
enum MathShape {
  case value
  case infinity(Int)
  /// Ordered members in parentheses or other brackets.
  case tuple([MathExpression])
  /// Rows and columns.
  case matrix(MathMatrix)
  /// Values without brackets, or joined by "or" or "and".
  case list([MathExpression], joined: MathCollection)
  case set([MathExpression])
  /// A set that is made of intervals, points and their unions and differences.
  case region
  case relation([MathExpression], [MathRelation])
  case quantity(MathExpression, MathUnit)
  /// Compared part by part, with others of its kind only.
  case other
  case words(String)
  case choice(String)
}

extension MathExpression {
  var shape: MathShape {
    if let sign = infinitySign { return .infinity(sign) }
    switch self {
    case .collection(let kind, let parts):
      switch kind {
      case .set: return .set(parts)
      case .tuple, .vector, .array: return parts.count == 1 ? parts[0].shape : .tuple(parts)
      case .list, .all, .any: return parts.count == 1 ? parts[0].shape : .list(parts, joined: kind)
      case .cases: return parts.count == 1 ? parts[0].shape : .other
      }
    case .interval, .namedSet, .setOperation, .setBuilder: return .region
    case .matrix(let matrix): return matrix.entries.count == 1 ? matrix.entries[0].shape : .matrix(matrix)
    case .relation(let parts, let operators): return .relation(parts, operators)
    case .quantity(let value, let unit): return .quantity(value, unit)
    case .congruence, .conditional, .time, .ellipsis: return .other
    case .ratio(let parts): return parts.count == 2 ? .value : .other
    case .text(let text): return .words(text)
    case .choice(let letter): return .choice(letter)
    case .number, .constant, .symbol, .sum, .product, .quotient, .negative, .plusMinus, .power, .function, .series:
      return .value
    }
  }
}
