import RewardCore

/// The state of a plugin's shaper: JSON in one form, so that a plugin is handed the same bytes whether the state was saved between or not.
///
/// Members are sorted; a number is a 64-bit integer or a double. These are what Foundation's coders, through which states are saved, keep.
struct PluginState: Codable, Sendable, Hashable {
  /// The state in its one form.
  let json: JSONValue
  /// Why there is none, after an update that failed although it had been tried before: the next batch says so, and it cannot be saved.
  var failure: RewardError?

  init(_ json: JSONValue) { self.json = Self.canonical(json) }

  private static func canonical(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null, .bool, .string: return value
    case .number(let number):
      if let integer = number.integerValue { return .number(JSONNumber(integer)) }
      return JSONValue(number.doubleValue)
    case .array(let elements): return .array(elements.map(canonical))
    case .object(let object):
      var names: Set<String> = []
      // Of a name that stands twice the last value counts.
      let members = object.members.reversed().filter { names.insert($0.name).inserted }
      return .object(
        JSONObject(
          members: members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.map {
            JSONObject.Member(name: $0.name, value: canonical($0.value))
          }))
    }
  }

  // MARK: Codable

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      var object = JSONObject()
      for key in container.allKeys { object[key.stringValue] = try container.decode(PluginState.self, forKey: key).json }
      self.init(.object(object))
    } else if var container = try? decoder.unkeyedContainer() {
      var elements: [JSONValue] = []
      while !container.isAtEnd { elements.append(try container.decode(PluginState.self).json) }
      self.init(.array(elements))
    } else {
      self.init(try Self.scalar(try decoder.singleValueContainer()))
    }
  }

  private static func scalar(_ container: any SingleValueDecodingContainer) throws -> JSONValue {
    if container.decodeNil() { return .null }
    if let flag = try? container.decode(Bool.self) { return .bool(flag) }
    if let integer = try? container.decode(Int.self) { return .number(JSONNumber(integer)) }
    if let number = try? container.decode(Double.self) { return JSONValue(number) }
    return .string(try container.decode(String.self))
  }

  func encode(to encoder: any Encoder) throws {
    if let failure { throw failure }
    switch json {
    case .object(let object):
      var container = encoder.container(keyedBy: Key.self)
      for member in object.members { try container.encode(PluginState(member.value), forKey: Key(stringValue: member.name)) }
    case .array(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(PluginState(element)) }
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .bool(let flag):
      var container = encoder.singleValueContainer()
      try container.encode(flag)
    case .number(let number):
      var container = encoder.singleValueContainer()
      if let integer = number.integerValue { try container.encode(integer) } else { try container.encode(number.doubleValue) }
    case .string(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
  }
}
