import RewardCore

/// What a file is that is JSON, and not one object a line: told from its beginning, so that it is one finding and not one a line.
///
/// A single broken line at the beginning of good rows is none of these: a value has to reach over a line end and go on as JSON does there.
package enum FileLayout: Sendable {
  /// One array over several lines.
  case array
  /// One array in one line, and nothing else.
  case arrayInOneLine
  /// An object over several lines, or one after the other.
  case prettyPrinted

  /// The layout of a file; `nil` where it may well be one object a line.
  ///
  /// - Parameter text: from the first line that is not blank on, as far as it was read. Complexity: linear in it, and for a file of rows constant.
  init?(beginning text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first(where: { !Self.isBlank($0) }) else { return nil }
    let lineEnd = text.firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
    switch first {
    case UInt8(ascii: "["):
      guard let end = Self.endOfArray(in: text) else { return nil }
      if end > lineEnd {
        self = .array
      } else {
        guard text[end...].allSatisfy(Self.isBlank) else { return nil }
        self = .arrayInOneLine
      }
    case UInt8(ascii: "{"):
      guard text[..<lineEnd].filter({ !Self.isBlank($0) }).count == 1, Self.hasMember(text) else { return nil }
      self = .prettyPrinted
    default: return nil
    }
  }

  /// Whether the rest of the file belongs to it.
  var endsFile: Bool { self != .arrayInOneLine }

  /// What to say of it.
  var problem: RewardError {
    switch self {
    case .array, .arrayInOneLine: RewardError(.malformedRow, found: "this file is a JSON array", expected: "one object a line")
    case .prettyPrinted: RewardError(.malformedRow, found: "this file is JSON over several lines", expected: "one object a line")
    }
  }

  /// Where an array with an element ends, or the text if it goes on behind it.
  private static func endOfArray(in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var scanner = JSONScanner(text, allowsNonFinite: true)
    var elements = 0
    do throws(JSONScanner.Failure) {
      try scanner.scanArray { () throws(JSONScanner.Failure) in elements += 1 }
      return elements > 0 ? scanner.position : nil
    } catch {
      return elements > 0 && error.offset >= text.count ? text.count : nil
    }
  }

  private static func hasMember(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var scanner = JSONScanner(text, allowsNonFinite: true)
    var members = 0
    try? scanner.scanObject { (_) throws(JSONScanner.Failure) in members += 1 }
    return members > 0
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
