/// Letters of vectors, which are no numbers: their products do not associate, and nothing is divided by them.
extension Decider {
  /// Decides two values with letters of vectors by the rules of inner products; `nil` if there are no such letters.
  ///
  /// What holds of vectors of any space is proved; what the rules do not reach is undecided, whatever numbers would do.
  func decideVectors(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision? {
    var letters = a.vectorLetters.union(b.vectorLetters)
    guard !letters.isEmpty || a.hasVectors || b.hasVectors else { return nil }
    // Beside vectors, a letter with a hat is one of length 1.
    if letters.contains(where: { $0.mark == .vector }) { letters.formUnion(a.symbols.union(b.symbols).filter { $0.mark == .hat }) }
    var algebra = VectorAlgebra(letters: letters)
    let values = (algebra.value(a), algebra.value(b))
    guard work.spend(algebra.nodes) else { return .limitExceeded }
    guard let x = values.0, let y = values.1 else { return .undecided(.ambiguous, "arithmetic with letters of vectors") }
    switch (x, y) {
    case (.number(let x), .number(let y)): return decideValues(x, y)
    case (.vector, .vector): return decideValues(x.asNumber, y.asNumber)
    case (.vector, .number(let number)), (.number(let number), .vector):
      if number == .integer(0) { return decideValues(x.asNumber, y.asNumber) }
      return number.symbols.isEmpty
        ? .different(.structure, "a vector and a number") : .undecided(.ambiguous, "a vector and what may be a number")
    }
  }
}

/// Values made of letters of vectors: numbers, in which inner products and lengths are functions, and sums of multiples of vectors.
struct VectorAlgebra {
  /// A vector that is not taken apart, and the number that it is multiplied by.
  struct Part {
    var vector: MathExpression
    var factor: MathExpression

    /// Whether the factor is a number beyond doubt.
    fileprivate var hasNumber: Bool { vector.isMarkedVector || factor.symbols.allSatisfy(\.isOwn) }
  }

  enum Value {
    case number(MathExpression)
    case vector([Part])

    /// A vector as the sum of its parts, each vector by its name: two are equal if the sums are.
    var asNumber: MathExpression {
      switch self {
      case .number(let number): number
      case .vector(let parts): .sum([.integer(0), .integer(0)] + parts.map { .product([$0.factor, $0.vector]) })
      }
    }
  }

  /// The nodes that the numbers made may have together; those of a formula in a textbook are some hundred.
  static let mostNodes = 4096

  let letters: Set<MathSymbol>
  /// Whether i, j and k are of length 1 and at right angles; a bold k alone may be another vector.
  private let hasAxes: Bool
  /// The nodes made so far.
  private(set) var nodes = 0

  init(letters: Set<MathSymbol>) {
    self.letters = letters
    hasAxes = letters.contains { $0.isUnitVector && $0.name != "k" }
  }

  /// The value; `nil` for what is not known of vectors.
  mutating func value(_ expression: MathExpression) -> Value? {
    guard expression.mentions(letters) else { return .number(expression) }
    switch expression {
    case .symbol: return .vector([Part(vector: expression, factor: .integer(1))])
    case .negative(let part):
      switch value(part) {
      case .number(let number): return .number(.negating(number))
      case .vector(let parts): return scaled(parts, by: .integer(-1))
      case nil: return nil
      }
    case .sum(let addends): return sum(addends)
    case .product(let factors): return product(factors)
    case .quotient(let top, let bottom):
      guard case .number(let divisor) = value(bottom) else { return nil }
      switch value(top) {
      case .number(let number): return .number(.quotient(number, divisor))
      case .vector(let parts): return scaled(parts, by: .quotient(.integer(1), divisor))
      case nil: return nil
      }
    case .power(let base, let exponent):
      guard case .number(let exponent) = value(exponent) else { return nil }
      switch value(base) {
      case .number(let number): return .number(.power(number, exponent))
      // f² is no ‖f‖².
      case .vector(let parts):
        guard exponent == .integer(2), parts.allSatisfy(\.vector.isMarkedVector) else { return nil }
        return dot(parts, parts).map { .number($0) }
      case nil: return nil
      }
    case .function(.absoluteValue, let arguments), .function(.norm, let arguments):
      guard arguments.count == 1, let inner = value(arguments[0]) else { return nil }
      switch inner {
      case .number(let number): return .number(.function(.absoluteValue, [number]))
      case .vector(let parts):
        let isNorm = if case .function(.norm, _) = expression { true } else { false }
        guard isNorm || parts.allSatisfy({ $0.vector.mayHaveModulus }) else { return nil }
        return length(parts).map { .number($0) }
      }
    case .function(.named(.crossProduct), let arguments) where arguments.count == 2:
      guard case .vector(let first) = value(arguments[0]), case .vector(let second) = value(arguments[1]) else { return nil }
      return cross(first, second)
    case .function(let function, let arguments):
      var values: [MathExpression] = []
      for argument in arguments {
        guard let inner = value(argument) else { return nil }
        if case .vector = inner { guard case .named = function else { return nil } }
        values.append(inner.asNumber)
      }
      let result = MathExpression.function(function, values)
      return result.isMarkedVector ? .vector([Part(vector: result, factor: .integer(1))]) : .number(result)
    case .series(var series):
      // A sum of vectors is a vector that is not taken apart.
      guard ![series.lower, series.upper, series.condition].contains(where: { $0?.mentions(letters) == true }),
        let body = value(series.body)
      else { return nil }
      series.body = body.asNumber
      if case .number = body { return .number(.series(series)) }
      return .vector([Part(vector: .series(series), factor: .integer(1))])
    default: return nil
    }
  }

  private mutating func sum(_ addends: [MathExpression]) -> Value? {
    var numbers: [MathExpression] = []
    var parts: [Part] = []
    for addend in addends {
      switch value(addend) {
      case .number(let number): numbers.append(number)
      case .vector(let more): parts += more
      case nil: return nil
      }
    }
    if parts.isEmpty { return .number(.sum(numbers)) }
    return numbers.allSatisfy { $0 == .integer(0) } ? .vector(parts) : nil
  }

  private mutating func product(_ factors: [MathExpression]) -> Value? {
    var numbers: [MathExpression] = []
    var vectors: [[Part]] = []
    for factor in factors {
      if case .symbol(let symbol) = factor, ["nabla", "partial", "Delta"].contains(symbol.name) { return nil }
      switch value(factor) {
      case .number(let number): numbers.append(number)
      case .vector(let parts): vectors.append(parts)
      case nil: return nil
      }
    }
    switch vectors.count {
    case 0: return .number(.product(numbers))
    case 1: return scaled(vectors[0], by: numbers.count == 1 ? numbers[0] : .product(numbers))
    // Of three, the product says which two go first, and the text does not.
    case 2:
      guard let dot = dot(vectors[0], vectors[1]) else { return nil }
      return .number(numbers.isEmpty ? dot : .product(numbers + [dot]))
    default: return nil
    }
  }

  private mutating func scaled(_ parts: [Part], by factor: MathExpression) -> Value? {
    var result: [Part] = []
    for part in parts {
      let product = part.factor == .integer(1) ? factor : .product([factor, part.factor])
      guard count(product) else { return nil }
      result.append(Part(vector: part.vector, factor: product))
    }
    return .vector(result)
  }

  private mutating func dot(_ first: [Part], _ second: [Part]) -> MathExpression? {
    var addends: [MathExpression] = [.integer(0), .integer(0)]
    for x in first {
      for y in second {
        // A product of matrices is no inner product, and beside v under a norm u may be a vector too.
        guard x.vector.mayHaveModulus, y.vector.mayHaveModulus, x.hasNumber, y.hasNumber else { return nil }
        let product = MathExpression.product([x.factor, y.factor, dot(x.vector, y.vector)])
        guard count(product) else { return nil }
        addends.append(product)
      }
    }
    return .sum(addends)
  }

  private func dot(_ x: MathExpression, _ y: MathExpression) -> MathExpression {
    if hasAxes, x.isAxis, y.isAxis { return .integer(x == y ? 1 : 0) }
    if x == y { return .power(length(x), .integer(2)) }
    return .function(.named(MathSymbol("\u{1}dot")), x.digest < y.digest ? [x, y] : [y, x])
  }

  private func length(_ vector: MathExpression) -> MathExpression {
    if hasAxes, vector.isAxis { return .integer(1) }
    // An index with a letter may be bound by a sum around.
    guard case .symbol(let symbol) = vector, symbol.index?.contains(where: \.isLetter) != true else {
      return .function(.named(MathSymbol("\u{1}norm")), [vector])
    }
    if symbol.mark == .hat { return .integer(1) }
    return .function(.absoluteValue, [.symbol(MathSymbol("\u{1}norm \(symbol.key)"))])
  }

  private mutating func length(_ parts: [Part]) -> MathExpression? {
    if parts.count == 1 { return .product([.function(.absoluteValue, [parts[0].factor]), length(parts[0].vector)]) }
    return dot(parts, parts).map { .function(.squareRoot, [$0]) }
  }

  private mutating func cross(_ first: [Part], _ second: [Part]) -> Value? {
    var result: [Part] = []
    for x in first {
      for y in second where x.vector != y.vector {
        let isTurned = y.vector.digest < x.vector.digest
        let pair = isTurned ? [y.vector, x.vector] : [x.vector, y.vector]
        let factor = MathExpression.product([.integer(isTurned ? -1 : 1), x.factor, y.factor])
        guard count(factor), count(pair[0]), count(pair[1]) else { return nil }
        result.append(Part(vector: .function(.named(.crossProduct), pair), factor: factor))
      }
    }
    return .vector(result)
  }

  /// Accounts for an expression that is written once more; false if there are too many.
  private mutating func count(_ expression: MathExpression) -> Bool {
    nodes += 1
    return nodes <= Self.mostNodes && expression.children.allSatisfy { count($0) }
  }
}

extension MathExpression {
  /// The letters with an arrow or in bold, and those of which a norm is taken.
  fileprivate var vectorLetters: Set<MathSymbol> {
    var result: Set<MathSymbol> = []
    switch self {
    case .symbol(let symbol) where symbol.mark == .vector: result.insert(symbol)
    case .function(.norm, let arguments):
      for argument in arguments where !argument.isArray { result.formUnion(argument.linearLetters) }
    default: break
    }
    return children.reduce(into: result) { $0.formUnion($1.vectorLetters) }
  }

  /// The letters in sums and multiples; none if a number is added, for then the rest are numbers too.
  private var linearLetters: Set<MathSymbol> {
    switch self {
    case .symbol(let symbol): [symbol]
    case .sum(let parts) where parts.contains(where: \.symbols.isEmpty): []
    case .sum, .product, .negative: children.reduce(into: []) { $0.formUnion($1.linearLetters) }
    case .quotient(let top, _): top.linearLetters
    default: []
    }
  }

  /// Whether there is a vector by how it is written.
  var hasVectors: Bool {
    switch self {
    case .symbol(let symbol): symbol.mark == .vector
    case .function where isMarkedVector: true
    default: children.contains(where: \.hasVectors)
    }
  }

  /// The letters with an arrow or in bold.
  var markedVectors: Set<MathSymbol> { symbols.filter { $0.mark == .vector } }

  fileprivate func mentions(_ letters: Set<MathSymbol>) -> Bool {
    switch self {
    case .symbol(let symbol): letters.contains(symbol)
    case .function where isMarkedVector: true
    default: children.contains { $0.mentions(letters) }
    }
  }

  fileprivate var isAxis: Bool { asSymbol?.isUnitVector == true }

  /// Whether this is a vector by how it is written.
  fileprivate var isMarkedVector: Bool {
    switch self {
    case .symbol(let symbol): symbol.mark == .vector || symbol.mark == .hat
    case .function(.named(let symbol), _): symbol.mark == .vector || symbol == .crossProduct
    default: false
    }
  }

  /// Whether a modulus is a length here: of a function or of what may be a matrix it is another thing than the norm.
  fileprivate var mayHaveModulus: Bool {
    guard case .symbol(let symbol) = self else { return isMarkedVector }
    return isMarkedVector || !symbol.isMatrixName && !["f", "g", "h"].contains(symbol.name)
  }
}
