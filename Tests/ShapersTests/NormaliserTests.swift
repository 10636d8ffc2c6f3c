import RewardCore
import Testing

@testable import Shapers

/// What every normaliser has to uphold, and the properties that its description claims.
@Suite struct NormaliserTests {
  static let options: [String: JSONObject] = [
    "passk": ["k": 1], "gdpo": ["weights": [1, 0.5]], "gfpo": ["k": 3], "topgap": ["scale": false],
  ]
  static let names = ((try? Registry.shapers().normalisers) ?? []).map(\.name)

  static func normaliser(_ name: String, _ options: JSONObject? = nil) throws -> ConfiguredNormaliser {
    let registry = try Registry.shapers()
    return try registry.normaliser(
      name, options: options ?? Self.options[name] ?? [:], context: ShaperContext(registry: registry))
  }

  /// Rewards of one decimal, some of them null, with lengths; two parts that are null where the reward is.
  static func batch(_ random: inout SplitMix, binary: Bool, nulls: Bool = true, sizes: [Int] = [0, 2, 3, 5, 8]) -> Batch {
    Batch(
      groups: (0..<4).map { index in
        Group(
          id: "g\(index)",
          rollouts: (0..<(sizes.randomElement(using: &random) ?? 2)).map { at in
            // The first two of a group have rewards, so that it is not too small for anyone.
            let isNull = nulls && at > 1 && Int.random(in: 0..<5, using: &random) == 0
            let reward = binary ? Double(Int.random(in: 0...1, using: &random)) : Double(Int.random(in: -10...10, using: &random)) / 10
            var rollout = JudgedRollout(
              correct: isNull ? nil : reward > 0, length: Double(Int.random(in: 1...4000, using: &random)), reward: isNull ? nil : reward)
            rollout.parts = isNull ? [nil, nil] : [reward, Double(Int.random(in: 0...3, using: &random))]
            return rollout
          })
      })
  }

  private func forEach(_ body: (String, ConfiguredNormaliser, Batch) throws -> Void) throws {
    for name in Self.names {
      let normaliser = try Self.normaliser(name)
      var random = SplitMix(seed: 11)
      for _ in 0..<40 { try body(name, normaliser, Self.batch(&random, binary: name == "passk")) }
    }
  }

  @Test func allAreThere() {
    #expect(
      Self.names == [
        "dr_grpo", "gdpo", "gfpo", "grpo", "grpo_lead_advantage", "opo", "passk", "reinforce_pp", "rloo", "topgap",
      ])
  }

  @Test func oneFiniteNumberForEachRolloutAndZeroForNull() throws {
    try forEach { name, normaliser, batch in
      let values = try normaliser.advantages(for: batch).values
      #expect(values.count == batch.count)
      for (rollout, value) in zip(batch.groups.flatMap(\.rollouts), values) {
        #expect(value.isFinite && !(value == 0 && value.sign == .minus), "\(name)")
        if rollout.reward == nil { #expect(value == 0, "\(name)") }
      }
    }
  }

  @Test func aNullRewardChangesNothing() throws {
    try forEach { name, normaliser, batch in
      var more = batch
      for group in more.groups.indices {
        var unknown = JudgedRollout(correct: nil, length: -7)
        unknown.parts = [nil, nil]
        more.groups[group].rollouts.insert(unknown, at: 0)
      }
      let values = try normaliser.advantages(for: batch).values
      let extended = try normaliser.advantages(for: more).values
      var at = 0
      var rest: [Double] = []
      for group in more.groups {
        #expect(extended[at] == 0)
        rest += extended[at + 1..<at + group.rollouts.count]
        at += group.rollouts.count
      }
      #expect(bits(rest) == bits(values), "\(name)")
    }
  }

  /// Where equals are told apart by their place (the edges say so), the rewards are made different.
  @Test func orderDoesNotMatter() throws {
    try forEach { name, normaliser, batch in
      var batch = batch
      if name == "topgap" || name == "gfpo" {
        for group in batch.groups.indices {
          for index in batch.groups[group].rollouts.indices {
            batch.groups[group].rollouts[index].reward? += Double(index) / 64
            batch.groups[group].rollouts[index].length? += Double(index) / 64
          }
        }
      }
      var reversed = batch
      for group in reversed.groups.indices { reversed.groups[group].rollouts.reverse() }
      reversed.groups.reverse()
      let values = try normaliser.advantages(for: batch).values
      let others = try normaliser.advantages(for: reversed).values
      #expect(bits(others.reversed()) == bits(values), "\(name)")
    }
  }

  /// Adding a number to all rewards changes nothing, to the bit: rewards are decimals, and differences of them are exact.
  @Test(arguments: ["grpo", "dr_grpo", "rloo", "opo", "reinforce_pp", "topgap", "gfpo", "gdpo"]) func shiftChangesNothing(
    _ name: String
  ) throws {
    let normaliser = try Self.normaliser(name)
    var random = SplitMix(seed: 5)
    for _ in 0..<40 {
      let batch = Self.batch(&random, binary: false)
      var shifted = batch
      for group in shifted.groups.indices {
        for index in shifted.groups[group].rollouts.indices {
          if let reward = shifted.groups[group].rollouts[index].reward {
            shifted.groups[group].rollouts[index].reward = ((reward + 3) * 10).rounded() / 10
            shifted.groups[group].rollouts[index].parts[0] = ((reward + 3) * 10).rounded() / 10
          }
        }
      }
      let values = try normaliser.advantages(for: batch).values
      let others = try normaliser.advantages(for: shifted).values
      #expect(bits(others) == bits(values))
    }
  }

  /// Each advantage is the exact value rounded once, so a sum of n of them is within n/2 units of the largest one's last place.
  @Test(arguments: ["grpo", "dr_grpo", "rloo", "passk"]) func theAdvantagesOfAGroupAddUpToZero(_ name: String) throws {
    let normaliser = try Self.normaliser(name, name == "passk" ? ["k": 2, "eps": 0] : nil)
    var random = SplitMix(seed: 9)
    for _ in 0..<60 {
      for group in Self.batch(&random, binary: name == "passk", sizes: [2, 3, 8, 16]).groups {
        let values = try normaliser.advantages(for: Batch(groups: [group])).values
        let largest = values.map(\.magnitude).max() ?? 0
        let sum = values.sorted { $0.magnitude > $1.magnitude }.reduce(0, +)
        #expect(sum.magnitude <= Double(values.count) * largest.ulp, "\(values)")
      }
    }
  }

  @Test func lengthsWeighOPOAndREINFORCE() throws {
    var random = SplitMix(seed: 21)
    for _ in 0..<40 {
      let batch = Self.batch(&random, binary: false, sizes: [2, 3, 8])
      for name in ["opo", "reinforce_pp"] {
        let values = try Self.normaliser(name).advantages(for: batch).values
        let weighted = zip(batch.groups.flatMap(\.rollouts), values).map { rollout, value in (rollout.length ?? 0) * value }
        #expect(weighted.reduce(0, +).magnitude <= 1e-9 * (weighted.map(\.magnitude).max() ?? 0) + 1e-300, "\(name)")
      }
    }
  }

  /// n/(n − 1)·(r − mean), computed here over integers: rewards are tenths.
  @Test func rlooIsTheClosedForm() throws {
    let rloo = try Self.normaliser("rloo")
    var random = SplitMix(seed: 2)
    for _ in 0..<100 {
      let tenths = (0..<Int.random(in: 2...16, using: &random)).map { _ in Int.random(in: -30...30, using: &random) }
      let group = Group(rollouts: tenths.map { JudgedRollout(correct: true, reward: Double($0) / 10) })
      let n = tenths.count
      let sum = tenths.reduce(0, +)
      // (n·t − sum) / (10·(n − 1)): one division of two integers, which is correctly rounded.
      let expected = tenths.map { Double(n * $0 - sum) / Double(10 * (n - 1)) }
      let values = try rloo.advantages(for: Batch(groups: [group])).values
      #expect(bits(values) == bits(expected.map { $0 == 0 ? 0 : $0 }))
    }
  }

  @Test func passAtOneIsGRPOWithThePopulationDeviation() throws {
    let passk = try Self.normaliser("passk", ["k": 1])
    let grpo = try Self.normaliser("grpo", ["std": "population"])
    var random = SplitMix(seed: 4)
    for _ in 0..<60 {
      let batch = Self.batch(&random, binary: true)
      let values = try passk.advantages(for: batch).values
      let others = try grpo.advantages(for: batch).values
      #expect(bits(values) == bits(others))
    }
  }

  @Test func gdpoTellsApartWhatASumDoesNot() throws {
    func group(_ parts: [[Double]]) -> Group {
      Group(
        rollouts: parts.map { parts in
          var rollout = JudgedRollout(correct: true, reward: parts.reduce(0, +))
          rollout.parts = parts
          return rollout
        })
    }
    let batch = Batch(groups: [group([[0, 0], [0, 1]]), group([[0, 0], [1, 1]])])
    let summed = try Self.normaliser("grpo", ["eps": 0]).advantages(for: batch).values
    #expect(summed[1] == summed[3])
    let apart = try Self.normaliser("gdpo", ["weights": [1, 1]]).advantages(for: batch).values
    #expect((apart[3] / apart[1] - 2).magnitude < 1e-12)
  }

  /// The decoupling problem of the shaping specification (2.2): a right answer with a small bonus falls below the mean.
  @Test func aLongRightAnswerCanBePushedDown() throws {
    let rewards = [1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1, -0.5]
    let group = Group(rollouts: rewards.map { JudgedRollout(correct: $0 > 0, reward: $0) })
    #expect(
      try Self.normaliser("dr_grpo").advantages(for: Batch(groups: [group])).values
        == Array(repeating: 0.3125, count: 6) + [-0.1875, -1.6875])
  }

  @Test func extremesStayExact() throws {
    for scale in [1e-300, 1, 1e300] {
      let group = Group(rollouts: [1, 2, 4].map { JudgedRollout(correct: true, reward: $0 * scale) })
      let values = try Self.normaliser("grpo", ["eps": 0]).advantages(for: Batch(groups: [group])).values
      // (1 − 7/3)/√(7/3) and so on, whatever the scale.
      #expect(
        (values[0] + 0.8728715609439694).magnitude < 2e-16 && (values[2] - 1.0910894511799618).magnitude < 3e-16, "\(scale) \(values)")
    }
    let group = Group(rollouts: [1, 0].map { JudgedRollout(correct: true, reward: $0) })
    #expect(try Self.normaliser("grpo", ["eps": -0.5, "std": "population"]).isRefused(Batch(groups: [group])) == .notFinite)
  }

  @Test func optionsThatDoNotFit() throws {
    let registry = try Registry.shapers()
    func refusal(_ name: String, _ options: JSONObject, groupSize: Int? = nil) -> RewardError? {
      do throws(RewardError) {
        _ = try registry.normaliser(name, options: options, context: ShaperContext(groupSize: groupSize, registry: registry))
        return nil
      } catch { return error }
    }
    #expect(refusal("passk", ["k": 9], groupSize: 8)?.code == .invalidParameter)
    #expect(refusal("passk", [:])?.code == .missingParameter)
    #expect(refusal("gdpo", ["weights": []])?.code == .invalidParameter)
    #expect(refusal("gdpo", ["weights": [1, "2"]])?.field == "weights")
    #expect(refusal("grop", [:])?.nearest == "grpo")
    do throws(RewardError) {
      try registry.normaliser("gdpo", options: ["weights": [1]], context: ShaperContext(registry: registry))
        .check(parts: ["correctness", "laser"])
      Issue.record("no error")
    } catch {
      #expect(
        error.message
          == "gdpo: the option `weights` cannot be that: found 1 weights, expected 2, one for each part of the reward: correctness, laser")
    }
  }

  private func bits(_ values: [Double]) -> [UInt64] { values.map(\.bitPattern) }
}

extension ConfiguredNormaliser {
  fileprivate func isRefused(_ batch: Batch) throws -> RewardError.Code? {
    do throws(RewardError) {
      _ = try advantages(for: batch)
      return nil
    } catch { return error.code }
  }
}
