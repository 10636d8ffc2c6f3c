import RewardCore

/// Row out: the row in, byte for byte, with `verdict`, `rewards` and `reward` at its end, and then what normaliser and selectors say.
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
  ///   - signals: what the normaliser and the selectors say.
  static func end(
    parts: [(name: String, value: Double?)], reward: Double?, signals: RowSignals = RowSignals()
  ) -> [UInt8] {
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
    if let advantage = signals.advantage {
      writer.append(raw: ",\"advantage\":")
      writer.append(advantage)
    }
    if let weight = signals.weight {
      writer.append(raw: ",\"weight\":")
      writer.append(weight)
    }
    if let selected = signals.selected {
      writer.append(raw: ",\"selected\":")
      writer.append(selected.map { .bool($0) } ?? JSONValue.null)
    }
    if let values = signals.values {
      writer.append(raw: ",\"selection\":")
      writer.append(values.map { .object($0) } ?? JSONValue.null)
    }
    writer.append(raw: "}\n")
    return writer.bytes
  }
}
