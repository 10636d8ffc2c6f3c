/// The offset of the first byte that is not part of well-formed UTF-8, or `nil`.
///
/// Follows the table of well-formed byte sequences of the Unicode Standard (table 3-7): no surrogates, no overlong forms,
/// nothing above U+10FFFF. ASCII is passed eight bytes at a time.
package func firstInvalidUTF8(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  guard let base = bytes.baseAddress else { return nil }
  var at = 0
  while at < bytes.count {
    if at + 8 <= bytes.count,
      UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      at += 8
      continue
    }
    let lead = base[at]
    if lead < 0x80 {
      at += 1
      continue
    }
    let length: Int
    let second: ClosedRange<UInt8>
    switch lead {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return at
    }
    guard at + length <= bytes.count, second.contains(base[at + 1]) else { return at }
    for offset in 2..<max(2, length) where !(0x80...0xBF).contains(base[at + offset]) { return at }
    at += length
  }
  return nil
}
