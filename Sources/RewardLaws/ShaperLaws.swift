public import RewardCore
import RewardPipeline

/// What every shaper upholds, as plain functions that return findings; each is tried on a fixed run of batches.
public struct ShaperLaws: Sendable {
  let shaper: ConfiguredShaper
  let batches: [Batch]
  /// Makes the shaper for its worked numbers; `nil`: they are not run.
  private let registry: Registry?

  /// The laws for a shaper; `batches` are tried beside the fixed ones and those of its worked numbers, for shapers that need fields of their
  /// own.
  public init(_ shaper: ConfiguredShaper, batches: [Batch] = []) {
    self.init(shaper, batches: batches, registry: nil)
  }

  /// The laws for the shaper of this name, and its worked numbers.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - options: those that it cannot do without.
  ///   - registry: what makes it.
  ///   - batches: tried beside the fixed ones and those of its worked numbers.
  /// - Throws: `unknown_shaper`, or what is wrong with an option.
  public init(_ name: String, options: JSONObject = JSONObject(), in registry: Registry, batches: [Batch] = []) throws(RewardError) {
    let shaper = try registry.shaper(name, options: options, context: ShaperContext(registry: registry))
    self.init(shaper, batches: batches, registry: registry)
  }

  /// The laws for a shaper of this type, in a registry that it is added to unless it is there.
  ///
  /// - Throws: what is wrong with an option.
  public init(
    of type: (some Shaper).Type, options: JSONObject = JSONObject(), in registry: Registry, batches: [Batch] = []
  ) throws(RewardError) {
    var registry = registry
    if !registry.shapers.contains(where: { $0.name == type.description.name }) { try registry.add(type) }
    try self.init(type.description.name, options: options, in: registry, batches: batches)
  }

  private init(_ shaper: ConfiguredShaper, batches: [Batch], registry: Registry?) {
    self.shaper = shaper
    self.registry = registry
    let own = shaper.description.examples.compactMap { example in
      (try? JSONValue(parsing: example.inputs)).flatMap { try? Batch(caseInputs: $0) }
    }
    self.batches = Self.fixedBatches + own + batches
  }

  /// All findings of all laws.
  public func findings() -> [LawFinding] { laws.findings() }

  /// The laws one by one; growth comes early, because a shaper whose work grows too fast takes forever in the others.
  package var laws: [Law] {
    [
      Law("the description is complete", completeDescription), Law("worked numbers hold", examples),
      Law("some batch is taken", takesABatch), Law("work grows with the batch", isGrowth: true, growth),
      Law("one reward for each rollout", rewardsMatchRollouts),
      Law("an unknown rollout changes no other reward", unknownRolloutsChangeNothing), Law("a skip stays a skip", skipsStay),
      Law("the order in a group does not matter", orderDoesNotMatter), Law("the same input gives the same bits", sameBits),
      Law("a reward depends on what its level says", usesLargeInput: true, levels),
      Law("what groups are called changes nothing", namesChangeNothing), Law("the number of the step changes nothing", stepsChangeNothing),
      Law("threads do not disturb each other", threads), Law("an impossible length is refused", refusalsChangeNothing),
      Law("a saved state resumes exactly", stateRoundTrips), Law("a copy of the state is a checkpoint", checkpoints),
      Law("what an update leaves in the state", updates), Law("`merging` tells what becomes of the state", merging),
    ]
  }

  /// Every worked number comes out as the description states it.
  public func examples() -> [LawFinding] {
    guard let registry else { return [] }
    return shaper.description.examples.compactMap { ExampleLaw.finding($0, of: shaper.description, in: registry) }
  }

  /// Some batch with rollouts is taken: laws that nothing was tried on would hold of anything.
  public func takesABatch() -> [LawFinding] {
    let state = shaper.makeState()
    var refusal: RewardError?
    for batch in batches where batch.groups.contains(where: { $0.rollouts.count > 1 }) {
      do throws(RewardError) {
        _ = try shaper.shape(batch, state: state)
        return []
      } catch { refusal = refusal ?? error }
    }
    return [finding("some batch is taken", refusal.map { "the first refusal: \($0)" } ?? "there was none with several rollouts")]
  }

  /// The description says everything.
  public func completeDescription() -> [LawFinding] {
    var findings = DescriptionLaws.findings(shaper.description) { finding($0, $1) }
    for option in shaper.description.options where !(option.defaultValue.map(option.accepts) ?? true) {
      findings.append(finding("the description is complete", "the default of `\(option.name)` is none of its values"))
    }
    return findings
  }

  /// One finite reward or `nil` for each rollout, in order; `nil` where correctness is unknown.
  public func rewardsMatchRollouts() -> [LawFinding] {
    brokenContracts().map { finding("one reward for each rollout", $0) }
      + run { batch, shaped, _ in
        let rollouts = batch.groups.flatMap(\.rollouts)
        if shaped.rewards.count != rollouts.count { return "\(shaped.rewards.count) rewards for \(rollouts.count) rollouts" }
        for (rollout, reward) in zip(rollouts, shaped.rewards) {
          if let reward, !reward.isFinite || (reward == 0 && reward.sign == .minus) { return "a reward of \(reward)" }
          let needsVerdict = [.adds, .replaces].contains(shaper.description.combination) && shaper.description.usesCorrectness
          if rollout.correct == nil, reward != nil, needsVerdict { return "a reward for an unknown rollout" }
        }
        return nil
      }.map { finding("one reward for each rollout", $0) }
  }

  /// What `ConfiguredShaper` refuses of a shaper's own results: another number of rewards, or one that is not finite.
  private func brokenContracts() -> [String] {
    let state = shaper.makeState()
    return batches.compactMap { batch in
      do throws(RewardError) {
        _ = try shaper.shape(batch, state: state)
        return nil
      } catch {
        // A shaper that refuses by itself says what is expected.
        let isContract =
          (error.code == .notFinite && error.field == "reward" && error.expected == nil)
          || (error.code == .lengthMismatch && error.field == "rewards")
        return isContract ? error.message : nil
      }
    }.prefix(1).map { $0 }
  }

  /// Where the reward so far is a skip, a shaper that transforms it leaves it one.
  public func skipsStay() -> [LawFinding] {
    guard shaper.description.combination == .transforms else { return [] }
    let state = shaper.makeState()
    return batches.compactMap { batch -> String? in
      var skipped = batch
      for group in skipped.groups.indices {
        for rollout in skipped.groups[group].rollouts.indices { skipped.groups[group].rollouts[rollout].reward = nil }
      }
      guard let shaped = try? shaper.shape(skipped, state: state), let reward = shaped.rewards.compactMap(\.self).first else { return nil }
      return "a skip became \(reward)"
    }.prefix(1).map { finding("a skip stays a skip", $0) }
  }

  /// A rollout whose correctness is unknown changes no other reward.
  ///
  /// Not for shapers that do not look at correctness.
  public func unknownRolloutsChangeNothing() -> [LawFinding] {
    guard shaper.description.usesCorrectness else { return [] }
    return run { batch, shaped, state in
      var more = batch
      for group in more.groups.indices {
        let fields = more.groups[group].rollouts.first?.fields ?? JSONObject()
        more.groups[group].rollouts.insert(JudgedRollout(correct: nil, length: 7, truncated: true, fields: fields), at: 0)
      }
      guard let extended = try? shaper.shape(more, state: state) else { return "refused" }
      var at = 0
      var rest: [Double?] = []
      for group in more.groups {
        rest += extended.rewards[(at + 1)..<(at + group.rollouts.count)]
        at += group.rollouts.count
      }
      return rest == shaped.rewards ? nil : "\(Evidence.rewards(shaped.rewards)) became \(Evidence.rewards(rest))"
    }.map { finding("an unknown rollout changes no other reward", $0) }
  }

  /// Reversing each group reverses its rewards, to the bit.
  ///
  /// Not for shapers whose edges say that order matters.
  public func orderDoesNotMatter() -> [LawFinding] {
    guard !shaper.description.saysThatOrderMatters else { return [] }
    return run { batch, shaped, state in
      var reversed = batch
      for group in reversed.groups.indices { reversed.groups[group].rollouts.reverse() }
      guard let other = try? shaper.shape(reversed, state: state) else { return "refused" }
      var at = 0
      for group in batch.groups {
        let range = at..<(at + group.rollouts.count)
        if shaped.rewards[range].elementsEqual(other.rewards[range].reversed()) == false {
          return "\(Evidence.rewards(shaped.rewards[range])) reversed is \(Evidence.rewards(other.rewards[range]))"
        }
        at = range.upperBound
      }
      return nil
    }.map { finding("the order in a group does not matter", $0) }
  }

  /// The same batch and state give the same bits.
  public func sameBits() -> [LawFinding] {
    run { batch, shaped, state in
      guard let again = try? shaper.shape(batch, state: state) else { return "refused the second time" }
      let bits = { (rewards: [Double?]) in rewards.map { $0?.bitPattern } }
      return bits(again.rewards) == bits(shaped.rewards)
        ? nil : "\(Evidence.rewards(shaped.rewards)) and then \(Evidence.rewards(again.rewards))"
    }.map { finding("the same input gives the same bits", $0) }
  }

  /// A batch with an impossible length is refused by name, or the shaper does not use lengths.
  public func refusalsChangeNothing() -> [LawFinding] {
    guard shaper.description.usesLength else { return [] }
    let bad = Batch(groups: [Group(id: "z", rollouts: [JudgedRollout(correct: true, length: -1, reward: 1)])])
    do throws(RewardError) {
      _ = try shaper.shape(bad, state: shaper.makeState())
      return [finding("an impossible length is refused", "a length of -1 was shaped")]
    } catch {
      return error.code == .invalidLength || error.code == .missingField
        ? [] : [finding("an impossible length is refused", "as \(error.code.rawValue)")]
    }
  }

  // MARK: Pieces

  /// Shapes the batches one after the other, with the state that the ones before have left.
  func run(_ check: (Batch, Shaped, ConfiguredShaper.State) -> String?) -> [String] {
    var state = shaper.makeState()
    return batches.compactMap { batch in
      // What needs fields that the fixed batches lack says so; `batches` then has some that do.
      guard let shaped = try? shaper.shape(batch, state: state) else { return nil }
      let finding = check(batch, shaped, state)
      shaper.update(&state, after: batch)
      return finding
    }
  }

  /// Empty, single, equal, all right, all wrong, unknown, truncated, in bad format; and some mixed ones.
  private static let fixedBatches: [Batch] = {
    func group(_ id: String, _ rollouts: [JudgedRollout]) -> Group { Group(id: id, rollouts: rollouts) }
    func right(_ length: Double?) -> JudgedRollout { JudgedRollout(correct: true, length: length, reward: 1) }
    func wrong(_ length: Double?) -> JudgedRollout { JudgedRollout(correct: false, length: length, reward: 0) }
    let unknown = JudgedRollout(correct: nil, length: 50)
    var truncated = right(9000)
    truncated.truncated = true
    var badFormat = right(100)
    badFormat.formatOK = false
    let mixed = [right(1000), right(2000), wrong(500), right(4000), wrong(8000), wrong(3000)]
    return [
      Batch(groups: []), Batch(groups: [group("a", [])]), Batch(groups: [group("a", [right(10)])]),
      Batch(groups: [group("a", [wrong(10)])]), Batch(groups: [group("a", [unknown])]),
      Batch(groups: [group("b", [right(700), right(700), right(700)])]), Batch(groups: [group("b", [wrong(1), wrong(2), wrong(3)])]),
      Batch(groups: [group("w", mixed), group("a", [right(1), wrong(0)])]),
      Batch(groups: [group("w", mixed + [unknown, truncated, badFormat, right(nil)])]),
      Batch(groups: [group("w", mixed), group("w", mixed)]),
    ]
  }()

  func finding(_ law: String, _ evidence: String) -> LawFinding {
    LawFinding(law: law, subject: shaper.description.name, evidence: evidence)
  }
}
