import Foundation
import RewardCore
import RewardPipeline
import Shapers
import Testing

/// A shaping case with what is expected of it, run by the runner of `rewards shape --cases`.
struct CheckedCase: Sendable, CustomTestStringConvertible {
  var id: String
  var shaping: ShapingCase
  var expected = JSONValue.null
  var stateOut: JSONValue?

  var testDescription: String { id }

  init(
    id: String, shaper: String, params: JSONObject = [:], inputs: JSONValue, stateIn: JSONValue? = nil,
    expected: JSONValue = .null, stateOut: JSONValue? = nil
  ) {
    self.id = id
    shaping = ShapingCase(id: .string(id), shaper: shaper, params: params, inputs: inputs, stateIn: stateIn)
    self.expected = expected
    self.stateOut = stateOut
  }

  func run() throws -> ShapingCase.Outcome { shaping.run(registry: try Registry.shapers()) }
}

extension Registry {
  static func shapers() throws(RewardError) -> Registry {
    var registry = Registry()
    try registry.addShapers()
    return registry
  }
}

extension ConfiguredShaper {
  /// A state from its JSON; whatever is wrong with it is `invalid_state`.
  func state(from json: JSONValue) throws(RewardError) -> State {
    do { return try state { try JSONDecoder().decode($0, from: Data(json.description.utf8)) } } catch {
      throw RewardError(.invalidState, found: json.description)
    }
  }
}

func json(of value: some Encodable) -> JSONValue {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  guard let data = try? encoder.encode(value),
    let value = try? JSONValue(parsing: String(decoding: data, as: UTF8.self))
  else { return .null }
  return value
}

extension JSONValue {
  /// Equal, with numbers within 1e-9 relative (absolute below 1), and members in any order.
  func agrees(with other: JSONValue) -> Bool {
    switch (self, other) {
    case (.number(let a), .number(let b)):
      let (a, b) = (a.doubleValue, b.doubleValue)
      return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
    case (.array(let a), .array(let b)): return a.count == b.count && zip(a, b).allSatisfy { $0.agrees(with: $1) }
    case (.object(let a), .object(let b)):
      return a.members.count == b.members.count
        && a.members.allSatisfy { member in b[member.name].map(member.value.agrees) ?? false }
    default: return self == other
    }
  }

  init(json text: String) {
    do { self = try JSONValue(parsing: text, allowsNonFinite: true) } catch { fatalError("\(error) in \(text)") }
  }
}
