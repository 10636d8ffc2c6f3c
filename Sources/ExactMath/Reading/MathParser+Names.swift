/// Names: variables with their subscripts, primes and accents, and functions that only the text knows.
extension MathParser {
  /// A variable, a constant of one letter, or a named function with its arguments.
  mutating func name() throws(MathFailure) -> MathExpression {
    let start = token
    guard let symbol = try symbol() else { throw unexpected() }
    if symbol.index == nil, symbol.primes == 0, start.kind.isWord {
      let plain = MathExpression.symbolOrConstant(symbol.name, isBound: bound.contains)
      if case .constant = plain { return plain }
    }
    return try applied(symbol)
  }

  /// The symbol at the position with its subscript and primes; `nil` if there is none.
  mutating func symbol() throws(MathFailure) -> MathSymbol? {
    var symbol: MathSymbol
    switch kind {
    case .word: symbol = MathSymbol(takeLetter())
    case .letter(let name):
      symbol = MathSymbol(name)
      advance()
    case .name, .text:
      symbol = MathSymbol(content(token))
      advance()
    default: return nil
    }
    try takeScripts(&symbol)
    return symbol
  }

  /// Subscripts and primes.
  mutating func takeScripts(_ symbol: inout MathSymbol) throws(MathFailure) {
    while true {
      switch kind {
      case .underscore:
        guard symbol.index == nil else { throw .malformed(token.start, .doubledScript) }
        advance()
        symbol.index = try index()
      case .prime:
        symbol.primes += takePrimes()
      case .caret:
        // x^\prime, x^{\prime\prime}
        if case .prime = nextKind {
          advance()
          symbol.primes += takePrimes()
        } else if case .groupOpen = nextKind, case .prime = kind(after: 2) {
          var offset = 2
          while offset < 8, case .prime = kind(after: offset) { offset += 1 }
          guard case .groupClose = kind(after: offset) else { return }
          symbol.primes += offset - 2
          advance(offset + 1)
        } else if let order = derivativeOrder(of: symbol) {
          switch order {
          case .number(let count): symbol.primes += count
          case .letter(let letter): symbol.index = "(\(letter))"
          }
          advance(6)
        } else {
          return
        }
      default: return
      }
    }
  }

  private enum DerivativeOrder {
    case number(Int), letter(String)
  }

  /// Letters of functions, whose exponent in parentheses is the order of a derivative: `y^{(4)}`.
  private static let derivedLetters: Set<String> = ["f", "g", "h", "F", "G", "H", "y", "u"]
  /// The highest order that is shown as primes.
  private static let maxOrder = 9

  private func derivativeOrder(of symbol: MathSymbol) -> DerivativeOrder? {
    guard Self.derivedLetters.contains(symbol.name), symbol.index == nil, symbol.mark == nil, symbol.primes == 0,
      case .groupOpen = nextKind, case .open(.round) = kind(after: 2), case .close(.round) = kind(after: 4),
      case .groupClose = kind(after: 5)
    else { return nil }
    let order = tokens[position + 3]
    switch order.kind {
    case .digits: return Int(content(order)).flatMap { 1...Self.maxOrder ~= $0 ? .number($0) : nil }
    case .word where order.end - order.start == 1: return .letter(content(order))
    default: return nil
    }
  }

  mutating func takePrimes() -> Int {
    var primes = 0
    while case .prime(let count) = kind {
      primes += count
      advance()
    }
    return primes
  }

  /// What stands below the line, as text without spaces.
  mutating func index() throws(MathFailure) -> String {
    switch kind {
    case .groupOpen:
      advance()
      var text = ""
      var open = 1
      while true {
        switch kind {
        case .finish:
          guard open == 1 else { throw .malformed(token.start, .unbalanced) }
          return text
        case .groupOpen: open += 1
        case .groupClose:
          open -= 1
          if open == 0 {
            advance()
            return text
          }
        // A vector below the line is told by its letter.
        case .accent(.vector): break
        case .digits, .word, .name, .text, .letter, .constant, .comma, .plus, .minus, .star, .slash, .prime, .ellipsis,
          .colon, .function, .relation(.equal), .relation(.less), .relation(.greater), .open(.round), .close(.round):
          text += spelling(token)
        default: throw unexpected()
        }
        advance()
      }
    case .digits, .name, .text, .letter, .constant, .word, .function:
      if case .word = kind { return takeLetter() }
      let text = spelling(token)
      advance()
      return text
    case .plus, .minus, .star:
      let text = spelling(token)
      advance()
      return text
    default: throw .malformed(token.start, .missingArgument)
    }
  }

  /// A token as a part of a subscript.
  private func spelling(_ token: MathToken) -> String {
    switch token.kind {
    case .letter(let name): return name
    case .constant(let constant): return constant.rawValue
    case .digits:
      var run = ""
      var offset = token.start
      while offset < token.end {
        let (scalar, width) = MathScalars.scalar(in: bytes, at: offset)
        run += MathScalars.digit(scalar).map(String.init) ?? ""
        offset += max(width, 1)
      }
      return run
    case .ellipsis: return "..."
    case .prime: return "'"
    case .minus: return "-"
    case .plus: return "+"
    case .relation(let relation): return relation.rawValue
    default: return content(token).filter { $0 != "\\" && $0 != " " }
    }
  }

  /// The name that `_{\max}` or `_{\min}` makes of a function's value, `f(x)_{\max}` or `[f(x)]_{\max}`, which is passed over; `nil` if something else follows.
  mutating func extremumName(of value: MathExpression) throws(MathFailure) -> MathSymbol? {
    let isGroup = if case .groupOpen = nextKind { true } else { false }
    let place = isGroup ? 2 : 1
    switch kind(after: place) {
    case .function(.maximum), .function(.minimum): break
    case .word, .text, .name:
      guard ["max", "min"].contains(content(tokens[min(position + place, tokens.count - 1)])) else { return nil }
    default: return nil
    }
    var value = value
    if case .collection(_, let parts) = value, parts.count == 1 { value = parts[0] }
    guard case .function(.named(var name), _) = value, name.index == nil else { return nil }
    advance()
    name.index = try index()
    return name
  }

  // MARK: Application

  /// Letters that are functions before parentheses, unless a context says otherwise.
  private static let functionLetters: Set<String> = ["f", "g", "h", "F", "G", "H", "P"]
  /// Letters of moments of random variables.
  private static let momentLetters: Set<String> = ["E", "V", "D", "H"]
  /// Letters that functions are usually of.
  private static let argumentLetters: Set<String> = ["x", "t", "s", "z", "r", "n", "y", "theta", "omega", "tau"]
  /// Letters of parameters, which stand before the direction of a line: `(1,2) + t(3,4)`.
  private static let parameterLetters: Set<String> = ["t", "s", "k", "lambda", "mu"]
  /// Letters that are rather factors, also before such an argument.
  private static let factorLetters: Set<String> = ["a", "b", "c", "k", "m", "n", "d", "pi"]

  /// Whether parentheses here hold the arguments of `symbol`, usually, and whether that is beyond doubt; `nil` if
  /// there are none, or they are a factor beyond doubt.
  func isCall(of symbol: MathSymbol) -> (isCall: Bool, isCertain: Bool)? {
    if case .open(.square) = kind { return isCallInSquareBrackets(of: symbol) }
    guard case .open(.round) = kind, !isModulo(nextKind) else { return nil }
    if symbol.name.utf8.count > 1, !MathCommand.greek.contains(symbol.name) { return (true, true) }
    if functionNames.contains(symbol) { return (true, true) }
    if symbol.primes > 0 { return (true, true) }
    // Expectations and variances of what has a capital: E(X), V(X + Y).
    if symbol.mark == .script { return (true, true) }
    if Self.momentLetters.contains(symbol.name), symbol.index == nil, case .word = nextKind,
      0x41...0x5A ~= bytes[tokens[min(position + 1, tokens.count - 1)].start]
    {
      return (true, true)
    }
    let inside = inside(.round)
    if let inside, isPlainArgument(inside, of: symbol), hasOtherArgument(symbol) { return (true, true) }
    if Self.functionLetters.contains(symbol.name), token.space <= .thin || symbol.index == nil { return (true, false) }
    if let inside, let call = isCall(of: symbol, on: inside) { return call }
    if case .close(.round) = kind(after: 2) {
      let argument = tokens[min(position + 1, tokens.count - 1)]
      guard let inner = plainSymbol(argument) else {
        if case .digits = argument.kind { return (false, false) }
        return nil
      }
      let isUsual = Self.argumentLetters.contains(inner.name) && !Self.factorLetters.contains(symbol.name)
      return (isUsual && inner.name != symbol.name && token.space == .none, false)
    }
    // Several arguments: never a product, but of a parameter with a vector.
    var open = 0
    for offset in 0..<12 {
      switch kind(after: offset) {
      case .open: open += 1
      case .close:
        open -= 1
        if open == 0 { return nil }
      case .comma where open == 1: return Self.parameterLetters.contains(symbol.name) ? (false, false) : (true, true)
      default: break
      }
    }
    return nil
  }

  /// Letters that are functions wherever parentheses follow: \Phi of the normal distribution, ζ, ψ.
  private static let specialLetters: Set<String> = ["Phi", "zeta", "psi"]
  /// Letters of Bessel functions, with their order below.
  private static let orderedLetters: Set<String> = ["J", "Y"]
  /// Letters that are functions before a number: Euler's φ.
  private static let numericLetters: Set<String> = ["phi"]
  /// Letters of the places of sequences, in square brackets.
  private static let placeLetters: Set<String> = ["n", "k", "m", "i", "j", "t"]

  /// What stands between brackets.
  private struct Inside {
    /// The letters, as often as they occur.
    var letters: [String] = []
    /// Whether there is nothing but letters, numbers, fractions, roots and signs.
    var isSimple = true
    /// Whether something is added or subtracted.
    var isSum = false
  }

  /// How far away other uses of a letter are looked for, in tokens.
  private static let maxDistance = 32
  /// The tokens in brackets that are looked at.
  private static let maxInside = 24

  /// What stands in the brackets at the position; `nil` if they do not close soon, or hold several members.
  private func inside(_ bracket: MathToken.Bracket) -> Inside? {
    var result = Inside()
    var open = 0
    for offset in 0..<Self.maxInside {
      switch kind(after: offset) {
      case .open:
        open += 1
        if open > 1 { result.isSimple = false }
      case .close(let closing):
        open -= 1
        if open == 0 { return closing == bracket ? result : nil }
      case .comma, .semicolon, .finish: return nil
      case .word: result.letters += content(tokens[min(position + offset, tokens.count - 1)]).map(String.init)
      case .letter(let name): result.letters.append(name)
      case .plus, .minus: if offset > 1 { result.isSum = true }
      case .digits, .point, .slash, .fraction, .vulgarFraction, .root, .groupOpen, .groupClose: break
      default: result.isSimple = false
      }
    }
    return nil
  }

  /// Whether what stands in parentheses is the argument of a letter, by what it is; `nil` if that does not tell.
  ///
  /// Nobody multiplies a letter by `(2x)` or `(-x)`, nor two thirds by ζ; a letter that stands inside too, `N(N-1)`, is rather a factor.
  private func isCall(of symbol: MathSymbol, on inside: Inside) -> (isCall: Bool, isCertain: Bool)? {
    guard !inside.letters.contains(symbol.name) else { return nil }
    if Self.specialLetters.contains(symbol.name) || Self.orderedLetters.contains(symbol.name) && symbol.index != nil { return (true, true) }
    guard isPlainArgument(inside, of: symbol) else { return nil }
    return (true, inside.letters.isEmpty && Self.numericLetters.contains(symbol.name))
  }

  /// Whether a number stands there, a multiple of a letter that functions are of, or of a random variable under its mean or variance.
  private func isPlainArgument(_ inside: Inside, of symbol: MathSymbol) -> Bool {
    guard inside.isSimple, token.space == .none, !Self.factorLetters.contains(symbol.name), !inside.letters.contains(symbol.name) else {
      return false
    }
    if inside.letters.isEmpty { return !symbol.isCoordinate && symbol.name != "r" }
    guard !inside.isSum, inside.letters.count == 1 else { return false }
    return Self.argumentLetters.contains(inside.letters[0])
      || Self.momentLetters.contains(symbol.name) && symbol.index == nil && MathSymbol(inside.letters[0]).isCapital
  }

  /// Whether the letter before the position has other parentheses nearby with something else in them, as T in `T(2n)/T(n)`.
  private func hasOtherArgument(_ symbol: MathSymbol) -> Bool {
    func argument(from start: Int) -> String? {
      guard start < tokens.count - 1, case .open(.round) = tokens[start].kind else { return nil }
      var text = ""
      for place in (start + 1)..<min(start + Self.maxInside, tokens.count) {
        if case .close = tokens[place].kind { return text }
        text += content(tokens[place])
      }
      return nil
    }
    guard let own = argument(from: position) else { return false }
    for place in max(0, position - Self.maxDistance)..<min(position + Self.maxDistance, tokens.count - 1) where place != position {
      let isSame =
        switch tokens[place].kind {
        case .word: content(tokens[place]).hasSuffix(symbol.name)
        case .letter(let name): name == symbol.name
        default: false
        }
      if isSame, let other = argument(from: place + 1), other != own { return true }
    }
    return false
  }

  /// The same of square brackets: `E[X^2]`, `x[n-1]`, and no product `a[b+c(d+e)]`.
  private func isCallInSquareBrackets(of symbol: MathSymbol) -> (isCall: Bool, isCertain: Bool)? {
    // \mathbb{E}[X^2]
    if symbol.mark == .script { return (true, true) }
    guard let inside = inside(.square), !inside.letters.contains(symbol.name) else { return nil }
    if symbol.name.utf8.count > 1, !MathCommand.greek.contains(symbol.name) { return (true, true) }
    let hasCapital = inside.letters.contains { $0.utf8.count == 1 && MathSymbol($0).isCapital }
    if Self.momentLetters.contains(symbol.name), hasCapital { return (true, true) }
    guard inside.isSimple, token.space == .none, inside.letters.count < 2 else { return nil }
    if inside.letters.allSatisfy(Self.placeLetters.contains), !inside.letters.isEmpty || !inside.isSum { return (true, true) }
    return Self.functionLetters.contains(symbol.name) ? (true, true) : isCall(of: symbol, on: inside)
  }

  /// Passes over `^{-1}` if it makes a function its inverse: f^{-1}(x).
  private mutating func takeInverseMark(of symbol: MathSymbol) -> Bool {
    guard case .caret = kind, symbol.mark == nil, case .groupOpen = nextKind, case .minus = kind(after: 2),
      case .digits = kind(after: 3), content(tokens[position + 3]) == "1", case .groupClose = kind(after: 4),
      case .open(.round) = kind(after: 5),
      Self.functionLetters.contains(symbol.name) || functionNames.contains(symbol)
    else { return false }
    advance(5)
    return true
  }

  /// Letters that count the choices of k from n before `(n, k)`.
  private static let counts: [MathSymbol: MathFunction] = [MathSymbol("C"): .binomial, MathSymbol("P"): .permutations]

  mutating func applied(_ symbol: MathSymbol) throws(MathFailure) -> MathExpression {
    if symbol == MathSymbol("Gamma"), case .open(.round) = kind {
      return .function(.gamma, try nested { parser throws(MathFailure) in try parser.arguments() })
    }
    if symbol == MathSymbol("zeta"), case .open(.round) = kind, let inside = inside(.round), isCall(of: symbol, on: inside) != nil {
      return .function(.zeta, try nested { parser throws(MathFailure) in try parser.arguments() })
    }
    if takeInverseMark(of: symbol) {
      var inverse = symbol
      inverse.mark = .inverse
      return .function(.named(inverse), try nested { parser throws(MathFailure) in try parser.arguments() })
    }
    guard let (usual, isCertain) = isCall(of: symbol) else { return .symbol(symbol) }
    if !isCertain {
      let ambiguity: Ambiguity = usual ? .applicationOrProduct : .productOrApplication
      guard decide(ambiguity, normally: usual) == true else { return .symbol(symbol) }
    }
    let isProbability = symbol == MathSymbol("P")
    let arguments = try nested { parser throws(MathFailure) in try parser.arguments(isProbability: isProbability) }
    if let count = Self.counts[symbol], arguments.count == 2, decide(.applicationOrCount, normally: false) {
      return .function(count, arguments)
    }
    return .function(.named(symbol), arguments)
  }

  // MARK: Text

  /// Words or upright letters as an operand.
  mutating func textOperand() throws(MathFailure) -> MathExpression {
    let text = content(token)
    // A phrase of three words is no name.
    // But `\text{Area of the circle} = 5` labels a value.
    let isLabel = if case .relation(.equal) = nextKind { true } else { false }
    if case .text(.text) = kind, !isLabel, text.utf8.count(where: { $0 == 0x20 }) > 1 { throw unexpected() }
    if text.utf8.first == 0x28 { throw unexpected() }
    // \text{I. } 3: the number of a part.
    if text.utf8.last == 0x2E, case .digits = nextKind { throw unexpected() }
    var isFunction = false
    if case .text(.function) = kind { isFunction = true }
    if text.utf8.count == 1, !isFunction {
      switch nextKind {
      case .underscore, .prime: break
      default:
        advance()
        let plain = MathExpression.symbolOrConstant(text, isBound: bound.contains)
        if case .symbol(let symbol) = plain { return try applied(symbol) }
        return plain
      }
    }
    if text == "cis" { return try cis() }
    let start = token
    guard let symbol = try symbol() else { throw unexpected() }
    // \text{at least } 3 is no product.
    if text.utf8.contains(0x20), startsFactor, !isOpenRound { throw .unreadable(start.start, .words) }
    if isFunction, case .open(.round) = kind {
      return .function(.named(symbol), try nested { parser throws(MathFailure) in try parser.arguments() })
    }
    return try applied(symbol)
  }

  /// `cis x` as cos x + i sin x.
  private mutating func cis() throws(MathFailure) -> MathExpression {
    advance()
    let angle = try nested { parser throws(MathFailure) in try parser.factor() }
    return .sum([.function(.cosine, [angle]), .product([.constant(.i), .function(.sine, [angle])])])
  }

  private var isOpenRound: Bool { if case .open(.round) = kind { true } else { false } }

  // MARK: Accents

  mutating func accented() throws(MathFailure) -> MathExpression {
    let mark: MathSymbol.Mark = if case .accent(let mark) = kind { mark } else { .bar }
    let start = token.start
    advance()
    // The argument is a letter, or for a bar any expression: its conjugate.
    let isGroup = if case .groupOpen = kind { true } else { false }
    let first = tokens[min(position + (isGroup ? 1 : 0), tokens.count - 1)]
    let closes = if isGroup, case .groupClose = kind(after: 2) { true } else { !isGroup }
    var name: String?
    switch first.kind {
    case .word where first.end - first.start == 1 || !isGroup: name = isGroup ? content(first) : takeLetter()
    case .word where mark != .bar || bytes[first.start..<first.end].allSatisfy { 0x41...0x5A ~= $0 }: name = content(first)
    case .letter(let letter): name = letter
    case .name: name = content(first)
    default: break
    }
    guard closes, let name else {
      guard mark == .bar else {
        // A vector of several symbols, as in \overrightarrow{AB}, or bold around a formula.
        return try argumentWithMark(mark, start)
      }
      return .function(.conjugate, [try argument()])
    }
    if isGroup {
      advance(3)
    } else if case .word = first.kind {
    } else {
      advance()
    }
    var symbol = MathSymbol(name, mark: mark)
    // \hat{i} and \mathbf{i} are the same unit vector.
    if mark == .hat, ["i", "j", "k"].contains(name) { symbol.mark = .vector }
    try takeScripts(&symbol)
    return try applied(symbol)
  }

  private mutating func argumentWithMark(_ mark: MathSymbol.Mark, _ start: Int) throws(MathFailure) -> MathExpression {
    let inner = try argument()
    // \hat{\mathbf{i}}
    if case .symbol(let symbol) = inner, symbol.mark == .vector { return inner }
    if case .symbol(var symbol) = inner, symbol.mark == nil {
      symbol.mark = mark
      return .symbol(symbol)
    }
    if mark == .script || mark == .vector { return inner }
    throw .unreadable(start, .unexpectedInput)
  }

  /// A constant with a subscript is a name: `\pi_1`.
  mutating func subscripted(_ constant: MathConstant) throws(MathFailure) -> MathExpression {
    guard case .underscore = kind, constant != .infinity else { return .constant(constant) }
    var symbol = MathSymbol(constant.rawValue)
    try takeScripts(&symbol)
    return .symbol(symbol)
  }
}

extension MathToken.Kind {
  /// Whether it is a letter that stands for itself.
  var isLetter: Bool {
    switch self {
    case .word, .letter: true
    default: false
    }
  }
  var isWord: Bool { if case .word = self { true } else { false } }
}
