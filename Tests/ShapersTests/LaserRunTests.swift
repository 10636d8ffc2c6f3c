import Foundation
import RewardCore
import Testing

@testable import Shapers

/// What LASER-D does in a run: it estimates its own targets.
@Suite struct LaserRunTests {
  private func shaper(
    _ options: JSONObject, groupSize: Int? = nil, followsRun: Bool = true, name: String = "laser_d"
  ) throws -> ConfiguredShaper {
    let registry = try Registry.shapers()
    return try registry.shaper(
      name, options: options,
      context: ShaperContext(groupSize: groupSize, followsRun: followsRun, registry: registry))
  }

  private func batch(_ lengths: [Double], right: Int) -> Batch {
    let rollouts = lengths.enumerated().map { JudgedRollout(correct: $0.offset < right, length: $0.element) }
    return Batch(groups: [Group(id: "a", rollouts: rollouts)])
  }

  @Test(arguments: ["laser_d", "laser_de"]) func refreshesAfterSoManyBatches(_ name: String) throws {
    let shaper = try shaper(["refresh_every": 2, "lower": 1024, "upper": 4096, "n_rollout": 3], name: name)
    var state = shaper.makeState()
    let first = batch([900, 1500, 2500], right: 2)
    #expect(try shaper.shape(first, updating: &state).rewards == [1.5, 1.5, -0.5])
    #expect(
      json(of: state.value)
        == #"""
        {"pool":{"bands":{"medium":{"1500":1,"2500":1,"900":1}},"batches":1},"targets":{"easy":8192,"hard":8192,"medium":8192}}
        """#.json)
    // Pool: medium 900, 1500, 2500 twice each; C = 1, so all of them have to be covered: 3072 is not below the longest, 2500.
    #expect(try shaper.shape(first, updating: &state).rewards == [1.5, 1.5, -0.5])
    #expect(json(of: state.value) == #"{"targets":{"easy":2500,"hard":2500,"medium":2500}}"#.json)
  }

  @Test func agreesWithTheEstimationOnAMonitoredBatch() throws {
    var random = SplitMix(seed: 3)
    let options: JSONObject = ["lower": 100, "upper": 3000, "interval": 70.5, "n_rollout": 5]
    var own = options
    own["refresh_every"] = 4
    let shaper = try shaper(own)
    let estimation = try LaserTargetEstimation(
      options: try Options(options, for: LaserTargetEstimation.description.options, owner: "test"))
    for _ in 0..<20 {
      var state = shaper.makeState()
      var monitored = Batch(groups: [])
      for _ in 0..<4 {
        let batch = LawTests.batch(&random)
        monitored.groups += batch.groups
        _ = try shaper.shape(batch, updating: &state)
      }
      let known = monitored.groups.flatMap(\.rollouts).filter { $0.correct != nil }.compactMap(\.length)
      guard let longest = known.max() else { continue }
      monitored.fields["max_observed"] = JSONValue(longest)
      #expect(try json(of: LaserState(targets: estimation.targets(for: monitored))) == json(of: state.value))
    }
  }

  @Test func learnsNothingInACaseOrWhenToldNotTo() throws {
    for shaper in [try shaper(["refresh_every": 1], followsRun: false), try shaper(["refresh_every": 0])] {
      var state = shaper.makeState()
      for _ in 0..<3 { _ = try shaper.shape(batch([10, 20], right: 1), updating: &state) }
      #expect(json(of: state.value) == #"{"targets":{"easy":8192,"hard":8192,"medium":8192}}"#.json)
    }
  }

  @Test func groupSizeIsTheDefaultNumberOfRollouts() throws {
    // One hit of three is hard with C = 1 whatever the group size; two of three are medium with C = ⌊n/3⌋.
    for (groupSize, target) in [(nil, 2.0), (6, 2.0), (3, 3.0)] as [(Int?, Double)] {
      let shaper = try shaper(["refresh_every": 1, "lower": 1024, "upper": 5120], groupSize: groupSize)
      var state = shaper.makeState()
      _ = try shaper.shape(batch([1000, 2000, 2500], right: 2), updating: &state)
      let targets = json(of: state.value).objectValue?["targets"]?.objectValue
      // 2 of 3 hits: the half has to be covered with C = 2, that is 2000 of 3; with C = 1 all, and 3072 is beyond 2500.
      #expect(targets?["medium"]?.doubleValue == (target == 2 ? 2048 : 2500))
    }
  }

  @Test func nothingToLearnChangesNoTarget() throws {
    let shaper = try shaper(["refresh_every": 1, "default_target": 256])
    var state = shaper.makeState()
    let unknown = Batch(groups: [
      Group(rollouts: [JudgedRollout(correct: nil, length: 5), JudgedRollout(correct: true)])
    ])
    _ = try shaper.shape(unknown, updating: &state)
    _ = try shaper.shape(Batch(groups: []), updating: &state)
    #expect(json(of: state.value) == #"{"targets":{"easy":256,"hard":256,"medium":256}}"#.json)
    _ = try shaper.shape(batch([10, 20, 5000], right: 3), updating: &state)
    #expect(json(of: state.value) == #"{"targets":{"easy":4096,"hard":5000,"medium":5000}}"#.json, "lower is 4096")
  }

  @Test func theStateIsBounded() throws {
    let shaper = try shaper(["refresh_every": 1000])
    var state = shaper.makeState()
    for round in 0..<20 {
      let lengths = (0..<8192).map { Double(round * 8192 + $0) }
      _ = try shaper.shape(batch(lengths, right: 1), updating: &state)
    }
    #expect(try #require(state.value as? LaserState).pool?.rollouts == LaserPool.capacity)
  }

  @Test(arguments: [
    #"{"batches":0,"bands":{}}"#, #"{"batches":9223372036854775807,"bands":{}}"#,
    #"{"batches":1,"bands":{"easy":{"-5":1}}}"#, #"{"batches":1,"bands":{"easy":{"5":0}}}"#,
    #"{"batches":1,"bands":{"easy":{"five":1}}}"#, #"{"batches":1,"bands":{"easy":{"0x10":1}}}"#,
    #"{"batches":1,"bands":{"easy":{"1e999":1}}}"#, #"{"batches":1,"bands":{"simple":{}}}"#, #"{"batches":1}"#, #"5"#,
  ]) func poolsThatWereNotMadeHereAreRefused(_ pool: String) throws {
    let shaper = try shaper([:])
    let text = #"{"targets":{"easy":1,"medium":1,"hard":1},"pool":\#(pool)}"#
    do throws(RewardError) {
      var state = try shaper.state(from: text.json)
      _ = try shaper.shape(batch([1], right: 1), updating: &state)
      Issue.record("no error")
    } catch { #expect(error.code == .invalidState) }
  }

  @Test func contradictingOptions() throws {
    let registry = try Registry.shapers()
    do throws(RewardError) {
      _ = try registry.shaper(
        "laser_d", options: ["lower": 5, "upper": 4], context: ShaperContext(registry: registry))
      Issue.record("no error")
    } catch {
      #expect(error.code == .invalidParameter && error.field == "lower" && error.source == "laser_d")
      #expect(error.message == "laser_d: the option `lower` cannot be that: found 5, expected at most `upper`, 4")
    }
  }

  @Test func aRecipesBaseRewardsGoBeforeTheDefaults() throws {
    let registry = try Registry.shapers()
    let context = ShaperContext(baseRewards: ["correct_reward": 3, "wrong_reward": -3], registry: registry)
    for name in ["outcome", "laser", "laser_d", "laser_de", "kimi_length"] {
      let shaper = try registry.shaper(name, context: context)
      var state = shaper.makeState()
      let rewards = try shaper.shape(batch([9000, 9000], right: 1), updating: &state).rewards
      #expect(rewards == [3, name == "laser_de" ? -2.5 : -3])
    }
  }

  @Test func aFieldOfTheWrongTypeIsAnError() throws {
    let repeated = Batch(groups: [
      Group(rollouts: [JudgedRollout(correct: false, length: 9000, fields: ["repeated": "yes"])])
    ])
    let explorer = try shaper([:], name: "laser_de")
    var state = explorer.makeState()
    do throws(RewardError) {
      _ = try explorer.shape(repeated, updating: &state)
      Issue.record("no error")
    } catch { #expect(error.code == .wrongType && error.field == "repeated") }
    let laser = try shaper([:])
    var other = laser.makeState()
    #expect(try laser.shape(repeated, updating: &other).rewards == [-0.5], "laser_d does not look at it")
  }
}
