import RewardCore
import TestSupport
import Testing

@Suite("Results of groups")
struct ShapedTests {
  @Test("results of groups stand one behind the other, in the order of the groups")
  func joined() throws {
    let batch = Batch(groups: [2, 0, 1].map { Group(rollouts: Array(repeating: JudgedRollout(correct: true, reward: 1), count: $0)) })
    let shaped = try Sizes().shape(batch, state: EmptyState())
    #expect(shaped.rewards == [2, 2, 1])
    #expect(
      shaped.outputs == [
        Shaped.Output("each", .perRollout([2, 2, 1])), Shaped.Output("words", .perRolloutValues(["2", "2", "1"])),
        Shaped.Output("size", .perGroup([2, 0, 1])), Shaped.Output("last", .batch(1)),
      ])
    let advantages = try Sizes().advantages(for: batch)
    #expect(advantages.values == [2, 2, 1] && advantages.outputs == shaped.outputs)
  }

  /// Four times the groups take some four times the time; where all that was there is copied for each, sixteen times.
  @Test("side outputs take constant time a group")
  func manyGroups() throws {
    let shaper = Sizes()
    func time(_ groups: Int) throws -> Duration {
      let group = Group(rollouts: [JudgedRollout(correct: true, reward: 1)])
      let batch = Batch(groups: Array(repeating: group, count: groups))
      var results: [Result<Int, any Error>] = []
      let time = processorTime {
        results.append(Result { try shaper.shape(batch, state: EmptyState()).rewards.count })
        results.append(Result { try shaper.advantages(for: batch).values.count })
      }
      for result in results { #expect(try result.get() == groups) }
      return time
    }
    let (few, many) = (try time(4_000), try time(16_000))
    #expect(many < few * 8, "\(few), \(many)")
  }
}

/// Every rollout is worth the size of its group; with side outputs of every kind.
private struct Sizes: GroupShaper, GroupNormaliser {
  static let description = ShaperDescription(
    name: "sizes", version: 0, summary: "Sizes.", equation: "R = n", level: .group, usesLength: false, options: [], edges: ["None."],
    properties: [], sources: [Source("None")], examples: [ShaperExample(result: "{}")])

  init() {}
  init(options: Options, context: ShaperContext) {}

  func shape(_ group: Group) -> Shaped {
    let size = group.rollouts.count
    let all = group.rollouts.map { _ in size }
    return Shaped(
      rewards: all.map(Double.init),
      outputs: [
        Shaped.Output("each", .perRollout(all.map(Double.init))),
        Shaped.Output("words", .perRolloutValues(all.map { .string("\($0)") })),
        Shaped.Output("size", .perGroup([.number(JSONNumber(size))])), Shaped.Output("last", .batch(.number(JSONNumber(size)))),
      ])
  }

  func advantages(for group: Group) -> Advantages {
    Advantages(values: group.rollouts.map { _ in Double(group.rollouts.count) }, outputs: shape(group).outputs)
  }
}
