/// Reads a text that is one number, in plain notation or in LaTeX, exactly.
///
/// All of the text must be consumed: a prefix that is a number is never an answer. Nothing is guessed; where a text has
/// two readings (`1,23`, `(1,234)`, `1 234/567`) it is not a number.
///
/// **Numbers**: integers; decimals (`.5`, `5.` too); groups of three digits (`1,234`, `1{,}234`, `1\!,234`, `1\,234`,
/// thin and no-break spaces, ASCII spaces); repeating decimals (`0.1\overline{6}`, `0.\dot{1}4285\dot{7}`); fractions
/// (`a/b`, `\frac` and its kin with or without braces, `\over`, `½`, U+2044); mixed numbers (`1\frac12`, `1 1/2`, `1½`);
/// scientific notation (`1.5e3`, `3 \times 10^{5}`, `3·10⁵`); integer powers of a number; full-width digits.
///
/// **Around them**: one sign; a currency sign before; a percent sign, the word `percent` or a degree mark after; a final
/// full stop. **Seen through**: white space and TeX spacing, `\displaystyle`, math delimiters, parentheses, braces, text
/// and font commands.
///
/// ASCII spaces separate groups only if the first group has one to three digits and does not begin with 0, and each
/// later group has exactly three. A sign applies to the whole of a mixed number or power: `-2^{2}` is -4.
///
/// Time is linear in the text, up to GMP's arithmetic on the digits; recursion is bounded by
/// ``MathLimits/maxNesting``, and every size by ``MathLimits`` before it is computed. Any bytes may be given.
public struct NumberReader: Sendable, Hashable {
  /// The limits that texts and numbers must keep.
  public var limits: MathLimits

  /// A reader with the given limits.
  public init(limits: MathLimits = .standard) {
    self.limits = limits
  }

  /// Reads all of `bytes`, which should be UTF-8.
  public func read(_ bytes: UnsafeBufferPointer<UInt8>) -> NumberReading {
    guard bytes.count <= limits.maxInputBytes else { return .limitExceeded(.inputBytes) }
    if limits.maxDigits >= Self.shortDigits, limits.maxBits >= Int.bitWidth, let number = Self.shortInteger(bytes) {
      return .number(number)
    }
    var parser = NumberParser(bytes: bytes, limits: limits)
    do throws(NumberParser.Failure) {
      return .number(try parser.answer())
    } catch {
      switch error {
      case .notANumber(let offset, let reason): return .notANumber(at: offset, reason: reason)
      case .malformed(let offset, let reason): return .malformed(at: offset, reason: reason)
      case .limit(let kind): return .limitExceeded(kind)
      }
    }
  }

  /// Digits of an integer that a machine word holds whatever they are.
  private static let shortDigits = 18

  /// Nearly all answers, without the grammar: an ASCII integer of few digits that does not begin with 0, perhaps with a minus sign.
  private static func shortInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> ExactNumber? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = bytes.dropFirst(isNegative ? 1 : 0)
    guard let first = digits.first, digits.count <= shortDigits, first != UInt8(ascii: "0") else { return nil }
    var magnitude = 0
    for digit in digits {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
      magnitude = magnitude * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return ExactNumber(
      value: BigRational(isNegative ? -magnitude : magnitude), notation: NumberNotation(form: .integer, marks: isNegative ? [.sign] : []))
  }

  /// Reads all of `text`.
  public func read(_ text: String) -> NumberReading {
    var copy = text
    return copy.withUTF8 { read($0) }
  }
}
