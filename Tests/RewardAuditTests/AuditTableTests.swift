import Foundation
import RewardCore
import RewardPipeline
import Rewards
import TestSupport
import Testing

/// The table of the shaping specification, 2.4, row by row and column by column, through the shaping case `audit`.
@Suite("The table of audits")
struct AuditTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var shaper: String
    var params: JSONObject
    var state: JSONValue?
    var expected: JSONObject
    var testDescription: String { "\(shaper) \(JSONValue.object(params))" }
  }

  static let rows: [Row] = {
    let lines = (try? lines(of: Folders.fixtures.appending(path: "audit_table.jsonl"))) ?? []
    return lines.compactMap { line in
      guard let object = (try? JSONValue(parsing: line))?.objectValue, let shaper = object["shaper"]?.stringValue else { return nil }
      return Row(
        shaper: shaper, params: object["params"]?.objectValue ?? [:], state: object["state_in"],
        expected: object["expected"]?.objectValue ?? [:])
    }
  }()

  private func run(_ params: JSONObject, inputs: JSONValue = [:], state: JSONValue? = nil) -> JSONValue {
    ShapingCase(shaper: "audit", params: params, inputs: inputs, stateIn: state).run(registry: .builtIn).result
  }

  @Test("is there whole") func isWhole() {
    #expect(Self.rows.count == 32)
    #expect(Self.rows.allSatisfy { $0.expected.members.count == 8 })
  }

  @Test("is reproduced", arguments: rows) func agrees(_ row: Row) throws {
    let result = try #require(
      run(["shaper": .string(row.shaper), "params": .object(row.params)], state: row.state).objectValue)
    #expect(result.members.count == 10)
    for member in row.expected.members {
      let value = try #require(result[member.name])
      guard member.name == "margin", let margin = member.value.doubleValue, let computed = value.doubleValue else {
        #expect(value == member.value, "\(member.name)")
        continue
      }
      // The table has four digits.
      #expect(abs(computed - margin) <= 0.5001e-3 * max(abs(margin), 1e-3), "margin \(computed)")
    }
  }

  @Test("margins are differences of rewards, and bounds are over all probes") func laserNumbers() {
    let result = run(["shaper": "laser", "params": ["target": 2000]]).objectValue
    #expect(result?["margin"]?.doubleValue == 1.5)
    #expect(result?["min_reward"]?.doubleValue == -0.5)
    #expect(result?["max_reward"]?.doubleValue == 1.5)
  }

  @Test("probes of one's own stand in place of the reference probes") func ownProbes() {
    // The example of 2.2: six short right answers, a long one, a wrong one.
    let short = Array(repeating: #"{"correct":true,"length":10}"#, count: 6)
    let samples = (short + [#"{"correct":true,"length":9000}"#, #"{"correct":false,"length":10}"#]).joined(separator: ",")
    let inputs = try? JSONValue(parsing: #"{"groups":[{"id":"p","samples":[\#(samples)]}]}"#)
    let result = run(["shaper": "laser", "params": ["target": 2000]], inputs: inputs ?? .null).objectValue
    #expect(result?["correct_negative_advantage"]?.integerValue == 1)
    #expect(result?["wrong_positive_advantage"]?.integerValue == 0)
    let empty = run(["shaper": "laser"], inputs: ["groups": []]).objectValue
    #expect(empty?["margin"] == .null)
    #expect(empty?["correctness_dominance"] == true)
  }

  @Test(
    "refusals have the codes of 0.3",
    arguments: [
      ([:], "missing_parameter"), (["shaper": "lasr"], "unknown_shaper"), (["shaper": "laser", "parms": [:]], "unknown_parameter"),
      (["shaper": "laser", "params": ["target": 0]], "invalid_parameter"), (["shaper": "laser", "params": 5], "invalid_parameter"),
      (["shaper": "adaptthink"], "missing_field"),
    ] as [(JSONObject, String)])
  func refusals(_ params: JSONObject, _ code: String) {
    #expect(run(params) == ["error": .string(code)])
  }
}
