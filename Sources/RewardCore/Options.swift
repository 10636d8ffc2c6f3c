/// Option values that have been checked against their descriptions; every option has a value.
public struct Options: Sendable, Hashable {
  private let values: [String: JSONValue]
  /// The names that were given, and not defaulted.
  public let given: Set<String>

  /// Checks options against their descriptions.
  ///
  /// - Parameters:
  ///   - object: what was given.
  ///   - descriptions: what there is.
  ///   - defaults: defaults that go before the described ones, such as a recipe's base rewards.
  ///   - owner: who has these options, for messages.
  /// - Throws: `unknown_parameter`, `missing_parameter`, `invalid_parameter`, in this order of checking.
  public init(
    _ object: JSONObject, for descriptions: [OptionDescription], defaults: JSONObject = JSONObject(), owner: String
  ) throws(RewardError) {
    var values: [String: JSONValue] = [:]
    for member in object.members {
      guard descriptions.contains(where: { $0.name == member.name }) else {
        throw RewardError(
          .unknownParameter, field: member.name,
          expected: descriptions.isEmpty
            ? "no options" : "one of " + descriptions.map { "`\($0.name)`" }.joined(separator: ", "),
          nearest: nearestName(to: member.name, among: descriptions.map(\.name)), source: owner)
      }
      values[member.name] = member.value
    }
    given = Set(values.keys)
    for description in descriptions where values[description.name] == nil {
      guard let value = defaults[description.name] ?? description.defaultValue else {
        throw RewardError(
          .missingParameter, field: description.name, expected: description.kindDescription, source: owner)
      }
      values[description.name] = value
    }
    for description in descriptions {
      guard let value = values[description.name], description.accepts(value) else {
        var nearest: String?
        if case .choice(let words) = description.kind, let word = values[description.name]?.stringValue {
          nearest = nearestName(to: word, among: words)
        }
        throw RewardError(
          .invalidParameter, field: description.name, found: values[description.name]?.description,
          expected: description.kindDescription, nearest: nearest, source: owner)
      }
    }
    self.values = values
  }

  /// The value of an option, which has to be described.
  public subscript(name: String) -> JSONValue {
    guard let value = values[name] else { preconditionFailure("no option `\(name)` is described") }
    return value
  }

  /// The nearest double of a number option.
  public func double(_ name: String) -> Double { self[name].doubleValue ?? .nan }
  /// The digits of a number option, for exact arithmetic; `nil` for null.
  public func number(_ name: String) -> JSONNumber? { if case .number(let number) = self[name] { number } else { nil } }
  /// The value of an integer option.
  public func integer(_ name: String) -> Int { self[name].integerValue ?? 0 }
  /// The value of a boolean option.
  public func boolean(_ name: String) -> Bool { self[name].boolValue ?? false }
  /// The value of a string or choice option; empty for null.
  public func string(_ name: String) -> String { self[name].stringValue ?? "" }
  /// The value of a list of strings.
  public func strings(_ name: String) -> [String] { self[name].arrayValue?.compactMap(\.stringValue) ?? [] }
}
