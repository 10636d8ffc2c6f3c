/// One pass of recursive descent over a text that should be one number: its outer grammar.
///
///     answer    = [delimiter] quantity [delimiter] ["%"] ["."]
///     quantity  = [sign] [currency] [sign] ratio ["\over" [sign] ratio] ["%" | degree]
///     ratio     = term ["/" term]
///     term      = literal ["^" exponent] ["×" "10" "^" exponent] [proper fraction]
///               | "\frac" argument argument | vulgar fraction
///               | group ["^" exponent]
///     group     = "(" quantity ")" | "{" quantity "}" | "\text" "{" quantity "}"
struct NumberParser {
  enum Failure: Error {
    case notANumber(Int, NumberReading.Reason)
    case malformed(Int, NumberReading.Reason)
    case limit(MathLimits.Kind)
  }

  /// A number in the making, with what the surrounding grammar must know about it.
  struct Part {
    var number: ExactNumber
    /// Where it begins.
    let start: Int
    /// Whether TeX shows no border around it although it was in braces.
    var isInBraces = false

    var value: BigRational { number.value }
    var notation: NumberNotation { number.notation }

    /// Whether it is still the same number when invisible braces around it are taken away.
    var isAtomic: Bool {
      guard isInBraces else { return true }
      let isLiteral = [.integer, .decimal, .repeatingDecimal].contains(notation.form)
      return isLiteral && !notation.hasSign
    }

    var isInteger: Bool { notation.form == .integer && !notation.hasUnit }
  }

  private enum Closing {
    case text(StaticString)
    case parenthesis
    case right
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let limits: MathLimits
  var position = 0
  private var depth = 0
  /// The estimated bits of all numbers computed so far.
  private var spentBits = 0

  init(bytes: UnsafeBufferPointer<UInt8>, limits: MathLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  // MARK: The whole text

  mutating func answer() throws(Failure) -> ExactNumber {
    skipSpacing()
    var number = try delimited()
    skipSpacing()
    if !number.notation.hasUnit, takePercent() { applyPercent(&number) }
    skipSpacing()
    if !number.notation.marks.contains(.trailingPoint), takeScalar(".") {
      number.notation.marks.insert(.finalPeriod)
    }
    skipSpacing()
    if isAtEnd { return number }
    // After closed delimiters a dollar opens the next formula; otherwise it closes what was never opened.
    let isNextFormula = current == 0x24 && number.notation.marks.contains(.delimiters)
    throw isNextFormula ? .notANumber(position, .unexpectedInput) : unexpectedInput()
  }

  private mutating func delimited() throws(Failure) -> ExactNumber {
    let closing: Closing
    if take("\\(") {
      closing = .text("\\)")
    } else if take("\\[") {
      closing = .text("\\]")
    } else if take("$$") {
      closing = .text("$$")
    } else if take("$") {
      return try dollar()
    } else {
      return try quantity().number
    }
    var number = try nested { parser throws(Failure) in try parser.quantity().number }
    try close(closing)
    number.notation.marks.insert(.delimiters)
    return number
  }

  /// After a `$`, which is a math delimiter if another one follows the number, and a currency sign if none does.
  private mutating func dollar() throws(Failure) -> ExactNumber {
    var number = try nested { parser throws(Failure) in try parser.quantity().number }
    skipSpacing()
    if take("$") {
      number.notation.marks.insert(.delimiters)
    } else if number.notation.hasUnit {
      throw unexpectedInput()
    } else {
      number.notation.currency = .dollar
    }
    return number
  }

  // MARK: Quantities

  /// A number with its sign and unit, and perhaps `\over` another.
  private mutating func quantity() throws(Failure) -> Part {
    skipSpacing()
    let start = position
    var sign = takeSign()
    let currency = takeCurrency(afterSign: sign != nil)
    if currency != nil, sign == nil { sign = takeSign() }

    var part = try ratio()
    skipSpacing()
    if takeCommand("\\over") {
      let divisorSign = takeSign()
      var divisor = try ratio()
      if divisorSign == .minus { divisor.number.value = -divisor.value }
      part.number = try quotient(part, divisor)
    }
    if let sign {
      if sign == .minus { part.number.value = -part.value }
      part.number.notation.marks.insert(.sign)
    }
    if let currency {
      guard !part.notation.hasUnit else { throw .notANumber(start, .unitInside) }
      part.number.notation.currency = currency
    }
    takeUnit(&part.number)
    return Part(number: part.number, start: start, isInBraces: part.isInBraces)
  }

  private mutating func ratio() throws(Failure) -> Part {
    var part = try term(isDivisor: false)
    skipSpacing()
    guard takeScalar("/") || takeScalar("\u{2044}") else { return part }
    guard part.notation.form != .mixed || part.notation.marks.contains(.parentheses) else {
      throw .notANumber(position, .unexpectedInput)
    }
    skipSpacing()
    let divisor = try term(isDivisor: true)
    guard divisor.isAtomic else { throw .notANumber(divisor.start, .ambiguousBraces) }
    part.number = try quotient(part, divisor)
    part.isInBraces = false
    return part
  }

  /// One operand; as a divisor it is not continued by what would bind it to the whole (`1/2 × 10^5`, `1/2 ½`).
  private mutating func term(isDivisor: Bool) throws(Failure) -> Part {
    skipSpacing()
    let start = position
    if digit(at: position) != nil || (current == 0x2E && digit(at: position + symbol(at: position).width) != nil) {
      return Part(number: try literalTerm(isDivisor: isDivisor), start: start)
    }
    if let fraction = takeVulgarFraction() {
      let notation = NumberNotation(form: .fraction)
      return Part(number: ExactNumber(value: fraction, notation: notation), start: start)
    }
    if takeFractionCommand() { return Part(number: try fractionArguments(), start: start) }
    return try raised(group(start))
  }

  // MARK: Groups

  /// A quantity in parentheses, braces or a text command.
  mutating func group(_ start: Int, isArgument: Bool = false) throws(Failure) -> Part {
    let closing: Closing
    let mark: NumberNotation.Marks
    if takeScalar("(") {
      (closing, mark) = (.parenthesis, .parentheses)
    } else if take("{") {
      (closing, mark) = (.text("}"), [])
    } else if takeCommand("\\left") {
      skipSpacing()
      guard takeScalar("(") else { throw .notANumber(start, .notNumeric) }
      (closing, mark) = (.right, .parentheses)
    } else if takeTextCommand() {
      (closing, mark) = (.text("}"), .text)
    } else {
      throw notNumeric()
    }
    var part = try nested { parser throws(Failure) in try parser.quantity() }
    try close(closing)
    // (1,234) may be a pair and {1,234} a set; in \text or as an argument it can only be a number.
    if part.notation.thousandsSeparator == .comma, part.notation.form == .integer, mark != .text, !isArgument {
      throw .notANumber(start, .ambiguousComma)
    }
    part.number.notation.marks.insert(mark)
    // Visible parentheses settle what the sign and the braces inside them apply to.
    return Part(number: part.number, start: start, isInBraces: mark != .parentheses)
  }

  mutating func takeTextCommand() -> Bool {
    let start = position
    let isText =
      takeCommand("\\text") || takeCommand("\\mathrm") || takeCommand("\\mathbf") || takeCommand("\\textbf")
      || takeCommand("\\textrm") || takeCommand("\\textit") || takeCommand("\\mathit") || takeCommand("\\mathsf")
      || takeCommand("\\textnormal") || takeCommand("\\mbox")
    if isText {
      skipSpacing()
      if take("{") { return true }
    }
    position = start
    return false
  }

  /// Runs `body` one level deeper.
  mutating func nested<Result>(
    _ body: (inout NumberParser) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard depth < limits.maxNesting else { throw .limit(.nesting) }
    depth += 1
    let result = try body(&self)
    depth -= 1
    return result
  }

  private mutating func takeRightParenthesis() -> Bool {
    let start = position
    if takeCommand("\\right") {
      skipSpacing()
      if takeScalar(")") { return true }
    }
    position = start
    return false
  }

  /// Accounts for a number of at most `bits` bits before it is computed.
  ///
  /// The numbers of one text share the limit of one number: a text has room for thousands of large powers that cancel
  /// each other, and the time they take is what is bounded here.
  mutating func spend(bits: Int) throws(Failure) {
    let (sum, overflow) = spentBits.addingReportingOverflow(bits)
    guard !overflow, sum <= limits.maxBits else { throw .limit(.bits) }
    spentBits = sum
  }

  /// Passes over the end of a group, or of a math delimiter.
  private mutating func close(_ closing: Closing) throws(Failure) {
    skipSpacing()
    let isClosed =
      switch closing {
      case .text(let text): take(text)
      case .parenthesis: takeScalar(")")
      case .right: takeRightParenthesis()
      }
    guard isClosed else { throw unexpectedInput() }
  }

  // MARK: Failures

  /// What to say of input where a number should begin.
  func notNumeric() -> Failure {
    if isAtEnd { return depth > 0 ? .malformed(position, .unbalanced) : .notANumber(position, .empty) }
    if isClosing { return depth > 0 ? .notANumber(position, .empty) : .malformed(position, .unbalanced) }
    return .notANumber(position, .notNumeric)
  }

  /// What to say of input where a number, or a group, should have ended.
  func unexpectedInput() -> Failure {
    isAtEnd || isClosing ? .malformed(position, .unbalanced) : .notANumber(position, .unexpectedInput)
  }

  private var isClosing: Bool {
    switch current {
    case 0x29, 0x5D, 0x7D, 0x24: true  // ) ] } $
    case 0x5C: has("\\)", at: position) || has("\\]", at: position) || has("\\right", at: position)
    default: false
    }
  }
}
