/// Fractions in all their spellings, and mixed numbers.
extension NumberParser {
  /// `\frac` or one of its kin, which differ in size only.
  mutating func takeFractionCommand() -> Bool {
    takeCommand("\\frac") || takeCommand("\\dfrac") || takeCommand("\\tfrac") || takeCommand("\\cfrac")
  }

  /// The two arguments after `\frac`, divided.
  mutating func fractionArguments() throws(Failure) -> ExactNumber {
    let numerator = try fractionArgument()
    return try quotient(numerator, try fractionArgument())
  }

  /// `{quantity}` or, as TeX has it, one digit.
  private mutating func fractionArgument() throws(Failure) -> Part {
    skipSpacing(emptyGroups: false)
    let start = position
    if let (value, width) = digit(at: position) {
      position += width
      let notation = NumberNotation(form: .integer)
      return Part(number: ExactNumber(value: BigRational(Int(value)), notation: notation), start: start)
    }
    guard current == 0x7B, !has("{}", at: position) else { throw .malformed(position, .missingArgument) }
    return try group(start, isArgument: true)
  }

  /// `dividend / divisor` as a written fraction.
  mutating func quotient(_ dividend: Part, _ divisor: Part) throws(Failure) -> ExactNumber {
    for part in [dividend, divisor] where part.notation.hasUnit { throw .notANumber(part.start, .unitInside) }
    try spend(bits: dividend.value.widerBitWidth + divisor.value.widerBitWidth)
    guard let value = dividend.value.divided(by: divisor.value) else {
      throw .malformed(divisor.start, .divisionByZero)
    }
    var notation = NumberNotation(
      form: .fraction,
      thousandsSeparator: dividend.notation.thousandsSeparator ?? divisor.notation.thousandsSeparator)
    if dividend.isInteger, divisor.isInteger, value.denominator != divisor.value.magnitude {
      notation.marks.insert(.unreduced)
    }
    return ExactNumber(value: value, notation: notation)
  }

  /// A fraction that is one character.
  mutating func takeVulgarFraction() -> BigRational? {
    let (scalar, width) = symbol(at: position)
    let fraction: (Int, Int)
    switch scalar {
    case 0xBC: fraction = (1, 4)
    case 0xBD: fraction = (1, 2)
    case 0xBE: fraction = (3, 4)
    case 0x2150: fraction = (1, 7)
    case 0x2151: fraction = (1, 9)
    case 0x2152: fraction = (1, 10)
    case 0x2153: fraction = (1, 3)
    case 0x2154: fraction = (2, 3)
    case 0x2155...0x2158: fraction = (Int(scalar - 0x2154), 5)
    case 0x2159: fraction = (1, 6)
    case 0x215A: fraction = (5, 6)
    case 0x215B...0x215E: fraction = (2 * Int(scalar - 0x215B) + 1, 8)
    default: return nil
    }
    position += width
    return BigRational(fraction.0, over: fraction.1)
  }

  /// `integer`, or its sum with the proper fraction that follows.
  mutating func mixed(_ integer: ExactNumber) throws(Failure) -> ExactNumber {
    guard !integer.notation.marks.contains(.trailingPoint) else { return integer }
    let end = position
    skipSpacing()
    let start = position
    var fraction: ExactNumber
    if let value = takeVulgarFraction() {
      fraction = ExactNumber(value: value, notation: NumberNotation(form: .fraction))
    } else if takeFractionCommand() {
      let numerator = try fractionArgument()
      let denominator = try fractionArgument()
      fraction = try quotient(numerator, denominator)
      guard numerator.isInteger, denominator.isInteger else { throw .notANumber(start, .improperMixedNumber) }
    } else if start > end, let written = try takeSlashFraction() {
      fraction = written
    } else {
      position = end
      return integer
    }
    guard fraction.value > 0, fraction.value < 1 else { throw .notANumber(start, .improperMixedNumber) }
    fraction.value += integer.value
    fraction.notation.form = .mixed
    fraction.notation.thousandsSeparator = integer.notation.thousandsSeparator
    return fraction
  }

  /// `digits/digits`, if that is next; otherwise nothing is passed over.
  private mutating func takeSlashFraction() throws(Failure) -> ExactNumber? {
    let start = position
    let numerator = try plainInteger()
    skipSpacing()
    guard numerator != nil, takeScalar("/") || takeScalar("\u{2044}") else {
      position = start
      return nil
    }
    skipSpacing()
    guard let numerator, let denominator = try plainInteger() else { throw notNumeric() }
    return try quotient(numerator, denominator)
  }

  private mutating func plainInteger() throws(Failure) -> Part? {
    let start = position
    var digits = DigitRun()
    try readDigits(into: &digits)
    guard digits.count > 0 else { return nil }
    return Part(number: ExactNumber(value: digits.value, notation: NumberNotation(form: .integer)), start: start)
  }
}
