extension MathSymbol {
  /// One text for the whole symbol.
  var key: String {
    if index == nil, primes == 0, mark == nil { return name }
    let below = index.map { "_" + $0 } ?? ""
    let above = mark.map { "^" + $0.rawValue } ?? ""
    return name + below + String(repeating: "'", count: primes) + above
  }
}

extension MathFunction {
  /// A name under which nothing is known of the function.
  var key: String {
    if case .named(let symbol) = self { return symbol.key }
    return "\u{1}\(self)"
  }
}

extension MathExpression {
  /// What this is, in a word or two, for reasons.
  var shapeName: String {
    switch self {
    case .number, .constant, .symbol, .sum, .product, .quotient, .negative, .power, .function: "a value"
    case .plusMinus: "a sign ±"
    case .series: "a series"
    case .ellipsis: "an ellipsis"
    case .collection(let kind, _): "a \(kind.rawValue)"
    case .interval: "an interval"
    case .namedSet: "a named set"
    case .setOperation: "a set operation"
    case .setBuilder: "a set"
    case .matrix: "a matrix"
    case .relation: "a relation"
    case .congruence: "a congruence"
    case .conditional: "a conditional value"
    case .quantity: "a quantity"
    case .ratio: "a ratio"
    case .time: "a time"
    case .text: "words"
    case .choice: "a choice"
    }
  }

  /// 1 or -1 for ∞ and -∞.
  var infinitySign: Int? {
    switch self {
    case .constant(.infinity): 1
    case .negative(let part): part.infinitySign.map { -$0 }
    case .product(let parts): MathExpression.infinitySign(ofProduct: parts)
    case .collection(_, let parts) where parts.count == 1: parts[0].infinitySign
    default: nil
    }
  }

  private static func infinitySign(ofProduct parts: [MathExpression]) -> Int? {
    var sign = 1
    var isInfinite = false
    for part in parts {
      if let inner = part.infinitySign {
        isInfinite = true
        sign *= inner
      } else if case .number(let numeral) = part, !numeral.value.isZero {
        sign *= numeral.value.signum
      } else {
        return nil
      }
    }
    return isInfinite ? sign : nil
  }

  /// Whether this is a matrix, a vector or a tuple.
  var isArray: Bool {
    switch self {
    case .matrix: true
    case .collection(let kind, let parts): parts.count > 1 && [.tuple, .vector, .array].contains(kind)
    default: false
    }
  }

  /// The columns and entries of a matrix, or of a vector as one row.
  var arrayEntries: (Int, [MathExpression])? {
    switch self {
    case .matrix(let matrix): (matrix.columns, matrix.entries)
    case .collection(_, let parts): (parts.count, parts)
    default: nil
    }
  }

  /// Whether a sign ± occurs, outside structures.
  var hasSigns: Bool {
    switch self {
    case .plusMinus: true
    case .sum, .product, .quotient, .negative, .power, .function, .quantity: children.contains(where: \.hasSigns)
    default: false
    }
  }

  /// Whether this is a structure such as `(\pm 1, \mp 2)`, or `a = \pm 1, b = \mp 1`, which stands for two.
  var isPointWithSigns: Bool {
    switch self {
    case .collection(.tuple, let parts), .collection(.vector, let parts): parts.contains { $0.hasSigns || $0.isPointWithSigns }
    case .matrix(let matrix): matrix.entries.contains { $0.hasSigns || $0.isPointWithSigns }
    case .collection(.list, let parts), .collection(.all, let parts):
      parts.givesSeveralNames
        && parts.contains { part in
          if case .relation(let sides, [.equal]) = part { sides.contains { $0.hasSigns || $0.isPointWithSigns } } else { false }
        }
    default: false
    }
  }

  /// Whether several signs ± occur and no ∓, which would tell that they belong together.
  var hasIndependentSigns: Bool {
    guard hasSigns || isPointWithSigns else { return false }
    let signs = orientations
    return signs.count > 1 && !signs.contains(true)
  }

  /// The most signs ± whose choices are listed.
  private static let mostSigns = 3

  /// The values by all choices of the signs ±, each on its own; `nil` if there are too many.
  var independentSigns: [MathExpression]? {
    let count = orientations.count
    guard 1...Self.mostSigns ~= count else { return nil }
    return (0..<(1 << count)).map { choice in
      var place = 0
      return choosingSigns { _ in
        defer { place += 1 }
        return choice >> place & 1 == 0
      }
    }
  }

  private func choosingSigns(_ isUpper: (Bool) -> Bool) -> MathExpression {
    guard case .plusMinus(let part, let isFlipped) = self else {
      return replacingChildren {
        $0.choosingSigns(isUpper)
      } leaf: {
        $0
      }
    }
    let isPlus = isUpper(isFlipped)
    let inner = part.choosingSigns(isUpper)
    return isPlus ? inner : .negating(inner)
  }

  /// Of each sign ± whether it is flipped.
  private var orientations: [Bool] {
    let inner = children.flatMap(\.orientations)
    if case .plusMinus(_, let isFlipped) = self { return [isFlipped] + inner }
    return inner
  }

  /// This expression with the upper or the lower signs.
  func choosingSigns(upper: Bool) -> MathExpression {
    choosingSigns { isFlipped in upper != isFlipped }
  }

  /// Whether the tree is nested deeper than a limit; it is walked no deeper.
  func isNested(deeperThan limit: Int) -> Bool {
    limit <= 0 || children.contains { $0.isNested(deeperThan: limit - 1) }
  }
}
