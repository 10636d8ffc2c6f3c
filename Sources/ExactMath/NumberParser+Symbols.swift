/// The lowest level of number reading: what stands at the position, and what may be passed over.
extension NumberParser {
  /// The scalar at `offset`, with the full-width forms of digits and signs folded to ASCII, and its length in bytes.
  ///
  /// The end is (0, 0); a byte that is not UTF-8 is (U+FFFD, 1), which is no part of any number.
  func symbol(at offset: Int) -> (scalar: UInt32, width: Int) {
    guard offset < bytes.count else { return (0, 0) }
    let first = bytes[offset]
    if first < 0x80 { return (UInt32(first), 1) }
    let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, offset + width <= bytes.count else { return (0xFFFD, 1) }
    var scalar = UInt32(first) & (0x7F >> UInt32(width))
    for next in bytes[(offset + 1)..<(offset + width)] {
      guard next & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      scalar = scalar << 6 | UInt32(next & 0x3F)
    }
    switch scalar {
    case 0xFF10...0xFF19, 0xFF05, 0xFF08, 0xFF09, 0xFF0B, 0xFF0D, 0xFF0E, 0xFF0F:
      // Digits and % ( ) + - . / in full width. Not the comma, which in full width separates clauses.
      return (scalar - 0xFEE0, width)
    default:
      return (scalar, width)
    }
  }

  /// The scalar at the position.
  var current: UInt32 { symbol(at: position).scalar }

  var isAtEnd: Bool { position == bytes.count }

  /// Passes over `character` if it is next.
  mutating func takeScalar(_ character: Unicode.Scalar) -> Bool {
    let (scalar, width) = symbol(at: position)
    guard scalar == character.value, width > 0 else { return false }
    position += width
    return true
  }

  /// Passes over `text`, which is ASCII, if it is next.
  mutating func take(_ text: StaticString) -> Bool {
    guard has(text, at: position) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  func has(_ text: StaticString, at offset: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - offset >= count else { return false }
    for index in 0..<count where bytes[offset + index] != text.utf8Start[index] { return false }
    return true
  }

  /// Passes over a TeX command such as `\frac` if it is next and its name ends there.
  @inline(__always)
  mutating func takeCommand(_ name: StaticString) -> Bool {
    // Most positions are not at a backslash, and many commands are tried at each.
    position < bytes.count && bytes[position] == 0x5C && takeCommandName(name)
  }

  private mutating func takeCommandName(_ name: StaticString) -> Bool {
    let end = position + name.utf8CodeUnitCount
    guard has(name, at: position), end >= bytes.count || !isASCIILetter(bytes[end]) else { return false }
    position = end
    return true
  }

  /// Passes over an English word if it is next, in any case, and ends there.
  mutating func takeWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.count - position >= count else { return false }
    for index in 0..<count where bytes[position + index] | 0x20 != word.utf8Start[index] { return false }
    let end = position + count
    guard end == bytes.count || !isASCIILetter(bytes[end]) else { return false }
    position = end
    return true
  }

  private func isASCIILetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
  }

  /// The digit at `offset` and its length in bytes.
  func digit(at offset: Int) -> (value: UInt8, width: Int)? {
    let (scalar, width) = symbol(at: offset)
    return scalar &- 0x30 <= 9 ? (UInt8(scalar - 0x30), width) : nil
  }

  /// Passes over white space, TeX spacing, commands that only choose a style, and empty groups.
  ///
  /// Where TeX takes an argument an empty group is that argument, and must not be passed over.
  mutating func skipSpacing(emptyGroups: Bool = true) {
    while true {
      let (scalar, width) = symbol(at: position)
      switch scalar {
      case 0x09...0x0D, 0x20, 0x7E, 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
        position += width
      case 0x7B where emptyGroups && has("{}", at: position):
        position += 2
      case 0x5C:
        guard skipSpacingCommand() else { return }
      default:
        return
      }
    }
  }

  private mutating func skipSpacingCommand() -> Bool {
    switch symbol(at: position + 1).scalar {
    case 0x2C, 0x3A, 0x3B, 0x21, 0x20, 0x3E, 0x0A:  // \, \: \; \! \␣ \> and a backslash at the end of a line
      position += 2
      return true
    default:
      return takeCommand("\\quad") || takeCommand("\\qquad") || takeCommand("\\thinspace")
        || takeCommand("\\displaystyle") || takeCommand("\\textstyle")
    }
  }

  /// A separator of digit groups at `offset`, and where it ends.
  func separator(at offset: Int) -> (kind: NumberNotation.Separator, end: Int)? {
    var end = offset
    var isMarked = false
    if has("\\!", at: end) {
      end += 2
      isMarked = true
    }
    if has("{,}", at: end) {
      end += 3
      isMarked = true
    } else if has(",", at: end) {
      end += 1
    } else {
      return isMarked ? nil : spaceSeparator(at: offset)
    }
    if has("\\!", at: end) {
      end += 2
      isMarked = true
    }
    return (isMarked ? .markedComma : .comma, end)
  }

  private func spaceSeparator(at offset: Int) -> (kind: NumberNotation.Separator, end: Int)? {
    let (scalar, width) = symbol(at: offset)
    switch scalar {
    case 0x20: return (.space, offset + 1)
    case 0x7E, 0xA0, 0x2007...0x2009, 0x202F: return (.thinSpace, offset + width)
    case 0x5C:
      switch symbol(at: offset + 1).scalar {
      case 0x2C, 0x3A, 0x3B, 0x20, 0x3E: return (.thinSpace, offset + 2)
      default: return nil
      }
    default: return nil
    }
  }
}
