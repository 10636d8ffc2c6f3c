public import RewardCore

/// Extracts the last number in the text.
///
/// A number is an integer or a decimal with its sign, its thousands groups (`1,234`, `1{,}234`, `1\,234`) and its percent
/// sign; a power or scientific notation of such numbers (`10^{5}`, `6.02 \times 10^{23}`, `1e-5`); a fraction of two
/// integers (`3/4`, `\frac{3}{4}`, `\frac34`). Digits that follow a letter or an underscore (`x2`, `a_1`) are a name.
///
/// Any text with a digit in it has a last number, so this extractor is only used where it is asked for by name.
public struct LastNumberExtractor: AnswerExtractor {
  /// Makes the extractor.
  public init() {}

  /// An extractor without options.
  public init(options: Options) {}

  /// What the extractor is called, what it does, and examples.
  public static let description = ExtractorDescription(
    name: "last_number",
    summary: "The last number in the text, with sign, thousands groups, fraction, power and percent sign.",
    examples: [
      .init("Between 3 and 5 lies 4.", "4"),
      .init("It costs $1,234.50 in all.", "1,234.50"),
      .init("from 10 to -5", "-5"),
      .init("10-5", "5"),
      .init(#"so \frac{3}{4}"#, #"\frac{3}{4}"#),
      .init(#"so $-\frac34$."#, #"-\frac34"#),
      .init("about 12.5% of it", "12.5%"),
      .init("3/4 of them", "3/4"),
      .init("1, 2, 345", "345"),
      .init(#"6.02 \times 10^{23} atoms"#, #"6.02 \times 10^{23}"#),
      .init("7 times x2", "7"),
      .init("none", nil),
    ])

  /// Finds the last number, from the end.
  public func lastCandidate(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget
  ) -> Extraction {
    guard let range = admit(range, of: text, to: &budget) else { return textTooLong }
    let reader = BackwardNumber(text: text, start: range.lowerBound, end: range.upperBound)
    var index = range.upperBound
    while index > range.lowerBound {
      guard text[index - 1].isDigit else {
        index -= 1
        continue
      }
      switch reader.read(endingAt: index) {
      case .number(let number): return .found(CandidateAnswer(range: number, extractor: name))
      case .name(let start): index = start
      }
    }
    return .nothing
  }
}

/// Reads a number from its last digit towards its first.
private struct BackwardNumber {
  let text: UnsafeBufferPointer<UInt8>
  let start: Int
  let end: Int

  /// What digits turn out to be.
  enum Reading {
    case number(Range<Int>)
    /// They belong to a name; reading goes on before the index, so that no digits are read over and over.
    case name(Int)
  }

  /// Reads what ends with the digit before an index.
  func read(endingAt index: Int) -> Reading {
    if let fraction = commandFraction(endingAt: index) { return .number(signed(fraction)) }
    if let power = power(endingAt: index) { return .number(power) }
    guard let decimal = decimal(endingAt: index) else { return .name(index - 1) }
    var range = decimal..<index
    if let whole = slashFraction(range) { range = whole }
    if let mantissa = exponent(range) { range = mantissa }
    if isName(before: range.lowerBound) { return .name(range.lowerBound) }
    return .number(percented(signed(range)))
  }

  /// The start of the decimal that ends before an index, with its thousands groups.
  private func decimal(endingAt index: Int) -> Int? {
    var first = digits(endingAt: index)
    guard first < index else { return nil }
    if first - 1 > start, text[first - 1] == Ascii.period, text[first - 2].isDigit {
      return groups(digits(endingAt: first - 1), end: first - 1)
    }
    if first > start, text[first - 1] == Ascii.period, !isName(before: first - 1) { first -= 1 }
    return text[first] == Ascii.period ? first : groups(first, end: index)
  }

  /// The first digit of the run of digits that ends before an index.
  private func digits(endingAt index: Int) -> Int {
    var first = index
    while first > start, text[first - 1].isDigit { first -= 1 }
    return first
  }

  /// The start of a number whose last digits may be a thousands group.
  private func groups(_ first: Int, end: Int) -> Int {
    var first = first
    var groupEnd = end
    while groupEnd - first == 3, let separator = groupSeparator(endingAt: first) {
      var lead = separator
      while lead > start, separator - lead < 4, text[lead - 1].isDigit { lead -= 1 }
      let count = separator - lead
      guard count >= 1, count <= 3 else { break }
      // `1,2,345` is a list: a leading group of fewer than three digits must not follow another comma.
      if count < 3, groupSeparator(endingAt: lead).map({ $0 > start && text[$0 - 1].isDigit }) ?? false { break }
      first = lead
      groupEnd = separator
    }
    return first
  }

  /// The start of a thousands separator that ends before an index.
  private func groupSeparator(endingAt index: Int) -> Int? {
    if index - 1 >= start, text[index - 1] == Ascii.comma {
      return index - 2 >= start && text[index - 2] == Ascii.backslash ? index - 2 : index - 1
    }
    if index - 3 >= start, text.has("{,}", at: index - 3, end: index) { return index - 3 }
    if index - 3 >= start, text.has(#",\!"#, at: index - 3, end: index) { return index - 3 }
    return nil
  }

  /// `a/b`, with a whole number before it where there is one.
  private func slashFraction(_ denominator: Range<Int>) -> Range<Int>? {
    let slash = denominator.lowerBound - 1
    guard slash > start, text[slash] == Ascii.slash, let numerator = decimal(endingAt: slash) else { return nil }
    if numerator > start, text[numerator - 1] == Ascii.slash || isName(before: numerator) { return nil }
    if numerator - 1 > start, text[numerator - 1] == Ascii.space, text[numerator - 2].isDigit {
      let whole = digits(endingAt: numerator - 1)
      let before = whole > start ? text[whole - 1] : Ascii.space
      if before.isWhiteSpace || before == Ascii.minus || before == Ascii.dollar {
        return whole..<denominator.upperBound
      }
    }
    return numerator..<denominator.upperBound
  }

  /// `1e-5`, when the digits of a range are an exponent.
  private func exponent(_ range: Range<Int>) -> Range<Int>? {
    var index = range.lowerBound
    if index > start, text[index - 1] == Ascii.minus || text[index - 1] == Ascii.plus { index -= 1 }
    guard index - 1 > start, text[index - 1] | 0x20 == 0x65, text[index - 2].isDigit else { return nil }
    return decimal(endingAt: index - 1).map { $0..<range.upperBound }
  }

  /// `\frac{a}{b}` and `\frac12` whose last digit stands before an index.
  private func commandFraction(endingAt index: Int) -> Range<Int>? {
    let denominator = digits(endingAt: index)
    guard denominator < index else { return nil }
    if index < end, text[index] == Ascii.rightBrace {
      var open = denominator
      if open > start, text[open - 1] == Ascii.minus { open -= 1 }
      guard open - 2 >= start, text[open - 1] == Ascii.leftBrace, text[open - 2] == Ascii.rightBrace else { return nil }
      var numerator = digits(endingAt: open - 2)
      guard numerator < open - 2 else { return nil }
      if numerator > start, text[numerator - 1] == Ascii.minus { numerator -= 1 }
      guard numerator > start, text[numerator - 1] == Ascii.leftBrace else { return nil }
      return fractionCommand(endingAt: numerator - 1).map { $0..<(index + 1) }
    }
    guard index - denominator == 2 else { return nil }
    return fractionCommand(endingAt: denominator).map { $0..<index }
  }

  private func fractionCommand(endingAt index: Int) -> Int? {
    for command in [#"\frac"#, #"\dfrac"#, #"\tfrac"#] as [StaticString] {
      let first = index - command.utf8CodeUnitCount
      if first >= start, text.has(command, at: first, end: index) { return first }
    }
    return nil
  }

  /// `b^e` or `b^{e}` whose last digit stands before an index, with a factor before it where there is one.
  private func power(endingAt index: Int) -> Range<Int>? {
    var first = digits(endingAt: index)
    guard first < index else { return nil }
    if first > start, text[first - 1] == Ascii.minus { first -= 1 }
    var last = index
    if first > start, text[first - 1] == Ascii.leftBrace {
      guard index < end, text[index] == Ascii.rightBrace else { return nil }
      first -= 1
      last += 1
    }
    guard first - 1 > start, text[first - 1] == Ascii.caret else { return nil }
    guard let base = decimal(endingAt: first - 1), !isName(before: base) else { return nil }
    return signed((factor(before: base) ?? base)..<last)
  }

  /// The start of a number that a times sign joins to what begins at an index.
  private func factor(before index: Int) -> Int? {
    var position = index
    while position > start, index - position < 4, text[position - 1].isBlank { position -= 1 }
    for sign in [#"\times"#, #"\cdot"#, "×", "·", "*"] as [StaticString] {
      let first = position - sign.utf8CodeUnitCount
      guard first >= start, text.has(sign, at: first, end: position) else { continue }
      position = first
      while position > start, first - position < 4, text[position - 1].isBlank { position -= 1 }
      guard let number = decimal(endingAt: position), !isName(before: number) else { return nil }
      return number
    }
    return nil
  }

  /// Whether what begins at an index continues a name.
  private func isName(before index: Int) -> Bool {
    guard index > start else { return false }
    let byte = text[index - 1]
    if byte == Ascii.underscore || byte == Ascii.caret { return true }
    if byte == Ascii.leftBrace, index - 1 > start {
      return text[index - 2] == Ascii.underscore || text[index - 2] == Ascii.caret
    }
    guard byte.isLetter else { return false }
    // A command such as `\approx` may touch the number, but a name may not.
    var first = index - 1
    while first > start, index - first < 24, text[first - 1].isLetter { first -= 1 }
    return !(first > start && text[first - 1] == Ascii.backslash)
  }

  /// The range with the sign before it, unless that is a minus between two terms.
  private func signed(_ range: Range<Int>) -> Range<Int> {
    var first = range.lowerBound
    if first > start, text[first - 1] == Ascii.minus || text[first - 1] == Ascii.plus {
      first -= 1
    } else if first - 3 >= start, text.has("\u{2212}", at: first - 3, end: first) {
      first -= 3
    } else {
      return range
    }
    if first > start {
      let before = text[first - 1]
      let isBinary =
        before.isDigit || before.isLetter || before == Ascii.rightParenthesis || before == Ascii.rightBrace
        || before == Ascii.rightBracket || before == Ascii.minus || before == Ascii.plus
      if isBinary { return range }
    }
    return first..<range.upperBound
  }

  /// The range with the percent sign after it.
  private func percented(_ range: Range<Int>) -> Range<Int> {
    var next = range.upperBound
    if next < end, text[next] == Ascii.space { next += 1 }
    if next < end, text[next] == Ascii.percent { return range.lowerBound..<(next + 1) }
    if text.has(#"\%"#, at: next, end: end) { return range.lowerBound..<(next + 2) }
    return range
  }
}
