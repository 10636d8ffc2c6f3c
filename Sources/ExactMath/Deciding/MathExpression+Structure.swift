/// What an expression is made of, and what it says by its form.
extension MathExpression {
  /// The interval that `(a, b)` or `[a, b]` may mean.
  var pairAsInterval: MathExpression? {
    guard case .collection(let kind, let parts) = self, parts.count == 2, kind == .tuple || kind == .array else {
      return nil
    }
    return .interval(MathInterval(parts[0], isClosed: kind == .array, parts[1], isClosed: kind == .array))
  }

  var isList: Bool {
    if case .list = shape { true } else { false }
  }
  var isSet: Bool {
    if case .set = shape { true } else { false }
  }
  /// The letters of one capital, or of a product of them.
  var capitalLetters: [String]? {
    switch self {
    case .symbol(let symbol):
      symbol.name.utf8.count == 1 && symbol.isCapital && symbol.index == nil && symbol.primes == 0 && symbol.mark == nil
        ? [symbol.name] : nil
    case .product(let parts):
      parts.compactMap(\.capitalLetters).count == parts.count ? parts.compactMap(\.capitalLetters).flatMap { $0 } : nil
    default: nil
    }
  }
  var words: String? {
    if case .text(let text) = self { text } else { nil }
  }
  /// Whether it is made of members, or is a condition on them.
  var isStructure: Bool {
    switch shape {
    case .tuple, .matrix, .list, .set, .region, .relation, .other: true
    default: false
    }
  }
  package var isValue: Bool {
    if case .value = shape { true } else { false }
  }
  var isBareQuantity: Bool {
    if case .quantity = self { true } else { false }
  }
  /// Whether this may stand for anything, as a function of unknown kind may.
  var isOpaqueValue: Bool {
    switch self {
    case .symbol, .function(.named, _), .series: true
    case .power(let base, _): base.isOpaqueValue
    case .product(let parts), .sum(let parts): parts.contains(where: \.isOpaqueValue)
    default: false
    }
  }

  /// Whether a quantity with a unit is an addend or a factor here.
  var hasQuantity: Bool {
    switch self {
    case .quantity: true
    case .sum, .product, .quotient, .negative: children.contains(where: \.hasQuantity)
    default: false
    }
  }

  /// A letter, or letters joined by words: a statement, as far as one can see.
  var isStatementLetter: Bool {
    switch self {
    case .symbol: true
    case .negative(let part): part.isStatementLetter
    case .collection(let kind, let parts): (kind == .all || kind == .any) && parts.allSatisfy(\.isStatementLetter)
    default: false
    }
  }

  /// The words that join these letters, from outside in.
  var joiningWords: [MathCollection] {
    // A comma means "and".
    if case .collection(let kind, let parts) = self { [kind == .list ? .all : kind] + parts.flatMap(\.joiningWords) } else { [] }
  }

  /// Whether this says that it is a family: by `n \in \mathbb{Z}`, or as the values of an unknown such as x.
  ///
  /// n and m may as well count something.
  var isDeclaredFamily: Bool { declaresIntegers || isNamedFamily(by: ["k"]) }

  var declaresIntegers: Bool { symbols.contains { $0.isIntegerName && declaresInteger($0) } }

  /// Whether this gives an unknown values by one letter: `x = k\pi`.
  func isNamedFamily(by letters: Set<String>) -> Bool {
    switch self {
    case .relation(let sides, [.equal]):
      // A formula with other letters is none.
      guard case .symbol(let symbol) = sides[0], ["x", "theta", "t", "alpha", "phi"].contains(symbol.name),
        let letter = sides[1].symbols.first, sides[1].symbols.count == 1
      else { return false }
      return letters.contains(letter.name)
    case .collection(let kind, let parts) where kind != .tuple: return parts.contains { $0.isNamedFamily(by: letters) }
    case .setBuilder: return true
    default: return false
    }
  }

  /// The unit applied to every member of a collection.
  func distributing(_ unit: MathUnit) -> MathExpression {
    switch self {
    case .collection(let kind, let parts): .collection(kind, parts.map { .quantity($0, unit) })
    case .interval(let interval):
      .interval(
        MathInterval(
          .quantity(interval.lower, unit), isClosed: interval.isLowerClosed, .quantity(interval.upper, unit),
          isClosed: interval.isUpperClosed))
    default: .quantity(self, unit)
    }
  }
}
