/// Signs, currency, percent and degree marks.
extension NumberParser {
  /// A plus or minus sign: ASCII, full-width or U+2212.
  mutating func takeSign() -> FloatingPointSign? {
    skipSpacing()
    if takeScalar("-") || takeScalar("\u{2212}") { return .minus }
    return takeScalar("+") ? .plus : nil
  }

  /// A currency sign; a bare `$` is one only after a sign, because elsewhere it may begin mathematics.
  mutating func takeCurrency(afterSign: Bool) -> NumberNotation.Currency? {
    skipSpacing()
    if take("\\$") || (afterSign && take("$")) { return .dollar }
    if takeScalar("€") { return .euro }
    if takeScalar("£") { return .pound }
    return takeScalar("¥") ? .yen : nil
  }

  /// Adds a percent sign or a degree mark to `number` if one follows and it has no unit yet.
  mutating func takeUnit(_ number: inout ExactNumber) {
    guard !number.notation.hasUnit else { return }
    let end = position
    skipSpacing()
    if takePercent() {
      applyPercent(&number)
    } else if takeScalar("°") || takeDegreeCommand() || (takeScalar("^") && takeDegreeCommand()) {
      number.notation.marks.insert(.degree)
    } else {
      position = end
    }
  }

  func applyPercent(_ number: inout ExactNumber) {
    number.value = number.value / 100
    number.notation.marks.insert(.percent)
  }

  /// `%`, `\%` or the word, perhaps in a text command.
  mutating func takePercent() -> Bool {
    if takePercentSign() { return true }
    let start = position
    if takeTextCommand() {
      skipSpacing()
      if takePercentSign() {
        skipSpacing()
        if take("}") { return true }
      }
    }
    position = start
    return false
  }

  private mutating func takePercentSign() -> Bool {
    take("\\%") || takeScalar("%") || takeWord("percent") || takeWord("per cent")
  }

  /// `\circ` or `\degree`, perhaps in braces.
  mutating func takeDegreeCommand() -> Bool {
    let start = position
    skipSpacing(emptyGroups: false)
    let isBraced = take("{")
    if isBraced { skipSpacing() }
    if takeCommand("\\circ") || takeCommand("\\degree") {
      if isBraced { skipSpacing() }
      if !isBraced || take("}") { return true }
    }
    position = start
    return false
  }
}
