package import RewardCore

/// Saves and resumes the state of a run, as JSON.
///
/// ```json
/// {"version": 1, "shapers": [{"name": "hapo", "version": 1, "state": {"history": {"p1": 320}}}], "open_groups": [], …}
/// ```
///
/// A recipe with selectors has `"selectors"` in the same form.
///
/// Saved atomically: the file under the name is always a whole one. What was saved by another chain is refused.
package enum ShaperStateFile {
  private static let formatVersion = 1

  /// Saves a state.
  ///
  /// - Throws: `unwritable_file`.
  package static func save(_ state: RunState, of recipe: Recipe, to file: inout OutputFile) throws(RewardError) {
    var writer = JSONWriter()
    writer.append(try json(of: state, recipe: recipe))
    try file.write(writer.bytes)
    try file.write([UInt8(ascii: "\n")])
    try file.finish()
  }

  /// Reads a state.
  ///
  /// - Throws: `unreadable_file`, `invalid_state` with what does not fit.
  package static func load(_ path: String, for recipe: Recipe) throws(RewardError) -> RunState {
    do throws(RewardError) { return try state(from: try json(of: readBytes(path)), for: recipe) } catch {
      var error = error
      error.file = path
      throw error
    }
  }

  private static func json(of bytes: [UInt8]) throws(RewardError) -> JSONValue {
    do throws(JSONScanner.Failure) {
      return try bytes.withUnsafeBufferPointer { (buffer) throws(JSONScanner.Failure) in try JSONValue(parsing: buffer) }
    } catch {
      throw RewardError(
        .invalidState, found: "\(error.problem) at byte \(error.offset + 1)", expected: "a file that `--state-out` wrote")
    }
  }

  // MARK: State ↔ JSON

  package static func json(of state: RunState, recipe: Recipe) throws(RewardError) -> JSONValue {
    func entry(_ name: String, _ description: ShaperDescription, _ state: some Encodable) throws(RewardError) -> JSONValue {
      .object([
        "name": .string(name), "version": .number(JSONNumber(description.version)), "state": try CodableJSON.encode(state),
      ])
    }
    var shapers: [JSONValue] = []
    for (step, own) in zip(recipe.chain.steps, state.chain.steps) {
      shapers.append(try entry(step.name, step.shaper.description, own.value))
    }
    var object: JSONObject = ["version": .number(JSONNumber(formatVersion)), "shapers": .array(shapers)]
    if !recipe.signals.steps.isEmpty {
      var selectors: [JSONValue] = []
      for (step, own) in zip(recipe.signals.steps, state.selectors) {
        selectors.append(try entry(step.name, step.selector.description, own.value))
      }
      object["selectors"] = .array(selectors)
    }
    var groups: [JSONValue] = []
    var steps: [JSONValue] = []
    for end in state.openEnds {
      switch end {
      case .group(let key, let rows, let reach):
        var group: JSONObject = ["group_id": .string(key.groupID), "rows": number(rows), "reach": number(reach)]
        if let step = key.step { group["step"] = number(step) }
        groups.append(.object(group))
      case .step(let step, let count, let reach):
        steps.append(.object(["step": number(step), "groups": number(count), "reach": number(reach)]))
      case .batch(let count): object["open_batch"] = number(count)
      }
    }
    object["open_groups"] = .array(groups)
    object["open_steps"] = .array(steps)
    return .object(object)
  }

  private static func number(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

  package static func state(from json: JSONValue, for recipe: Recipe) throws(RewardError) -> RunState {
    guard let object = json.objectValue, object["version"]?.integerValue == formatVersion,
      let shapers = object["shapers"]?.arrayValue
    else {
      throw RewardError(
        .invalidState,
        found: json.objectValue.map { object in
          guard let version = object["version"] else { return "an object without `version`" }
          return version.integerValue == formatVersion ? "no list under `shapers`" : "version \(version)"
        } ?? json.kindName,
        expected: "version \(formatVersion), in a file that `--state-out` wrote")
    }
    // A recipe without selectors has no such member.
    let selectors = object["selectors"]?.arrayValue ?? []
    try check(shapers, "shapers", recipe.chain.steps.map { ($0.name, $0.shaper.description) })
    try check(selectors, "selectors", recipe.signals.steps.map { ($0.name, $0.selector.description) })
    var state = RunState(for: recipe)
    for (index, step) in recipe.chain.steps.enumerated() {
      let value = try own(shapers[index], "shapers[\(index)]")
      do throws(RewardError) { state.chain.steps[index] = try CodableJSON.state(value, of: step.shaper) } catch {
        throw error.under("shapers[\(index)].state")
      }
    }
    for (index, step) in recipe.signals.steps.enumerated() {
      let value = try own(selectors[index], "selectors[\(index)]")
      do throws(RewardError) { state.selectors[index] = try CodableJSON.state(value, of: step.selector) } catch {
        throw error.under("selectors[\(index)].state")
      }
    }
    state.openEnds = try openEnds(of: object)
    return state
  }

  /// Refuses what was saved by others, or by other versions.
  private static func check(
    _ saved: [JSONValue], _ kind: String, _ steps: [(name: String, description: ShaperDescription)]
  ) throws(RewardError) {
    let names = saved.map { $0.objectValue?["name"]?.stringValue ?? "?" }
    guard names == steps.map(\.name) else {
      throw RewardError(
        .invalidState, found: names.isEmpty ? "no \(kind)" : "the \(kind) " + names.joined(separator: ", "),
        expected: steps.isEmpty ? "none, as in the recipe" : "those of the recipe: " + steps.map(\.name).joined(separator: ", "))
    }
    for (index, step) in steps.enumerated() {
      let version = saved[index].objectValue?["version"]?.integerValue
      guard version == step.description.version else {
        throw RewardError(
          .invalidState, field: "\(kind)[\(index)].version", found: version.map(String.init) ?? "none",
          expected: "\(step.description.version)", source: step.name)
      }
    }
  }

  private static func own(_ saved: JSONValue, _ place: String) throws(RewardError) -> JSONValue {
    guard let value = saved.objectValue?["state"] else { throw RewardError(.invalidState, field: place, expected: "`state`") }
    return value
  }

  private static func openEnds(of object: JSONObject) throws(RewardError) -> [GroupAssembly.OpenEnd] {
    var ends: [GroupAssembly.OpenEnd] = []
    for (place, group) in try objects("open_groups", of: object) {
      guard let id = group["group_id"]?.stringValue else {
        throw RewardError(.invalidState, field: "\(place).group_id", found: found(group["group_id"]), expected: "a string")
      }
      let step = group["step"] == nil ? nil : try integer("step", of: group, at: place)
      ends.append(
        .group(
          GroupAssembly.Key(groupID: id, step: step), rows: try count("rows", of: group, at: place),
          reach: try count("reach", of: group, at: place)))
    }
    for (place, step) in try objects("open_steps", of: object) {
      ends.append(
        .step(
          try integer("step", of: step, at: place), groups: try count("groups", of: step, at: place),
          reach: try count("reach", of: step, at: place)))
    }
    if object["open_batch"] != nil { ends.append(.batch(groups: try count("open_batch", of: object, at: nil))) }
    return ends
  }

  private static func objects(
    _ name: String, of object: JSONObject
  ) throws(RewardError) -> [(place: String, object: JSONObject)] {
    guard let value = object[name] else { return [] }
    guard let elements = value.arrayValue else {
      throw RewardError(.invalidState, field: name, found: value.kindName, expected: "a list")
    }
    var objects: [(place: String, object: JSONObject)] = []
    for (index, element) in elements.enumerated() {
      guard let object = element.objectValue else {
        throw RewardError(.invalidState, field: "\(name)[\(index)]", found: element.kindName, expected: "an object")
      }
      objects.append(("\(name)[\(index)]", object))
    }
    return objects
  }

  private static func count(_ name: String, of object: JSONObject, at place: String?) throws(RewardError) -> Int {
    try integer(name, of: object, at: place, atLeast: 0)
  }

  private static func integer(
    _ name: String, of object: JSONObject, at place: String?, atLeast least: Int? = nil
  ) throws(RewardError) -> Int {
    guard let integer = object[name]?.integerValue, integer >= least ?? .min else {
      throw RewardError(
        .invalidState, field: place.map { "\($0).\(name)" } ?? name, found: found(object[name]),
        expected: "an integer" + (least.map { ", at least \($0)" } ?? ""))
    }
    return integer
  }

  private static func found(_ value: JSONValue?) -> String { value?.description ?? "nothing" }
}
