import Foundation
import RewardCore
import Testing

@testable import Shapers

/// What every shaper has to uphold, on random batches.
@Suite struct LawTests {
  static let names = (try? Registry.shapers().shapers.map(\.name)) ?? []
  static let options: [JSONObject] = [
    [:],
    ["correct_reward": 0.7, "wrong_reward": -0.3, "target": 700, "default_target": 700, "weight": 0.3, "alpha": 0.25],
    ["variant": "hybrid"], ["variant": "linear"], ["mode": "mean"], ["std": "sample", "singleton": "raw"],
  ]

  /// A shaper with those of the options that it has.
  static func shaper(_ name: String, _ options: JSONObject, followsRun: Bool = true) throws -> ConfiguredShaper {
    let registry = try Registry.shapers()
    let description = try #require(registry.shapers.first { $0.name == name })
    // Options that have to be given are as in the first example.
    let given = try #require(JSONValue(json: description.examples[0].params).objectValue)
    var own = JSONObject(
      members: given.members.filter { member in
        description.options.contains { $0.name == member.name && ($0.defaultValue ?? .null) == .null }
      })
    for member in options.members {
      guard let option = description.options.first(where: { $0.name == member.name }) else { continue }
      if case .choice(let words) = option.kind, !words.contains(member.value.stringValue ?? "") { continue }
      own[member.name] = member.value
    }
    if name.hasPrefix("laser_d") { own["refresh_every"] = 3 }
    return try registry.shaper(
      name, options: own, context: ShaperContext(followsRun: followsRun, registry: registry))
  }

  /// Whether a shaper has one of these options at all.
  static func hasAny(_ name: String, of options: JSONObject) throws -> Bool {
    let description = try Registry.shapers().shapers.first { $0.name == name }
    return options.members.contains { member in description?.options.contains { $0.name == member.name } == true }
  }

  static func batch(_ random: inout SplitMix, groups: Int = 3) -> Batch {
    Batch(
      groups: (0..<groups).map { _ in
        Group(
          id: ["a", "b", "c"].randomElement(using: &random),
          rollouts: (0..<([0, 1, 2, 5, 8].randomElement(using: &random) ?? 0)).map { _ in rollout(&random) },
          fields: ["ref_acc": 0.5, "ref_length": 700, "relevant": [1, 3], "gold_ranking": [3, 1, 2], "abstractions": []])
      }, step: Int.random(in: 0...300, using: &random))
  }

  static func rollout(_ random: inout SplitMix) -> JudgedRollout {
    let correct = [true, true, false, false, nil].randomElement(using: &random) ?? nil
    return JudgedRollout(
      correct: correct,
      length: Int.random(in: 0..<8, using: &random) == 0
        ? nil : Double(Int.random(in: 0...3000, using: &random)) / (Bool.random(using: &random) ? 1 : 8),
      truncated: Int.random(in: 0..<6, using: &random) == 0, formatOK: Int.random(in: 0..<6, using: &random) > 0,
      reward: correct == nil || Int.random(in: 0..<6, using: &random) == 0 ? nil : Double(Int.random(in: -2...2, using: &random)) / 2,
      fields: fields(&random))
  }

  /// What shapers may ask for beside.
  private static func fields(_ random: inout SplitMix) -> JSONObject {
    func some(_ values: [JSONValue]) -> JSONValue { values.randomElement(using: &random) ?? .null }
    return [
      "repeated": some([true, false, .null]), "budget": some([100, 500.5, 2000]), "think": some([true, false]),
      "degenerate": some([true, false]), "mode": some(["instant", "reasoning", "agentic"]), "forced": some([true, false]),
      "tag": some(["easy", "Hard", "neither", .null]), "tokens": some([[], [1, 2, 1, 2], [3, 3, 3], [1, 2, 3, 4]]),
      "text": some(["", "a b a b", "Any word"]), "components": some([[1, 0, 0.5], [.null, 1, 0]]), "erd": some([0, 0.5, 1]),
      "ird": some([0, 0.3, 1]), "size": some([3, 7, 20]), "error": some([0, 0.5, .null]), "satisfied": some([[], [true, false]]),
      "ranking": some([[3, 1, 2], [1, 2, 3], [1], .null]), "tests": some([[], [true, false, true]]), "cluster": some(["a", "b", .null]),
      "child_correct": some([[], [true, false]]), "abstraction": some([true, false]), "repetition": some([0, -0.5]),
    ]
  }

  /// Every shaper with every set of options on a run of random batches.
  private func forEach(_ body: (ConfiguredShaper, inout ConfiguredShaper.State, inout SplitMix) throws -> Void) throws {
    for name in Self.names {
      for (index, options) in Self.options.enumerated() where try index == 0 || Self.hasAny(name, of: options) {
        var random = SplitMix(seed: UInt64(index))
        let shaper = try Self.shaper(name, options)
        var state = shaper.makeState()
        for _ in 0..<25 { try body(shaper, &state, &random) }
      }
    }
  }

  @Test func countOrderAndNulls() throws {
    try forEach { shaper, state, random in
      let batch = Self.batch(&random)
      let shaped = try shaper.shape(batch, updating: &state)
      let rollouts = batch.groups.flatMap(\.rollouts)
      #expect(shaped.rewards.count == rollouts.count)
      for (rollout, reward) in zip(rollouts, shaped.rewards) {
        let description = shaper.description
        if ["gate", "when"].contains(description.name) {
          // Whether a length is needed depends on where the group goes.
          #expect(reward == nil || rollout.correct != nil)
        } else if description.usesCorrectness {
          #expect((reward != nil) == (rollout.correct != nil && (rollout.length != nil || !description.usesLength)))
        } else if description.combination == .transforms {
          #expect((reward != nil) == (rollout.reward != nil && (rollout.length != nil || !description.usesLength)))
        }
        #expect(reward.map { $0.isFinite && !($0 == 0 && $0.sign == .minus) } ?? true)
      }
    }
  }

  @Test func unscorableRolloutsChangeNothing() throws {
    try forEach { shaper, state, random in
      guard shaper.description.usesCorrectness else { return }
      let batch = Self.batch(&random)
      var more = batch
      for group in more.groups.indices {
        var unknown = Self.rollout(&random)
        (unknown.correct, unknown.length, unknown.reward) = (nil, .nan, nil)
        more.groups[group].rollouts.insert(unknown, at: 0)
      }
      var other = state
      let shaped = try shaper.shape(batch, updating: &state)
      let extended = try shaper.shape(more, updating: &other)
      var at = 0
      var rest: [Double?] = []
      for group in more.groups {
        #expect(extended.rewards[at] == nil)
        rest += extended.rewards[at + 1..<at + group.rollouts.count]
        at += group.rollouts.count
      }
      #expect(rest == shaped.rewards)
      #expect(json(of: state.value) == json(of: other.value))
    }
  }

  @Test func permutationEquivariance() throws {
    try forEach { shaper, state, random in
      // Rollouts of a serial method have an order.
      guard shaper.description.name != "s_grpo" else { return }
      let batch = Self.batch(&random)
      var reversed = batch
      for group in reversed.groups.indices { reversed.groups[group].rollouts.reverse() }
      reversed.groups.reverse()
      var other = state
      let shaped = try shaper.shape(batch, updating: &state)
      #expect(try shaper.shape(reversed, updating: &other).rewards == shaped.rewards.reversed(), "to the bit")
      #expect(json(of: state.value) == json(of: other.value))
    }
  }

  @Test func stateSurvivesJSONBetweenBatches() throws {
    for name in Self.names {
      for options in Self.options {
        var random = SplitMix(seed: 7)
        let shaper = try Self.shaper(name, options)
        var state = shaper.makeState()
        var saved = state
        for _ in 0..<25 {
          let batch = Self.batch(&random)
          let shaped = try shaper.shape(batch, updating: &state)
          saved = try shaper.state(from: json(of: saved.value))
          #expect(try shaper.shape(batch, updating: &saved) == shaped)
          #expect(json(of: state.value) == json(of: saved.value))
        }
      }
    }
  }

  @Test func errorLeavesStateUntouched() throws {
    try forEach { shaper, state, random in
      var batch = Self.batch(&random)
      _ = try shaper.shape(batch, updating: &state)
      // What acts at some steps only need not look at lengths at the others.
      guard shaper.description.usesLength, shaper.description.name != "when" else { return }
      batch.groups.append(
        Group(
          id: "z",
          rollouts: [
            JudgedRollout(correct: true, length: 3, reward: 1), JudgedRollout(correct: false, length: -1, reward: 1),
          ]))
      let before = json(of: state.value)
      #expect(throws: RewardError.self) { try shaper.shape(batch, updating: &state) }
      #expect(json(of: state.value) == before)
    }
  }

  @Test func rewardsComeFromTheIncomingState() throws {
    let shaper = try Self.shaper("hapo", [:])
    var state = shaper.makeState()
    let groups = [50.0, 40, 60].map { Group(id: "a", rollouts: [JudgedRollout(correct: true, length: $0)]) }
    #expect(try shaper.shape(Batch(groups: groups), updating: &state).rewards == [1, 1, 1])
    #expect(json(of: state.value) == #"{"history":{"a":40}}"#.json)
    #expect(try shaper.shape(Batch(groups: groups), updating: &state).rewards[1] == 1, "as long as what is remembered")
  }
}

extension String {
  /// The value that this JSON is.
  var json: JSONValue { JSONValue(json: self) }
}

/// A small generator with a seed, so that a failure can be seen again.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
