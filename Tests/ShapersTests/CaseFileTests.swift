import Foundation
import RewardCore
import RewardPipeline
import TestSupport
import Testing

/// The cases of `Fixtures/shaping_cases.jsonl`, computed by an independent implementation in Python.
@Suite struct CaseFileTests {
  static let cases: [CheckedCase] = {
    let file = Folders.fixtures.appending(path: "shaping_cases.jsonl")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { line in
      let object = JSONValue(json: String(line)).objectValue ?? JSONObject()
      return CheckedCase(
        id: object["id"]?.stringValue ?? "", shaper: object["shaper"]?.stringValue ?? "",
        params: object["params"]?.objectValue ?? JSONObject(), inputs: object["inputs"] ?? [:],
        stateIn: object["state_in"], expected: object["expected"] ?? .null, stateOut: object["state_out"])
    }
  }()

  @Test func areThere() throws {
    let shapers = Set(Self.cases.map(\.shaping.shaper) + AdvantageCaseFileTests.cases.map(\.shaping.shaper))
    let registry = try Registry.shapers()
    for description in registry.shapers + registry.metrics {
      #expect(shapers.contains(description.name) || CombinatorTests.names.contains(description.name), "\(description.name)")
    }
  }

  @Test(arguments: cases) func agrees(_ shaping: CheckedCase) throws {
    let outcome = try shaping.run()
    #expect(outcome.result.agrees(with: shaping.expected), "\(shaping.id): \(outcome.result)")
    if let stateOut = shaping.stateOut {
      #expect(outcome.stateOut?.agrees(with: stateOut) == true, "\(shaping.id): \(outcome.stateOut ?? .null)")
    }
  }

  /// Those whose formula has a cosine, an exponential or a root in it.
  static let transcendental: Set<String> = [
    "efficient_reasoning", "hapo", "cosine_scaled", "phi4_length", "pace_length", "o1_pruner", "grpo_lead_reward", "drpo_weights",
    "autothink", "adactrl",
    "a2fm_apo", "parsimony", "dual_redundancy", "ranking_multiview", "semantic_entropy",
  ]

  /// Where the formula is rational, the result is the exact value rounded once: the very bits.
  @Test(arguments: cases.filter { !transcendental.contains($0.shaping.shaper) })
  func agreesToTheBit(_ shaping: CheckedCase) throws {
    let outcome = try shaping.run()
    #expect(numbers(outcome.result) == numbers(shaping.expected))
  }

  private func numbers(_ value: JSONValue) -> [Double] {
    switch value {
    case .number(let number): [number.doubleValue]
    case .array(let elements): elements.flatMap(numbers)
    case .object(let object): object.members.sorted { $0.name < $1.name }.flatMap { numbers($0.value) }
    default: []
    }
  }
}
