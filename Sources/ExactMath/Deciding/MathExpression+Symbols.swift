extension MathExpression {
  /// The symbols that occur, names of functions and bound variables aside.
  var symbols: Set<MathSymbol> { Set(orderedSymbols) }

  /// The symbols in the order of their first occurrence, with repetitions.
  private var orderedSymbols: [MathSymbol] {
    switch self {
    case .symbol(let symbol): [symbol]
    case .series(let series): children.flatMap(\.orderedSymbols).filter { $0 != series.index }
    default: children.flatMap(\.orderedSymbols)
    }
  }

  /// This expression with the symbols that `other` lacks renamed, in order, to those that only `other` has; `nil` if
  /// their numbers differ or are zero, or if it is a symbol and nothing else.
  func renaming(toMatch other: MathExpression) -> MathExpression? {
    if case .symbol = self { return nil }
    func unmatched(_ own: [MathSymbol], _ others: [MathSymbol]) -> [MathSymbol] {
      var result: [MathSymbol] = []
      for symbol in own where !others.contains(symbol) && !result.contains(symbol) { result.append(symbol) }
      return result
    }
    let (own, others) = (orderedSymbols, other.orderedSymbols)
    let (from, to) = (unmatched(own, others), unmatched(others, own))
    guard !from.isEmpty, from.count == to.count else { return nil }
    return zip(from, to).reduce(self) { $0.renaming($1.0, to: $1.1) }
  }

  /// This expression with one symbol for another.
  func renaming(_ old: MathSymbol, to new: MathSymbol) -> MathExpression {
    replacingChildren {
      $0.renaming(old, to: new)
    } leaf: {
      $0 == .symbol(old) ? .symbol(new) : $0
    }
  }

  /// This expression with each of its parts, and itself if it has none, put through a function.
  private func replacingChildren(
    _ change: (MathExpression) -> MathExpression, leaf: (MathExpression) -> MathExpression
  ) -> MathExpression {
    switch self {
    case .number, .constant, .symbol, .ellipsis, .namedSet, .time, .text, .choice: return leaf(self)
    case .sum(let parts): return .sum(parts.map(change))
    case .product(let parts): return .product(parts.map(change))
    case .quotient(let x, let y): return .quotient(change(x), change(y))
    case .power(let x, let y): return .power(change(x), change(y))
    case .negative(let part): return .negative(change(part))
    case .plusMinus(let part, let isFlipped): return .plusMinus(change(part), isFlipped: isFlipped)
    case .function(let function, let parts): return .function(function, parts.map(change))
    case .relation(let parts, let operators): return .relation(parts.map(change), operators)
    case .collection(let kind, let parts): return .collection(kind, parts.map(change))
    case .setOperation(let operation, let parts): return .setOperation(operation, parts.map(change))
    case .setBuilder(let element, let conditions):
      return .setBuilder(change(element), conditions: conditions.map(change))
    case .congruence(let parts, let modulus): return .congruence(parts.map(change), modulus: change(modulus))
    case .conditional(let part, let condition): return .conditional(change(part), condition: change(condition))
    case .quantity(let part, let unit): return .quantity(change(part), unit)
    case .ratio(let parts): return .ratio(parts.map(change))
    case .interval(let interval):
      return .interval(
        MathInterval(
          change(interval.lower), isClosed: interval.isLowerClosed, change(interval.upper),
          isClosed: interval.isUpperClosed))
    case .matrix(let matrix):
      return .matrix(
        MathMatrix(columns: matrix.columns, entries: matrix.entries.map(change), brackets: matrix.brackets))
    case .series(let series):
      var result = series
      if let index = series.index, case .symbol(let new) = change(.symbol(index)) { result.index = new }
      result.lower = series.lower.map(change)
      result.upper = series.upper.map(change)
      result.condition = series.condition.map(change)
      result.body = change(series.body)
      return .series(result)
    }
  }
}
