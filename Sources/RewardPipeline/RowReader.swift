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
    replacing signals: Set<String> = []
  ) {
    self.fields = fields
    self.routePath = routePath
    self.inputs = inputs
    self.keepsRest = keepsRest
    // `advantage`, `weight`, `selected` and `selection` are ours only where the recipe asks for them; elsewhere they are data.
    replaced = signals.union(["verdict", "rewards", "reward"])
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
      // Reads names while the scanner goes on. A name with half of a surrogate pair is none of ours, and is carried.
      let names = JSONScanner(line, replacesLoneSurrogates: true)
      var members: [Members.Member] = []
      try scanner.scanObject { (span) throws(JSONScanner.Failure) in
        members.append(
          Members.Member(
            name: try names.string(in: span.name), start: span.name.range.lowerBound - 1, value: span.value,
            string: span.string))
      }
      return row(from: Members(line: line, members: members), number: number)
    } catch {
      throw RewardError(notARow: error, in: line)
    }
  }

  // MARK: Fields

  private func row(from members: Members, number: Int) -> Row {
    var problems: [RewardError] = []
    for name in members.repeatedNames(among: RowField.allCases.map { fields.path(of: $0)[0] }) {
      problems.append(RewardError(.duplicateField, field: name, expected: "it once; the last one is used"))
    }
    var take = FieldTaking(members: members, fields: fields, problems: problems)
    let id = take.name(.id)
    let completion = take.text(.completion, role: "assistant", isRequired: true)
    let groundTruth = take.value(.groundTruth)
    let rollout = Rollout(
      id: id ?? String(number),
      prompt: take.text(.prompt, role: "user", isRequired: false),
      completion: completion ?? "",
      groundTruth: groundTruth.map(GroundTruth.init),
      groupID: take.name(.groupID),
      step: take.integer(.step, atLeast: nil),
      tokenCount: take.integer(.tokenCount, atLeast: 0),
      truncated: take.flag(.truncated) ?? false,
      metadata: take.object(.metadata) ?? JSONObject())
    let expected = take.label()
    let recorded = take.recordedReward()
    var inputProblems: [RewardError] = []
    let inputs = inputs.take(completion: rollout.completion, problems: &inputProblems) { path in
      path.first == "metadata" ? rollout.metadata[path: path.dropFirst()] : take.value(at: path)
    }
    take.problems += inputProblems
    let route = routePath.flatMap { path in take.value(at: path).flatMap(Self.routeWord) }
    return Row(
      rollout: rollout, hasCompletion: completion != nil, hasOwnID: id != nil, expected: expected,
      recordedReward: recorded, nearGroundTruth: groundTruth == nil ? take.nearest(to: .groundTruth) : nil,
      kept: keepsRest ? members.kept(without: replaced) : nil,
      route: route, inputs: inputs, problems: take.problems)
  }

  /// The word of a route: a string, or the digits of a number; `nil` for null, which counts as absent.
  private static func routeWord(_ value: JSONValue) -> String? {
    value == .null ? nil : value.stringValue ?? value.description
  }
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

  /// The value at a path; `nil` when there is none.
  ///
  /// - Throws: what cannot be read although it is well formed: half of a surrogate pair, unless it is replaced, and too much nesting.
  func value(at path: [String], replacesLoneSurrogates: Bool = false) throws(JSONScanner.Failure) -> JSONValue? {
    guard let name = path.first, let member = members.last(where: { $0.name == name }) else { return nil }
    var scanner = JSONScanner(line, from: member.value.lowerBound, replacesLoneSurrogates: replacesLoneSurrogates)
    if path.count == 1, let string = member.string { return .string(try scanner.string(in: string)) }
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

  /// The value of a field; JSON null counts as absent, and so does, with a word about it, what cannot be read.
  mutating func value(_ field: RowField) -> JSONValue? {
    let value = value(at: fields.path(of: field))
    return value == .null ? nil : value
  }

  /// The value at a path; what cannot be read is noted and counts as absent.
  mutating func value(at path: [String]) -> JSONValue? {
    do throws(JSONScanner.Failure) { return try members.value(at: path) } catch {
      note(error, at: path)
      return nil
    }
  }

  private mutating func note(_ failure: JSONScanner.Failure, at path: [String]) {
    let problem = RewardError(
      .malformedField, field: path.joined(separator: "."), found: "\(failure.problem) at byte \(failure.offset + 1)")
    if !problems.contains(problem) { problems.append(problem) }
  }

  private mutating func refuse(_ field: RowField, _ value: JSONValue, expected: String) {
    problems.append(
      RewardError(.wrongType, field: fields.name(of: field), found: PrintableText.value(value), expected: expected))
  }

  /// The member that an absent field may be a misspelling of.
  func nearest(to field: RowField) -> String? {
    let path = fields.path(of: field)
    let owned = Set(RowField.allCases.map { fields.path(of: $0)[0] })
    return path.count > 1 ? nil : nearestName(to: path[0], among: members.members.lazy.map(\.name).filter { !owned.contains($0) })
  }

  /// A string or an integer.
  mutating func name(_ field: RowField) -> String? {
    guard let value = value(field) else { return nil }
    if case .string(let text) = value { return text }
    if case .number(let number) = value, let digits = number.integerDigits { return digits }
    refuse(field, value, expected: "a string or an integer")
    return nil
  }

  mutating func integer(_ field: RowField, atLeast least: Int?) -> Int? {
    guard let value = value(field) else { return nil }
    if let integer = value.integerValue, integer >= least ?? .min { return integer }
    // One of thirty digits is an integer; what is wrong with it is its size.
    let isTooLarge = if case .number(let number) = value { number.integerDigits != nil && value.integerValue == nil } else { false }
    let most = isTooLarge ? " and at most \(Int.max)" : ""
    refuse(
      field, value,
      expected: least.map { "an integer, at least \($0)\(most)" }
        ?? (isTooLarge ? "an integer from \(Int.min) to \(Int.max)" : "an integer"))
    return nil
  }

  mutating func flag(_ field: RowField) -> Bool? {
    guard let value = value(field) else { return nil }
    if let flag = value.boolValue { return flag }
    refuse(field, value, expected: "true or false")
    return nil
  }

  mutating func object(_ field: RowField) -> JSONObject? {
    guard let value = value(field) else { return nil }
    if let object = value.objectValue { return object }
    refuse(field, value, expected: "an object")
    return nil
  }

  /// A string, or the content of the last chat message of a role.
  ///
  /// Half of a surrogate pair is reported, and read as U+FFFD: a model must not come by a skip through writing one.
  mutating func text(_ field: RowField, role: String, isRequired: Bool) -> String? {
    let path = fields.path(of: field)
    var read: JSONValue?
    var isNoted = false
    do throws(JSONScanner.Failure) { read = try members.value(at: path) } catch {
      note(error, at: path)
      isNoted = true
      read = (try? members.value(at: path, replacesLoneSurrogates: true)) ?? nil
    }
    guard let value = read, value != .null else {
      if isRequired, !isNoted {
        problems.append(RewardError(.missingField, field: fields.name(of: field), expected: FieldMap.remedy, nearest: nearest(to: field)))
      }
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

  mutating func label() -> Row.Label? {
    guard let value = value(.expected) else { return nil }
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

  mutating func recordedReward() -> Row.RecordedReward {
    guard let value = value(at: fields.path(of: .reward)) else { return .absent }
    if value == .null { return .skip }
    if let number = value.doubleValue, number.isFinite { return .number(number) }
    refuse(.reward, value, expected: "a number or null")
    return .absent
  }
}
