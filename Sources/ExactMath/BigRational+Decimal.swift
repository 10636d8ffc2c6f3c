import CGMP

extension BigRational: CustomStringConvertible {
  /// The number as `-3/4`, or as `5` if it is an integer.
  ///
  /// Takes time in proportion to the digits for numbers of ordinary size, and somewhat more for huge ones.
  public var description: String {
    switch storage {
    case .small(let numerator, 1): "\(numerator)"
    case .small(let numerator, let denominator): "\(numerator)/\(denominator)"
    case .big(let box):
      box.withParts { numerator, denominator in
        __gmpz_cmp_ui(denominator, 1) == 0
          ? decimalText(numerator) : "\(decimalText(numerator))/\(decimalText(denominator))"
      }
    }
  }

  private func decimalText(_ integer: UnsafePointer<__mpz_struct>) -> String {
    // GMP's size may be one too many; it asks for two more bytes, for a sign and the terminator.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(__gmpz_sizeinbase(integer, 10)) + 2) { buffer in
      guard let start = __gmpz_get_str(buffer.baseAddress, 10, integer) else { return "" }
      return String(cString: start)
    }
  }

  /// Reads a decimal number such as `-12.50e-3` exactly, from all of `text`.
  ///
  /// The form is an optional sign, digits with at most one point among or around them, and an optional exponent, all in
  /// ASCII: JSON's numbers, and besides those a leading `+`, leading zeros, `.5` and `5.`.
  ///
  /// `nil` if the text has another form, or exceeds `limits` in digits, in the exponent or in the size of the result;
  /// so `1e999999999` costs nothing. Linear in the text, up to the conversion of the digits.
  public init?(decimal text: UnsafeBufferPointer<UInt8>, limits: MathLimits = .standard) {
    guard text.count <= limits.maxInputBytes else { return nil }
    var position = 0
    func next() -> UInt8 { position < text.count ? text[position] : 0 }
    func readSign() -> Bool {
      let isNegative = next() == UInt8(ascii: "-")
      if isNegative || next() == UInt8(ascii: "+") { position += 1 }
      return isNegative
    }

    let isNegative = readSign()
    var digits = DigitRun()
    var fractionDigits = 0
    var hasPoint = false
    while true {
      let byte = next()
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if byte &- 0x30 <= 9 {
        digits.append(byte - 0x30)
        fractionDigits += hasPoint ? 1 : 0
      } else {
        break
      }
      position += 1
    }
    guard 1...max(limits.maxDigits, 1) ~= digits.count else { return nil }

    var exponent = 0
    if next() | 0x20 == UInt8(ascii: "e") {
      position += 1
      let isBelowOne = readSign()
      let start = position
      while next() &- 0x30 <= 9 {
        exponent = exponent * 10 + Int(next() - 0x30)
        guard exponent <= limits.maxExponent else { return nil }
        position += 1
      }
      guard position > start else { return nil }
      if isBelowOne { exponent.negate() }
    }
    guard position == text.count,
      let magnitude = digits.value.scaled(byPowerOfTen: exponent - fractionDigits, maxBits: limits.maxBits)
    else { return nil }
    self = isNegative ? -magnitude : magnitude
  }

  /// Reads a decimal number such as `-12.50e-3` exactly; see ``init(decimal:limits:)-(UnsafeBufferPointer<UInt8>,_)``.
  public init?(decimal text: some StringProtocol, limits: MathLimits = .standard) {
    var copy = String(text)
    let number = copy.withUTF8 { BigRational(decimal: $0, limits: limits) }
    guard let number else { return nil }
    self = number
  }

  /// The number times `10^exponent`, or `nil` if the result may exceed `maxBits` in numerator or denominator.
  func scaled(byPowerOfTen exponent: Int, maxBits: Int) -> BigRational? {
    if exponent == 0 || isZero { return self }
    // 10^18 is the largest power of ten in an Int64.
    if exponent.magnitude <= 18 {
      var power: Int64 = 1
      for _ in 0..<exponent.magnitude { power *= 10 }
      let factor = BigRational(storage: .small(power, 1))
      return exponent > 0 ? self * factor : divided(by: factor)
    }
    guard let power = BigRational(10).power(Int(exponent.magnitude), maxBits: maxBits),
      widerBitWidth + power.numeratorBitWidth <= maxBits
    else { return nil }
    return exponent > 0 ? self * power : divided(by: power)
  }
}
