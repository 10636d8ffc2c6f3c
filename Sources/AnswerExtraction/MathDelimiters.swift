/// Formulas in running text: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`.
struct MathDelimiters {
  let text: UnsafeBufferPointer<UInt8>
  let end: Int

  /// The closings that are known not to come in this paragraph, so that none is looked for twice.
  private var missing: Set<UInt8> = []

  /// Makes a reader of the formulas of one paragraph before `end`.
  init(text: UnsafeBufferPointer<UInt8>, end: Int) {
    self.text = text
    self.end = end
  }

  /// The end of the formula that begins at an index, after its closing delimiter.
  mutating func formulaEnd(at start: Int) -> Int? {
    guard let opening = opening(at: start), !missing.contains(opening.key) else { return nil }
    var index = start + opening.length
    var wasLineEnd = false
    while index < end {
      let byte = text[index]
      if byte == Ascii.backslash {
        if opening.length == 2, opening.close != Ascii.dollar, index + 1 < end, text[index + 1] == opening.close {
          return index + 2
        }
        index += 2
        wasLineEnd = false
        continue
      }
      if byte == Ascii.dollar, opening.close == Ascii.dollar {
        if opening.length == 1 { return index + 1 }
        if index + 1 < end, text[index + 1] == Ascii.dollar { return index + 2 }
      }
      if byte == Ascii.lineFeed {
        if wasLineEnd { break }  // A blank line ends every formula.
        wasLineEnd = true
      } else if !byte.isWhiteSpace {
        wasLineEnd = false
      }
      index += 1
    }
    // Every later formula of the paragraph would look for the same closing in vain.
    missing.insert(opening.key)
    return nil
  }

  /// The content of a range that is one formula from end to end.
  func content(of range: Range<Int>) -> Range<Int>? {
    guard let opening = opening(at: range.lowerBound), range.count >= 2 * opening.length else { return nil }
    let inner = (range.lowerBound + opening.length)..<(range.upperBound - opening.length)
    guard inner.lowerBound <= inner.upperBound else { return nil }
    if opening.close == Ascii.dollar {
      for index in inner.upperBound..<range.upperBound where text[index] != Ascii.dollar { return nil }
    } else {
      guard text[inner.upperBound] == Ascii.backslash, text[inner.upperBound + 1] == opening.close else { return nil }
    }
    var index = inner.lowerBound
    while index < inner.upperBound {
      let byte = text[index]
      if byte == Ascii.backslash {
        if index + 1 < inner.upperBound, opening.close != Ascii.dollar, text[index + 1] == opening.close { return nil }
        index += 2
        continue
      }
      if byte == Ascii.dollar, opening.close == Ascii.dollar { return nil }
      index += 1
    }
    // The last byte inside must not escape the closing delimiter.
    return index == inner.upperBound ? inner : nil
  }

  /// A delimiter that opens a formula.
  private struct Opening {
    var close: UInt8
    var length: Int
    /// What tells `$$` from `$`.
    var key: UInt8 { close == Ascii.dollar && length == 2 ? 0 : close }
  }

  private func opening(at index: Int) -> Opening? {
    guard index < end else { return nil }
    if text[index] == Ascii.dollar {
      return Opening(close: Ascii.dollar, length: index + 1 < end && text[index + 1] == Ascii.dollar ? 2 : 1)
    }
    guard text[index] == Ascii.backslash, index + 1 < end else { return nil }
    switch text[index + 1] {
    case Ascii.leftParenthesis: return Opening(close: Ascii.rightParenthesis, length: 2)
    case Ascii.leftBracket: return Opening(close: Ascii.rightBracket, length: 2)
    default: return nil
    }
  }
}
