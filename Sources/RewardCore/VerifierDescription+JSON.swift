// Descriptions of verifiers as plugins give them; `docs/writing-a-plugin.md` lists the members.

extension VerifierDescription {
  /// A verifier of a plugin.
  ///
  /// - Parameter plugin: stands for the file of examples that do not name theirs.
  /// - Throws: `malformed_plugin` with the path of what is wrong.
  package init(json: JSONValue, plugin: String) throws(RewardError) {
    let reader = try DescriptionReader(json)
    try reader.check(among: [
      "kind", "name", "version", "summary", "rationale", "limits", "sources", "options", "array_means", "needs_ground_truth",
      "ground_truth_is_answer", "examples",
    ])
    var examples: [VerifierExample] = []
    for (index, example) in try reader.list("examples").enumerated() {
      examples.append(try VerifierExample(example, number: index + 1, plugin: plugin))
    }
    self.init(
      name: try reader.identifier("name"), version: try reader.integer("version", atLeast: 1), summary: try reader.string("summary"),
      rationale: try reader.string("rationale", or: ""), limits: try reader.strings("limits"), sources: try reader.sources(),
      options: try reader.options(), arrayMeaning: try reader.word("array_means", or: .anyOf),
      needsGroundTruth: try reader.flag("needs_ground_truth", or: true),
      groundTruthIsAnswer: try reader.flag("ground_truth_is_answer", or: true), examples: examples)
  }

  /// The description as a plugin gives it.
  package var json: JSONValue {
    .object([
      "kind": "verifier", "name": .string(name), "version": .number(JSONNumber(version)), "summary": .string(summary),
      "rationale": .string(rationale), "limits": .array(limits.map { .string($0) }), "sources": .array(sources.map(\.json)),
      "options": .array(options.map(\.json)), "array_means": .string(arrayMeaning.rawValue),
      "needs_ground_truth": .bool(needsGroundTruth), "ground_truth_is_answer": .bool(groundTruthIsAnswer),
      "examples": .array(examples.map(\.json)),
    ])
  }
}

extension VerifierExample {
  init(_ reader: DescriptionReader, number: Int, plugin: String) throws(RewardError) {
    try reader.check(among: [
      "completion", "ground_truth", "options", "metadata", "outcome", "reason", "score", "score_parts", "note", "test_only", "has_variants",
      "file", "line",
    ])
    let completion = try reader.string("completion")
    let truth = reader.value("ground_truth").map(GroundTruth.init)
    let (options, metadata) = (try reader.object("options"), try reader.object("metadata"))
    let note = reader.has("note") ? try reader.string("note") : nil
    let (fileID, line) = try reader.origin(number, of: plugin)
    switch try reader.word("outcome") as Verdict.Outcome {
    case .correct:
      self = .correct(completion, truth, options: options, metadata: metadata, note: note, fileID: fileID, line: line)
    case .incorrect:
      self = .incorrect(
        completion, truth, score: try Self.score(reader), options: options, metadata: metadata, note: note, fileID: fileID, line: line)
    case .noAnswer:
      self = .noAnswer(completion, truth, options: options, metadata: metadata, note: note, fileID: fileID, line: line)
    case .unverifiable:
      self = .unverifiable(
        completion, truth, because: try reader.word("reason"), options: options, metadata: metadata, note: note, fileID: fileID, line: line)
    }
    isTestOnly = try reader.flag("test_only", or: false)
    hasVariants = try reader.flag("has_variants", or: true)
  }

  /// `"score": 0.5`, or exactly: `"score_parts": [2, 3]`.
  private static func score(_ reader: DescriptionReader) throws(RewardError) -> Score? {
    if let parts = reader.value("score_parts") {
      let numbers = parts.arrayValue?.compactMap(\.integerValue) ?? []
      guard numbers.count == 2, numbers[0] >= 0, numbers[0] < numbers[1] else {
        throw RewardError(
          .malformedPlugin, field: reader.path("score_parts"), found: parts.description, expected: "[PARTS, WHOLE], PARTS below WHOLE")
      }
      return Score(numbers[0], of: numbers[1])
    }
    guard let number = try reader.number("score") else { return nil }
    guard let score = Score(exactly: number), score < .full else {
      throw RewardError(.malformedPlugin, field: reader.path("score"), found: "\(number)", expected: "a number, at least 0 and below 1")
    }
    return score
  }

  var json: JSONValue {
    var object: JSONObject = ["completion": .string(completion), "outcome": .string(outcome.rawValue)]
    object["ground_truth"] = groundTruth?.value
    if !options.members.isEmpty { object["options"] = .object(options) }
    if !metadata.members.isEmpty { object["metadata"] = .object(metadata) }
    object["reason"] = reason.map { .string($0.rawValue) }
    if let score { object["score_parts"] = .array([.number(JSONNumber(score.numerator)), .number(JSONNumber(score.denominator))]) }
    object["note"] = note.map { .string($0) }
    if isTestOnly { object["test_only"] = true }
    if !hasVariants { object["has_variants"] = false }
    object["file"] = .string(fileID)
    object["line"] = .number(JSONNumber(line))
    return .object(object)
  }
}
