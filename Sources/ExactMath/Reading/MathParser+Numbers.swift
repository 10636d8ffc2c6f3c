/// Numbers in digits.
extension MathParser {
  /// The token's digits, appended to `run`; the token is passed over.
  mutating func takeDigits(into run: inout DigitRun) throws(MathFailure) {
    var offset = token.start
    let end = token.end
    guard run.count + end - offset <= limits.maxDigits * 3 else { throw .limit(.digits) }
    while offset < end {
      let (scalar, width) = MathScalars.scalar(in: bytes, at: offset)
      if let digit = MathScalars.digit(scalar) { run.append(digit) }
      guard run.count <= limits.maxDigits else { throw .limit(.digits) }
      offset += max(width, 1)
    }
    advance()
  }

  private func digitCount(_ token: MathToken) -> Int {
    // Full-width digits are counted by their bytes, which is never a group of three.
    guard case .digits = token.kind else { return 0 }
    return token.end - token.start
  }

  private func isDigits(_ offset: Int) -> Bool {
    if case .digits = kind(after: offset) { true } else { false }
  }

  /// A number: groups, point, repeating digits, power of ten, base, and the fraction of a mixed number.
  mutating func number(isExponent: Bool = false) throws(MathFailure) -> MathExpression {
    let start = position
    var run = DigitRun()
    if case .digits = kind {
      try takeDigits(into: &run)
      if !isExponent {
        if let european = try takeEuropeanNumber(run, first: start) { return european }
        try takeGroups(into: &run, first: start)
        if takesDecimalComma(after: start) {
          let digits = run.count
          advance()
          try takeDigits(into: &run)
          return try afterNumber(run, .decimal(fractionDigits: run.count - digits), start: start, isExponent: false)
        }
      }
    }
    let integerDigits = run.count
    var form = MathNumeral.Form.integer
    if case .point = kind, token.space == .none || integerDigits == 0 {
      if isDigits(1), tokens[position + 1].space == .none {
        advance()
        try takeDigits(into: &run)
        form = .decimal(fractionDigits: run.count - integerDigits)
      } else if integerDigits > 0, startsRepetition {
        advance()
      } else if integerDigits > 0, !endsAfterPoint {
        // `5.` before an operator.
        advance()
        return try afterNumber(run, form, start: start, isExponent: isExponent)
      }
    }
    let fractionDigits = run.count - integerDigits
    guard run.count > 0 else { throw unexpected() }
    if let repeating = try takeRepetition(fractionDigits: fractionDigits, start: start) {
      return try repeatingNumber(run, fractionDigits, repeating)
    }
    return try afterNumber(run, form, start: start, isExponent: isExponent)
  }

  /// Whether the point here is the full stop of the text.
  private var endsAfterPoint: Bool {
    switch nextKind {
    case .finish, .point, .groupClose, .end, .newline, .ampersand: true
    default: false
    }
  }

  // MARK: Groups

  /// Whether the comma here is that of a decimal, `0,5`, in a pass that reads it so; one in brackets, or of several, separates members.
  private mutating func takesDecimalComma(after start: Int) -> Bool {
    // `2{,}5`
    let isMarked = token.end - token.start == 3
    guard case .comma = kind, position == start + 1, !context.isBracketed, token.space == .none || isMarked, isDigits(1),
      tokens[position + 1].space == .none, digitCount(tokens[position + 1]) != 3
    else { return false }
    switch kind(after: 2) {
    // A third member, or braces for those of a set.
    case .comma, .groupClose: return false
    default: break
    }
    if start > 0, case .comma = tokens[start - 1].kind { return false }
    // `1,0` and `\pm 1,5` are lists, as is what has other separators.
    if !isMarked, hasOnlyZeros(tokens[position + 1]) || hasSeparators() { return false }
    guard decide(.listOrDecimal, normally: isMarked) else { return false }
    note(.europeanNumber)
    return true
  }

  private func hasOnlyZeros(_ digits: MathToken) -> Bool { bytes[digits.start..<digits.end].allSatisfy { $0 == 0x30 } }

  /// Whether anything in the whole text lists values beside one comma.
  private mutating func hasSeparators() -> Bool {
    if let listsValues { return listsValues }
    var commas = 0
    let lists = (0..<tokens.count).contains { place in
      switch tokens[place].kind {
      case .comma:
        commas += 1
        return commas > 1
      case .plusMinus, .minusPlus, .semicolon, .connective: return true
      default: return false
      }
    }
    listsValues = lists
    return lists
  }

  /// The most groups of three digits; the look-ahead for them must be bounded.
  private static let maxGroups = 64

  /// `1.234,56` and `1.234.567`, which no other notation has: points between groups of three, then perhaps a comma.
  private mutating func takeEuropeanNumber(_ first: DigitRun, first start: Int) throws(MathFailure) -> MathExpression? {
    guard digitCount(tokens[start]) <= 3, bytes[tokens[start].start] != 0x30 else { return nil }
    func isTight(_ offset: Int) -> Bool {
      tokens[min(position + offset, tokens.count - 1)].space == .none
        && tokens[min(position + offset + 1, tokens.count - 1)].space == .none
    }
    var groups = 0
    while groups < Self.maxGroups, case .point = kind(after: 2 * groups), isDigits(2 * groups + 1), isTight(2 * groups),
      digitCount(tokens[position + 2 * groups + 1]) == 3
    { groups += 1 }
    let end = 2 * groups
    var hasFraction = false
    if case .comma = kind(after: end), isDigits(end + 1), isTight(end) { hasFraction = true }
    guard groups > 1 || groups == 1 && hasFraction && !context.isBracketed else { return nil }
    switch kind(after: hasFraction ? end + 2 : end) {
    case .point where isDigits((hasFraction ? end + 2 : end) + 1): return nil
    case .comma where hasFraction || context.isBracketed: return nil
    default: break
    }
    note(.europeanNumber)
    var run = first
    for _ in 0..<groups {
      advance()
      try takeDigits(into: &run)
    }
    let integerDigits = run.count
    if hasFraction {
      advance()
      try takeDigits(into: &run)
    }
    let digits = run.count - integerDigits
    return .number(
      MathNumeral(try scaled(run, by: -digits), form: hasFraction ? .decimal(fractionDigits: digits) : .integer))
  }

  /// Groups of three after the first, all with the same separator.
  private mutating func takeGroups(into run: inout DigitRun, first: Int) throws(MathFailure) {
    guard digitCount(tokens[first]) <= 3, bytes[tokens[first].start] != 0x30 else { return }
    var groups = 0
    if case .comma = kind {
      // 1,23,456: members of a list.
      if first >= 2, case .comma = tokens[first - 1].kind, case .digits = tokens[first - 2].kind, tokens[first].space == .none,
        tokens[first - 1].space == .none
      {
        return
      }
      // Look ahead: every group must have three digits, or none is a group.
      var offset = 0
      while groups < Self.maxGroups, case .comma = kind(after: offset), isDigits(offset + 1) {
        let comma = tokens[position + offset]
        let digits = tokens[position + offset + 1]
        let isMarked = comma.space == .negative || digits.space == .negative
        guard digitCount(digits) == 3, isMarked || (comma.space == .none && digits.space == .none) else { break }
        groups += 1
        offset += 2
      }
      guard groups > 0 else { return }
      let comma = tokens[position]
      let isMarked = comma.space == .negative || tokens[position + 1].space == .negative
      // Another comma with digits behind it: these are members of a list.
      if case .comma = kind(after: offset), isDigits(offset + 1), !isMarked { return }
      if !isMarked, !decide(.groupOrList, normally: !context.isBracketed) { return }
      note(.digitGroups)
      for _ in 0..<groups {
        advance()
        try takeDigits(into: &run)
      }
      return
    }
    // 1'048'576
    while groups < Self.maxGroups, case .prime(1) = kind(after: 2 * groups), isDigits(2 * groups + 1),
      digitCount(tokens[position + 2 * groups + 1]) == 3, tokens[position + 2 * groups].space == .none,
      tokens[position + 2 * groups + 1].space == .none
    { groups += 1 }
    if groups > 1 {
      note(.digitGroups)
      for _ in 0..<groups {
        advance()
        try takeDigits(into: &run)
      }
      return
    }
    groups = 0
    while groups < Self.maxGroups, isDigits(groups), digitCount(tokens[position + groups]) == 3,
      tokens[position + groups].space == .thin || tokens[position + groups].space == .plain
    { groups += 1 }
    if groups == 0 { return }
    // More digits behind, or a slash, which would make it a mixed number: not groups.
    if isDigits(groups) { return }
    if case .slash = kind(after: groups) { return }
    note(.digitGroups)
    for _ in 0..<groups { try takeDigits(into: &run) }
  }

  // MARK: Repeating decimals

  private var startsRepetition: Bool {
    switch nextKind {
    case .overline, .accent(.bar), .accent(.dot): true
    case .open(.round):
      if isDigits(2), case .close(.round) = kind(after: 3) { tokens[position + 1].space == .none } else { false }
    default: false
    }
  }

  private mutating func takeRepetition(fractionDigits: Int, start: Int) throws(MathFailure) -> DigitRun? {
    let hasPoint = position > start && { if case .point = tokens[position - 1].kind { true } else { fractionDigits > 0 } }()
    guard hasPoint else { return nil }
    var run = DigitRun()
    switch kind {
    case .overline, .accent(.bar):
      advance()
      try takeDigitArgument(into: &run)
    case .accent(.dot):
      advance()
      try takeDigitArgument(into: &run)
      if case .digits = kind, token.space == .none {
        try takeDigits(into: &run)
        guard case .accent(.dot) = kind else { throw unexpected() }
      }
      if case .accent(.dot) = kind {
        advance()
        try takeDigitArgument(into: &run)
      }
    case .open(.round) where fractionDigits == 0 && isDigits(1):
      advance()
      try takeDigits(into: &run)
      guard case .close(.round) = kind else { throw unexpected() }
      advance()
    default: return nil
    }
    return run
  }

  private mutating func takeDigitArgument(into run: inout DigitRun) throws(MathFailure) {
    if case .groupOpen = kind {
      advance()
      guard case .digits = kind else { throw .malformed(token.start, .missingArgument) }
      try takeDigits(into: &run)
      guard case .groupClose = kind else { throw unexpected() }
      advance()
    } else if case .digits = kind {
      try takeOneDigit(into: &run)
    } else {
      throw .malformed(token.start, .missingArgument)
    }
  }

  /// The first digit of the token, as TeX takes an argument without braces.
  mutating func takeOneDigit(into run: inout DigitRun) throws(MathFailure) {
    let (scalar, width) = MathScalars.scalar(in: bytes, at: token.start)
    run.append(MathScalars.digit(scalar) ?? 0)
    tokens[position].start += width
    tokens[position].space = .none
    if token.start >= token.end { advance() }
  }

  /// With `f` digits after the point and a period of `r` digits: (digits with one period - digits) / (10^f (10^r - 1)).
  private mutating func repeatingNumber(
    _ digits: DigitRun, _ fractionDigits: Int, _ repeating: DigitRun
  ) throws(MathFailure) -> MathExpression {
    try spend(digits: digits.count + 2 * repeating.count)
    var extended = digits
    extended.append(contentsOf: repeating)
    let bits = (limits.maxDigits + 2) * 8
    guard let period = BigRational(10).power(repeating.count, maxBits: bits),
      let value = (extended.value - digits.value).divided(by: period - 1)?
        .scaled(byPowerOfTen: -fractionDigits, maxBits: bits)
    else { throw .limit(.digits) }
    return .number(
      MathNumeral(value, form: .repeating(fixedDigits: fractionDigits, period: repeating.count)))
  }

  // MARK: What follows the digits

  private mutating func afterNumber(
    _ run: DigitRun, _ form: MathNumeral.Form, start: Int, isExponent: Bool
  ) throws(MathFailure) -> MathExpression {
    var fractionDigits = 0
    if case .decimal(let digits) = form { fractionDigits = digits }
    if !isExponent {
      if let exponent = try takeDecimalExponent() {
        let shift = exponent - fractionDigits
        let value = try scaled(run, by: shift)
        let form = MathNumeral.Form.scientific(fractionDigits: fractionDigits, exponent: exponent)
        return .number(MathNumeral(value, form: form))
      }
      if form == .integer, position == start + 1 {
        if let numeral = try takeBase(start) { return numeral }
        takeOrdinalSuffix()
        return try mixed(.number(MathNumeral(run.value)), run.value)
      }
    }
    if case .ellipsis = kind, token.space == .none, form != .integer {
      note(.truncatedDecimal)
      let period = period(of: tokens[position - 1])
      advance()
      if let period, decide(.digitsOrPeriod, normally: false) { return try repeatingNumber(run, fractionDigits, period) }
    }
    return .number(MathNumeral(try scaled(run, by: -fractionDigits), form: form))
  }

  /// How often a block of digits has to be there before an ellipsis for a period: in the digits of e there is one twice.
  private static let leastRepetitions = 3
  private static let longestPeriod = 16

  /// The shortest block that ends a run of digits several times.
  private func period(of token: MathToken) -> DigitRun? {
    let digits = bytes[token.start..<token.end]
    guard case .digits = token.kind, digits.allSatisfy({ $0 < 0x80 }) else { return nil }
    for length in 1...Self.longestPeriod where length * Self.leastRepetitions <= digits.count {
      let end = digits.suffix(length * Self.leastRepetitions)
      guard zip(end, end.dropFirst(length)).allSatisfy(==) else { continue }
      var run = DigitRun()
      for digit in end.suffix(length) { run.append(digit - 0x30) }
      return run
    }
    return nil
  }

  private mutating func scaled(_ run: DigitRun, by shift: Int) throws(MathFailure) -> BigRational {
    if shift == 0 { return run.value }
    try spend(digits: run.count + abs(shift))
    guard let value = run.value.scaled(byPowerOfTen: shift, maxBits: (limits.maxDigits + limits.maxExponent) * 4) else {
      throw .limit(.digits)
    }
    return value
  }

  /// `e-5` directly after digits.
  private mutating func takeDecimalExponent() throws(MathFailure) -> Int? {
    guard case .word = kind, token.space == .none, token.end - token.start == 1, bytes[token.start] | 0x20 == 0x65 else {
      return nil
    }
    var offset = 1
    var isNegative = false
    switch kind(after: 1) {
    case .minus:
      isNegative = true
      offset = 2
    case .plus: offset = 2
    default: break
    }
    guard isDigits(offset), tokens[position + offset].space == .none, tokens[position + 1].space == .none else {
      return nil
    }
    let digits = tokens[position + offset]
    var value = 0
    for byte in bytes[digits.start..<digits.end] {
      guard byte < 0x80 else { return nil }
      value = value * 10 + Int(byte - 0x30)
      guard value <= limits.maxExponent else { throw .limit(.exponent) }
    }
    advance(offset + 1)
    return isNegative ? -value : value
  }

  /// `th`, `st` directly after digits.
  private mutating func takeOrdinalSuffix() {
    guard case .word = kind, token.space == .none, ["th", "st", "nd", "rd"].contains(content(token)) else { return }
    note(.ordinal)
    advance()
  }

  /// A subscript that is a base: `101_2`, `204_{5}`, `1A_{16}`.
  mutating func takeBase(_ start: Int) throws(MathFailure) -> MathExpression? {
    // Hexadecimal letters belong to the digits if a base follows them.
    var offset = 0
    var end = tokens[start].end
    scan: while offset < 12 {
      switch kind(after: offset) {
      case .word, .name, .digits:
        guard offset > 0 || !isDigits(0), tokens[position + offset].space == .none else { break scan }
        end = tokens[position + offset].end
        offset += 1
      default: break scan
      }
    }
    guard case .underscore = kind(after: offset) else { return nil }
    if offset > 0 {
      let isBraced = if case .groupOpen = kind(after: offset + 1) { true } else { false }
      let base = tokens[min(position + offset + (isBraced ? 2 : 1), tokens.count - 1)]
      let isHexadecimal =
        digitCount(base) == 2
        && bytes[tokens[start].end..<end].allSatisfy {
          0x41...0x46 ~= $0 || 0x30...0x39 ~= $0
        }
      guard isHexadecimal else { return nil }
    }
    let digitsEnd = end
    let mark = tokens[position + offset]
    advance(offset + 1)
    var base = DigitRun()
    if case .groupOpen = kind {
      advance()
      if case .open(.round) = kind, isDigits(1), case .close(.round) = self.kind(after: 2) {
        advance()
        try takeDigits(into: &base)
        advance()
      } else if case .digits = kind {
        try takeDigits(into: &base)
      } else {
        let words = ["two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10]
        guard let value = words[content(token)] else { throw .unreadable(mark.start, .badBase) }
        for digit in String(value).utf8 { base.append(digit - 0x30) }
        advance()
      }
      guard case .groupClose = kind else { throw unexpected() }
      advance()
    } else if case .digits = kind {
      // Without braces TeX takes one digit; people mean all of them.
      try takeDigits(into: &base)
    } else if case .text = kind, content(token) == "ten" {
      advance()
      base.append(1)
      base.append(0)
    } else {
      throw .unreadable(mark.start, .badBase)
    }
    guard let radix = base.value.countValue, 2...36 ~= radix else { throw .unreadable(mark.start, .badBase) }
    var value = BigRational.zero
    let factor = BigRational(radix)
    try spend(digits: (digitsEnd - tokens[start].start) * 2)
    guard digitsEnd - tokens[start].start <= 1000 else { throw .limit(.digits) }
    for byte in bytes[tokens[start].start..<digitsEnd] {
      let digit =
        switch byte {
        case 0x30...0x39: Int(byte - 0x30)
        case 0x41...0x5A: Int(byte - 0x41) + 10
        case 0x61...0x7A: Int(byte - 0x61) + 10
        default: 99
        }
      guard digit < radix else { throw .unreadable(tokens[start].start, .badBase) }
      value = value * factor + BigRational(digit)
    }
    return .number(MathNumeral(value, form: .base(radix)))
  }

  // MARK: Mixed numbers

  /// `whole` plus a proper fraction of two numbers that follows it.
  private mutating func mixed(_ whole: MathExpression, _ value: BigRational) throws(MathFailure) -> MathExpression {
    let start = position
    switch kind {
    case .fraction:
      guard let (top, bottom, length) = literalFraction(), top < bottom else { return whole }
      guard decide(.mixedOrProduct, normally: true) else { return whole }
      note(.mixedNumber)
      advance(length)
      return .sum([whole, .quotient(.number(MathNumeral(top)), .number(MathNumeral(bottom)))])
    case .vulgarFraction(let top, let bottom):
      note(.mixedNumber)
      advance()
      return .sum([whole, .quotient(.integer(top), .integer(bottom))])
    case .digits where token.space != .none && token.space != .negative:
      guard case .slash = nextKind, isDigits(2), tokens[position + 1].space == .none else { return whole }
      var top = DigitRun()
      var bottom = DigitRun()
      try takeDigits(into: &top)
      advance()
      try takeDigits(into: &bottom)
      guard top.value < bottom.value, top.value > 0 else {
        position = start
        return whole
      }
      notes.append(MathNote(.mixedNumber, at: tokens[start].start))
      return .sum([whole, .quotient(.number(MathNumeral(top.value)), .number(MathNumeral(bottom.value)))])
    default: return whole
    }
  }

  /// A fraction command with two integers as arguments: their values, and how many tokens it takes.
  private func literalFraction() -> (top: BigRational, bottom: BigRational, length: Int)? {
    func value(_ offset: Int) -> (BigRational, Int)? {
      guard case .groupOpen = kind(after: offset), isDigits(offset + 1), case .groupClose = kind(after: offset + 2) else {
        return nil
      }
      let digits = tokens[position + offset + 1]
      guard digits.end - digits.start <= 18 else { return nil }
      var run = DigitRun()
      for byte in bytes[digits.start..<digits.end] {
        guard byte < 0x80 else { return nil }
        run.append(byte - 0x30)
      }
      return (run.value, offset + 3)
    }
    if let (top, next) = value(1), let (bottom, end) = value(next) { return top > 0 ? (top, bottom, end) : nil }
    // `\frac12`
    if isDigits(1), digitCount(tokens[position + 1]) == 2 {
      let first = bytes[tokens[position + 1].start]
      let second = bytes[tokens[position + 1].start + 1]
      guard first < 0x80, second < 0x80, first > 0x30 else { return nil }
      return (BigRational(Int(first) - 0x30), BigRational(Int(second) - 0x30), 2)
    }
    return nil
  }
}
