/// Reads the members of a description that a plugin gives as JSON, and says what is wrong with them by their paths.
///
/// Members that are not known are passed over, since a newer plugin may have more; but one that is nearly a known one, which is missing,
/// is a slip of the pen.
struct DescriptionReader {
  private let object: JSONObject
  private let place: String

  /// - Parameter place: where the object stands; empty for the whole.
  /// - Throws: `malformed_plugin` when it is no object.
  init(_ value: JSONValue, at place: String = "") throws(RewardError) {
    guard let object = value.objectValue else {
      throw RewardError(.malformedPlugin, field: place.isEmpty ? "description" : place, found: value.kindName, expected: "an object")
    }
    self.object = object
    self.place = place
  }

  /// Refuses members that are nearly one of these, which is missing.
  func check(among known: [String]) throws(RewardError) {
    for member in object.members where !known.contains(member.name) {
      guard let nearest = nearestName(to: member.name, among: known), object[nearest] == nil else { continue }
      throw RewardError(.malformedPlugin, field: path(member.name), found: "a member that there is not", nearest: nearest)
    }
  }

  func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

  func has(_ name: String) -> Bool { object[name] != nil && object[name] != .null }

  /// A value of any kind.
  func value(_ name: String) -> JSONValue? { object[name] }

  /// A member that is there unless it may be missing.
  private func read<Value>(
    _ name: String, _ otherwise: Value?, expected: String, _ convert: (JSONValue) -> Value?
  ) throws(RewardError) -> Value {
    guard let value = object[name], value != .null else {
      if let otherwise { return otherwise }
      throw RewardError(.malformedPlugin, field: path(name), found: "nothing", expected: expected)
    }
    guard let converted = convert(value) else {
      throw RewardError(.malformedPlugin, field: path(name), found: value.description, expected: expected)
    }
    return converted
  }

  func string(_ name: String, or otherwise: String? = nil) throws(RewardError) -> String {
    try read(name, otherwise, expected: "a string", \.stringValue)
  }

  func flag(_ name: String, or otherwise: Bool? = nil) throws(RewardError) -> Bool {
    try read(name, otherwise, expected: "true or false", \.boolValue)
  }

  func integer(_ name: String, atLeast least: Int, or otherwise: Int? = nil) throws(RewardError) -> Int {
    try read(name, otherwise, expected: "an integer, at least \(least)") { value in
      value.integerValue.flatMap { $0 >= least ? $0 : nil }
    }
  }

  func number(_ name: String) throws(RewardError) -> Double? {
    guard has(name) else { return nil }
    return try read(name, nil, expected: "a finite number") { value in value.doubleValue.flatMap { $0.isFinite ? $0 : nil } }
  }

  func strings(_ name: String) throws(RewardError) -> [String] {
    try read(name, [], expected: "a list of strings") { value in
      guard let elements = value.arrayValue else { return nil }
      let strings = elements.compactMap(\.stringValue)
      return strings.count == elements.count ? strings : nil
    }
  }

  func object(_ name: String) throws(RewardError) -> JSONObject {
    try read(name, JSONObject(), expected: "an object", \.objectValue)
  }

  /// One of some words.
  func word<Word: RawRepresentable & CaseIterable>(_ name: String, or otherwise: Word? = nil) throws(RewardError) -> Word
  where Word.RawValue == String {
    let words = Word.allCases.map(\.rawValue)
    do throws(RewardError) {
      return try read(name, otherwise, expected: words.map { "`\($0)`" }.joined(separator: ", ")) { value in
        value.stringValue.flatMap(Word.init(rawValue:))
      }
    } catch {
      var error = error
      error.nearest = object[name]?.stringValue.flatMap { nearestName(to: $0, among: words) }
      throw error
    }
  }

  /// The objects of a list, each with a reader of its own.
  func list(_ name: String) throws(RewardError) -> [DescriptionReader] {
    let elements = try read(name, [], expected: "a list", \.arrayValue)
    var readers: [DescriptionReader] = []
    for (index, element) in elements.enumerated() { readers.append(try DescriptionReader(element, at: "\(path(name))[\(index)]")) }
    return readers
  }

  /// A name in snake_case: what recipes and rows are written with.
  func identifier(_ name: String) throws(RewardError) -> String {
    let text = try string(name)
    guard Identifier.isValid(text) else {
      throw RewardError(.malformedPlugin, field: path(name), found: text, expected: Identifier.words)
    }
    return text
  }

  /// The file and the line of an example, when the plugin says; otherwise which of its examples it is.
  func origin(_ number: Int, of plugin: String) throws(RewardError) -> (fileID: String, line: Int) {
    (try string("file", or: "example of \(plugin)"), try integer("line", atLeast: 0, or: number))
  }
}
