import RewardCore
import RewardLaws
import Rewards
import Testing

@Suite("Laws for normalisers and selectors")
struct SignalLawTests {
  private static let options: [String: JSONObject] = [
    "passk": ["k": 2], "gdpo": ["weights": [1, 0.5]], "gfpo": ["k": 2], "sec_bandit": ["categories": ["x", "y"]],
    "length_schedule": ["stages": [[0, 100]]],
  ]

  @Test("every registered normaliser upholds them", arguments: Registry.builtIn.normalisers.map { $0.name })
  func normalisers(name: String) throws {
    let normaliser = try Registry.builtIn.normaliser(
      name, options: Self.options[name] ?? [:], context: ShaperContext(registry: .builtIn))
    for finding in NormaliserLaws(normaliser, partCount: 2).findings() { Issue.record("\(finding)") }
  }

  @Test("every registered selector upholds them", arguments: Registry.builtIn.selectors.map { $0.name })
  func selectors(name: String) throws {
    let selector = try Registry.builtIn.selector(
      name, options: Self.options[name] ?? [:], context: ShaperContext(registry: .builtIn))
    var random = SplitMix(seed: 6)
    let batches = (0..<12).map { step in
      Batch(
        groups: ["p", "q", "r"].enumerated().map { index, id in
          Group(
            id: id,
            rollouts: (0..<4).map { at in
              let isRight = Bool.random(using: &random)
              var rollout = JudgedRollout(
                correct: at == 3 && step % 3 == 0 ? nil : isRight, length: Double(Int.random(in: 1...900, using: &random)),
                reward: isRight ? 1 : 0,
                fields: ["think_length": 70, "solution_length": 5, "mode": at % 2 == 0 ? "long" : "short"])
              rollout.advantage = isRight ? 0.5 : -0.25
              return rollout
            }, fields: ["category": index == 0 ? "x" : "y", "domain": .string(id)])
        }, step: step)
    }
    for finding in SelectorLaws(selector, batches: batches).findings() { Issue.record("\(finding)") }
  }

  @Test("steps and options at the edge of a word are refused or counted, and end no process")
  func farSteps() throws {
    func select(_ name: String, _ options: JSONObject, step: Int) throws(RewardError) {
      let selector = try Registry.builtIn.selector(name, options: options, context: ShaperContext(registry: .builtIn))
      var state = selector.makeState()
      let group = Group(id: "p", rollouts: [JudgedRollout(correct: true, length: 5)], fields: ["domain": "x"])
      _ = try selector.select(from: Batch(groups: [group], step: step), updating: &state)
    }
    for strategy in ["interval", "clip_ratio"] {
      for start in [Int.min, -1] {
        #expect(throws: RewardError.self) {
          try select("length_controller", ["strategy": .string(strategy), "start_step": .number(JSONNumber(start))], step: 5)
        }
      }
      for start in [0, 1, Int.max] {
        let options: JSONObject = [
          "strategy": .string(strategy), "start_step": .number(JSONNumber(start)), "interval": .number(JSONNumber(Int.max)),
          "patience": .number(JSONNumber(Int.max)),
        ]
        try select("length_controller", options, step: .max)
        for step in [Int.min, -1] { #expect(throws: RewardError.self) { try select("length_controller", options, step: step) } }
      }
    }
    // A sum over so many batches would never end.
    #expect(throws: RewardError.self) {
      try select("domain_sampling", ["variant": "buffer", "buffer_size": .number(JSONNumber(Int.max))], step: 1)
    }
  }

  @Test("a normaliser that looks at what is unknown is found out")
  func broken() throws {
    var registry = Registry()
    try registry.add(FirstCounts.self)
    let normaliser = try registry.normaliser("first_counts", context: ShaperContext(registry: registry))
    let laws = Set(NormaliserLaws(normaliser).findings().map(\.law))
    #expect(
      laws == [
        "one number for each rollout, 0 without a reward", "the order in a group does not matter", "an infinite reward is refused",
        "the description is complete",
      ])
  }
}

/// The first rollout of a group is worth everything.
private struct FirstCounts: GroupNormaliser {
  static let description = ShaperDescription(
    name: "first_counts", version: 0, summary: "First come.", equation: "A = 1 if first", level: .group, usesLength: false,
    options: [], edges: ["None."], properties: [], sources: [Source("None")], examples: [ShaperExample(result: "{}")])
  init(options: Options, context: ShaperContext) {}
  func advantages(for group: Group) -> Advantages { Advantages(values: group.rollouts.indices.map { $0 == 0 ? 1 : 0 }) }
}
