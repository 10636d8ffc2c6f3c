/// Numbers written with digits, and what continues them: powers, powers of ten, and the fraction of a mixed number.
extension NumberParser {
  /// A literal with everything that belongs to it.
  mutating func literalTerm(isDivisor: Bool) throws(Failure) -> ExactNumber {
    let start = position
    var number = try literal(allowsSpaces: !isDivisor)
    switch number.notation.form {
    case .integer, .decimal:
      number = try raised(Part(number: number, start: start)).number
      if isDivisor || number.notation.form == .power { return number }
      if try takePowerOfTen(&number) { return number }
      return number.notation.form == .integer ? try mixed(number) : number
    case .repeatingDecimal, .scientific, .power, .fraction, .mixed:
      return number
    }
  }

  /// `part`, or the power of it if an exponent follows.
  mutating func raised(_ part: Part) throws(Failure) -> Part {
    guard let exponent = try takeExponent() else { return part }
    guard !part.notation.hasUnit else { throw .notANumber(part.start, .unitInside) }
    guard part.isAtomic else { throw .notANumber(part.start, .ambiguousBraces) }
    if part.value.isZero {
      if exponent.value == 0 { throw .notANumber(part.start, .zeroToTheZero) }
      if exponent.value < 0 { throw .malformed(part.start, .divisionByZero) }
    }
    // A power of 0, 1 or -1 is no larger than its base, and is not charged for its exponent.
    if part.value.widerBitWidth > 1 {
      let (bits, overflow) = part.value.widerBitWidth.multipliedReportingOverflow(by: abs(exponent.value))
      guard !overflow else { throw .limit(.bits) }
      try spend(bits: bits)
    }
    guard let power = part.value.power(exponent.value, maxBits: limits.maxBits) else { throw .limit(.bits) }
    var notation = NumberNotation(form: .power, thousandsSeparator: part.notation.thousandsSeparator)
    if exponent.isUnbraced { notation.marks.insert(.unbracedExponent) }
    if part.notation.marks.contains(.parentheses) { notation.marks.insert(.parentheses) }
    return Part(number: ExactNumber(value: power, notation: notation), start: part.start)
  }

  /// A decimal digit has 3.33 bits.
  private static let bitsOfDigit = 4

  // MARK: Digits

  /// Digits with their groups, point, repeating part and `e` exponent.
  private mutating func literal(allowsSpaces: Bool) throws(Failure) -> ExactNumber {
    var digits = DigitRun()
    var notation = NumberNotation(form: .integer)
    let beginsWithZero = digit(at: position)?.value == 0
    try readDigits(into: &digits)
    if 1...3 ~= digits.count, !beginsWithZero {
      notation.thousandsSeparator = try readGroups(into: &digits, allowsSpaces: allowsSpaces)
    }

    guard takeScalar(".") else {
      return try takeDecimalExponent(digits, notation)
    }
    let integerDigits = digits.count
    try readDigits(into: &digits)
    let fractionDigits = digits.count - integerDigits
    if let repeating = try takeRepeatingDigits() {
      notation.form = .repeatingDecimal
      return ExactNumber(value: try value(of: digits, fractionDigits, repeating), notation: notation)
    }
    if fractionDigits == 0 {
      notation.marks.insert(.trailingPoint)
    } else {
      notation.form = .decimal
    }
    notation.fractionDigits = fractionDigits
    return try takeDecimalExponent(digits, notation)
  }

  mutating func readDigits(into digits: inout DigitRun) throws(Failure) {
    while let (value, width) = digit(at: position) {
      guard digits.count < limits.maxDigits else { throw .limit(.digits) }
      digits.append(value)
      position += width
    }
  }

  /// Reads the groups of three after the first, all with the same separator, which is returned.
  private mutating func readGroups(
    into digits: inout DigitRun, allowsSpaces: Bool
  ) throws(Failure) -> NumberNotation.Separator? {
    var kind: NumberNotation.Separator?
    while let (next, end) = separator(at: position), kind == nil || kind == next, allowsSpaces || next != .space {
      guard let group = threeDigits(at: end) else {
        let isComma = next == .comma || next == .markedComma
        if isComma, digit(at: end) != nil { throw .notANumber(position, .badGrouping) }
        break
      }
      guard digits.count + 3 <= limits.maxDigits else { throw .limit(.digits) }
      for value in group.values { digits.append(value) }
      position = group.end
      kind = next
    }
    if kind == .space || kind == .thinSpace {
      let end = position
      skipSpacing()
      if current == 0x2F || current == 0x2044 { throw .notANumber(end, .ambiguousSpace) }
      position = end
    }
    return kind
  }

  /// Exactly three digits at `offset`, not followed by a fourth.
  private func threeDigits(at offset: Int) -> (values: [UInt8], end: Int)? {
    var values: [UInt8] = []
    var end = offset
    while let (value, width) = digit(at: end) {
      if values.count == 3 { return nil }
      values.append(value)
      end += width
    }
    return values.count == 3 ? (values, end) : nil
  }

  // MARK: Repeating decimals

  /// The digits under `\overline` or `\bar`, or from one `\dot` to the next.
  private mutating func takeRepeatingDigits() throws(Failure) -> DigitRun? {
    let start = position
    var digits = DigitRun()
    if takeCommand("\\overline") || takeCommand("\\bar") {
      try readArgumentDigits(into: &digits)
    } else if takeCommand("\\dot") {
      try readArgumentDigits(into: &digits)
      guard digits.count == 1 else { throw .notANumber(start, .notNumeric) }
      let count = digits.count
      try readDigits(into: &digits)
      let lastDot = position
      if takeCommand("\\dot") {
        let before = digits.count
        try readArgumentDigits(into: &digits)
        guard digits.count == before + 1 else { throw .notANumber(lastDot, .notNumeric) }
      } else if digits.count > count {
        // A dotted digit followed by plain ones: where the period ends is not said.
        throw .notANumber(lastDot, .unexpectedInput)
      }
    } else {
      return nil
    }
    return digits
  }

  /// `{digits}` or one digit, as TeX takes an argument.
  private mutating func readArgumentDigits(into digits: inout DigitRun) throws(Failure) {
    let count = digits.count
    skipSpacing(emptyGroups: false)
    if take("{") {
      try readDigits(into: &digits)
      guard take("}") else { throw isAtEnd ? .malformed(position, .unbalanced) : .notANumber(position, .notNumeric) }
    } else if let (value, width) = digit(at: position) {
      digits.append(value)
      position += width
    }
    guard digits.count > count else { throw .malformed(position, .missingArgument) }
  }

  /// With `n` digits in all, `f` of them after the point, and a period of `r` digits:
  /// (digits with one period - digits) / (10^f (10^r - 1)).
  private mutating func value(
    of digits: DigitRun, _ fractionDigits: Int, _ repeating: DigitRun
  ) throws(Failure) -> BigRational {
    guard digits.count + repeating.count <= limits.maxDigits else { throw .limit(.digits) }
    try spend(bits: (digits.count + 2 * repeating.count) * Self.bitsOfDigit)
    var extended = digits
    extended.append(contentsOf: repeating)
    guard let period = BigRational(10).power(repeating.count, maxBits: limits.maxBits),
      let value = ((extended.value - digits.value) / (period - 1))
        .scaled(byPowerOfTen: -fractionDigits, maxBits: limits.maxBits)
    else { throw .limit(.bits) }
    return value
  }

  // MARK: Exponents

  /// The literal's value, with an exponent such as `e-3` if one follows directly.
  private mutating func takeDecimalExponent(
    _ digits: DigitRun, _ notation: NumberNotation
  ) throws(Failure) -> ExactNumber {
    var notation = notation
    var exponent = 0
    let start = position
    if takeScalar("e") || takeScalar("E") {
      if let written = try takeSignedInteger(maximum: limits.maxExponent) {
        exponent = written
        notation.form = .scientific
        notation.exponent = exponent
        notation.marks.remove(.trailingPoint)
      } else {
        // Euler's number, or the beginning of a word: not ours.
        position = start
      }
    }
    let shift = exponent - (notation.fractionDigits ?? 0)
    try spend(bits: (digits.count + abs(shift)) * Self.bitsOfDigit)
    guard let value = digits.value.scaled(byPowerOfTen: shift, maxBits: limits.maxBits) else { throw .limit(.bits) }
    return ExactNumber(value: value, notation: notation)
  }

  /// `[+-]digits`, if it is next; otherwise nothing is passed over.
  private mutating func takeSignedInteger(maximum: Int) throws(Failure) -> Int? {
    let start = position
    let isNegative = takeSign() == .minus
    guard digit(at: position) != nil else {
      position = start
      return nil
    }
    var value = 0
    while let (next, width) = digit(at: position) {
      value = value * 10 + Int(next)
      guard value <= maximum else { throw .limit(.exponent) }
      position += width
    }
    return isNegative ? -value : value
  }

  /// Multiplies by `10^n` if `\times 10^{n}`, or the same with another sign of multiplication, follows.
  private mutating func takePowerOfTen(_ number: inout ExactNumber) throws(Failure) -> Bool {
    let start = position
    skipSpacing()
    let times = position
    guard
      takeCommand("\\times") || takeCommand("\\cdot") || takeScalar("×") || takeScalar("·") || takeScalar("⋅")
        || takeScalar("*")
    else {
      position = start
      return false
    }
    skipSpacing()
    guard takeTen(), let exponent = try takeExponent() else { throw .notANumber(times, .unexpectedInput) }
    guard exponent.value.magnitude <= limits.maxExponent.magnitude else { throw .limit(.exponent) }
    try spend(bits: abs(exponent.value) * Self.bitsOfDigit)
    guard let value = number.value.scaled(byPowerOfTen: exponent.value, maxBits: limits.maxBits) else {
      throw .limit(.bits)
    }
    number.value = value
    number.notation.form = .scientific
    number.notation.exponent = exponent.value
    if exponent.isUnbraced { number.notation.marks.insert(.unbracedExponent) }
    return true
  }

  private mutating func takeTen() -> Bool {
    if take("{10}") { return true }
    guard let one = digit(at: position), one.value == 1,
      let zero = digit(at: position + one.width), zero.value == 0, digit(at: position + one.width + zero.width) == nil
    else { return false }
    position += one.width + zero.width
    return true
  }

  /// `^{integer}`, `^digit`, `^(integer)`, `^-12` or superscript digits; `nil` if none of them follows.
  private mutating func takeExponent() throws(Failure) -> (value: Int, isUnbraced: Bool)? {
    let start = position
    skipSpacing()
    if let value = try takeSuperscript() { return (value, false) }
    guard takeScalar("^") else {
      position = start
      return nil
    }
    skipSpacing(emptyGroups: false)
    let exponentStart = position
    if takeDegreeCommand() {
      position = start
      return nil
    }
    if current == 0x7B || current == 0x28 {
      let exponent = try group(exponentStart)
      guard !exponent.notation.hasUnit else { throw .notANumber(exponentStart, .unitInside) }
      guard exponent.value.isInteger else { throw .notANumber(exponentStart, .fractionalExponent) }
      guard let value = exponent.value.countValue else { throw .limit(.exponent) }
      return (value, false)
    }
    let isSigned = takeSign() != nil
    position = exponentStart
    guard let value = try takeSignedInteger(maximum: Int.max / 16) else {
      throw isAtEnd ? .malformed(position, .missingArgument) : .notANumber(position, .notNumeric)
    }
    return (value, isSigned || position - exponentStart > 1)
  }

  /// An integer in Unicode's superscripts, such as `⁻³`.
  private mutating func takeSuperscript() throws(Failure) -> Int? {
    let start = position
    let isNegative = takeScalar("⁻")
    if !isNegative { _ = takeScalar("⁺") }
    let first = position
    var value = 0
    while true {
      let (scalar, width) = symbol(at: position)
      let digit: Int
      switch scalar {
      case 0xB9: digit = 1
      case 0xB2: digit = 2
      case 0xB3: digit = 3
      case 0x2070, 0x2074...0x2079: digit = Int(scalar - 0x2070)
      default:
        if position == first {
          position = start
          return nil
        }
        return isNegative ? -value : value
      }
      value = value * 10 + digit
      guard value <= Int.max / 16 else { throw .limit(.exponent) }
      position += width
    }
  }
}
