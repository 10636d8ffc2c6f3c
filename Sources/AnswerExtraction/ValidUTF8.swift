import CPCRE2

/// UTF-8 as PCRE2 requires it.
enum ValidUTF8 {
  /// The byte that stands for each byte that is not part of a valid sequence.
  static let substitute: UInt8 = 0x1A

  /// A copy in which every byte outside a valid sequence is replaced; nil when all is valid.
  static func repaired(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var copy: [UInt8]?
    var index = 0
    while index < text.count {
      let length = sequenceLength(text, at: index)
      if length == 0 {
        if copy == nil { copy = Array(text) }
        copy?[index] = substitute
        index += 1
      } else {
        index += length
      }
    }
    return copy
  }

  /// The length of the valid sequence at an index, 0 when there is none.
  @inline(__always)
  static func sequenceLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = text[index]
    if first < 0x80 { return 1 }
    let length: Int
    // Overlong forms, surrogates and what lies above U+10FFFF show in the second byte.
    let second: ClosedRange<UInt8>
    switch first {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard index + length <= text.count, second.contains(text[index + 1]) else { return 0 }
    for offset in 2..<Swift.max(2, length) where !text[index + offset].isContinuation { return 0 }
    return length
  }
}
