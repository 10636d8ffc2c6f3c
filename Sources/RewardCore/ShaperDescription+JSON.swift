// Descriptions of shapers as plugins give them; `docs/writing-a-plugin.md` lists the members.

extension ShaperDescription {
  /// A shaper of a plugin.
  ///
  /// - Parameter plugin: stands for the file of examples that do not name theirs.
  /// - Throws: `malformed_plugin` with the path of what is wrong.
  package init(json: JSONValue, plugin: String) throws(RewardError) {
    let reader = try DescriptionReader(json)
    try reader.check(among: [
      "kind", "name", "version", "summary", "equation", "level", "combination", "uses_length", "uses_correctness", "ends_chain",
      "rollout_fields", "group_fields", "batch_fields", "options", "edges", "properties", "sources", "examples",
    ])
    var examples: [ShaperExample] = []
    for (index, example) in try reader.list("examples").enumerated() {
      examples.append(try ShaperExample(example, number: index + 1, plugin: plugin))
    }
    self.init(
      name: try reader.identifier("name"), version: try reader.integer("version", atLeast: 1), summary: try reader.string("summary"),
      equation: try reader.string("equation", or: ""), level: try reader.word("level"),
      combination: try reader.word("combination", or: .adds),
      usesLength: try reader.flag("uses_length"), usesCorrectness: try reader.flag("uses_correctness", or: true),
      endsChain: try reader.flag("ends_chain", or: false), rolloutFields: try reader.strings("rollout_fields"),
      groupFields: try reader.strings("group_fields"), batchFields: try reader.strings("batch_fields"), options: try reader.options(),
      edges: try reader.strings("edges"), properties: try reader.strings("properties"), sources: try reader.sources(), examples: examples)
  }

  /// The description as a plugin gives it.
  package var json: JSONValue {
    func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
    return .object([
      "kind": "shaper", "name": .string(name), "version": .number(JSONNumber(version)), "summary": .string(summary),
      "equation": .string(equation), "level": .string(level.rawValue), "combination": .string(combination.rawValue),
      "uses_length": .bool(usesLength), "uses_correctness": .bool(usesCorrectness), "ends_chain": .bool(endsChain),
      "rollout_fields": list(rolloutFields), "group_fields": list(groupFields), "batch_fields": list(batchFields),
      "options": .array(options.map(\.json)), "edges": list(edges), "properties": list(properties), "sources": .array(sources.map(\.json)),
      "examples": .array(examples.map(\.json)),
    ])
  }
}

extension ShaperExample {
  init(_ reader: DescriptionReader, number: Int, plugin: String) throws(RewardError) {
    try reader.check(among: ["params", "inputs", "state_in", "result", "state_out", "note", "file", "line"])
    let (fileID, line) = try reader.origin(number, of: plugin)
    self.init(
      params: JSONValue.object(try reader.object("params")).description, inputs: reader.value("inputs")?.description ?? Self.w,
      stateIn: reader.value("state_in")?.description, result: JSONValue.object(try reader.object("result")).description,
      stateOut: reader.value("state_out")?.description, note: reader.has("note") ? try reader.string("note") : nil, fileID: fileID,
      line: line)
  }

  var json: JSONValue {
    // What cannot be read stays a string, and is refused where the description is read.
    func value(_ text: String) -> JSONValue { (try? JSONValue(parsing: text)) ?? .string(text) }
    var object: JSONObject = ["params": value(params), "result": value(result)]
    // The shared example W is what it is without inputs.
    if inputs != Self.w { object["inputs"] = value(inputs) }
    object["state_in"] = stateIn.map(value)
    object["state_out"] = stateOut.map(value)
    object["note"] = note.map { .string($0) }
    object["file"] = .string(fileID)
    object["line"] = .number(JSONNumber(line))
    return .object(object)
  }
}
