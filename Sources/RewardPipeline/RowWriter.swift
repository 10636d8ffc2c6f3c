import RewardCore

/// Row out: the row in, byte for byte, with `verdict`, `rewards` and `reward` at its end.
package enum RowWriter {
  /// The row up to its verdict; what shaping adds comes later.
  static func start(of kept: Row.Kept, verdict: Verdict) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: kept.bytes.count + 256)
    kept.bytes.withUnsafeBufferPointer { writer.append(raw: $0) }
    if kept.hasMembers { writer.append(raw: ",") }
    writer.append(raw: "\"verdict\":")
    verdict.write(to: &writer)
    return writer.bytes
  }

  /// The rest of the row, with its line end.
  ///
  /// - Parameters:
  ///   - parts: the parts in order, by name; the first is `correctness`.
  ///   - reward: the sum of the parts; `nil` = skip.
  static func end(parts: [(name: String, value: Double?)], reward: Double?) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: 64)
    writer.append(raw: ",\"rewards\":{")
    for (index, part) in parts.enumerated() {
      if index > 0 { writer.append(raw: ",") }
      writer.append(part.name)
      writer.append(raw: ":")
      writer.append(part.value)
    }
    writer.append(raw: "},\"reward\":")
    writer.append(reward)
    writer.append(raw: "}\n")
    return writer.bytes
  }
}
