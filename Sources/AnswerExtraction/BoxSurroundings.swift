/// What stands right before and after a box, where that makes another value of what is in it.
///
/// `-\boxed{42}`, `x \ne \boxed{42}`, `\frac{1}{\boxed{42}}`, `\boxed{42}\pi` and `\boxed{42} \times 10^3` say something else than 42, and so do "not
/// \boxed{42}" and "\boxed{42} million". Other words, units, signs of percent or degree, and what is farther away do not count.
package enum BoxSurroundings {
  private typealias Text = UnsafeBufferPointer<UInt8>

  /// Whether a box is a part of a formula that means another value than its content.
  ///
  /// - Parameters:
  ///   - start: where `\boxed` begins.
  ///   - end: where its content ends: the place of the closing brace, if it has one.
  package static func changeValue(of text: UnsafeBufferPointer<UInt8>, start: Int, end: Int, in range: Range<Int>) -> Bool {
    let isInFormula = isInFormula(text, start, range)
    var after = end
    if after < range.upperBound, text[after] == Ascii.rightBrace { after += 1 }
    return changesBefore(text, start, after, range, isInFormula) || changesAfter(text, after, range, isInFormula)
  }

  /// How far back a delimiter is looked for that opens the formula around a box; formulas with an answer in them are short.
  private static let formulaReach = 512

  /// Whether a `$`, `\(` or `\[` before the box is open there.
  private static func isInFormula(_ text: Text, _ start: Int, _ range: Range<Int>) -> Bool {
    let first = max(range.lowerBound, start - formulaReach)
    var index = start
    var dollars = 0
    while index > first {
      index -= 1
      switch text[index] {
      case Ascii.dollar:
        dollars += 1
        if index > first, text[index - 1] == Ascii.dollar { index -= 1 }
      case Ascii.leftParenthesis, Ascii.leftBracket:
        if dollars == 0, index > first, text[index - 1] == Ascii.backslash { return true }
      case Ascii.rightParenthesis, Ascii.rightBracket:
        if index > first, text[index - 1] == Ascii.backslash { return false }
      case Ascii.lineFeed:
        // No formula goes over an empty line.
        if index > first, text[index - 1] == Ascii.lineFeed { return dollars % 2 == 1 }
      default: break
      }
    }
    return dollars % 2 == 1
  }

  // MARK: Before

  private static let commandsBefore: [StaticString] = [
    "\\ne", "\\neq", "\\pm", "\\mp", "\\cdot", "\\times", "\\div", "\\sqrt", "\\not=", "≠", "±", "×", "÷", "−", "\\le", "\\leq",
    "\\leqslant",
    "\\lfloor", "\\lceil", "\\notin", "\\not", "\\ge", "\\geq", "\\geqslant", "\\lt", "\\gt", "\\log", "\\ln",
    "\\lg",
    "\\exp", "\\sin", "\\cos", "\\tan", "≤", "≥", "\\neg",
  ]
  /// Words that deny or change what follows them.
  private static let wordsBefore: [StaticString] = [
    " not", "n't", "cannot be", "not be", "minus", "n’t", "not be:", "not equal to", "not }", "not}", "half of", "twice",
    "negative", "anything but", "false:", "wrong:",
    "不是", "并非", "不等于",
  ]
  /// Marks that strike out what follows them.
  private static let marksBefore: [StaticString] = ["~~", "<del>", "<s>", "<!--"]
  /// What changes a box right behind it, and what does so from outside of its formula.
  private static let allBefore = commandsBefore + outsideBefore
  private static let outsideBefore = wordsBefore + marksBefore

  private static func changesBefore(_ text: Text, _ start: Int, _ after: Int, _ range: Range<Int>, _ isInFormula: Bool) -> Bool {
    let index = skipSpacesBack(text, start, range)
    guard index > range.lowerBound else { return false }
    let isAdjacent = index == start
    // `-$\boxed{42}$`
    if text[index - 1] == Ascii.dollar, isAdjacent {
      var opening = index - 1
      while opening > range.lowerBound, text[opening - 1] == Ascii.dollar { opening -= 1 }
      if opening - 1 > range.lowerBound, text[opening - 1] == Ascii.minus, text[opening - 2] == Ascii.dollar || text[opening - 2].isBlank,
        !text[opening - 2].isBlank || opening - 2 == range.lowerBound
      {
        return true
      }
      if opening - 1 > range.lowerBound, text[opening - 1] == Ascii.dollar { return false }
    }
    if precedes(text, index, allBefore, range) { return true }
    // not $\boxed{42}$, 1$\boxed{42}$
    var outside = index
    while outside > range.lowerBound, text[outside - 1] == Ascii.dollar || text[outside - 1] == Ascii.asterisk || text[outside - 1].isBlank
    {
      outside -= 1
    }
    if outside < index, outside > range.lowerBound {
      if precedes(text, outside, outsideBefore, range) { return true }
      if isAdjacent, text[index - 1] == Ascii.dollar, text[outside - 1].isDigit, outside == index - 1 { return true }
    }
    switch text[index - 1] {
    case Ascii.minus:
      // A dash between words, or the bullet of a list, is no sign.
      let before = text.skipBlanksBack(from: index - 1, start: range.lowerBound)
      if isInFormula { return true }
      if isAdjacent {
        let isDash = before == index - 1 && before > range.lowerBound && (isWord(text[before - 1]) || text[before - 1] == Ascii.minus)
        return !isDash
      }
      guard before > range.lowerBound else { return false }
      return [Ascii.dollar, 0x3D, Ascii.leftParenthesis, Ascii.leftBrace].contains(text[before - 1])
    case Ascii.caret, Ascii.underscore, Ascii.slash, Ascii.zero...Ascii.nine: return isAdjacent || isInFormula
    case Ascii.plus, Ascii.lessThan, 0x3E, Ascii.asterisk: return isInFormula
    case Ascii.comma:
      // `$x = 43, \boxed{42}$`
      return isInFormula && index - 2 >= range.lowerBound && text[index - 2].isDigit
    case Ascii.period:
      // 3.\boxed{42}
      return isAdjacent && index - 2 >= range.lowerBound && (Ascii.zero...Ascii.nine).contains(text[index - 2])
    case Ascii.leftParenthesis:
      guard isInFormula else { return false }
      // `(\boxed{42})` is 42, and `f(\boxed{42})` and `(\boxed{42}, 43)` are not.
      if index - 2 >= range.lowerBound, text[index - 2] == Ascii.backslash { return false }
      let next = text.skipBlanks(from: after, end: range.upperBound)
      guard next < range.upperBound, text[next] == Ascii.rightParenthesis else { return true }
      if next + 1 < range.upperBound, [0x21, Ascii.caret].contains(text[next + 1]) { return true }
      return index - 2 >= range.lowerBound && text[index - 2].isLetter
    case Ascii.leftBrace:
      // `\{\boxed{42}, 43\}`
      if index - 2 >= range.lowerBound, text[index - 2] == Ascii.backslash {
        let next = text.skipBlanks(from: after, end: range.upperBound)
        return !(next + 1 < range.upperBound && text[next] == Ascii.backslash && text[next + 1] == Ascii.rightBrace)
      }
      // The second argument of a fraction, the exponent, the radicand.
      guard isAdjacent, index - 2 >= range.lowerBound else { return false }
      let before = text[index - 2]
      if before == Ascii.rightBrace, isColored(text, index - 2, range) { return false }
      if [Ascii.caret, Ascii.rightBrace, Ascii.minus, Ascii.underscore, Ascii.rightBracket].contains(before) || before.isDigit {
        return true
      }
      return isArgument(text, index - 1, range)
    default: return false
    }
  }

  /// Commands whose argument is shown as it is.
  private static let transparent: Set<String> = [
    "text", "textbf", "textit", "mathbf", "mathrm", "boldsymbol", "bm", "underline", "mbox", "hbox", "emph", "large", "Large", "LARGE",
    "huge", "Huge", "bf",
    "rm", "displaystyle", "textstyle", "centering", "center", "colorbox", "fbox", "boxed", "ensuremath", "textrm", "textnormal", "begin",
    "end",
  ]

  /// Whether a brace opens the argument of a command that makes something else of it, as `\sqrt`, `\binom` and `\cancel` do.
  private static func isArgument(_ text: Text, _ brace: Int, _ range: Range<Int>) -> Bool {
    var index = brace
    while index > range.lowerBound, text[index - 1].isLetter { index -= 1 }
    guard index < brace, index > range.lowerBound, text[index - 1] == Ascii.backslash else { return false }
    return !transparent.contains(String(decoding: text[index..<brace], as: UTF8.self))
  }

  /// Whether a closing brace ends the name of a colour: `\color{red}{\boxed{10}}`.
  private static func isColored(_ text: Text, _ brace: Int, _ range: Range<Int>) -> Bool {
    var index = brace
    // Names of colours are short.
    while index > range.lowerBound, brace - index < 32, text[index] != Ascii.leftBrace { index -= 1 }
    return text[index] == Ascii.leftBrace && precedes(text, index, ["\\color", "\\textcolor"], range)
  }

  /// Passes over blanks, and in formulas over `\,` and its kin.
  private static func skipSpacesBack(_ text: Text, _ start: Int, _ range: Range<Int>) -> Int {
    var index = start
    while true {
      index = text.skipBlanksBack(from: index, start: range.lowerBound)
      guard index - 2 >= range.lowerBound, text[index - 2] == Ascii.backslash, [0x2C, 0x3B, 0x3A, 0x21].contains(text[index - 1]) else {
        return index
      }
      index -= 2
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool { byte.isLetter || byte >= 0x80 }

  private static func precedes(_ text: Text, _ index: Int, _ commands: [StaticString], _ range: Range<Int>) -> Bool {
    commands.contains { command in
      let start = index - command.utf8CodeUnitCount
      return start >= range.lowerBound && text.hasIgnoringCase(command, at: start, end: index)
    }
  }

  // MARK: After

  private static let commandsAfter: [StaticString] = [
    "\\times", "\\cdot", "\\pi", "\\sqrt", "\\frac", "\\dfrac", "\\pm", "\\div", "\\cdots", "\\le", "\\leq", "\\ge", "\\geq", "\\lt",
    "\\gt", "\\ne",
    "\\neq",
  ]
  /// Words that make another number of what stands before them.
  private static let wordsAfter: [StaticString] = ["hundred", "thousand", "million", "billion", "trillion"]
  /// Letters that are variables or constants rather than units.
  private static let letters = Array("xyznkabiet".utf8)

  private static func changesAfter(_ text: Text, _ after: Int, _ range: Range<Int>, _ isInFormula: Bool) -> Bool {
    var index = after
    guard index < range.upperBound else { return false }
    let next = index + 1 < range.upperBound ? text[index + 1] : 0x20
    switch text[index] {
    case 0x21 where next == Ascii.dollar: return true  // \boxed{5}!$
    case Ascii.caret: return !isDegree(text, index + 1, range)
    case Ascii.underscore, Ascii.zero...Ascii.nine: return true
    case Ascii.period, Ascii.comma:
      // \boxed{42}.5, \boxed{42},000
      if (Ascii.zero...Ascii.nine).contains(next) { return true }
    default: break
    }
    index = text.skipBlanks(from: index, end: range.upperBound)
    guard index < range.upperBound else { return false }
    let follows = commandsAfter.contains { command in
      let end = index + command.utf8CodeUnitCount
      return text.has(command, at: index, end: range.upperBound) && (end == range.upperBound || !text[end].isLetter)
    }
    if follows { return true }
    var word = index
    if text.has("\\text{", at: word, end: range.upperBound) { word = text.skipBlanks(from: word + 6, end: range.upperBound) }
    if wordsAfter.contains(where: { text.hasIgnoringCase($0, at: word, end: range.upperBound) }) { return true }
    if isDenied(text, index, range) { return true }
    // \boxed{42}$^2$, $\boxed{42}$/2
    if text[index] == Ascii.dollar, index + 1 < range.upperBound,
      [Ascii.caret, Ascii.slash].contains(text[index + 1]) || text[index + 1].isDigit
    {
      return true
    }
    guard isInFormula else { return false }
    switch text[index] {
    case Ascii.plus, Ascii.minus, Ascii.slash, Ascii.lessThan, 0x3E: return true
    case Ascii.comma:
      let member = text.skipBlanks(from: index + 1, end: range.upperBound)
      return member < range.upperBound && (Ascii.zero...Ascii.nine).contains(text[member])
    default:
      guard letters.contains(text[index]) else { return false }
      return index + 1 >= range.upperBound || !text[index + 1].isLetter
    }
  }

  // MARK: Another value beside "or"

  /// The value that "or" joins to a box, within its formula or outside: `$\boxed{42}$ or $43$`, `43 or \boxed{42}`; `nil` if there is none.
  ///
  /// It may be the same value in another form, which is for the verifier to say.
  package static func alternative(of text: UnsafeBufferPointer<UInt8>, start: Int, end: Int, in range: Range<Int>) -> Range<Int>? {
    var after = end
    if after < range.upperBound, text[after] == Ascii.rightBrace { after += 1 }
    return alternativeAfter(text, after, range) ?? alternativeBefore(text, start, range)
  }

  private static func alternativeBefore(_ text: Text, _ start: Int, _ range: Range<Int>) -> Range<Int>? {
    var index = start
    func skip(_ marks: [StaticString]) {
      while index > range.lowerBound {
        index = text.skipBlanksBack(from: index, start: range.lowerBound)
        let mark = marks.first { mark in
          let begin = index - mark.utf8CodeUnitCount
          return begin >= range.lowerBound && text.has(mark, at: begin, end: index)
        }
        guard let mark else { return }
        index -= mark.utf8CodeUnitCount
      }
    }
    skip(["$", "\\(", "\\[", "}", "\\quad", "\\,", "**"])
    guard index - 3 >= range.lowerBound, text.hasIgnoringCase("or", at: index - 2, end: index) else { return nil }
    index -= 2
    guard !text[index - 1].isLetter else { return nil }
    skip(["{", "\\text", ",", "\\quad", "\\,"])
    let isFormula = index > range.lowerBound && text[index - 1] == Ascii.dollar
    skip(["$"])
    guard index > range.lowerBound, text[index - 1].isDigit || isFormula else { return nil }
    let last = index
    let first = max(range.lowerBound, last - longestAlternative)
    while index > first, isFormula ? text[index - 1] != Ascii.dollar : isNumberByte(text[index - 1]) { index -= 1 }
    return index < last ? index..<last : nil
  }

  private static func alternativeAfter(_ text: Text, _ start: Int, _ range: Range<Int>) -> Range<Int>? {
    var index = start
    func skip(_ marks: [StaticString]) {
      while index < range.upperBound {
        index = text.skipBlanks(from: index, end: range.upperBound)
        guard let mark = marks.first(where: { text.has($0, at: index, end: range.upperBound) }) else { return }
        index += mark.utf8CodeUnitCount
      }
    }
    skip(["$", "\\)", "\\]", ",", "\\quad", "\\text{", "**", "\\,", "\\ "])
    guard text.hasIgnoringCase("or", at: index, end: range.upperBound) else { return nil }
    index += 2
    guard index < range.upperBound, !text[index].isLetter else { return nil }
    skip(["\\quad", "}", "**", "\\,", "\\ ", "maybe", "perhaps", "possibly"])
    let isFormula = index < range.upperBound && text[index] == Ascii.dollar || text.has("\\(", at: index, end: range.upperBound)
    skip(["$", "\\("])
    guard index < range.upperBound else { return nil }
    let isNumber = text[index].isDigit || text[index] == Ascii.minus && index + 1 < range.upperBound && text[index + 1].isDigit
    let isCommand = ["\\frac", "\\dfrac", "\\sqrt"].contains { (command: StaticString) in
      text.has(command, at: index, end: range.upperBound)
    }
    guard isNumber || isCommand || isFormula else { return nil }
    let first = index
    let last = min(range.upperBound, first + longestAlternative)
    while index < last {
      if isFormula || isCommand {
        if text[index] == Ascii.dollar || text[index].isLineEnd || text.has("\\)", at: index, end: last) { break }
      } else if !isNumberByte(text[index]) {
        break
      }
      index += 1
    }
    while index > first, [Ascii.period, Ascii.comma].contains(text[index - 1]) { index -= 1 }
    return index > first ? first..<index : nil
  }

  /// Bytes of another value that are looked at.
  private static let longestAlternative = 200

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    byte.isDigit || [Ascii.period, Ascii.comma, Ascii.slash, Ascii.minus, Ascii.percent].contains(byte)
  }

  /// Words right behind a box that deny what is in it.
  private static let denials: [StaticString] = [
    "is wrong", "is incorrect", "is not correct", "is not the", "is not right", "(wrong", "(incorrect", "(false", "is too", "? no",
    ", no,", ", i mean", "no wait", ". no wait", ". scratch that", ". correction", ". actually, the answer", ". actually the answer", "❌",
    "是错", "不对",
  ]

  private static func isDenied(_ text: Text, _ start: Int, _ range: Range<Int>) -> Bool {
    var index = start
    while index < range.upperBound, text[index] == Ascii.dollar || text[index].isBlank { index += 1 }
    return denials.contains { text.hasIgnoringCase($0, at: index, end: range.upperBound) }
  }

  /// `\circ`, `{\circ}`, or a prime behind a caret.
  private static func isDegree(_ text: Text, _ start: Int, _ range: Range<Int>) -> Bool {
    var index = start
    if index < range.upperBound, text[index] == Ascii.leftBrace { index += 1 }
    index = text.skipBlanks(from: index, end: range.upperBound)
    return text.has("\\circ", at: index, end: range.upperBound) || text.has("\\prime", at: index, end: range.upperBound)
      || text.has("\\text", at: index, end: range.upperBound)
  }
}
