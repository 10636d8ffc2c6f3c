extension MathSymbol {
  /// Letters that points of a line or a curve are given by.
  static let parameters: Set<String> = ["t", "s", "u", "v", "r", "k", "n", "m", "lambda", "mu", "theta", "phi", "alpha"]

  /// Whether it is a letter that usually runs through the integers.
  var isIntegerName: Bool { index == nil && mark == nil && ["j", "k", "l", "m", "n"].contains(name) }
  /// Whether it is a letter that usually is an arbitrary constant: C, c, K, with an index or without.
  var isConstantName: Bool { primes == 0 && mark == nil && ["C", "c", "K"].contains(name) }
  /// Whether it is a letter that functions are usually of, or their values.
  var isUnknownName: Bool { mark == nil && ["x", "y", "z", "t", "u", "s", "r", "w", "theta", "phi"].contains(name) }
  /// Whether it is a letter of coordinates.
  package var isCoordinate: Bool { mark == nil && index == nil && primes == 0 && ["x", "y", "z"].contains(name) }
  /// Whether it is one of several arbitrary constants: `C_1`, `c_2`.
  var isIndexedConstant: Bool { isConstantName && index != nil }
  /// The letter of an integer that is all of its index, as in `a_n`.
  var indexLetter: MathSymbol? {
    guard let index, mark == nil, primes == 0, case let letter = MathSymbol(index), letter.isIntegerName || index == "i" else { return nil }
    return letter
  }
  /// Whether it is a letter that may be an arbitrary constant.
  var mayNameConstant: Bool { isConstantName || primes == 0 && mark == nil && ["A", "B", "D", "k"].contains(name) }
}

extension MathExpression {
  /// The symbols that occur, names of functions and bound variables aside.
  public var symbols: Set<MathSymbol> { Set(orderedSymbols) }

  /// Whether a modulus, a sign, an inverse function or an even root of an even power occurs, which tell positive letters from negative ones.
  var dependsOnSigns: Bool {
    switch self {
    case .function(.absoluteValue, _), .function(.sign, _), .function(.arctangent, _), .function(.arcsine, _), .function(.arccosine, _):
      true
    case .function(.squareRoot, let parts), .function(.root, let parts):
      if case .power(.symbol, .number(let exponent))? = parts.first, exponent.value.countValue.map({ $0 % 2 == 0 }) == true {
        true
      } else {
        parts.contains(where: \.dependsOnSigns)
      }
    default: children.contains(where: \.dependsOnSigns)
    }
  }

  /// The symbols that stand, to an odd power, below a bar under a square root.
  var divisorsInRoots: Set<MathSymbol> {
    var result: Set<MathSymbol> = []
    if case .function(.squareRoot, let parts) = self { result = parts.reduce(into: []) { $0.formUnion($1.oddDivisors) } }
    return children.reduce(into: result) { $0.formUnion($1.divisorsInRoots) }
  }

  private var oddDivisors: Set<MathSymbol> {
    switch self {
    case .quotient(let top, let bottom):
      top.oddDivisors.union(
        bottom.factors.compactMap { factor in
          switch factor {
          case .symbol(let symbol): return symbol
          case .power(.symbol(let symbol), .number(let exponent)):
            return exponent.value.countValue.map { $0 % 2 != 0 } == true ? symbol : nil
          default: return nil
          }
        })
    case .product, .sum, .negative: children.reduce(into: []) { $0.formUnion($1.oddDivisors) }
    default: []
    }
  }

  private var factors: [MathExpression] {
    if case .product(let parts) = self { parts.flatMap(\.factors) } else { [self] }
  }

  /// The symbols in the order of their first occurrence, with repetitions.
  private var orderedSymbols: [MathSymbol] {
    switch self {
    case .symbol(let symbol): [symbol]
    case .series(let series): children.flatMap(\.orderedSymbols).filter { $0 != series.index }
    default: children.flatMap(\.orderedSymbols)
    }
  }

  /// This expression with the symbols that `other` lacks renamed, in order, to those that only `other` has; `nil` if
  /// their numbers differ or are zero, if a pair may not be renamed, or if it is a symbol and nothing else.
  func renaming(toMatch other: MathExpression, by renaming: EqualityOptions.Renaming) -> MathExpression? {
    if case .symbol = self { return nil }
    func unmatched(_ own: [MathSymbol], _ others: [MathSymbol]) -> [MathSymbol] {
      var result: [MathSymbol] = []
      for symbol in own where !others.contains(symbol) && !result.contains(symbol) { result.append(symbol) }
      return result
    }
    let (own, others) = (orderedSymbols, other.orderedSymbols)
    var (from, to) = (unmatched(own, others), unmatched(others, own))
    let (parameters, otherParameters) = (from.filter(isParameter), to.filter(other.isParameter))
    if renaming == .bound, parameters.count == 1, otherParameters.count == 1 {
      (from, to) = (parameters, otherParameters)
    } else if renaming == .bound {
      // Other symbols stay, such as a label that only one side has, or the variable of a formula.
      func isFamily(_ symbol: MathSymbol, in whole: MathExpression) -> Bool {
        // In a formula with other letters it is one of them.
        symbol.isIntegerName
          && (whole.occursInAnglesOnly(symbol)
            && (whole.isDeclaredFamily || whole.isNamedFamily(by: ["n", "m"]) || whole.symbols == [symbol])
            || whole.declaresInteger(symbol))
      }
      func isConstant(_ symbol: MathSymbol, in whole: MathExpression) -> Bool {
        symbol.isConstantName && whole.isArbitraryConstant(symbol)
      }
      from = from.filter { isFamily($0, in: self) || isConstant($0, in: self) }
      to = to.filter { isFamily($0, in: other) || isConstant($0, in: other) }
      // Of constants one is a C, or has an index, or is added: cx and Kx may be of constants that are given.
      let areAlike = zip(from, to).allSatisfy { old, new in
        if old.isIntegerName || new.isIntegerName { return old.isIntegerName == new.isIntegerName }
        return old.name == "C" || new.name == "C" || old.index != nil && new.index != nil || isAddend(old) && other.isAddend(new)
      }
      guard areAlike else { return nil }
    }
    guard !from.isEmpty, from.count == to.count else { return nil }
    return zip(from, to).reduce(self) { $0.renaming($1.0, to: $1.1) }
  }

  /// Whether a symbol is the only one by which the members of a point, or the values of several names, are given: `(t, 2t)`, `x = 2 + t, y = t`.
  private func isParameter(_ symbol: MathSymbol) -> Bool {
    guard symbol.index == nil, symbol.primes == 0, symbol.mark == nil, MathSymbol.parameters.contains(symbol.name) else { return false }
    switch self {
    case .collection(let kind, let parts) where kind == .tuple || kind == .vector: return parts.count > 1 && symbols == [symbol]
    case .matrix(let matrix): return matrix.entries.count > 1 && symbols == [symbol]
    // (3 - 2s, s), s \in \mathbb{R}
    case .collection(.list, let parts) where parts.count == 2 && parts[1].declaresReal(symbol): return parts[0].isParameter(symbol)
    case .conditional(let value, let condition) where condition.declaresReal(symbol): return value.isParameter(symbol)
    case .collection(let kind, let parts) where kind == .list || kind == .all:
      let values = parts.map { part in
        if case .relation(let sides, [.equal]) = part, sides[0].asSymbol != nil { sides[1] } else { MathExpression?.none }
      }
      return parts.count > 1 && !values.contains(nil) && values.allSatisfy { $0?.symbols.isSubset(of: [symbol]) == true }
    case .setBuilder(let element, _): return element.isParameter(symbol)
    // Of an integer that another one is given by: `n = 3k`.
    case .relation(let sides, [.equal]):
      if let label = sides[0].asSymbol {
        return symbol.isIntegerName && label.isIntegerName && label != symbol && sides[1].symbols == [symbol]
      }
      return sides[0].isLabel && sides[1].isParameter(symbol)
    case .sum(let parts): return symbols == [symbol] && parts.contains(where: \.isArray)
    case .product(let parts): return symbols == [symbol] && parts.contains(where: \.isArray)
    default: return false
    }
  }

  private func declaresReal(_ symbol: MathSymbol) -> Bool { self == .relation([.symbol(symbol), .namedSet(.reals)], [.element]) }

  /// Whether a symbol is an addend of the whole, or of a side of an equation.
  private func isAddend(_ symbol: MathSymbol) -> Bool {
    switch self {
    case .sum(let parts): parts.contains { $0 == .symbol(symbol) || $0 == .negative(.symbol(symbol)) }
    case .relation(let sides, [.equal]): sides.contains { $0.isAddend(symbol) }
    default: false
    }
  }

  /// This expression with one symbol for another.
  func renaming(_ old: MathSymbol, to new: MathSymbol) -> MathExpression {
    replacingChildren {
      $0.renaming(old, to: new)
    } leaf: {
      $0 == .symbol(old) ? .symbol(new) : $0
    }
  }

  /// This expression with symbols for others, all at once.
  func renaming(_ old: [MathSymbol], to new: [MathSymbol]) -> MathExpression {
    // By way of names that no text can have.
    let between = old.indices.map { MathSymbol("\u{1}\($0)") }
    let first = zip(old, between).reduce(self) { $0.renaming($1.0, to: $1.1) }
    return zip(between, new).reduce(first) { $0.renaming($1.0, to: $1.1) }
  }

  /// This expression with a value for a symbol.
  func replacing(_ symbol: MathSymbol, by value: MathExpression) -> MathExpression {
    // A bound variable of the same name is another.
    if case .series(let series) = self, series.index == symbol { return self }
    return replacingChildren {
      $0.replacing(symbol, by: value)
    } leaf: {
      $0 == .symbol(symbol) ? value : $0
    }
  }

  /// This expression with each of its parts, and itself if it has none, put through a function.
  func replacingChildren(
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

extension MathExpression {
  /// The highest order of a derivative that is shown as primes.
  private static let mostPrimes = 3

  /// This with `\frac{dy}{dx}` as y′, where the other side has primes on that letter.
  func withPrimes(as other: MathExpression) -> MathExpression {
    let primed = Set(other.symbols.filter { $0.primes > 0 }.map(\.name))
    // Beside x, t is another variable, unless x is what depends on it.
    let hasX = !primed.contains("x") && symbols.union(other.symbols).contains { $0.name == "x" }
    return primed.isEmpty ? self : withPrimes(on: primed, hasX)
  }

  private func withPrimes(on names: Set<String>, _ hasX: Bool) -> MathExpression {
    if case .function(.derivative, let parts) = self, case .symbol(var function) = parts[0], names.contains(function.name),
      function.primes == 0, case .symbol(let variable) = parts[1], variable.name == "x" || variable.name == "t" && !hasX
    {
      var order: Int? = 1
      if parts.count > 2 { if case .number(let numeral) = parts[2] { order = numeral.value.countValue } else { order = nil } }
      if let order, 1...Self.mostPrimes ~= order {
        function.primes = order
        return .symbol(function)
      }
    }
    return replacingChildren {
      $0.withPrimes(on: names, hasX)
    } leaf: {
      $0
    }
  }
}
