/// What letters may stand for beside real numbers: complex numbers, vectors, and matrices, whose order in a product counts.
extension Decider {
  /// Decides two values, and withholds an equality that holds of numbers only where letters may be something else.
  func decideLetters(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
    let decision = decideVectors(a, b) ?? decideValues(a, b)
    guard decision.outcome != .limitExceeded, !(a.symbols.isEmpty && b.symbols.isEmpty) else { return decision }
    if decision.isEqual, a != b, a.multipliesMatrices || b.multipliesMatrices {
      return .undecided(.ambiguous, "letters that may be matrices, whose order counts")
    }
    if decision.isEqual, a != b, a.multipliesInTwoOrders || b.multipliesInTwoOrders {
      return .undecided(.ambiguous, "capital letters multiplied in two orders")
    }
    if decision.isEqual, a != b, a.isLetterSequence, b.isLetterSequence {
      return .undecided(.ambiguous, "letters whose order may count")
    }
    // A whole answer IV is rather four; in a formula it is a product.
    if decision.isEqual, a != b, depth == 1, a.isRomanNumeral || b.isRomanNumeral {
      return .undecided(.ambiguous, "letters that may be a Roman numeral")
    }
    if decision.isEqual, a != b, a.orderedUses.sorted() != b.orderedUses.sorted() {
      return .undecided(.ambiguous, "letters whose order counts")
    }
    let complex = decideComplexLetters(a, b, decision)
    // A bar is that of a conjugate where something is complex; else it is rather that of an average.
    if complex.isEqual, a != b, !a.isComplex, !b.isComplex, case let (first, second) = (a.namingBars, b.namingBars),
      first != a || second != b, !decideValues(first, second).isEqual
    {
      return .undecided(.ambiguous, "a bar that may be that of an average")
    }
    return complex
  }

  /// What becomes of a decision on two values where letters such as z are complex.
  private func decideComplexLetters(_ a: MathExpression, _ b: MathExpression, _ decision: EqualityDecision) -> EqualityDecision {
    let letters = a.complexLetters.union(b.complexLetters)
    guard !letters.isEmpty else {
      guard decision.isDifferent, let name = a.unknownNames(against: b) else { return decision }
      return .undecided(.unsupported, "the name \(name)")
    }
    let (first, second) = (a.splitting(letters), b.splitting(letters))
    if first == a, second == b { return decision }
    let complex = decideValues(first, second)
    if complex.outcome == decision.outcome || complex.isEqual { return complex }
    switch complex.outcome {
    case .limitExceeded, .undecided: return complex
    case .equal, .different: break
    }
    return .undecided(.ambiguous, "whether a letter such as z is a complex number")
  }
}

extension MathExpression {
  // MARK: Matrices

  /// Whether a product of capital letters looks like one of matrices: `A^TA`, `P^{-1}AP`, `A^{-1}B`, bold ones.
  fileprivate var multipliesMatrices: Bool {
    switch self {
    case .power(let base, .symbol(let exponent)) where exponent == MathSymbol("T"): return base.hasMatrixName
    case .product(let factors):
      let names = factors.filter { if case .number = $0 { false } else { true } }.map(\.matrixFactor)
      let areMatrices = names.count > 1 && names.allSatisfy { $0 != nil }
      // Operators: \hat x\hat p.
      if factors.count(where: { if case .symbol(let symbol) = $0 { symbol.mark == .hat } else { false } }) > 1 { return true }
      if areMatrices, names.contains(where: { $0?.isInverse == true || $0?.symbol.mark == .vector }) { return true }
    default: break
    }
    return children.contains(where: \.multipliesMatrices)
  }

  /// Whether capital letters are multiplied in an order and in another, as in `AB-BA`: of numbers nobody writes both.
  fileprivate var multipliesInTwoOrders: Bool {
    let words = capitalWords
    return Set(words.map { $0.sorted() }).count < words.count
  }

  /// The runs of capital letters in products.
  private var capitalWords: Set<[String]> {
    var result: Set<[String]> = []
    if case .product(let factors) = self {
      let word = factors.compactMap { $0.asSymbol }.filter(\.isMatrixName).map(\.key)
      if word.count > 1 { result.insert(word) }
    }
    return children.reduce(into: result) { $0.formUnion($1.capitalWords) }
  }

  private var hasMatrixName: Bool {
    if case .symbol(let symbol) = self { symbol.isMatrixName } else { children.contains(where: \.hasMatrixName) }
  }

  /// A capital letter, or a power of one.
  private var matrixFactor: (symbol: MathSymbol, isInverse: Bool)? {
    switch self {
    case .symbol(let symbol) where symbol.isMatrixName: (symbol, false)
    case .power(.symbol(let symbol), let exponent) where symbol.isMatrixName: (symbol, exponent.isNegativeNumber)
    default: nil
    }
  }

  private var isNegativeNumber: Bool {
    switch self {
    case .negative(.number): true
    case .number(let numeral): numeral.value.signum < 0
    default: false
    }
  }

  // MARK: Names

  /// Three or more capital letters in a row, which may be a ranking, or what a coin showed.
  fileprivate var isLetterSequence: Bool {
    guard case .product(let factors) = self, factors.count > 2 else { return false }
    return factors.allSatisfy { if case .symbol(let symbol) = $0 { symbol.isMatrixName } else { false } }
  }

  /// Signs that are read as names and are rather operations, or say what kind of figure the letters behind them name.
  private static let signs: Set<String> = ["angle", "triangle", "nabla", "partial", "star", "bigcirc", "Box", "square", "Delta"]

  /// Names of operators that are written before what they are of, without brackets too.
  private static let operators: Set<String> = ["Var", "var", "Cov", "cov", "Tr", "div", "curl", "rot", "grad", "ord", "Ind", "Res"]

  /// Whether this is a product that may be read as a Roman numeral.
  fileprivate var isRomanNumeral: Bool {
    guard case .product(let factors) = self, factors.count > 1 else { return false }
    let letters = factors.map { $0.asSymbol?.key ?? "" }
    return letters.allSatisfy { $0.utf8.count == 1 && "IVXLCDM".contains($0) } && letters.contains { "IVX".contains($0) }
  }

  /// What such signs stand before, `\Delta x`, or between, `a \star b`, and the letters that name an angle or a triangle: what must not be exchanged.
  fileprivate var orderedUses: [String] {
    var uses = children.flatMap(\.orderedUses)
    // A derivative with δ is no quotient.
    if case .quotient(.product(let top), .product(let bottom)) = self, top[0] == bottom[0], top[0].asSymbol?.name == "delta" {
      uses.append("delta\(top.dropFirst().map(\.digest)) \(bottom.dropFirst().map(\.digest))")
    }
    guard case .product(let factors) = self else { return uses }
    let names = factors.map { factor in
      if case .symbol(let symbol) = factor, symbol.index == nil { symbol.name } else { "" }
    }
    for (place, name) in names.enumerated() where Self.signs.contains(name) || Self.operators.contains(name) {
      let next = place + 1 < factors.count ? String(factors[place + 1].digest) : ""
      switch name {
      case "angle", "triangle":
        let letters = factors[(place + 1)...].prefix { $0.asSymbol?.isCapital == true }.compactMap { $0.asSymbol?.key }
        // An angle is the same from its other side.
        uses.append(name + min(letters.joined(separator: " "), letters.reversed().joined(separator: " ")))
      case "nabla", "partial", "Delta": uses.append(name + next)
      case _ where Self.operators.contains(name): uses.append(name + next)
      default: uses.append((place > 0 ? String(factors[place - 1].digest) : "") + name + next)
      }
    }
    return uses
  }

  /// The names that only one of two sides has, where each may have a meaning: a word, or the other side's letter with another mark; `nil`
  /// if there are none, or one is a plain letter, which makes a difference by itself.
  func unknownNames(against other: MathExpression) -> String? {
    let (mine, theirs) = (symbols, other.symbols)
    let names = mine.symmetricDifference(theirs).sorted { $0.key < $1.key }
    let areUnknown = names.allSatisfy { symbol in
      // Names of our own begin with a control character.
      let isWord = symbol.name.utf8.count > 1 && (symbol.name.utf8.first ?? 0) > 0x20 && !MathCommand.greek.contains(symbol.name)
      // `A. 12` may be the choice A.
      let isChoice = names.contains { $0.name.hasPrefix(symbol.name + ".") || $0.name.hasPrefix(symbol.name + ")") }
      // `a_{n+1}` and `a_{1+n}` are spelled differently.
      return isWord || isChoice
        || mine.union(theirs).contains { $0 != symbol && $0.name == symbol.name && $0.spelledIndex == symbol.spelledIndex }
    }
    // `\overline{BD}` is a segment, or the opposite of what BD says.
    if let segment = names.first(where: { $0.mark == .bar && $0.name.utf8.count > 1 }) { return segment.key }
    return areUnknown ? names.first?.key : nil
  }

  // MARK: Complex numbers

  /// Whether something here is complex by the look of it: i, z and w, a real or imaginary part, an argument.
  fileprivate var isComplex: Bool {
    switch self {
    case .constant(.i), .function(.realPart, _), .function(.imaginaryPart, _), .function(.argument, _): true
    case .symbol(let symbol): ["z", "w"].contains(symbol.name)
    default: children.contains(where: \.isComplex)
    }
  }

  /// With bars over formulas as a function of which nothing is known.
  fileprivate var namingBars: MathExpression {
    if case .function(.conjugate, let parts) = self { return .function(.named(MathSymbol("\u{1}bar")), parts.map(\.namingBars)) }
    return replacingChildren(\.namingBars, leaf: { $0 })
  }

  /// The letters z and w where their real or imaginary part, argument, conjugate or modulus is taken.
  ///
  /// Beside x or y, z is a coordinate unless more than its modulus is asked for.
  var complexLetters: Set<MathSymbol> {
    var result: Set<MathSymbol> = []
    switch self {
    case .function(.realPart, let parts), .function(.imaginaryPart, let parts), .function(.argument, let parts),
      .function(.conjugate, let parts):
      for part in parts { result.formUnion(part.symbols.filter { $0.mark == nil && !$0.isOwn }) }
    case .function(.absoluteValue, let parts):
      for part in parts where part.symbols.allSatisfy({ !["x", "y"].contains($0.name) }) {
        result.formUnion(part.symbols.filter(\.isComplexName))
      }
    case .symbol(let symbol) where symbol.mark == .bar:
      var plain = symbol
      plain.mark = nil
      if plain.isComplexName { result.insert(plain) }
    default: break
    }
    return children.reduce(into: result) { $0.formUnion($1.complexLetters) }
  }

  /// With `u + iv` for each of these letters, and `u - iv` for its conjugate.
  func splitting(_ letters: Set<MathSymbol>) -> MathExpression {
    letters.sorted { $0.key < $1.key }.reduce(self) { expression, letter in
      // By names that no text can have.
      let (real, imaginary) = (MathSymbol("\u{1}real \(letter.key)"), MathSymbol("\u{1}imaginary \(letter.key)"))
      let turned = MathExpression.product([.constant(.i), .symbol(imaginary)])
      var conjugate = letter
      conjugate.mark = .bar
      return expression.replacing(letter, by: .sum([.symbol(real), turned]))
        .replacing(conjugate, by: .sum([.symbol(real), .negative(turned)]))
    }
  }
}

extension MathSymbol {
  /// What stands below, in whatever order.
  fileprivate var spelledIndex: String? { index.map { String($0.filter { !"(),".contains($0) }.sorted()) } }

  var isMatrixName: Bool {
    guard mark == nil || mark == .vector, name.utf8.count == 1, let letter = name.utf8.first else { return false }
    return (0x41...0x5A).contains(letter)
  }

  fileprivate var isComplexName: Bool { mark == nil && primes == 0 && ["z", "w"].contains(name) }
}
