import RewardCore
import RewardLaws
import RewardPipeline
import Rewards
import Testing

@Suite("Laws for shapers")
struct ShaperLawTests {
  @Test("every registered shaper upholds them", arguments: Registry.builtIn.shapers.map { $0.name })
  func laws(name: String) throws {
    let description = try #require(Registry.builtIn.shapers.first { $0.name == name })
    let options = try #require(JSONValue(json: description.examples[0].params).objectValue)
    let shaper = try Registry.builtIn.shaper(name, options: options, context: ShaperContext(registry: .builtIn))
    let batches = try description.examples.map { try Batch(caseInputs: JSONValue(json: $0.inputs)) }
    for finding in ShaperLaws(shaper, batches: batches).findings() { Issue.record("\(finding)") }
  }

  @Test("a shaper that rewards the unknown and looks at the order is found out")
  func brokenShaper() throws {
    var registry = Registry()
    try registry.add(FirstComeShaper.self)
    let shaper = try registry.shaper("first_come", context: ShaperContext(registry: registry))
    let laws = Set(ShaperLaws(shaper).findings().map { $0.law })
    #expect(laws.contains("one reward for each rollout"))
    #expect(laws.contains("the order in a group does not matter"))
    #expect(laws.contains("an unknown rollout changes no other reward"))
    #expect(laws.contains("an impossible length is refused"))
  }
}

/// The first rollout of a group wins, whatever it is.
private struct FirstComeShaper: GroupShaper {
  static let description = ShaperDescription(
    name: "first_come", version: 1, summary: "First come.", equation: "R = 1 if first", level: .group, usesLength: true, options: [],
    edges: ["None."], properties: [], sources: [Source("None")], examples: [ShaperExample(result: "{}")])
  init(options: Options, context: ShaperContext) {}
  func shape(_ group: Group) -> Shaped { Shaped(rewards: group.rollouts.indices.map { $0 == 0 ? 1 : 0 }) }
}
