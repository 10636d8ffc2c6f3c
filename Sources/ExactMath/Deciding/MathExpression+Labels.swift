/// What may stand before a value as its name.
extension MathExpression {
  /// Whether this is a name that a value is given to: `x`, `f(x)`, `x_1`, `|AB|`.
  var isLabel: Bool {
    switch self {
    case .symbol(let symbol): !isWordName || !UnitWords.maySayNumber(symbol.name)
    case .function(.named, let arguments): arguments.allSatisfy { $0.isLabel || $0.isValue && $0.symbols.isEmpty }
    case .function(.derivative, _): children.allSatisfy(\.isLabel)
    // |AB| is a length; |x| = 3 is to be solved.
    case .function(.absoluteValue, _), .function(.norm, _): isAskedQuantity
    case .collection(.tuple, let parts), .collection(.list, let parts): parts.allSatisfy(\.isLabel)
    // A^{-1}, A^T
    case .power(.symbol(let base), let exponent): base.isMatrixName && (exponent == .integer(-1) || exponent.isMinusOne)
    case .function(.transpose, _): children.allSatisfy(\.isLabel)
    // A \cap B
    case .setOperation(_, let parts): parts.allSatisfy { $0.asSymbol?.isCapital == true }
    case .product(let parts):
      if let first = parts.first, first == .symbol(MathSymbol("angle")) {
        parts.count <= 4 && parts.dropFirst().allSatisfy { $0.isCapital }
      } else {
        parts.count == 2 && parts.allSatisfy { $0.isCapital }
      }
    default: false
    }
  }

  /// Whether this is a name of several letters that is none of mathematics: `\text{Area}`.
  var isWordName: Bool {
    guard case .symbol(let symbol) = self else { return false }
    return symbol.name.utf8.count > 1 && !symbol.isOwn && !MathCommand.greek.contains(symbol.name)
  }

  /// Whether this is a name in words, or an angle by its vertex: `\text{Area}`, `\angle A`.
  var isWordLabel: Bool {
    switch self {
    case .symbol(let symbol):
      isWordName && !UnitWords.mayDeny(symbol.name)
    case .product(let parts): parts.first == .symbol(MathSymbol("angle"))
    default: false
    }
  }

  /// Whether this is what a question may ask the value of: `m + n`, `\cos A`, `\frac{S_1}{S_2}`, `P(X = 2)`, `|\vec a|`, `\lim f`.
  ///
  /// Not what is solved for one unknown: `2x`, `x^2` and `|x|` are only halfway there, and `AB^2` is not AB.
  package var isAskedQuantity: Bool {
    switch self {
    // x + y = 3 is rather a line, ax + by = c too, and r\sin\theta = 3.
    case .sum(let parts), .product(let parts), .ratio(let parts):
      symbols.count > 1 && !parts.contains { $0.symbols.isEmpty && isSum } && !isOfCurve(parts)
    case .quotient(let top, let bottom): top.symbols.union(bottom.symbols).count > 1 && !isOfCurve([top, bottom])
    case .function(.absoluteValue, let inside), .function(.norm, let inside):
      inside.allSatisfy { part in
        switch part {
        case .symbol(let symbol): symbol.mark == .vector || symbol.isCapital
        case .product, .setOperation, .collection, .sum: part.symbols.count > 1
        default: false
        }
      }
    case .function(.named(let name), let arguments): name.mark != .inverse && !arguments.contains { $0.isApplication }
    case .function(.modulo, let arguments): arguments.first?.asSymbol != nil
    case .function(let function, let arguments):
      MathFunction.measures.contains(function) && arguments.allSatisfy { !$0.symbols.isEmpty }
        || arguments.count == 1 && MathFunction.ofAngles.contains(function)
          && arguments[0].asSymbol.map { !$0.isUnknownName || $0.name == "theta" } == true
    case .series: true
    default: false
    }
  }

  /// Whether the unknowns of a curve or of a differential equation stand in these parts: x, y, ρ, θ, y′, but not r + s or x_1x_2.
  private func isOfCurve(_ parts: [MathExpression]) -> Bool {
    let areNames = parts.allSatisfy { $0.asSymbol != nil }
    return parts.reduce(into: Set<MathSymbol>()) { $0.formUnion($1.symbols) }.contains { symbol in
      guard symbol.isUnknownName || symbol.name == "rho" else { return false }
      if symbol.index.flatMap(Int.init) != nil { return false }
      return !areNames || symbol.primes > 0 || symbol.index != nil || ["x", "y", "z", "theta", "phi", "rho"].contains(symbol.name)
    }
  }

  var isSum: Bool { if case .sum = self { true } else { false } }

  /// Whether this is y and a label `f(x)` what it is drawn of, or x and the label x(t).
  func isGraph(of label: MathExpression) -> Bool {
    guard let symbol = asSymbol, case .function(.named(let name), let arguments) = label, arguments.count == 1, name.primes == 0,
      name.mark == nil, let argument = arguments[0].asSymbol
    else { return false }
    return symbol == name || symbol == MathSymbol("y") && argument == MathSymbol("x")
  }

  /// Whether a label says more than a name: `\text{not the answer}`, or names in another order than that of the alphabet, or of other
  /// number than the values.
  func isMisleadingLabel(of value: MathExpression) -> Bool {
    switch self {
    // \bar z = 2 + i is still to be solved.
    case .symbol(let symbol):
      let isConjugate = symbol.mark == .bar && ["z", "w"].contains(symbol.name)
      return UnitWords.mayDeny(symbol.name) || symbol.primes > 0 || isConjugate
    // A^{-1} = 5
    case .power, .function(.transpose, _): return value.isValue && value.symbols.isEmpty
    // f^{-1}(x) = 3 and f(f(x)) = 3 are to be solved.
    case .function(.named(let name), let arguments):
      guard value.symbols.isEmpty, arguments.contains(where: { !$0.symbols.isEmpty }) else { return false }
      return name.mark == .inverse || arguments.contains { $0.isApplication }
    case .collection(.tuple, let parts), .collection(.list, let parts):
      guard let names = parts.map(\.asSymbol) as? [MathSymbol] else { return false }
      let keys = names.map(\.key)
      return keys != keys.sorted() || value.isValue
    default: return false
    }
  }

  /// A point such as the A of `AB`.
  private var isCapital: Bool {
    if case .symbol(let symbol) = self { symbol.isCapital } else { false }
  }

  var isApplication: Bool {
    if case .function(.named, _) = self { true } else { false }
  }
}

extension MathFunction {
  /// Functions of something whose value is a number that is asked for.
  fileprivate static let measures: Set<MathFunction> = [
    .determinant, .trace, .rank, .dimension, .cardinality, .minimum, .maximum, .supremum, .infimum, .greatestCommonDivisor,
    .leastCommonMultiple,
  ]
  /// Functions whose value is asked for rather than their argument, if that is an angle with a name.
  fileprivate static let ofAngles: Set<MathFunction> = [.sine, .cosine, .tangent, .cotangent, .secant, .cosecant]
}
