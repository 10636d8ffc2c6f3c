package import RewardCore

/// What `rewards diff` compares of a row out: who judged it and how, and what it is worth; small, so that many can wait.
package struct ScoredLine: Sendable {
  /// Where it stands, from 1.
  package var line: Int
  /// `outcome`, with the reason behind it in brackets; as it is written, so that words of later versions are compared too.
  package var outcome: String
  /// The verifier's name and version.
  package var verifier: String
  /// The reward.
  package var reward: Reward
  /// Whether it was judged at all.
  package var hasVerdict: Bool { outcome != Self.noOutcome }

  /// The outcome of a row without a verdict.
  fileprivate static let noOutcome = "none"

  /// A reward as it stands in the row.
  package enum Reward: Sendable, Hashable {
    /// There is none; the row was never scored.
    case absent
    /// `null`: skip this row.
    case skip
    /// A number, as the nearest double.
    case number(Double)
  }
}

/// Bytes → what is compared; everything else of the row is passed over.
package enum ScoredLineReader {
  /// Reads one line, without its line end.
  ///
  /// - Throws: `malformed_row` for what is no JSON object; `wrong_type` for a verdict or reward that is none.
  package static func read(
    _ line: UnsafeBufferPointer<UInt8>, number: Int
  ) throws(RewardError) -> (name: RowName, scored: ScoredLine) {
    if let offset = firstInvalidUTF8(in: line) {
      throw RewardError(.malformedRow, found: "a byte that is not UTF-8 at byte \(offset + 1)", expected: "UTF-8")
    }
    var values: [String: JSONValue] = [:]
    do throws(JSONScanner.Failure) {
      var scanner = JSONScanner(line)
      let names = JSONScanner(line, replacesLoneSurrogates: true)
      var places: [(name: String, value: Int)] = []
      try scanner.scanObject { (span) throws(JSONScanner.Failure) in
        let name = try names.string(in: span.name)
        if ["id", "verdict", "reward"].contains(name) { places.append((name, span.value.lowerBound)) }
      }
      for place in places {
        var value = JSONScanner(line, from: place.value, replacesLoneSurrogates: true)
        values[place.name] = try value.readValue()
      }
    } catch {
      throw RewardError(notARow: error, in: line)
    }
    var name = RowName.line(number)
    switch values["id"] {
    case .string(let id)?: name = .id(id)
    case .number(let id)?: name = .id(id.integerDigits ?? id.text)
    default: break
    }
    let (outcome, verifier) = try verdict(values["verdict"])
    return (name, ScoredLine(line: number, outcome: outcome, verifier: verifier, reward: try reward(values["reward"])))
  }

  private static func verdict(_ value: JSONValue?) throws(RewardError) -> (outcome: String, verifier: String) {
    guard let value, value != .null else { return (ScoredLine.noOutcome, "none") }
    guard let verdict = value.objectValue, let outcome = verdict["outcome"]?.stringValue else {
      throw RewardError(
        .wrongType, field: "verdict", found: value.kindName + (value.objectValue == nil ? "" : " without it"),
        expected: "an object with `outcome`, as `rewards score` writes it")
    }
    let reason = verdict["reason"]?.stringValue.map { " (\($0))" } ?? ""
    guard let name = verdict["verifier"]?.stringValue else { return (outcome + reason, "none") }
    return (outcome + reason, name + (verdict["version"]?.integerValue.map { " \($0)" } ?? ""))
  }

  private static func reward(_ value: JSONValue?) throws(RewardError) -> ScoredLine.Reward {
    guard let value else { return .absent }
    if value == .null { return .skip }
    guard let number = value.doubleValue else {
      throw RewardError(.wrongType, field: "reward", found: value.kindName, expected: "a number or null")
    }
    return .number(number)
  }
}
