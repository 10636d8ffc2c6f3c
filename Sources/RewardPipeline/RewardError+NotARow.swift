import RewardCore

extension RewardError {
  /// A line that is no JSON object: where reading stopped, or what stands there instead of one.
  init(notARow failure: JSONScanner.Failure, in line: UnsafeBufferPointer<UInt8>) {
    let instead = failure.problem.hasPrefix("expected an object") ? Self.words(for: line[failure.offset...].prefix(Self.mark.count)) : nil
    self.init(.malformedRow, found: "\(instead ?? failure.problem) at byte \(failure.offset + 1)", expected: "one JSON object a line")
  }

  /// A byte order mark in UTF-8.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// What begins with these bytes; `nil` where they are no beginning of JSON.
  private static func words(for bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    if bytes.elementsEqual(mark) { return "a byte order mark, which may only begin a file, in front of the row" }
    guard let first = bytes.first else { return nil }
    return switch first {
    case UInt8(ascii: "["): "a list"
    case UInt8(ascii: "\""): "a string"
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): "a number"
    default: nil
    }
  }
}
