/// The operands: names, groups, fractions, radicals, and everything that a command begins.
extension MathParser {
  mutating func primary() throws(MathFailure) -> MathExpression {
    switch kind {
    case .digits, .point: return try number()
    case .word, .letter, .name:
      if context.isIntegrand, isDifferential { throw .malformed(token.start, .missingArgument) }
      return try name()
    case .text: return try textOperand()
    case .constant(let constant):
      advance()
      return try subscripted(constant)
    case .function(let function): return try call(function)
    case .vulgarFraction(let top, let bottom):
      advance()
      return .quotient(.integer(top), .integer(bottom))
    case .open, .close(.square), .bar, .doubleBar: return try bracketed()
    case .groupOpen:
      if case .groupClose = nextKind {
        // `{}` before a subscript, or for nothing.
        advance(2)
        return try nested { parser throws(MathFailure) in try parser.primary() }
      }
      let isFontArgument = token.isFontArgument
      let group = try group(isWhole: position == 0 && !isFontArgument)
      if isFontArgument { return group }
      if case .collection(.list, let members) = group { return .collection(.set, members) }
      return group
    case .fraction: return try fraction()
    case .binomial:
      advance()
      let upper = try argument()
      return .function(.binomial, [upper, try argument()])
    case .root: return try root()
    case .radicalSign(let index):
      advance()
      let radicand = try nested { parser throws(MathFailure) in try parser.primary() }
      return Self.root(radicand, index == 2 ? nil : .integer(index))
    case .accent, .overline: return try accented()
    case .series(let series): return try self.series(series)
    // \mathbb{P}(X > 1) is a probability.
    case .namedSet(.primes) where isCallBehind:
      advance()
      return .function(.named(MathSymbol("P")), try nested { parser throws(MathFailure) in try parser.arguments(isProbability: true) })
    case .namedSet(let set): return try namedSet(set)
    case .begin: return try environment()
    case .boxed:
      note(.boxed)
      advance()
      return try argument()
    case .currency(let sign):
      advance()
      let isNegative = if case .minus = kind { true } else { false }
      if isNegative { advance() }
      let value = try nested { parser throws(MathFailure) in try parser.factor() }
      return .quantity(isNegative ? .negating(value) : value, MathUnit(sign))
    case .ellipsis:
      advance()
      return .ellipsis
    case .partial:
      advance()
      return .symbol(MathSymbol("partial"))
    case .relation(.less):
      guard let vector = try angled() else { throw unexpected() }
      return vector
    case .underscore: return try prescript()
    case .caret: return try prescript()
    default: throw unexpected()
    }
  }

  private var isCallBehind: Bool { if case .open(.round) = nextKind { true } else { false } }

  // MARK: Groups and arguments

  /// `{ … }`, which TeX does not show.
  ///
  /// If `isWhole`, nothing stands before it, and it may be a set whose backslashes are missing: `{x | x > 0}`.
  mutating func group(isWhole: Bool = false) throws(MathFailure) -> MathExpression {
    let start = token.start
    advance()
    if case .groupClose = kind { throw .malformed(start, .missingArgument) }
    var inner = Context()
    inner.isBuilder = isWhole
    var result = try within(inner) { parser throws(MathFailure) in parser.combined(try parser.listing()) }
    if isWhole {
      switch kind {
      case .bar, .suchThat, .colon:
        advance()
        let conditions = try within(Context()) { parser throws(MathFailure) in try parser.listing() }
        result = .setBuilder(result, conditions: [combined(conditions)])
      default: break
      }
    }
    try closeGroup()
    return result
  }

  mutating func closeGroup() throws(MathFailure) {
    if case .groupClose = kind { return advance() }
    // Never closed: the tokenizer has noted it.
    guard isAtEnd else { throw unexpected() }
  }

  /// What a TeX command takes: a group, or the next symbol without its exponents.
  mutating func argument() throws(MathFailure) -> MathExpression {
    switch kind {
    case .groupOpen: return try nested { parser throws(MathFailure) in try parser.group() }
    case .digits:
      var run = DigitRun()
      try takeOneDigit(into: &run)
      return .number(MathNumeral(run.value))
    case .word:
      return .symbolOrConstant(takeLetter(), isBound: bound.contains)
    case .finish, .close, .groupClose, .comma, .semicolon, .ampersand, .newline, .end:
      throw .malformed(token.start, .missingArgument)
    case .letter(let name):
      advance()
      return .symbol(MathSymbol(name))
    case .minus, .plus:
      // `\frac-12`, as TeX would not read it.
      throw unexpected()
    default: return try nested { parser throws(MathFailure) in try parser.primary() }
    }
  }

  /// The first letter of a run of letters.
  mutating func takeLetter() -> String {
    let letter = String(decoding: [bytes[token.start]], as: UTF8.self)
    if token.end - token.start == 1 {
      advance()
    } else {
      tokens[position].start += 1
      tokens[position].space = .none
    }
    return letter
  }

  // MARK: Fractions and roots

  private mutating func fraction() throws(MathFailure) -> MathExpression {
    advance()
    // `\frac{d}{dx}` and its kin.
    if let derivative = try derivative() { return derivative }
    // Programs write `frac(1, 2)`; TeX never means that.
    let top = try argument()
    if case .slash = kind, case .groupOpen = nextKind { throw unexpected() }
    // `\frac{13}10` is 13 over 1 times 0 in TeX, and is meant as 13 over 10.
    if case .digits = kind, token.end - token.start > 1, case .groupClose = tokens[position - 1].kind, token.space == .none {
      note(.unbracedDenominator)
      return .quotient(top, try number(isExponent: true))
    }
    return .quotient(top, try argument())
  }

  private mutating func root() throws(MathFailure) -> MathExpression {
    advance()
    var index: MathExpression?
    if case .open(.square) = kind {
      advance()
      index = try within(Context()) { parser throws(MathFailure) in try parser.sum() }
      guard case .close(.square) = kind else { throw unexpected() }
      advance()
    }
    if case .open(.round) = kind, index == nil {
      // `\sqrt(2)`, which TeX does not read so, but people do.
      return Self.root(try nested { parser throws(MathFailure) in try parser.bracketed() }, nil)
    }
    // `\sqrt12` without braces is the root of 1 in TeX, and is meant as the root of 12.
    if case .digits = kind { return Self.root(try number(isExponent: true), index) }
    return Self.root(try argument(), index)
  }

  static func root(_ radicand: MathExpression, _ index: MathExpression?) -> MathExpression {
    guard let index, index != .integer(2) else { return .function(.squareRoot, [radicand]) }
    return .function(.root, [radicand, index])
  }

  // MARK: Derivatives

  /// After `\frac`: `{d}{dx}` before an operand, `{dy}{dx}`, `{d^2y}{dx^2}`, and the same with `\partial`.
  private mutating func derivative() throws(MathFailure) -> MathExpression? {
    guard isDerivative else { return nil }
    let start = token.start
    advance()
    takeDifferentialSign()
    var order: MathExpression?
    if case .caret = kind {
      advance()
      order = try nested { parser throws(MathFailure) in try parser.exponent() }
    }
    var operand: MathExpression?
    if startsFactor { operand = try nested { parser throws(MathFailure) in Self.joined(try parser.run()) } }
    guard case .groupClose = kind else { throw unexpected() }
    advance(2)
    takeDifferentialSign()
    guard let variable = try symbol() else { throw unexpected() }
    if case .caret = kind {
      advance()
      let below = try nested { parser throws(MathFailure) in try parser.exponent() }
      guard below == order else { throw .unreadable(start, .unexpectedInput) }
    } else if order != nil {
      throw .unreadable(start, .unexpectedInput)
    }
    try closeGroup()
    if operand == nil { operand = try nested { parser throws(MathFailure) in Self.joined(try parser.run()) } }
    guard let operand else { throw unexpected() }
    return .function(.derivative, [operand, .symbol(variable)] + (order.map { [$0] } ?? []))
  }

  /// Whether the two groups ahead are those of a derivative; looks to the end of the first.
  private var isDerivative: Bool {
    guard case .groupOpen = kind, isDifferentialSign(tokens[min(position + 1, tokens.count - 1)]) else { return false }
    var open = 0
    var offset = 0
    while position + offset < tokens.count {
      if case .groupOpen = kind(after: offset) { open += 1 }
      if case .groupClose = kind(after: offset) { open -= 1 }
      offset += 1
      if open == 0 { break }
    }
    guard case .groupOpen = kind(after: offset) else { return false }
    let sign = tokens[min(position + offset + 1, tokens.count - 1)]
    guard isDifferentialSign(sign) else { return false }
    var end = offset + 2
    if sign.end - sign.start == 1 || !sign.kind.isWord {
      switch kind(after: end) {
      case .word where tokens[position + end].end - tokens[position + end].start == 1: end += 1
      case .letter: end += 1
      default: return false
      }
    } else if sign.end - sign.start != 2 {
      return false
    }
    switch kind(after: end) {
    case .groupClose, .caret, .underscore: return true
    default: return false
    }
  }

  private func isDifferentialSign(_ token: MathToken) -> Bool {
    switch token.kind {
    case .word: bytes[token.start] == 0x64
    case .text: token.end - token.start == 1 && bytes[token.start] == 0x64
    case .partial: true
    default: false
    }
  }

  private mutating func takeDifferentialSign() {
    if case .word = kind { _ = takeLetter() } else { advance() }
  }

  /// `dx` in an integrand.
  var isDifferential: Bool {
    guard case .word = kind, bytes[token.start] == 0x64 else { return false }
    if token.end - token.start > 1 { return true }
    switch nextKind {
    case .word, .letter: return true
    default: return false
    }
  }

  /// The variable of a differential, which is passed over.
  mutating func takeDifferential() throws(MathFailure) -> MathSymbol? {
    if case .text = kind, token.end - token.start == 1, bytes[token.start] == 0x64 {
      advance()
      return try symbol()
    }
    guard isDifferential else { return nil }
    _ = takeLetter()
    return try symbol()
  }

  // MARK: Sets with a name

  private mutating func namedSet(_ set: MathNamedSet) throws(MathFailure) -> MathExpression {
    advance()
    guard set != .empty else { return .namedSet(.empty) }
    // ℝ^+, ℤ_{>0}, ℝ_+: the sign may be in braces.
    let isSubscript: Bool
    switch kind {
    case .caret: isSubscript = false
    case .underscore: isSubscript = true
    default: return .namedSet(set)
    }
    let isBraced = if case .groupOpen = nextKind { true } else { false }
    let offset = isBraced ? 2 : 1
    var length = offset + 1
    let part: MathExpression?
    switch kind(after: offset) {
    case .plus, .relation(.greater): part = Self.signed(set, isPositive: true)
    case .minus, .relation(.less): part = Self.signed(set, isPositive: false)
    case .relation(.greaterOrEqual): part = Self.nonNegative(set)
    // ℕ*, ℝ*: without 0.
    case .star:
      part =
        set == .naturals ? .namedSet(.positiveIntegers) : .setOperation(.difference, [.namedSet(set), .collection(.set, [.integer(0)])])
    case .digits where isSubscript && set == .naturals && content(tokens[position + offset]) == "0": part = Self.nonNegative(.integers)
    default:
      // ℤ_n: a set of another name. ℝ^n: a power.
      return isSubscript ? try named(set) : .namedSet(set)
    }
    guard let part else { throw unexpected() }
    if case .relation = kind(after: offset) {
      guard case .digits = kind(after: offset + 1), content(tokens[position + offset + 1]) == "0" else { throw unexpected() }
      length += 1
    }
    if isBraced {
      guard case .groupClose = kind(after: length) else { return isSubscript ? try named(set) : .namedSet(set) }
      length += 1
    }
    advance(length)
    return part
  }

  private static func signed(_ set: MathNamedSet, isPositive: Bool) -> MathExpression? {
    switch set {
    case .integers: .namedSet(isPositive ? .positiveIntegers : .negativeIntegers)
    case .naturals: isPositive ? .namedSet(.positiveIntegers) : nil
    case .reals: .namedSet(isPositive ? .positiveReals : .negativeReals)
    default: nil
    }
  }

  /// The members from 0 on.
  private static func nonNegative(_ set: MathNamedSet) -> MathExpression? {
    switch set {
    case .integers, .naturals: .setOperation(.union, [.collection(.set, [.integer(0)]), .namedSet(.positiveIntegers)])
    case .reals: .interval(MathInterval(.integer(0), isClosed: true, .constant(.infinity), isClosed: false))
    default: nil
    }
  }

  /// A set with a subscript that names another: ℤ_n.
  private mutating func named(_ set: MathNamedSet) throws(MathFailure) -> MathExpression {
    let letters: [MathNamedSet: String] = [
      .naturals: "N", .integers: "Z", .rationals: "Q", .reals: "R", .complexes: "C", .primes: "P",
    ]
    guard let letter = letters[set] else { throw unexpected() }
    var symbol = MathSymbol(letter, mark: .script)
    try takeScripts(&symbol)
    return .symbol(symbol)
  }

  // MARK: Prescripts

  /// `{}_nC_k` and `^nP_k`.
  private mutating func prescript() throws(MathFailure) -> MathExpression {
    advance()
    let upper = try nested { parser throws(MathFailure) in try parser.scriptArgument() }
    guard case .word = kind, token.end - token.start == 1, case .underscore = nextKind else { throw unexpected() }
    let letter = bytes[token.start]
    guard letter == 0x43 || letter == 0x50 else { throw unexpected() }
    advance(2)
    let lower = try nested { parser throws(MathFailure) in try parser.scriptArgument() }
    return .function(letter == 0x43 ? .binomial : .permutations, [upper, lower])
  }

  /// The argument of `_` or `^` as an expression; a number without braces is taken whole.
  mutating func scriptArgument() throws(MathFailure) -> MathExpression {
    if case .digits = kind { return try number(isExponent: true) }
    return try argument()
  }
}

extension MathExpression {
  /// What a single letter stands for: `e` and `i` are constants unless something binds them.
  static func symbolOrConstant(_ letter: String, isBound: (String) -> Bool) -> MathExpression {
    switch letter {
    case "e" where !isBound("e"): .constant(.e)
    case "i" where !isBound("i"): .constant(.i)
    default: .symbol(MathSymbol(letter))
    }
  }
}
