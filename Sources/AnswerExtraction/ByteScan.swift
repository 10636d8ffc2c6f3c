extension UInt8 {
  /// Whether the byte is an ASCII blank: a space or a tab.
  @inline(__always) var isBlank: Bool { self == Ascii.space || self == Ascii.tab }

  /// Whether the byte is ASCII white space.
  @inline(__always) var isWhiteSpace: Bool {
    self == Ascii.space || (self >= Ascii.tab && self <= Ascii.carriageReturn)
  }

  /// Whether the byte ends a line.
  @inline(__always) var isLineEnd: Bool { self == Ascii.lineFeed || self == Ascii.carriageReturn }

  /// Whether the byte is an ASCII digit.
  @inline(__always) var isDigit: Bool { self >= Ascii.zero && self <= Ascii.nine }

  /// Whether the byte is an ASCII letter.
  @inline(__always) var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }

  /// Whether the byte continues a multi-byte UTF-8 sequence.
  @inline(__always) var isContinuation: Bool { self & 0xC0 == 0x80 }

  /// Whether the byte is Markdown emphasis or code markup.
  @inline(__always) var isEmphasis: Bool {
    self == Ascii.asterisk || self == Ascii.underscore || self == Ascii.backtick
  }
}

/// Scans over UTF-8 bytes; every index must lie within the buffer.
extension UnsafeBufferPointer<UInt8> {
  /// Whether ASCII text stands at an index, before the end.
  @inline(__always)
  func has(_ text: StaticString, at index: Int, end: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index >= 0, index + count <= end else { return false }
    let start = text.utf8Start
    for offset in 0..<count where self[index + offset] != start[offset] { return false }
    return true
  }

  /// Whether lower-case ASCII text stands at an index, before the end, in any case.
  @inline(__always)
  func hasIgnoringCase(_ text: StaticString, at index: Int, end: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index >= 0, index + count <= end else { return false }
    let start = text.utf8Start
    for offset in 0..<count {
      let byte = self[index + offset]
      guard (byte.isLetter ? byte | 0x20 : byte) == start[offset] else { return false }
    }
    return true
  }

  /// The first index of a byte in a range, eight bytes at a time.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    var index = range.lowerBound
    if let base = UnsafeRawPointer(baseAddress) {
      let pattern = 0x0101_0101_0101_0101 &* UInt64(byte)
      while index + 8 <= range.upperBound {
        let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ pattern
        let hits = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
        if hits != 0 { return index + hits.trailingZeroBitCount / 8 }
        index += 8
      }
    }
    while index < range.upperBound {
      if self[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// The last index of a byte in a range, eight bytes at a time.
  func lastIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    var index = range.upperBound
    if let base = UnsafeRawPointer(baseAddress) {
      let pattern = 0x0101_0101_0101_0101 &* UInt64(byte)
      while index - 8 >= range.lowerBound {
        let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index - 8, as: UInt64.self)) ^ pattern
        // A borrow may mark the byte above a hit as well, so a hit is confirmed byte by byte.
        if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0 { break }
        index -= 8
      }
    }
    while index > range.lowerBound {
      index -= 1
      if self[index] == byte { return index }
    }
    return nil
  }

  /// The range without the white space at its ends; a space that a backslash escapes is kept.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, self[start].isWhiteSpace { start += 1 }
    let before = end
    while end > start, self[end - 1].isWhiteSpace { end -= 1 }
    if end < before, isEscaped(end, from: start) { end += 1 }
    return start..<end
  }

  /// Whether an odd number of backslashes stands just before an index.
  func isEscaped(_ index: Int, from start: Int) -> Bool {
    var position = index
    while position > start, self[position - 1] == Ascii.backslash { position -= 1 }
    return (index - position) & 1 == 1
  }

  /// The first index at or after `index` that is not a blank.
  func skipBlanks(from index: Int, end: Int) -> Int {
    var index = index
    while index < end, self[index].isBlank { index += 1 }
    return index
  }

  /// The place after the last byte before `index` that is not blank, or `start`.
  func skipBlanksBack(from index: Int, start: Int) -> Int {
    var index = index
    while index > start, self[index - 1].isBlank { index -= 1 }
    return index
  }

  /// The end of the line that holds `index`.
  func lineEnd(from index: Int, end: Int) -> Int {
    var index = index
    while index < end, !self[index].isLineEnd { index += 1 }
    return index
  }
}
