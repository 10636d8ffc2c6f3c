/// A JSON number by its digits, such as `0.0003` or `1e6`.
public struct JSONNumber: Sendable, Hashable {
  /// The digits as they were written; always a valid JSON number, or `NaN`, `Infinity`, `-Infinity` where a reader allowed them.
  public let text: String

  /// A number with these digits, which the caller has checked.
  package init(text: String) { self.text = text }

  /// The number that is written as the shortest decimal which reads back as `value`; what is not finite by the names above.
  public init(_ value: Double) {
    if !value.isFinite {
      text = value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity"
    } else {
      text = value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
    }
  }

  /// An integer.
  public init(_ value: Int) { text = String(value) }

  /// The nearest double; infinite when the digits are beyond the range of doubles.
  public var doubleValue: Double { Double(text == "Infinity" ? "inf" : text == "-Infinity" ? "-inf" : text) ?? .nan }

  /// The number as an integer, when it is one that fits: `3`, `3.0` and `3e0` all are.
  public var integerValue: Int? { Int(text) ?? integerDigits.flatMap { Int($0) } }

  /// The digits of the number without a point or an exponent, when it is an integer: `3` for `3`, `3.0` and `30e-1`.
  ///
  /// By digits and not through a double, so that ids beyond 2⁵³ stay apart; `nil` also for an exponent beyond `mostAddedZeros`.
  public var integerDigits: String? {
    let parts = text.split(separator: "e", maxSplits: 1).count > 1 ? text.split(separator: "e") : text.split(separator: "E")
    guard let mantissa = parts.first, let exponent = parts.count > 1 ? Int(parts[1]) : 0 else { return nil }
    let isNegative = mantissa.hasPrefix("-")
    let pieces = mantissa.drop { $0 == "-" }.split(separator: ".")
    guard let whole = pieces.first, whole.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return nil }
    var digits = String(whole) + (pieces.count > 1 ? pieces[1] : "")
    let significant = digits.drop { $0 == "0" }
    guard !significant.isEmpty else { return "0" }
    // Zeros to add behind the digits, or, below 0, how many of them stand behind the point.
    let (zeros, isTooFar) = exponent.subtractingReportingOverflow(digits.count - whole.count)
    guard !isTooFar, zeros <= Self.mostAddedZeros else { return nil }
    if zeros < 0 {
      // Not `-zeros`, which the least of all integers does not have.
      let point = digits.count + zeros
      guard point > 0, digits.dropFirst(point).allSatisfy({ $0 == "0" }) else { return nil }
      digits.removeLast(digits.count - point)
    } else {
      digits += String(repeating: "0", count: zeros)
    }
    return (isNegative ? "-" : "") + digits.drop { $0 == "0" }
  }

  /// Zeros that an exponent may stand for in an integer: more than any id has digits.
  private static let mostAddedZeros = 64
}
