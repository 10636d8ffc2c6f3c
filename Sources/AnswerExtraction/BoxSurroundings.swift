/// What stands right before and after a box, where that makes another value of what is in it.
///
/// `-\boxed{42}`, `x \ne \boxed{42}`, `\frac{1}{\boxed{42}}`, `\boxed{42}\pi` and `\boxed{42} \times 10^3` say something else than 42. Words, units,
/// signs of percent or degree, and what is farther away do not count.
package enum BoxSurroundings {
  /// Whether a box is a part of a formula that means another value than its content.
  ///
  /// - Parameters:
  ///   - start: where `\boxed` begins.
  ///   - end: where its content ends: the place of the closing brace, if it has one.
  package static func changeValue(of text: UnsafeBufferPointer<UInt8>, start: Int, end: Int, in range: Range<Int>) -> Bool {
    changesBefore(text, start, range) || changesAfter(text, end, range)
  }

  private static func changesBefore(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ range: Range<Int>) -> Bool {
    let index = text.skipBlanksBack(from: start, start: range.lowerBound)
    guard index > range.lowerBound else { return false }
    let isAdjacent = index == start
    switch text[index - 1] {
    case Ascii.minus:
      // A dash between words, or the bullet of a list, is no sign.
      let before = text.skipBlanksBack(from: index - 1, start: range.lowerBound)
      guard before > range.lowerBound else { return false }
      return [0x24, 0x3D, Ascii.leftParenthesis, Ascii.leftBrace].contains(text[before - 1])
    case Ascii.caret, Ascii.underscore, Ascii.slash, 0x30...0x39: return isAdjacent
    case Ascii.leftBrace:
      // The second argument of a fraction, the exponent, the radicand.
      guard isAdjacent, index - 2 >= range.lowerBound else { return false }
      if text[index - 2] == Ascii.caret || text[index - 2] == Ascii.rightBrace { return true }
      return precedes(text, index - 1, ["\\frac", "\\dfrac", "\\tfrac", "\\sqrt"], range)
    default: return precedes(text, index, ["\\ne", "\\neq", "\\pm", "\\mp", "\\cdot", "\\times", "\\sqrt", "\\not=", "≠", "±"], range)
    }
  }

  private static func precedes(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ commands: [StaticString], _ range: Range<Int>
  ) -> Bool {
    commands.contains { command in
      let start = index - command.utf8CodeUnitCount
      return start >= range.lowerBound && text.has(command, at: start, end: index)
    }
  }

  private static func changesAfter(_ text: UnsafeBufferPointer<UInt8>, _ end: Int, _ range: Range<Int>) -> Bool {
    var index = end
    if index < range.upperBound, text[index] == Ascii.rightBrace { index += 1 }
    if index < range.upperBound, text[index] == 0x21, index + 1 < range.upperBound, text[index + 1] == Ascii.dollar {
      return true  // \boxed{5}!$
    }
    if index < range.upperBound, text[index] == Ascii.caret { return !isDegree(text, index + 1, range) }
    index = text.skipBlanks(from: index, end: range.upperBound)
    let commands: [StaticString] = ["\\times", "\\cdot", "\\pi", "\\sqrt", "\\frac", "\\dfrac", "\\pm", "\\div"]
    return commands.contains { command in
      let after = index + command.utf8CodeUnitCount
      return text.has(command, at: index, end: range.upperBound) && (after == range.upperBound || !text[after].isLetter)
    }
  }

  /// `\circ`, `{\circ}`, or a prime behind a caret.
  private static func isDegree(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ range: Range<Int>) -> Bool {
    var index = start
    if index < range.upperBound, text[index] == Ascii.leftBrace { index += 1 }
    index = text.skipBlanks(from: index, end: range.upperBound)
    return text.has("\\circ", at: index, end: range.upperBound) || text.has("\\prime", at: index, end: range.upperBound)
      || text.has("\\text", at: index, end: range.upperBound)
  }
}
