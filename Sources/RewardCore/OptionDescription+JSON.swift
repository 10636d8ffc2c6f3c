// Options and sources as a plugin's description has them; `docs/writing-a-plugin.md` lists the members.

extension OptionDescription {
  private enum TypeName: String, CaseIterable { case number, integer, boolean, choice, string, strings, json }

  /// An option of a plugin.
  ///
  /// - Throws: `malformed_plugin` with the path of what is wrong.
  init(_ reader: DescriptionReader) throws(RewardError) {
    try reader.check(among: [
      "name", "type", "summary", "default", "nullable", "is_length", "minimum", "maximum", "above", "below", "choices",
    ])
    let kind: Kind
    switch try reader.word("type") as TypeName {
    case .number: kind = .number(try Self.range(reader))
    case .integer: kind = .integer(try Self.range(reader))
    case .boolean: kind = .boolean
    case .choice:
      let words = try reader.strings("choices")
      guard !words.isEmpty else {
        throw RewardError(.malformedPlugin, field: reader.path("choices"), found: "none", expected: "the words that it may be")
      }
      kind = .choice(words)
    case .string: kind = .string
    case .strings: kind = .strings
    case .json: kind = .json
    }
    let nullable = try reader.flag("nullable", or: false)
    let standard = reader.value("default")
    self.init(
      try reader.identifier("name"), kind, default: standard, allowsNull: nullable, isLength: try reader.flag("is_length", or: false),
      try reader.string("summary"))
    if let standard, !accepts(standard) {
      throw RewardError(.malformedPlugin, field: reader.path("default"), found: standard.description, expected: kindDescription)
    }
  }

  private static func range(_ reader: DescriptionReader) throws(RewardError) -> Range {
    let (least, above) = (try reader.number("minimum"), try reader.number("above"))
    let (most, below) = (try reader.number("maximum"), try reader.number("below"))
    return Range(lower: above ?? least, includesLower: above == nil, upper: below ?? most, includesUpper: below == nil)
  }

  /// The option as the member of a description.
  package var json: JSONValue {
    var object: JSONObject = ["name": .string(name)]
    switch kind {
    case .number(let range), .integer(let range):
      if case .number = kind { object["type"] = "number" } else { object["type"] = "integer" }
      object[range.includesLower ? "minimum" : "above"] = range.lower.map { JSONValue($0) }
      object[range.includesUpper ? "maximum" : "below"] = range.upper.map { JSONValue($0) }
    case .boolean: object["type"] = "boolean"
    case .choice(let words):
      object["type"] = "choice"
      object["choices"] = .array(words.map { .string($0) })
    case .string: object["type"] = "string"
    case .strings: object["type"] = "strings"
    case .json: object["type"] = "json"
    }
    object["default"] = defaultValue
    if allowsNull { object["nullable"] = true }
    if isLength { object["is_length"] = true }
    object["summary"] = .string(summary)
    return .object(object)
  }
}

extension Source {
  init(_ reader: DescriptionReader) throws(RewardError) {
    try reader.check(among: ["title", "reference", "confidence"])
    self.init(
      try reader.string("title"), reader.has("reference") ? try reader.string("reference") : nil,
      confidence: reader.has("confidence") ? try reader.word("confidence") : nil)
  }

  var json: JSONValue {
    var object: JSONObject = ["title": .string(title)]
    object["reference"] = reference.map { .string($0) }
    object["confidence"] = confidence.map { .string($0.rawValue) }
    return .object(object)
  }
}

extension DescriptionReader {
  /// The options, no two of one name.
  func options() throws(RewardError) -> [OptionDescription] {
    var options: [OptionDescription] = []
    for reader in try list("options") {
      let option = try OptionDescription(reader)
      guard !options.contains(where: { $0.name == option.name }) else {
        throw RewardError(.malformedPlugin, field: reader.path("name"), found: option.name, expected: "each option once")
      }
      options.append(option)
    }
    return options
  }

  func sources() throws(RewardError) -> [Source] {
    var sources: [Source] = []
    for reader in try list("sources") { sources.append(try Source(reader)) }
    return sources
  }
}
