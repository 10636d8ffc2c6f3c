/// Writes JSON as compact UTF-8: no blanks, members in order, numbers by their digits or as the shortest decimal that reads back.
public struct JSONWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8]

  /// A writer with nothing written.
  public init(reservingCapacity capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Appends bytes that are JSON already.
  public mutating func append(raw text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends bytes that are JSON already.
  public mutating func append(raw slice: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: slice) }

  /// Appends a string with its quotes and escapes.
  public mutating func append(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    string.withUTF8Bytes { buffer in
      var copied = 0
      for index in buffer.indices {
        let byte = buffer[index]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
        bytes.append(contentsOf: buffer[copied..<index])
        copied = index + 1
        appendEscape(of: byte)
      }
      bytes.append(contentsOf: buffer[copied..<buffer.count])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends a double with at least one decimal (`1.0`), or `null` for `nil`, NaN and infinities; negative zero as `0.0`.
  public mutating func append(_ number: Double?) {
    guard let number, number.isFinite else { return append(raw: "null") }
    if number == 0 { return append(raw: "0.0") }
    if number == 1 { return append(raw: "1.0") }
    bytes.append(contentsOf: "\(number)".utf8)
  }

  /// Appends an integer.
  public mutating func append(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  /// Appends a boolean.
  public mutating func append(_ flag: Bool) { flag ? append(raw: "true") : append(raw: "false") }

  /// Appends a value.
  public mutating func append(_ value: JSONValue) {
    switch value {
    case .null: append(raw: "null")
    case .bool(let flag): append(flag)
    case .number(let number): bytes.append(contentsOf: number.text.utf8)
    case .string(let string): append(string)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(element)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(member.name)
        bytes.append(UInt8(ascii: ":"))
        append(member.value)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private mutating func appendEscape(of byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as compact JSON.
  public var description: String {
    var writer = JSONWriter()
    writer.append(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension String {
  /// Calls `body` with the UTF-8 of this string: without a copy for a native Swift string.
  ///
  /// Inlinable, for it is called many times a verdict, and unspecialised it asks the runtime for metadata each time.
  @inlinable
  public func withUTF8Bytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // A `Result` carries the typed error through the standard library's rethrowing closures.
    var outcome: Swift.Result<Result, Failure>?
    var copy = self
    copy.withUTF8 { buffer in
      do throws(Failure) { outcome = .success(try body(buffer)) } catch { outcome = .failure(error) }
    }
    guard let outcome else { preconditionFailure("withUTF8 always calls its closure") }
    return try outcome.get()
  }
}
