import CGMP

/// Decimal digits in the order they are read, and the integer they spell.
///
/// Up to 18 digits stay in a machine word; only longer runs are written down and converted by GMP, which takes
/// less than quadratic time.
struct DigitRun {
  /// The number of digits, leading zeros included.
  private(set) var count = 0
  private var word: UInt64 = 0
  /// All digits in ASCII, once there are more than `wordDigits`.
  private var text: [UInt8] = []

  private static let wordDigits = 18

  /// Appends one digit, 0...9.
  mutating func append(_ digit: UInt8) {
    count += 1
    if count <= Self.wordDigits {
      word = word * 10 + UInt64(digit)
      return
    }
    if text.isEmpty {
      var rest = word
      text = [UInt8](repeating: 0x30, count: Self.wordDigits)
      for index in text.indices.reversed() {
        text[index] += UInt8(rest % 10)
        rest /= 10
      }
    }
    text.append(0x30 + digit)
  }

  /// Appends all digits of `other`.
  mutating func append(contentsOf other: DigitRun) {
    if other.text.isEmpty {
      var divisor: UInt64 = 1
      for _ in 1..<max(other.count, 1) { divisor *= 10 }
      for _ in 0..<other.count {
        append(UInt8(other.word / divisor % 10))
        divisor /= 10
      }
    } else {
      for byte in other.text { append(byte - 0x30) }
    }
  }

  /// The integer the digits spell; zero if there are none.
  var value: BigRational {
    if text.isEmpty { return BigRational(storage: .small(Int64(word), 1)) }
    let box = RationalBox()
    box.withParts { numerator, _ in
      (text + [0]).withUnsafeBytes { digits in
        _ = __gmpz_set_str(numerator, digits.assumingMemoryBound(to: CChar.self).baseAddress, 10)
      }
    }
    return BigRational(adopting: box)
  }
}
