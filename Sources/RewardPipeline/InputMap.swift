package import RewardCore

/// Where the fields stand that shapers, normalisers and selectors ask for.
///
/// `correct` comes from the verdict, `length` from `token_count` or the characters, `truncated` from its field, `text` from the completion;
/// every other field from `metadata` under its own name, unless the recipe's `inputs` says where.
package struct InputMap: Sendable {
  /// A field with its place.
  package struct Entry: Sendable {
    /// The name that shapers know.
    package var name: String
    /// The path in the row; `nil`: the completion's text.
    package var path: [String]?
  }

  /// The fields, by name.
  package private(set) var entries: [Entry] = []
  /// Which of them belong to rollouts.
  package private(set) var ofRollouts: Set<String> = []
  /// Which of them belong to groups; a name may belong to both.
  package private(set) var ofGroups: Set<String> = []
  /// Which of them belong to batches.
  package private(set) var ofBatches: Set<String> = []

  /// Fields that have a place of their own, and what says where it is.
  private static let fixed = [
    "correct": "the verdict", "length": "`fields.token_count`, or `\"length\": \"characters\"`", "truncated": "`fields.truncated`",
    "reward": "the verdict and the shapers", "id": "`fields.group_id`", "step": "`fields.step`",
  ]

  /// The fields that these ask for, with the places that a recipe gives them.
  ///
  /// - Parameter known: the fields that a recipe may place; those that none of its own asks for move nothing.
  /// - Throws: `unknown_key` for a field that is not known, `invalid_value` for a path that is none.
  package init(for descriptions: [ShaperDescription], places: JSONObject, known: Set<String>) throws(RewardError) {
    ofRollouts = Set(descriptions.flatMap(\.rolloutFields) + ["format_ok"]).subtracting(Self.fixed.keys)
    ofGroups = Set(descriptions.flatMap(\.groupFields)).subtracting(Self.fixed.keys)
    ofBatches = Set(descriptions.flatMap(\.batchFields)).subtracting(Self.fixed.keys)
    let names = ofRollouts.union(ofGroups).union(ofBatches).sorted()
    let known = known.union(names)
    var paths: [String: [String]] = [:]
    for place in places.members {
      if let source = Self.fixed[place.name] {
        throw RewardError(.unknownKey, field: place.name, expected: "nothing: it comes from \(source)")
      }
      guard known.contains(place.name) else {
        throw RewardError(
          .unknownKey, field: place.name, expected: "one of " + known.sorted().map { "`\($0)`" }.joined(separator: ", "),
          nearest: nearestName(to: place.name, among: known.sorted()))
      }
      guard let path = place.value.stringValue, Self.isPath(path) else {
        throw RewardError(
          .invalidValue, field: place.name, found: place.value.description, expected: "the name of a field, dots walk into objects")
      }
      paths[place.name] = path.split(separator: ".").map(String.init)
    }
    entries = names.map { Entry(name: $0, path: paths[$0] ?? ($0 == "text" ? nil : ["metadata", $0])) }
  }

  /// A map without fields.
  package init() {}

  /// Whether a text is a path.
  package static func isPath(_ text: String) -> Bool {
    !text.isEmpty && !text.hasPrefix(".") && !text.hasSuffix(".") && !text.contains("..")
  }

  /// Takes the fields of a row; `value` looks one up by its path.
  ///
  /// A value of the wrong type is left out and reported.
  package func take<Failure: Error>(
    completion: String, problems: inout [RewardError], value: ([String]) throws(Failure) -> JSONValue?
  ) throws(Failure) -> JSONObject {
    var taken = JSONObject()
    for entry in entries {
      guard let path = entry.path else {
        taken[entry.name] = .string(completion)
        continue
      }
      guard let value = try value(path) else { continue }
      if let field = ShapingField.named(entry.name), !field.accepts(value) {
        problems.append(
          RewardError(.wrongType, field: path.joined(separator: "."), found: PrintableText.value(value), expected: field.words))
        continue
      }
      taken[entry.name] = value
    }
    return taken
  }
}
