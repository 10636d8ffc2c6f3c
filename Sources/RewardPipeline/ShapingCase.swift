package import RewardCore

/// One shaping case, as a line of `rewards shape --cases`:
/// `{"id", "shaper", "params", "inputs", "state_in"}` → `{"id", "result", "state_out"}`.
package struct ShapingCase: Sendable {
  /// Names the case; any JSON value, given back as it is.
  package var id: JSONValue?
  /// The shaper.
  package var shaper: String
  /// Its options.
  package var params: JSONObject
  /// The batch.
  package var inputs: JSONValue
  /// The state before; `nil`: the initial one.
  package var stateIn: JSONValue?
  /// What is wrong with the line as such.
  private var problem: RewardError?

  /// A case.
  package init(
    id: JSONValue? = nil, shaper: String, params: JSONObject = JSONObject(), inputs: JSONValue, stateIn: JSONValue? = nil
  ) {
    self.id = id
    self.shaper = shaper
    self.params = params
    self.inputs = inputs
    self.stateIn = stateIn
  }

  /// What comes of a case.
  package struct Outcome: Sendable {
    /// The result, or `{"error": code}`.
    package var result: JSONValue
    /// The state after, for shapers that have one.
    package var stateOut: JSONValue?
    /// The error in full, for people.
    package var error: RewardError?
    /// Keys that nothing reads, for people.
    package var unread: [RewardError] = []
  }

  /// Runs the case.
  ///
  /// Errors of the case are part of its outcome.
  package func run(registry: Registry) -> Outcome {
    var unread: [RewardError] = []
    do throws(RewardError) {
      if let problem { throw problem }
      var outcome = try outcome(registry: registry, unread: &unread)
      outcome.unread = unread
      return outcome
    } catch {
      var error = error
      error.source = error.source ?? shaper
      return Outcome(result: Self.result(of: error), error: error, unread: unread)
    }
  }

  private func outcome(registry: Registry, unread: inout [RewardError]) throws(RewardError) -> Outcome {
    let context = ShaperContext(followsRun: false, registry: registry)
    if registry.metrics.contains(where: { $0.name == shaper }) {
      let metric = try registry.metric(shaper, options: params, context: context)
      let measured = try metric.measure(try batch(registry: registry, type(of: metric).description, unread: &unread))
      return Outcome(result: .object(measured.values), stateOut: measured.state)
    }
    if registry.normalisers.contains(where: { $0.name == shaper }) {
      let normaliser = try registry.normaliser(shaper, options: params, context: context)
      unread = try checkedKeys(registry: registry, normaliser.description)
      let batch = try Batch(caseInputs: inputs, rewardsFor: normaliser)
      return Outcome(result: try normaliser.advantages(for: batch).json)
    }
    if registry.selectors.contains(where: { $0.name == shaper }) {
      return try select(registry: registry, context: context, unread: &unread)
    }
    if shaper == ShapingCase.audit { return try runAudit(registry: registry, context: context, unread: &unread) }
    let configured = try registry.shaper(shaper, options: params, context: context)
    var state = configured.makeState()
    if let stateIn { state = try CodableJSON.state(stateIn, of: configured) }
    let shaped = try configured.shape(try batch(registry: registry, configured.description, unread: &unread), updating: &state)
    var outcome = Outcome(result: shaped.json(of: configured.description.combination))
    if configured.isStateful { outcome.stateOut = try CodableJSON.encode(state.value) }
    return outcome
  }

  private static func result(of error: RewardError) -> JSONValue { .object(["error": .string(error.code.rawValue)]) }

  private func select(registry: Registry, context: ShaperContext, unread: inout [RewardError]) throws(RewardError) -> Outcome {
    let selector = try registry.selector(shaper, options: params, context: context)
    var state = selector.makeState()
    if let stateIn { state = try CodableJSON.state(stateIn, of: selector) }
    let selection = try selector.select(from: try batch(registry: registry, selector.description, unread: &unread), updating: &state)
    var outcome = Outcome(result: selection.json)
    if selector.isStateful { outcome.stateOut = try CodableJSON.encode(state.value) }
    return outcome
  }

  /// The batch of the case, for what asks for these fields.
  func batch(registry: Registry, _ asked: ShaperDescription, unread: inout [RewardError]) throws(RewardError) -> Batch {
    unread = try checkedKeys(registry: registry, asked)
    return try Batch(caseInputs: inputs)
  }

  private func checkedKeys(registry: Registry, _ asked: ShaperDescription) throws(RewardError) -> [RewardError] {
    guard inputs != .null else { throw RewardError(.missingField, field: "inputs", expected: "the batch", source: shaper) }
    return try unreadKeys(registry: registry, asked: asked)
  }

  /// The case and its outcome as a line out, without a line end.
  package func line(of outcome: Outcome) -> [UInt8] { Self.line(id: id, outcome) }

  private static func line(id: JSONValue?, _ outcome: Outcome) -> [UInt8] {
    var object = JSONObject()
    if let id { object["id"] = id }
    object["result"] = outcome.result
    if let stateOut = outcome.stateOut { object["state_out"] = stateOut }
    var writer = JSONWriter()
    writer.append(.object(object))
    return writer.bytes
  }

  /// What a line that is no case comes to: results stand line for line beside cases, whatever these are.
  ///
  /// - Parameter line: the line, for its `id`; `nil` where it is too long to be read.
  package static func line(of error: RewardError, for line: UnsafeBufferPointer<UInt8>?) -> [UInt8] {
    let json = line.flatMap { try? JSONValue(parsing: $0, allowsNonFinite: true) }
    return Self.line(id: json?.objectValue?["id"], Outcome(result: result(of: error)))
  }
}

extension ShapingCase {
  /// Reads a line.
  ///
  /// - Throws: `malformed_row`, `missing_field`, `wrong_type` when the line is no case at all.
  package init(line: UnsafeBufferPointer<UInt8>) throws(RewardError) {
    let json: JSONValue
    do throws(JSONScanner.Failure) { json = try JSONValue(parsing: line, allowsNonFinite: true) } catch {
      throw RewardError(.malformedRow, found: "\(error.problem) at byte \(error.offset + 1)", expected: "a shaping case")
    }
    guard let object = json.objectValue else {
      throw RewardError(.malformedRow, found: json.kindName, expected: "a shaping case")
    }
    let problem = Self.problem(ofLine: object)
    guard let name = object["shaper"] else {
      if let problem { throw problem }
      throw RewardError(.missingField, field: "shaper", expected: "the name of a shaper")
    }
    guard let shaper = name.stringValue else {
      throw RewardError(.wrongType, field: "shaper", found: name.description, expected: "the name of a shaper")
    }
    let params = object["params"] ?? .object(JSONObject())
    guard let params = params == .null ? JSONObject() : params.objectValue else {
      throw RewardError(.wrongType, field: "params", found: params.kindName, expected: "an object")
    }
    let stateIn = object["state_in"]
    self.init(
      id: object["id"], shaper: shaper, params: params,
      // An audit without groups of its own has the reference probes.
      inputs: object["inputs"] ?? (shaper == Self.audit ? .object(JSONObject()) : .null),
      stateIn: stateIn == .null ? nil : stateIn)
    self.problem = problem
  }
}

/// The elements of a list; none when it is not there.
private func list(_ name: String, of object: JSONObject) throws(RewardError) -> [JSONValue] {
  guard let value = object[name], value != .null else { return [] }
  guard let elements = value.arrayValue else {
    throw RewardError(.wrongType, field: name, found: value.kindName, expected: "a list")
  }
  return elements
}

extension Batch {
  /// The batch of a normaliser's case: `{"groups": [{"rewards": […], "lengths": […]}]}`, or with `components`, or with `samples`.
  ///
  /// - Throws: `missing_field` for lists that the normaliser needs.
  fileprivate init(caseInputs: JSONValue, rewardsFor normaliser: ConfiguredNormaliser) throws(RewardError) {
    for (index, value) in (caseInputs.objectValue?["groups"]?.arrayValue ?? []).enumerated() {
      guard let group = value.objectValue, group["samples"] == nil else { continue }
      for name in [normaliser.usesParts ? "components" : "rewards"] + (normaliser.usesLengths ? ["lengths"] : []) where group[name] == nil {
        throw RewardError(.missingField, field: "groups[\(index)].\(name)", source: normaliser.description.name)
      }
    }
    try self.init(caseInputs: caseInputs)
  }

  /// The batch of a shaping case: `{"groups": [{"id", "samples": [{"correct", "length", …}], …}], "step", …}`; an entry of `items` is a
  /// group as a whole.
  package init(caseInputs: JSONValue) throws(RewardError) {
    guard let object = caseInputs.objectValue else {
      throw RewardError(.wrongType, field: "inputs", found: caseInputs.kindName, expected: "an object")
    }
    var groups: [Group] = []
    // `combine` has its rows of components without groups around them.
    if object["groups"] == nil, let rows = object["components"]?.arrayValue {
      groups = [Group(rollouts: rows.map { JudgedRollout(correct: nil, fields: ["components": $0]) })]
    }
    for (index, value) in try list("groups", of: object).enumerated() {
      do throws(RewardError) { groups.append(try Group(caseGroup: value)) } catch { throw error.under("groups[\(index)]") }
    }
    for (index, value) in (object["items"]?.arrayValue ?? []).enumerated() {
      do throws(RewardError) { groups.append(try Group(caseItem: value)) } catch { throw error.under("items[\(index)]") }
    }
    var fields = object
    for name in ["groups", "items"] { fields[name] = nil }
    self.init(groups: groups, step: object["step"]?.integerValue, fields: fields)
  }
}

extension Group {
  fileprivate init(caseGroup value: JSONValue) throws(RewardError) {
    guard let object = value.objectValue else {
      throw RewardError(.wrongType, found: value.kindName, expected: "an object")
    }
    var rollouts: [JudgedRollout] = []
    for (index, sample) in try list("samples", of: object).enumerated() {
      do throws(RewardError) { rollouts.append(try JudgedRollout(caseSample: sample)) } catch {
        throw error.under("samples[\(index)]")
      }
    }
    if object["samples"] == nil { rollouts = try Self.rollouts(rewarded: object) }
    var fields = object
    for name in ["samples", "id"] { fields[name] = nil }
    self.init(id: Self.id(object["id"]), rollouts: rollouts, fields: fields)
  }

  /// An entry of `items`: a group as a whole, without its rollouts.
  fileprivate init(caseItem value: JSONValue) throws(RewardError) {
    guard var fields = value.objectValue else {
      throw RewardError(.wrongType, found: value.kindName, expected: "an object")
    }
    let id = Self.id(fields["id"])
    fields["id"] = nil
    self.init(id: id, rollouts: [], fields: fields)
  }

  private static func id(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let name)?: name
    case .number(let number)?: number.text
    default: nil
    }
  }

  /// The rollouts of a group that is written as lists: `rewards`, `lengths`, `components`.
  private static func rollouts(rewarded group: JSONObject) throws(RewardError) -> [JudgedRollout] {
    let rewards = try numbers(group["rewards"], "rewards")
    let lengths = try numbers(group["lengths"], "lengths")
    var components: [[Double?]]?
    if let value = group["components"] {
      guard let entries = value.arrayValue else {
        throw RewardError(.wrongType, field: "components", found: value.kindName, expected: "a list of lists")
      }
      components = []
      for (index, entry) in entries.enumerated() { components?.append(try numbers(entry, "components[\(index)]") ?? []) }
    }
    let count = rewards?.count ?? components?.count ?? 0
    for (name, other) in [("lengths", lengths?.count), ("components", components?.count)] {
      if let other, other != count {
        throw RewardError(.lengthMismatch, field: name, found: "\(other)", expected: "\(count), one for each rollout")
      }
    }
    return (0..<count).map { index in
      var rollout = JudgedRollout(correct: nil, length: lengths?[index], reward: rewards?[index])
      rollout.parts = components?[index] ?? []
      return rollout
    }
  }

  private static func numbers(_ value: JSONValue?, _ name: String) throws(RewardError) -> [Double?]? {
    guard let value else { return nil }
    guard let entries = value.arrayValue else {
      throw RewardError(.wrongType, field: name, found: value.kindName, expected: "a list of numbers or nulls")
    }
    var numbers: [Double?] = []
    for (index, entry) in entries.enumerated() {
      guard entry == .null || entry.doubleValue != nil else {
        throw RewardError(.wrongType, field: "\(name)[\(index)]", found: entry.description, expected: "a number or null")
      }
      numbers.append(entry.doubleValue)
    }
    return numbers
  }
}

extension JudgedRollout {
  fileprivate init(caseSample value: JSONValue) throws(RewardError) {
    guard let object = value.objectValue else {
      throw RewardError(.wrongType, found: value.kindName, expected: "an object")
    }
    func take<Value>(_ name: String, _ read: (JSONValue) -> Value?, expected: String) throws(RewardError) -> Value? {
      guard let value = object[name], value != .null else { return nil }
      guard let taken = read(value) else {
        throw RewardError(.wrongType, field: name, found: value.description, expected: expected)
      }
      return taken
    }
    var fields = object
    for name in ["correct", "length", "truncated", "format_ok", "reward"] { fields[name] = nil }
    self.init(
      correct: try take("correct", \.boolValue, expected: "true, false or null"),
      length: try take("length", \.doubleValue, expected: "a number or null"),
      truncated: try take("truncated", \.boolValue, expected: "true or false") ?? false,
      formatOK: try take("format_ok", \.boolValue, expected: "true or false") ?? true,
      reward: try take("reward", \.doubleValue, expected: "a number or null"), fields: fields)
    parts = object["components"]?.arrayValue?.map(\.doubleValue) ?? []
  }
}
