import Foundation
import RewardCore
import RewardLaws
import RewardTesting
import Rewards
import Synchronization
import Testing

/// A shaper with a state that is right, and one way for each law to be wrong.
protocol ShaperFault: Sendable {
  static var law: String { get }
  static var examples: [ShaperExample] { get }
  static var combination: ShaperDescription.Combination { get }
  static var level: ShaperDescription.Level { get }
  static var merging: StateMerging { get }
  static var makesLoose: Bool { get }
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double?
  static func reward(
    _ rollout: JudgedRollout, at index: Int, in group: Group, of batch: Batch, _ tally: Tally
  ) throws(RewardError) -> Double?
  static func update(_ tally: inout Tally, after batch: Batch)
  static func merge(_ states: [Tally], since base: Tally) throws(RewardError) -> Tally
}

/// How many right answers there were.
struct Tally: Codable, Sendable, Hashable {
  var right = 0
  /// What breaks value semantics, or is not saved, where a fault wants that.
  var box = Box()
  private enum CodingKeys: CodingKey { case right, boxed }

  init() {}
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    right = try values.decode(Int.self, forKey: .right)
    box.count.withLock { $0 = (try? values.decode(Int.self, forKey: .boxed)) ?? 0 }
  }
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(right, forKey: .right)
    let boxed = box.count.withLock(\.self)
    if boxed != 0 { try values.encode(boxed, forKey: .boxed) }
  }
}

final class Box: Sendable, Hashable {
  let count = Mutex(0)
  static func == (left: Box, right: Box) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

extension ShaperFault {
  static var examples: [ShaperExample] { [ShaperExample(result: #"{"rewards": [1, 1, 0, 1, 0, 0]}"#, stateOut: #"{"right": 3}"#)] }
  static var combination: ShaperDescription.Combination { .adds }
  static var level: ShaperDescription.Level { .stateful }
  static var merging: StateMerging { .mergeable("the counts are added") }
  static var makesLoose: Bool { false }
  /// Right answers are worth 1, and a hundredth more once there were three.
  static func sound(_ rollout: JudgedRollout, _ tally: Tally) throws(RewardError) -> Double? {
    guard try rollout.isScorableWithLength(), let correct = rollout.correct else { return nil }
    return correct ? (tally.right >= 3 ? 1.01 : 1) : 0
  }
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    try sound(rollout, tally)
  }
  static func reward(
    _ rollout: JudgedRollout, at index: Int, in group: Group, of batch: Batch, _ tally: Tally
  ) throws(RewardError) -> Double? {
    try reward(rollout, at: index, in: group, tally)
  }
  static func count(_ tally: inout Tally, _ batch: Batch) {
    tally.right += batch.groups.flatMap(\.rollouts).count { $0.correct == true && $0.length != nil }
  }
  static func update(_ tally: inout Tally, after batch: Batch) { count(&tally, batch) }
  static func merge(_ states: [Tally], since base: Tally) throws(RewardError) -> Tally {
    var merged = base
    merged.right += states.reduce(0) { $0 + $1.right - base.right }
    return merged
  }
}

struct FaultyShaper<F: ShaperFault>: Shaper {
  static var description: ShaperDescription {
    ShaperDescription(
      name: "faulty", version: 1, summary: "Counts what is right.", equation: "R = [correct]", level: F.level, combination: F.combination,
      usesLength: true, options: [], edges: ["Correctness or length unknown: null."], properties: [], sources: [Source("Made up")],
      examples: F.examples)
  }
  static var merging: StateMerging { F.merging }
  init(options: Options, context: ShaperContext) {}
  func makeState() -> Tally {
    var tally = Tally()
    if F.makesLoose { tally.right = Int.random(in: 0...1_000_000) }
    return tally
  }
  func shape(_ batch: Batch, state: Tally) throws(RewardError) -> Shaped {
    var rewards: [Double?] = []
    for group in batch.groups {
      for (index, rollout) in group.rollouts.enumerated() { rewards.append(try F.reward(rollout, at: index, in: group, of: batch, state)) }
    }
    return Shaped(rewards: rewards)
  }
  func update(_ state: inout Tally, after batch: Batch) { F.update(&state, after: batch) }
  func merge(_ states: [Tally], since base: Tally) throws(RewardError) -> Tally { try F.merge(states, since: base) }
}

enum SoundShaper: ShaperFault { static let law = "none" }

enum WrongNumber: ShaperFault {
  static let law = "worked numbers hold"
  static let examples = [ShaperExample(result: #"{"rewards": [1, 1, 0, 1, 0, 0.5]}"#)]
}

enum WrongState: ShaperFault {
  static let law = "worked numbers hold"
  static let examples = [ShaperExample(result: #"{"rewards": [1, 1, 0, 1, 0, 0]}"#, stateOut: #"{"right": 4}"#)]
}

enum NeverSatisfied: ShaperFault {
  static let law = "some batch is taken"
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    throw RewardError(.missingField, field: "mood")
  }
}

/// Divides by a count that can be zero.
enum NotANumber: ShaperFault {
  static let law = "one reward for each rollout"
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    guard rollout.correct != nil, try rollout.isScorableWithLength() else { return nil }
    return 1 / Double(group.rollouts.count { $0.correct == true })
  }
}

enum RewardsUnknown: ShaperFault {
  static let law = "one reward for each rollout"
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    try rollout.correct == nil ? 0 : sound(rollout, tally)
  }
}

enum CountsUnknown: ShaperFault {
  static let law = "an unknown rollout changes no other reward"
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    try sound(rollout, tally).map { $0 / Double(group.rollouts.count) }
  }
}

enum RevivesSkips: ShaperFault {
  static let law = "a skip stays a skip"
  static let combination = ShaperDescription.Combination.transforms
}

enum FirstWins: ShaperFault {
  static let law = "the order in a group does not matter"
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    try sound(rollout, tally).map { index == 0 ? $0 + 0.5 : $0 }
  }
}

enum Random: ShaperFault {
  static let law = "the same input gives the same bits"
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    try sound(rollout, tally).map { $0 + Double.random(in: 0..<0.001) }
  }
}

enum TakesAnyLength: ShaperFault {
  static let law = "an impossible length is refused"
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    rollout.length == nil ? nil : rollout.correct.map { $0 ? 1 : 0 }
  }
}

/// Its state is an object that copies share.
enum SharesState: ShaperFault {
  static let law = "a copy of the state is a checkpoint"
  static func update(_ tally: inout Tally, after batch: Batch) { tally.box.count.withLock { $0 += 1 } }
}

enum WritesWhileShaping: ShaperFault {
  static let law = "a copy of the state is a checkpoint"
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    tally.box.count.withLock { $0 += 1 }
    return try sound(rollout, tally)
  }
}

enum LooseStart: ShaperFault {
  static let law = "the first state is always the same"
  static let makesLoose = true
}

enum MergesSequential: ShaperFault {
  static let law = "`merging` tells what becomes of the state"
  static let merging = StateMerging.sequential("it says")
}

enum MergesTwice: ShaperFault {
  static let law = "`merging` tells what becomes of the state"
  static func merge(_ states: [Tally], since base: Tally) throws(RewardError) -> Tally {
    var merged = base
    merged.right += 2 * states.reduce(0) { $0 + $1.right }
    return merged
  }
}

/// Remembers the group that it is at where all threads see it.
enum SharesGroup: ShaperFault {
  static let law = "threads do not disturb each other"
  private static let size = Mutex(0)
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    size.withLock { $0 = group.rollouts.count { $0.correct != nil } }
    // So that another thread comes in between, also on a machine with one core.
    usleep(100)
    let count = size.withLock(\.self)
    return try sound(rollout, tally).map { $0 * Double(count) }
  }
}

/// The mean length of its group decides, though it says that it looks at one rollout.
enum LooksAtGroup: ShaperFault {
  static let law = "a reward depends on its own rollout and no other"
  static let level = ShaperDescription.Level.response
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    let lengths = group.rollouts.compactMap { $0.correct == nil ? nil : $0.length }
    let isLong = (rollout.length ?? 0) * Double(lengths.count) > lengths.reduce(0, +)
    return try sound(rollout, tally).map { isLong ? $0 - 0.5 : $0 }
  }
}

/// How many groups there are decides, though it says that it looks at one.
enum CountsGroups: ShaperFault {
  static let law = "a reward depends on its own group and no other"
  static let level = ShaperDescription.Level.group
  static func reward(
    _ rollout: JudgedRollout, at index: Int, in group: Group, of batch: Batch, _ tally: Tally
  ) throws(RewardError) -> Double? {
    try sound(rollout, tally).map { batch.groups.count > 20 ? $0 + 1 : $0 }
  }
}

enum ReadsNames: ShaperFault {
  static let law = "what groups are called changes nothing"
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    try sound(rollout, tally).map { $0 + Double(group.id?.utf8.count ?? 0) / 1000 }
  }
}

enum ReadsStep: ShaperFault {
  static let law = "the number of the step changes nothing"
  static func reward(
    _ rollout: JudgedRollout, at index: Int, in group: Group, of batch: Batch, _ tally: Tally
  ) throws(RewardError) -> Double? {
    try sound(rollout, tally).map { (batch.step ?? 0) % 2 == 1 ? $0 + 1 : $0 }
  }
}

/// The same, where only a worked number has a step, among the fields of its batch.
enum ReadsStepOfExample: ShaperFault {
  static let law = "the number of the step changes nothing"
  static let examples = [
    ShaperExample(inputs: #"{"step": 7, "groups": [\#(ShaperExample.groupW)]}"#, result: #"{"rewards": [2, 2, 1, 2, 1, 1]}"#)
  ]
  static func reward(
    _ rollout: JudgedRollout, at index: Int, in group: Group, of batch: Batch, _ tally: Tally
  ) throws(RewardError) -> Double? {
    try sound(rollout, tally).map { batch.fields["step"] == 7 ? $0 + 1 : $0 }
  }
}

enum RemembersUnknown: ShaperFault {
  static let law = "an unknown rollout leaves nothing in the state"
  static func update(_ tally: inout Tally, after batch: Batch) { tally.right += batch.count }
}

enum RemembersFirst: ShaperFault {
  static let law = "the order in a group leaves nothing in the state"
  static func update(_ tally: inout Tally, after batch: Batch) {
    tally.right += batch.groups.count { $0.rollouts.first { $0.correct != nil }?.correct == true }
  }
}

enum RemembersRewards: ShaperFault {
  static let law = "an update does not look at rewards"
  static func update(_ tally: inout Tally, after batch: Batch) {
    tally.right += batch.groups.flatMap(\.rollouts).count { $0.correct != nil && $0.reward == 1 }
  }
}

/// Compares every triple of a group.
enum Cubic: ShaperFault {
  static let law = "work grows with the batch"
  static func reward(_ rollout: JudgedRollout, at index: Int, in group: Group, _ tally: Tally) throws(RewardError) -> Double? {
    var better = 0
    for left in group.rollouts { for right in group.rollouts where left.length ?? 0 > right.length ?? 0 { better &+= 1 } }
    return try sound(rollout, tally).map { better < 0 ? 0 : $0 }
  }
}

@Suite("Broken shapers are found out") struct BrokenShaperTests {
  @Test("one that is right keeps every law") func sound() throws {
    #expect(try ShaperLaws(of: FaultyShaper<SoundShaper>.self, in: .builtIn).findings().map(\.description) == [])
    expectLaws(of: FaultyShaper<SoundShaper>.self)
  }

  static let faults: [any ShaperFault.Type] = [
    WrongNumber.self, WrongState.self, NeverSatisfied.self, NotANumber.self, RewardsUnknown.self, CountsUnknown.self, RevivesSkips.self,
    FirstWins.self, Random.self, TakesAnyLength.self, SharesState.self, WritesWhileShaping.self, LooseStart.self, MergesSequential.self,
    MergesTwice.self, SharesGroup.self, Cubic.self, LooksAtGroup.self, CountsGroups.self, ReadsNames.self, ReadsStep.self,
    ReadsStepOfExample.self,
    RemembersUnknown.self, RemembersFirst.self, RemembersRewards.self,
  ]

  private func brokenLaws<F: ShaperFault>(_ fault: F.Type) throws -> [LawFinding] {
    try ShaperLaws(of: FaultyShaper<F>.self, in: .builtIn).findings().filter { $0.law == F.law }
  }

  @Test("each fault breaks the law of its own", arguments: faults.indices) func isFound(_ index: Int) throws {
    #expect(try !brokenLaws(Self.faults[index]).isEmpty, "\(Self.faults[index])")
  }

  @Test("an issue stands at the worked number, and says how to look at it") func messages() throws {
    let finding = try #require(try brokenLaws(WrongNumber.self).first)
    #expect(finding.fileID?.hasSuffix("BrokenShaperTests.swift") == true && finding.evidence.contains("0.5"))
    #expect(finding.lookAtIt?.contains("rewards shape --cases -") == true)
    withKnownIssue { expectLaws(of: FaultyShaper<WrongNumber>.self) }
  }

  @Test("a state that loses something when it is saved") func lossyState() throws {
    let laws = Set(try ShaperLaws(of: LossyShaper.self, in: .builtIn).findings().map(\.law))
    #expect(laws.contains("a saved state resumes exactly"))
  }
}

/// Its state has a part that is not saved.
struct LossyShaper: Shaper {
  struct State: Codable, Sendable, Hashable {
    var seen = 0
    var unsaved = 0
    private enum CodingKeys: CodingKey { case seen }
  }
  static let description = ShaperDescription(
    name: "lossy", version: 1, summary: "Counts batches.", equation: "R = n", level: .stateful, usesLength: false, options: [],
    edges: ["None."], properties: [], sources: [Source("Made up")], examples: [ShaperExample(result: #"{"rewards": [0, 0, 0, 0, 0, 0]}"#)])
  init(options: Options, context: ShaperContext) {}
  func makeState() -> State { State() }
  func shape(_ batch: Batch, state: State) throws(RewardError) -> Shaped {
    Shaped(rewards: batch.groups.flatMap(\.rollouts).map { $0.correct == nil ? nil : Double(state.unsaved) })
  }
  func update(_ state: inout State, after batch: Batch) { state.unsaved += 1 }
}
