import Foundation
import RewardCore
import RewardPipeline
import Shapers
import TestSupport
import Testing

/// Every worked number of every description.
@Suite struct ExampleTests {
  static let examples: [(CheckedCase, ShaperExample)] = {
    let registry = try? Registry.shapers()
    let descriptions = (registry?.shapers ?? []) + (registry?.metrics ?? [])
    return descriptions.flatMap { description in
      description.examples.map { example in
        let shaping = CheckedCase(
          id: "\(description.name):\(example.line)", shaper: description.name,
          params: JSONValue(json: example.params).objectValue ?? JSONObject(),
          inputs: JSONValue(json: example.inputs),
          stateIn: example.stateIn.map(JSONValue.init(json:)), expected: JSONValue(json: example.result),
          stateOut: example.stateOut.map(JSONValue.init(json:)))
        return (shaping, example)
      }
    }
  }()

  @Test(arguments: examples.map(\.0)) func holds(_ example: CheckedCase) throws {
    let outcome = try example.run()
    #expect(outcome.result.agrees(with: example.expected), "\(example.id): \(outcome.result)")
    if let stateOut = example.stateOut {
      #expect(outcome.stateOut?.agrees(with: stateOut) == true, "\(example.id): \(outcome.stateOut ?? .null)")
    }
  }

  @Test func descriptionsAreComplete() throws {
    let registry = try Registry.shapers()
    for description in registry.shapers + registry.metrics {
      #expect(!description.edges.isEmpty && !description.properties.isEmpty && !description.equation.isEmpty)
      #expect(description.sources.contains { $0.confidence != nil })
      #expect(description.examples.count >= 2)
      #expect(Set(description.options.map(\.name)).count == description.options.count)
      #expect(description.options.allSatisfy { !$0.summary.isEmpty })
    }
  }
}
