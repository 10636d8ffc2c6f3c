/// Sums, products, quotients and powers.
extension MathParser {
  // MARK: Sums

  mutating func sum() throws(MathFailure) -> MathExpression {
    var terms: [MathExpression] = []
    var hasSet = false
    repeat {
      let term = try signed { parser throws(MathFailure) in try parser.product() }
      hasSet = hasSet || Self.isSet(term)
      terms.append(term)
    } while isSign
    if terms.count == 1 { return terms[0] }
    // ℝ - {0}: a difference of sets.
    if hasSet, let difference = Self.setDifference(terms) { return difference }
    return .sum(terms)
  }

  private static func setDifference(_ terms: [MathExpression]) -> MathExpression? {
    var sets = [asSet(terms[0])]
    for term in terms.dropFirst() {
      guard case .negative(let set) = term, isSet(set) else { return nil }
      sets.append(set)
    }
    return .setOperation(.difference, sets)
  }

  var isSign: Bool {
    switch kind {
    case .plus, .minus, .plusMinus, .minusPlus: true
    default: false
    }
  }

  /// An operand with the signs before it, the first of which may join it to a sum.
  mutating func signed(
    _ operand: (inout MathParser) throws(MathFailure) -> MathExpression
  ) throws(MathFailure) -> MathExpression {
    var signs: [MathToken.Kind] = []
    while isSign {
      guard signs.count < 3 else { throw unexpected() }
      signs.append(kind)
      advance()
    }
    // 1 + 2 + \cdots + n
    var result = try operand(&self)
    for sign in signs.reversed() {
      switch sign {
      case .minus: result = .negating(result)
      case .plusMinus: result = .plusMinus(result, isFlipped: false)
      case .minusPlus: result = .plusMinus(result, isFlipped: true)
      default: break
      }
    }
    return result
  }

  // MARK: Products

  mutating func product() throws(MathFailure) -> MathExpression {
    var factors = try quotient()
    var turns = 0
    while true {
      if takeScale(&factors) { continue }
      if isRemainderMark, factors.count == 1 {
        advance()
        return .function(.named(MathSymbol("remainder")), [factors[0], try number(isExponent: true)])
      }
      if try takeUnit(after: &factors) { continue }
      switch kind {
      case .times, .dot, .star:
        let sign = kind
        advance()
        let left = factors
        if isSign {
          factors.append(try signed { parser throws(MathFailure) in Self.joined(try parser.quotient()) })
        } else {
          factors += try quotient()
        }
        // ∇·F is no product.
        if case .dot = sign, left == [.symbol(MathSymbol("nabla"))] {
          factors = [.function(.named(MathSymbol("div")), [Self.joined(Array(factors.dropFirst()))])]
        }
        if case .times = sign, let product = Self.crossProduct(left, Array(factors.dropFirst(left.count))) { factors = [product] }
      case .divide:
        advance()
        turns += 1
        guard turns <= Self.maxChain else { throw .limit(.depth) }
        let divisor = try signed { parser throws(MathFailure) in Self.joined(try parser.quotient()) }
        factors = [.quotient(Self.joined(factors), divisor)]
      case .binaryModulo:
        advance()
        turns += 1
        guard turns <= Self.maxChain else { throw .limit(.depth) }
        let modulus = try nested { parser throws(MathFailure) in Self.joined(try parser.quotient()) }
        factors = [.function(.modulo, [Self.joined(factors), modulus])]
      default:
        guard startsFactor else { return Self.joined(factors) }
        // 5 feet 3 inches is a sum.
        if case .digits = kind, case .quantity? = factors.last {
          let rest = try nested { parser throws(MathFailure) in try parser.product() }
          guard let sum = Self.sumOfUnits([Self.joined(factors)] + (rest.terms ?? [rest])) else { throw unexpected() }
          return sum
        }
        factors += try quotient()
      }
    }
  }

  /// Quantities of ever smaller units of one dimension as their sum: 2 hours 30 minutes; `nil` for others, as 5 boys and 3 girls.
  static func sumOfUnits(_ parts: [MathExpression]) -> MathExpression? {
    var last: (size: BigRational, dimension: [String: Int])?
    for part in parts {
      guard case .quantity(_, let unit) = part, unit.factors.count == 1, let size = UnitTable.size(of: unit.factors[0].name)?.factor
      else { return nil }
      let dimension = UnitTable.dimension(of: unit)
      if let last, last.dimension != dimension || last.size <= size { return nil }
      last = (size, dimension)
    }
    return .sum(parts)
  }

  /// Marks of a remainder behind the quotient.
  private static let remainderMarks: Set<String> = [
    "R", "r", "rem", "remainder", "Remainder", "with remainder", "with a remainder of", "remainder of",
  ]

  /// Whether what stands here is the mark between a quotient and its remainder: `5\text{ R }2`.
  private var isRemainderMark: Bool {
    guard position > 0, case .digits = tokens[position - 1].kind, case .digits = nextKind else { return false }
    switch kind {
    case .text: break
    case .word, .name: guard token.space != .none, tokens[position + 1].space != .none else { return false }
    default: return false
    }
    return Self.remainderMarks.contains(content(token))
  }

  /// The cross product of what has an arrow over it or is bold on both sides: no product of numbers.
  private static func crossProduct(_ left: [MathExpression], _ right: [MathExpression]) -> MathExpression? {
    let isCurl = left == [.symbol(MathSymbol("nabla"))]
    guard isCurl || left.contains(where: \.isVector) && right.contains(where: \.isVector) else { return nil }
    return .function(.named(.crossProduct), [joined(left), joined(right)])
  }

  /// "million" behind a number, and its kin.
  private mutating func takeScale(_ factors: inout [MathExpression]) -> Bool {
    switch kind {
    case .name, .text(.text), .text(.roman): break
    default: return false
    }
    guard let scale = Self.scales[content(token)], let last = factors.last, let scaled = Self.scaled(last, by: scale) else {
      return false
    }
    note(.numberWord)
    advance()
    factors[factors.count - 1] = scaled
    return true
  }

  /// Words that multiply the number before them.
  static let scales: [String: BigRational] = [
    "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
  ]

  private static func scaled(_ expression: MathExpression, by scale: BigRational) -> MathExpression? {
    switch expression {
    case .number(let numeral):
      let value = numeral.value * scale
      return value.isInteger ? .number(MathNumeral(value, form: .word)) : .product([expression, .number(MathNumeral(scale, form: .word))])
    case .quantity(let value, let unit) where unit.isCurrency: return scaled(value, by: scale).map { .quantity($0, unit) }
    default: return nil
    }
  }

  /// One factor, or the product of several.
  static func joined(_ factors: [MathExpression]) -> MathExpression {
    factors.count == 1 ? factors[0] : .product(factors)
  }

  /// Juxtaposed factors, perhaps over others; without a slash they are returned one by one.
  private mutating func quotient() throws(MathFailure) -> [MathExpression] {
    var factors = try run()
    var turns = 0
    while case .slash = kind {
      advance()
      turns += 1
      guard turns <= Self.maxChain else { throw .limit(.depth) }
      factors = [.quotient(Self.joined(factors), try divisor())]
    }
    return factors
  }

  /// Juxtaposed factors: `2x\sqrt{3}`.
  mutating func run() throws(MathFailure) -> [MathExpression] {
    var factors = [try factor()]
    while startsFactor {
      try refuseAdjacentNumber()
      if isLoneUnitLetter || isLoneOhm, !seen.contains(.variableOrUnit) { seen.append(.variableOrUnit) }
      factors.append(try factor())
    }
    return factors
  }

  /// What a slash divides by: one factor, and what stands so close to it that it seems to belong to it, as in `1/2x`.
  private mutating func divisor() throws(MathFailure) -> MathExpression {
    let first = try signed { parser throws(MathFailure) in try parser.factor() }
    guard startsFactor else { return first }
    if case .digits = kind { throw unexpected() }
    let isBracket = if case .open = kind { true } else { false }
    // After `1/2`, a space or a bracket ends the divisor; after `1/(x)` anything does.
    var isAfterBracket = false
    if case .close = tokens[position - 1].kind { isAfterBracket = true }
    guard decide(.quotientOrProduct, normally: token.space == .none && !isBracket && !isAfterBracket) else {
      return first
    }
    var factors = [first]
    while startsFactor {
      try refuseAdjacentNumber()
      factors.append(try factor())
    }
    return Self.joined(factors)
  }

  /// Digits directly after digits or after a letter are no product that anyone writes.
  private func refuseAdjacentNumber() throws(MathFailure) {
    let isNumber =
      switch kind {
      case .digits, .vulgarFraction: true
      case .point: true
      default: false
      }
    guard isNumber else { return }
    // n2^{n-1}
    if case .caret = nextKind, case .digits = kind, tokens[position - 1].kind.isLetter { return }
    // 2^x3^y
    if position > 1, case .caret = tokens[position - 2].kind {
      if tokens[position - 1].kind.isWord { return }
      // x^2 10^{10}
      if case .digits = tokens[position - 1].kind, token.space != .none { return }
    }
    switch tokens[position - 1].kind {
    case .digits, .word, .name, .vulgarFraction, .point, .underscore: throw unexpected()
    // Words between two numbers say what the first one counts, or something else.
    case .text where position > 1: if case .digits = tokens[position - 2].kind { throw unexpected() }
    default: return
    }
  }

  /// Whether the next token can be multiplied with what stands before it.
  var startsFactor: Bool {
    switch kind {
    case .letter("Å"): false
    case .letter("mu"): !isMicroUnit
    case .letter("Omega"): !(flipped == .variableOrUnit && isLoneOhm)
    case .fraction: !isUnitFraction
    case .function: !isBareUnit
    case .digits, .letter, .constant, .vulgarFraction, .groupOpen, .binomial, .root,
      .radicalSign, .accent, .overline, .series, .boxed, .partial, .ellipsis, .begin:
      true
    case .word: !(context.isIntegrand && isDifferential) && !isBareUnit && !isRemainderMark
    case .name: if case .open(.round) = nextKind { true } else { false }
    case .namedSet(let set): set != .empty
    case .text: !isConnectiveText && !isUnitText && !isRemainderMark && !(context.isIntegrand && content(token) == "d")
    case .point: if case .digits = nextKind { true } else { false }
    case .open(.round): !isModulo(nextKind) && !isConditionInBrackets && !isRestatement
    case .open(.square): !context.isReversed && !closesOutwards
    case .open(.floor), .open(.ceiling): true
    case .open(.curly), .open(.angle): false
    case .bar, .doubleBar:
      switch token.side {
      case .left: true
      case .right: false
      case .unknown: context.bars == 0 && !context.isBuilder
      }
    default: false
    }
  }

  /// Whether a square bracket here is the end of `[0,1[`: nothing follows that it could open.
  var closesOutwards: Bool {
    switch nextKind {
    case .finish, .setOperation, .close, .comma, .semicolon, .relation, .groupClose, .newline, .ampersand, .end, .connective: true
    case .point: if case .digits = kind(after: 2) { false } else { true }
    default: false
    }
  }

  /// Text that ends a formula rather than being a factor of it.
  private var isConnectiveText: Bool {
    let text = content(token)
    if text.utf8.first == 0x28 || Self.orders(text) != nil { return true }
    if text.utf8.contains(0x2E), Self.meridiem(text) != nil || ["AM", "PM", "am", "pm"].contains(text) { return true }
    return text.contains(" ") || ["to", "is", "are", "but", "then", "so", "as", "by", "in"].contains(text)
  }

  // MARK: Powers

  /// A primary with its exponents and other marks.
  mutating func factor() throws(MathFailure) -> MathExpression {
    var result = try primary()
    var turns = 0
    while true {
      switch kind {
      case .caret:
        result = try power(of: result)
        if let count = choices(result) { result = count }
      case .underscore:
        if isNumberInBrackets, let numeral = try takeBase(position - 2) {
          result = numeral
          break
        }
        if let name = try extremumName(of: result) {
          result = .symbol(name)
          break
        }
        // x^2_1: the subscript belongs to the letter.
        guard case .power(.symbol(var symbol), let exponent) = result, symbol.index == nil else { throw unexpected() }
        advance()
        symbol.index = try index()
        result = .power(.symbol(symbol), exponent)
        if let count = choices(result) { result = count }
      case .bang:
        advance()
        if case .bang = kind, token.space == .none {
          advance()
          result = .function(.doubleFactorial, [result])
        } else {
          result = .function(.factorial, [result])
        }
      case .degree:
        advance()
        // `f \circ g` is no degree.
        if case .symbol(let symbol) = result, symbol.name.utf8.count == 1, token.kind.isLetter, kind(after: -2).isLetter {
          result = .function(.named(MathSymbol("∘")), [result, try nested { parser throws(MathFailure) in try parser.factor() }])
          break
        }
        result = try degrees(result)
      case .percent:
        advance()
        result = .quantity(result, .percent)
      case .currency(let sign) where !startsPrimaryAfterCurrency:
        advance()
        result = .quantity(result, MathUnit(sign))
      default: return result
      }
      turns += 1
      guard turns <= Self.maxChain else { throw .limit(.depth) }
    }
  }

  /// `C_5^2` as the number of choices of 2 from 5, and `A_5^2` and `P_5^2` as that of arrangements, in a pass that reads them so.
  private mutating func choices(_ power: MathExpression) -> MathExpression? {
    guard case .power(.symbol(let symbol), let exponent) = power, let index = symbol.index, symbol.mark == nil, symbol.primes == 0,
      let function = ["C": MathFunction.binomial, "A": .permutations, "P": .permutations][symbol.name]
    else { return nil }
    let isCount = if case .number(let numeral) = exponent { numeral.value.isInteger && numeral.value.signum >= 0 } else { false }
    guard isCount, let from = Int(index).map(MathExpression.integer) ?? (index == "n" ? .symbol(MathSymbol("n")) : nil),
      decide(.powerOrCount, normally: false)
    else { return nil }
    return .function(function, [from, exponent])
  }

  /// Whether digits in round brackets end here: `(101)_2`.
  private var isNumberInBrackets: Bool {
    guard position >= 3, case .close(.round) = tokens[position - 1].kind, case .digits = tokens[position - 2].kind,
      case .open(.round) = tokens[position - 3].kind
    else { return false }
    return true
  }

  private var startsPrimaryAfterCurrency: Bool {
    if case .digits = nextKind { true } else { false }
  }

  private mutating func power(of base: MathExpression) throws(MathFailure) -> MathExpression {
    advance()
    switch kind {
    case .degree:
      advance()
      return try degrees(base)
    case .groupOpen:
      if case .degree = nextKind, case .groupClose = kind(after: 2) {
        advance(3)
        return try degrees(base)
      }
      if case .number = base, isDegreeLetter(nextKind, tokens[min(position + 1, tokens.count - 1)]), case .groupClose = kind(after: 2) {
        advance(3)
        return try degrees(base)
      }
      if isOrdinalSuffix(tokens[min(position + 1, tokens.count - 1)]), case .groupClose = kind(after: 2) {
        note(.ordinal)
        advance(3)
        return base
      }
    case .word, .text:
      if case .number = base, isDegreeLetter(kind, token) {
        advance()
        return try degrees(base)
      }
      guard case .text = kind, isOrdinalSuffix(token) else { break }
      note(.ordinal)
      advance()
      return base
    default: break
    }
    let exponent = try nested { parser throws(MathFailure) in try parser.exponent() }
    // A matrix has no powers but whole ones, so that T is its transpose.
    guard Self.transposeMarks.contains(exponent) else { return .power(base, exponent) }
    switch base {
    case .matrix: return .function(.transpose, [base])
    // A tuple stands for a row as well as for a column.
    case .collection(let kind, _) where [.tuple, .vector, .array].contains(kind): return base
    case .interval(let interval) where interval.isLowerClosed && interval.isUpperClosed:
      return .collection(.array, [interval.lower, interval.upper])
    default: return .power(base, exponent)
    }
  }

  private static let transposeMarks: [MathExpression] = ["T", "t", "top", "intercal"].map { .symbol(MathSymbol($0)) }

  private func isOrdinalSuffix(_ token: MathToken) -> Bool {
    switch token.kind {
    case .word, .text, .name: ["th", "st", "nd", "rd"].contains(content(token))
    default: false
    }
  }

  /// What stands after `^`: a group, or the next symbol; a whole number, and a bracket, as in programs.
  mutating func exponent() throws(MathFailure) -> MathExpression {
    var result: MathExpression
    switch kind {
    case .plus, .minus:
      // 0^+, x^-: a side, or a mark.
      let sign = if case .plus = kind { MathExpression.symbol(MathSymbol("+")) } else { MathExpression.symbol(MathSymbol("-")) }
      switch nextKind {
      case .groupClose, .close, .finish, .comma, .relation:
        advance()
        return sign
      case .plus, .minus, .times, .dot, .setOperation:
        guard tokens[position + 1].space == .none else {
          advance()
          return sign
        }
      default: break
      }
      return try signed { parser throws(MathFailure) in try parser.nested { inner throws(MathFailure) in try inner.exponent() } }
    case .plusMinus, .minusPlus:
      return try signed { parser throws(MathFailure) in try parser.nested { inner throws(MathFailure) in try inner.exponent() } }
    case .digits, .point:
      if token.end - token.start > 1 { note(.unbracedExponent) }
      result = try number(isExponent: true)
    case .star:
      advance()
      result = .symbol(MathSymbol("*"))
    case .groupOpen:
      if case .groupClose = self.kind(after: 2), isLoneSign(tokens[min(position + 1, tokens.count - 1)]) {
        let sign = tokens[position + 1].kind
        advance(3)
        switch sign {
        case .plus: return .symbol(MathSymbol("+"))
        case .star: return .symbol(MathSymbol("*"))
        default: return .symbol(MathSymbol("-"))
        }
      }
      result = try group()
    default:
      result = try argument()
    }
    // `a^b^c` climbs to the right.
    if case .caret = kind {
      result = try nested { parser throws(MathFailure) in
        parser.advance()
        return .power(result, try parser.exponent())
      }
    }
    return result
  }

  private func isLoneSign(_ token: MathToken) -> Bool {
    switch token.kind {
    case .plus, .minus, .star: true
    default: false
    }
  }

  // MARK: Degrees

  /// Whether a letter o stands for the degree sign, as in `60^o` and `60^{\mathrm{o}}`.
  private func isDegreeLetter(_ kind: MathToken.Kind, _ token: MathToken) -> Bool {
    switch kind {
    case .word, .text: token.end - token.start == 1 && bytes[token.start] == UInt8(ascii: "o")
    default: false
    }
  }

  /// A value before a degree mark: an angle, or a temperature if its letter follows.
  private mutating func degrees(_ value: MathExpression) throws(MathFailure) -> MathExpression {
    switch kind {
    case .word, .text, .groupOpen:
      var offset = 0
      if case .groupOpen = kind { offset = 1 }
      let letter = tokens[min(position + offset, tokens.count - 1)]
      let name = letter.end - letter.start == 1 ? content(letter) : ""
      if name == "C" || name == "F" {
        advance(1 + 2 * offset)
        return .quantity(value, MathUnit("°" + name))
      }
    default: break
    }
    // 30° 15' 20''
    var parts: [MathExpression] = [.quantity(value, .degree)]
    while case .digits = kind, case .prime = nextKind, parts.count < 3 {
      let part = try number(isExponent: true)
      parts.append(.quantity(part, MathUnit(takePrimes() == 1 ? "′" : "″")))
    }
    return parts.count == 1 ? parts[0] : .sum(parts)
  }
}

extension MathExpression {
  fileprivate var terms: [MathExpression]? { if case .sum(let terms) = self { terms } else { nil } }

  /// Whether it has a letter with an arrow over it, or a bold one, as a factor or addend.
  fileprivate var isVector: Bool {
    switch self {
    case .symbol(let symbol): symbol.mark == .vector
    case .sum(let parts), .product(let parts): parts.contains(where: \.isVector)
    case .negative(let part): part.isVector
    case .quotient(let top, _): top.isVector
    case .function(.named(.crossProduct), _): true
    default: false
    }
  }
}
