import CRewards
import RewardCore

/// Texts and data across the boundary.
enum Bytes {
  /// No caller has more in memory; a negative number that became unsigned is above it.
  static let limit = Int.max >> 8

  /// Gives bytes to the caller.
  static func handOut(_ bytes: [UInt8], to place: UnsafeMutablePointer<rewards_bytes>) {
    let data = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
    bytes.withUnsafeBytes { UnsafeMutableRawPointer(data).copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(data), byteCount: $0.count) }
    data[bytes.count] = 0
    place.pointee = rewards_bytes(data: data, count: bytes.count)
  }

  /// Gives JSON to the caller.
  static func handOut(_ json: JSONValue, to place: UnsafeMutablePointer<rewards_bytes>) {
    var writer = JSONWriter()
    writer.append(json)
    handOut(writer.bytes, to: place)
  }

  /// The caller's bytes.
  static func view(
    _ data: UnsafePointer<CChar>?, _ count: Int, _ name: StaticString
  ) throws(RewardError) -> UnsafeBufferPointer<UInt8> {
    guard (0...limit).contains(count) else {
      throw RewardError(.invalidArgument, field: "count", found: "\(UInt(bitPattern: count))", expected: "at most \(limit)")
    }
    guard count > 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
    let start = UnsafeRawPointer(try present(data, name)).assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: start, count: count)
  }

  /// The caller's JSON.
  ///
  /// - Parameter code: the error for what is none.
  static func json(
    _ data: UnsafePointer<CChar>?, _ count: Int, _ name: StaticString, _ code: RewardError.Code
  ) throws(RewardError) -> JSONValue {
    let bytes = try view(data, count, name)
    do throws(JSONScanner.Failure) { return try JSONValue(parsing: bytes) } catch {
      throw RewardError(code, found: "\(error.problem) at byte \(error.offset + 1)", expected: "JSON")
    }
  }

  /// The caller's text with a terminating zero.
  static func text(_ text: UnsafePointer<CChar>?, _ name: StaticString) throws(RewardError) -> String {
    guard let text = String(validatingCString: try present(text, name)) else {
      throw RewardError(.invalidArgument, field: "\(name)", found: "bytes that are not UTF-8", expected: "UTF-8")
    }
    return text
  }
}
