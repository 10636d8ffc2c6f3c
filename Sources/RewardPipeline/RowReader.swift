package import RewardCore

/// Bytes → row.
///
/// A line that is no row is an error with its place; the run goes on with the next.
package struct RowReader: Sendable {
  /// Where the fields stand.
  package var fields: FieldMap
  /// The path of the field that routes to a verifier, when the recipe has a route.
  package var routePath: [String]?
  /// Where the fields stand that shapers, normalisers and selectors ask for.
  package var inputs: InputMap
  /// Whether the rest of the row is kept for writing.
  package var keepsRest: Bool

  /// Members that a row out replaces.
  private let replaced: Set<String>

  /// A reader.
  package init(
    fields: FieldMap = FieldMap(), routePath: [String]? = nil, inputs: InputMap = InputMap(), keepsRest: Bool = false,
    replacesSelection: Bool = false
  ) {
    self.fields = fields
    self.routePath = routePath
    self.inputs = inputs
    self.keepsRest = keepsRest
    // `selection` is ours only where a recipe has selectors that give values.
    replaced = Set(["verdict", "rewards", "reward", "advantage", "weight", "selected"] + (replacesSelection ? ["selection"] : []))
  }

  /// Reads one line, without its line end.
  ///
  /// - Parameter number: the line number, from 1: the default `id`.
  /// - Throws: `malformed_row` with the byte where reading stopped. Complexity: linear in the line.
  package func read(_ line: UnsafeBufferPointer<UInt8>, number: Int) throws(RewardError) -> Row {
    if let offset = firstInvalidUTF8(in: line) {
      throw RewardError(.malformedRow, found: "a byte that is not UTF-8 at byte \(offset + 1)", expected: "UTF-8")
    }
    do throws(JSONScanner.Failure) {
      var scanner = JSONScanner(line)
      let names = scanner  // reads names while the scanner goes on
      var members: [Members.Member] = []
      try scanner.scanObject { (span) throws(JSONScanner.Failure) in
        members.append(
          Members.Member(
            name: try names.string(in: span.name), start: span.name.range.lowerBound - 1, value: span.value,
            string: span.string))
      }
      return try row(from: Members(line: line, members: members), number: number)
    } catch {
      throw RewardError(
        .malformedRow, found: "\(error.problem) at byte \(error.offset + 1)", expected: "one JSON object a line")
    }
  }

  // MARK: Fields

  private func row(from members: Members, number: Int) throws(JSONScanner.Failure) -> Row {
    var problems: [RewardError] = []
    for name in members.repeatedNames(among: RowField.allCases.map { fields.path(of: $0)[0] }) {
      problems.append(RewardError(.duplicateField, field: name, expected: "it once; the last one is used"))
    }
    var take = FieldTaking(members: members, fields: fields, problems: problems)
    let id = try take.name(.id)
    let completion = try take.text(.completion, role: "assistant", isRequired: true)
    let groundTruth = try take.value(.groundTruth)
    let rollout = Rollout(
      id: id ?? String(number),
      prompt: try take.text(.prompt, role: "user", isRequired: false),
      completion: completion ?? "",
      groundTruth: groundTruth.map(GroundTruth.init),
      groupID: try take.name(.groupID),
      step: try take.integer(.step, atLeast: nil),
      tokenCount: try take.integer(.tokenCount, atLeast: 0),
      truncated: try take.flag(.truncated) ?? false,
      metadata: try take.object(.metadata) ?? JSONObject())
    let expected = try take.label()
    let recorded = try take.recordedReward()
    let inputs = try inputs.take(completion: rollout.completion, problems: &take.problems) {
      (path) throws(JSONScanner.Failure) -> JSONValue? in
      path.first == "metadata" ? rollout.metadata[path: path.dropFirst()] : try members.value(at: path)
    }
    return Row(
      rollout: rollout, hasCompletion: completion != nil, hasOwnID: id != nil, expected: expected,
      recordedReward: recorded, kept: keepsRest ? members.kept(without: replaced) : nil,
      route: try routePath.flatMap { (path) throws(JSONScanner.Failure) in try members.value(at: path).map(Self.routeWord) },
      inputs: inputs, problems: take.problems)
  }

  /// The word of a route: a string, or the digits of a number.
  private static func routeWord(_ value: JSONValue) -> String { value.stringValue ?? value.description }
}

/// The top-level members of a row, by place.
private struct Members {
  struct Member {
    var name: String
    /// The place of the opening quote of the name.
    var start: Int
    var value: Range<Int>
    /// The value between its quotes, when it is a string.
    var string: JSONScanner.StringSpan?
  }

  let line: UnsafeBufferPointer<UInt8>
  let members: [Member]

  func value(at path: [String]) throws(JSONScanner.Failure) -> JSONValue? {
    guard let name = path.first, let member = members.last(where: { $0.name == name }) else { return nil }
    if path.count == 1, let string = member.string { return .string(try JSONScanner(line).string(in: string)) }
    var scanner = JSONScanner(line, from: member.value.lowerBound)
    let value = try scanner.readValue()
    if path.count == 1 { return value }
    return value.objectValue?[path: path.dropFirst()]
  }

  func repeatedNames(among names: [String]) -> [String] {
    guard Set(members.lazy.map(\.name)).count < members.count else { return [] }
    return names.filter { name in members.count { $0.name == name } > 1 }
  }

  func kept(without replaced: Set<String>) -> Row.Kept {
    let rest = members.filter { !replaced.contains($0.name) }
    guard rest.count < members.count else {
      // The common case: everything up to the closing brace, blanks included, as it stands.
      let end = line.lastIndex(of: UInt8(ascii: "}")) ?? line.endIndex
      return Row.Kept(bytes: Array(line[..<end]), hasMembers: !members.isEmpty)
    }
    var bytes = [UInt8(ascii: "{")]
    for (index, member) in rest.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: line[member.start..<member.value.upperBound])
    }
    return Row.Kept(bytes: bytes, hasMembers: !rest.isEmpty)
  }
}

/// Takes typed fields out of a row and notes what has the wrong type.
private struct FieldTaking {
  let members: Members
  let fields: FieldMap
  var problems: [RewardError]

  /// The value of a field; JSON null counts as absent.
  mutating func value(_ field: RowField) throws(JSONScanner.Failure) -> JSONValue? {
    let value = try members.value(at: fields.path(of: field))
    return value == .null ? nil : value
  }

  private mutating func refuse(_ field: RowField, _ value: JSONValue, expected: String) {
    var found = value.description
    if found.unicodeScalars.count > 60 { found = value.kindName }
    problems.append(RewardError(.wrongType, field: fields.name(of: field), found: found, expected: expected))
  }

  /// A string or an integer.
  mutating func name(_ field: RowField) throws(JSONScanner.Failure) -> String? {
    guard let value = try value(field) else { return nil }
    if case .string(let text) = value { return text }
    if let integer = value.integerValue { return String(integer) }
    refuse(field, value, expected: "a string or an integer")
    return nil
  }

  mutating func integer(_ field: RowField, atLeast least: Int?) throws(JSONScanner.Failure) -> Int? {
    guard let value = try value(field) else { return nil }
    if let integer = value.integerValue, integer >= least ?? .min { return integer }
    refuse(field, value, expected: least.map { "an integer, at least \($0)" } ?? "an integer")
    return nil
  }

  mutating func flag(_ field: RowField) throws(JSONScanner.Failure) -> Bool? {
    guard let value = try value(field) else { return nil }
    if let flag = value.boolValue { return flag }
    refuse(field, value, expected: "true or false")
    return nil
  }

  mutating func object(_ field: RowField) throws(JSONScanner.Failure) -> JSONObject? {
    guard let value = try value(field) else { return nil }
    if let object = value.objectValue { return object }
    refuse(field, value, expected: "an object")
    return nil
  }

  /// A string, or the content of the last chat message of a role.
  mutating func text(
    _ field: RowField, role: String, isRequired: Bool
  ) throws(JSONScanner.Failure) -> String? {
    guard let value = try value(field) else {
      if isRequired { problems.append(RewardError(.missingField, field: fields.name(of: field))) }
      return nil
    }
    if case .string(let text) = value { return text }
    if let messages = value.arrayValue, let text = Self.lastMessage(of: role, in: messages) { return text }
    refuse(field, value, expected: "a string, or a list of chat messages with one of the role `\(role)`")
    return nil
  }

  private static func lastMessage(of role: String, in messages: [JSONValue]) -> String? {
    guard let message = messages.last(where: { $0.objectValue?["role"]?.stringValue == role })?.objectValue else {
      return nil
    }
    switch message["content"] {
    case .string(let text)?: return text
    case .array(let parts)?:
      // Content in parts, as multimodal templates write it: the text of the text parts.
      return parts.compactMap { $0.objectValue?["text"]?.stringValue ?? $0.stringValue }.joined()
    default: return nil
    }
  }

  mutating func label() throws(JSONScanner.Failure) -> Row.Label? {
    guard let value = try value(.expected) else { return nil }
    if let flag = value.boolValue { return Row.Label(outcome: flag ? .correct : .incorrect) }
    if let outcome = value.stringValue.flatMap(Verdict.Outcome.init(rawValue:)) { return Row.Label(outcome: outcome) }
    refuse(
      .expected, value,
      expected: "true, false, " + Verdict.Outcome.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
    if let word = value.stringValue {
      problems[problems.count - 1].nearest = nearestName(to: word, among: Verdict.Outcome.allCases.map(\.rawValue))
    }
    return nil
  }

  mutating func recordedReward() throws(JSONScanner.Failure) -> Row.RecordedReward {
    guard let value = try members.value(at: fields.path(of: .reward)) else { return .absent }
    if value == .null { return .skip }
    if let number = value.doubleValue, number.isFinite { return .number(number) }
    refuse(.reward, value, expected: "a number or null")
    return .absent
  }
}
