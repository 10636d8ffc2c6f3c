import Foundation
import RewardCore
import RewardPipeline
import TestSupport
import Testing

/// The cases of `Fixtures/advantage_cases.jsonl`, computed by an independent implementation in Python.
@Suite struct AdvantageCaseFileTests {
  static let cases: [CheckedCase] = ((try? lines(of: Folders.fixtures.appending(path: "advantage_cases.jsonl"))) ?? []).map { line in
    let object = JSONValue(json: line).objectValue ?? JSONObject()
    return CheckedCase(
      id: object["id"]?.stringValue ?? "", shaper: object["shaper"]?.stringValue ?? "",
      params: object["params"]?.objectValue ?? JSONObject(), inputs: object["inputs"] ?? [:],
      stateIn: object["state_in"], expected: object["expected"] ?? .null, stateOut: object["state_out"])
  }

  @Test func areThere() throws {
    let registry = try Registry.shapers()
    let names = Set(Self.cases.map(\.shaping.shaper))
    #expect(Self.cases.count >= 900)
    #expect(names.isSuperset(of: registry.normalisers.map(\.name) + registry.selectors.map(\.name) + ["dual_lambda"]))
  }

  @Test(arguments: cases) func agrees(_ shaping: CheckedCase) throws {
    let outcome = try shaping.run()
    #expect(outcome.result.agrees(with: shaping.expected), "\(shaping.id): \(outcome.result) for \(shaping.expected)")
    if let stateOut = shaping.stateOut {
      #expect(outcome.stateOut?.agrees(with: stateOut) == true, "\(shaping.id): \(outcome.stateOut ?? .null) for \(stateOut)")
    } else {
      #expect(outcome.stateOut == nil, "\(shaping.id)")
    }
  }

  /// All but exponentials is exact, or within 2^-100, and rounded once: the very bits of the computation with 60 digits.
  @Test(arguments: cases.filter { !["grpo_lead_advantage", "sec_bandit", "domain_sampling"].contains($0.shaping.shaper) })
  func agreesToTheBit(_ shaping: CheckedCase) throws {
    let outcome = try shaping.run()
    #expect(bits(outcome.result) == bits(shaping.expected), "\(shaping.id): \(outcome.result) for \(shaping.expected)")
    if let stateOut = shaping.stateOut { #expect(outcome.stateOut.map(bits) == bits(stateOut), "\(shaping.id)") }
  }

  /// Where there are exponentials, two units in the last place at most.
  @Test(arguments: cases.filter { ["grpo_lead_advantage", "sec_bandit", "domain_sampling"].contains($0.shaping.shaper) })
  func agreesToTheLastPlace(_ shaping: CheckedCase) throws {
    let (result, expected) = (numbers(try shaping.run().result), numbers(shaping.expected))
    #expect(result.count == expected.count)
    for (a, b) in zip(result, expected) {
      #expect((a - b).magnitude <= 2 * max(a.ulp, b.ulp), "\(shaping.id): \(a) for \(b)")
    }
  }

  private func bits(_ value: JSONValue) -> [UInt64] { numbers(value).map(\.bitPattern) }

  private func numbers(_ value: JSONValue) -> [Double] {
    switch value {
    case .number(let number): [number.doubleValue]
    case .array(let elements): elements.flatMap(numbers)
    case .object(let object): object.members.sorted { $0.name < $1.name }.flatMap { numbers($0.value) }
    default: []
    }
  }
}
