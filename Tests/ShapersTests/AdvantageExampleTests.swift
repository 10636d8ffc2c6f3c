import RewardCore
import RewardPipeline
import Testing

@testable import Shapers

/// Every worked number of every normaliser, selector and metric.
@Suite struct AdvantageExampleTests {
  static let descriptions: [ShaperDescription] = {
    guard let registry = try? Registry.shapers() else { return [] }
    return registry.normalisers + registry.selectors
  }()

  static let examples: [CheckedCase] = descriptions.flatMap { description in
    description.examples.map { example in
      CheckedCase(
        id: "\(description.name):\(example.line)", shaper: description.name,
        params: JSONValue(json: example.params).objectValue ?? JSONObject(), inputs: JSONValue(json: example.inputs),
        stateIn: example.stateIn.map(JSONValue.init(json:)), expected: JSONValue(json: example.result),
        stateOut: example.stateOut.map(JSONValue.init(json:)))
    }
  }

  @Test(arguments: examples) func holds(_ example: CheckedCase) throws {
    let outcome = try example.run()
    #expect(outcome.result.agrees(with: example.expected), "\(example.id): \(outcome.result)")
    if let stateOut = example.stateOut {
      #expect(outcome.stateOut?.agrees(with: stateOut) == true, "\(example.id): \(outcome.stateOut ?? .null)")
    }
  }

  @Test(arguments: descriptions.map(\.name)) func isComplete(_ name: String) throws {
    let description = try #require(Self.descriptions.first { $0.name == name })
    #expect(!description.edges.isEmpty && !description.properties.isEmpty && !description.equation.isEmpty)
    #expect(description.summary.hasSuffix(".") && description.version >= 1)
    #expect(description.sources.contains { $0.confidence != nil })
    #expect(description.examples.count >= 2)
    #expect(Set(description.options.map(\.name)).count == description.options.count)
    #expect(description.options.allSatisfy { $0.summary.hasSuffix(".") })
  }
}
