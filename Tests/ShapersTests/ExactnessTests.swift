import RewardCore
import Testing

@testable import Shapers

/// Rewards to the bit: what is written in decimal means that decimal, and nothing depends on the order of a sum.
@Suite struct ExactnessTests {
  private func rewards(_ name: String, _ params: String, _ lengths: [Double], right: Int) throws -> [Double?] {
    let registry = try Registry.shapers()
    let shaper = try registry.shaper(
      name, options: params.json.objectValue ?? [:], context: ShaperContext(registry: registry))
    var state = shaper.makeState()
    let rollouts = lengths.enumerated().map { JudgedRollout(correct: $0.offset < right, length: $0.element) }
    return try shaper.shape(Batch(groups: [Group(id: "a", rollouts: rollouts)]), updating: &state).rewards
  }

  @Test func decimalsAreDecimals() throws {
    #expect(try rewards("laser", #"{"correct_reward": 0.1, "alpha": 0.2}"#, [5], right: 1) == [0.3])
    #expect(try rewards("kimi_length", #"{"weight": 0.6, "correct_reward": 0.4}"#, [1, 2], right: 2) == [0.7, 0.1])
    #expect(try rewards("efficient_reasoning", #"{"alpha": 0.3}"#, [5], right: 1) == [0.85])
    #expect(try rewards("laser", #"{"target": 1e-7}"#, [1e-7, 1.0000000000000002e-7], right: 2) == [1.5, 1])
  }

  @Test(arguments: ["outcome", "laser", "laser_d", "kimi_length"]) func noNegativeZero(_ name: String) throws {
    // Smaller than any double and below 0; the nearest double is −0.
    let wrong = try #require(try rewards(name, #"{"wrong_reward": -1e-400}"#, [5, 5], right: 1)[1])
    #expect(wrong == 0 && wrong.sign == .plus)
  }

  @Test func digitsBeyondReasonStillCount() throws {
    let digits = String(repeating: "3", count: 30_000)
    #expect(try rewards("outcome", #"{"correct_reward": 0.\#(digits)}"#, [5], right: 1) == [1.0 / 3])
  }

  @Test func zIsZeroAtTheMeanWhateverEpsilon() throws {
    // In doubles the mean of these is not 0.1.
    for epsilon in ["0", "1e-7", "1e9"] {
      #expect(
        try rewards("efficient_reasoning", #"{"eps": \#(epsilon)}"#, [0.1, 0.1, 0.1], right: 3) == [0.95, 0.95, 0.95])
    }
    #expect(try rewards("efficient_reasoning", "{}", [0.1, 0.2, 0.3], right: 3)[1] == 0.95)
  }
}
