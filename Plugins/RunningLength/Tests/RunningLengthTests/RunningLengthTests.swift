import RewardLaws
import RewardPluginExport
import RunningLength
import Testing

@Suite("running_length")
struct RunningLengthTests {
  let shaper: ConfiguredShaper

  init() throws {
    var registry = Registry()
    try registry.add(RunningLengthShaper.self)
    shaper = try registry.shaper("running_length", context: ShaperContext(registry: registry))
  }

  @Test("keeps the laws of every shaper")
  func laws() {
    for finding in ShaperLaws(shaper).findings() { Issue.record("\(finding)") }
  }

  @Test("the running length follows right answers, and the reward follows it")
  func run() throws {
    var state = shaper.makeState()
    #expect(try shaper.shape(Self.batch(1000), updating: &state).rewards == [1])
    // Half as long again as what was there: α = 0.5 takes a quarter.
    #expect(try shaper.shape(Self.batch(1500), updating: &state).rewards == [0.75])
    // The mean is now 1125; twice that and more loses α.
    #expect(try shaper.shape(Self.batch(9000), updating: &state).rewards == [0.5])
  }

  private static func batch(_ length: Double) -> Batch {
    Batch(groups: [Group(id: "p", rollouts: [JudgedRollout(correct: true, length: length)])])
  }
}
