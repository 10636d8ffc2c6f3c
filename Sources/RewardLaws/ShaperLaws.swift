public import RewardCore

/// What every shaper upholds, as plain functions that return findings; each is tried on a fixed run of batches.
public struct ShaperLaws: Sendable {
  private let shaper: ConfiguredShaper
  private let batches: [Batch]

  /// The laws for a shaper; `batches` are tried beside the fixed ones, for shapers that need fields of their own.
  public init(_ shaper: ConfiguredShaper, batches: [Batch] = []) {
    self.shaper = shaper
    self.batches = Self.fixedBatches + batches
  }

  /// All findings of all laws.
  public func findings() -> [LawFinding] {
    completeDescription() + rewardsMatchRollouts() + unknownRolloutsChangeNothing() + orderDoesNotMatter() + sameBits()
      + refusalsChangeNothing()
  }

  /// The description says everything.
  public func completeDescription() -> [LawFinding] {
    var findings: [LawFinding] = []
    func require(_ condition: Bool, _ what: String) {
      if !condition { findings.append(finding("the description is complete", what)) }
    }
    let description = shaper.description
    require(description.version >= 1, "the version is below 1")
    require(description.summary.hasSuffix("."), "the summary is no sentence")
    require(!description.equation.isEmpty, "there is no equation")
    require(!description.sources.isEmpty, "there is no source")
    require(!description.edges.isEmpty, "no edge is described")
    require(!description.examples.isEmpty, "there is no worked number")
    require(description.options.allSatisfy { !$0.summary.isEmpty }, "an option has no summary")
    return findings
  }

  /// One finite reward or `nil` for each rollout, in order; `nil` where correctness is unknown.
  public func rewardsMatchRollouts() -> [LawFinding] {
    run { batch, shaped, _ in
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
      return rest == shaped.rewards ? nil : "\(shaped.rewards) became \(rest)"
    }.map { finding("an unknown rollout changes no other reward", $0) }
  }

  /// Reversing each group reverses its rewards, to the bit.
  ///
  /// Not for shapers whose edges say that order matters.
  public func orderDoesNotMatter() -> [LawFinding] {
    guard !shaper.description.edges.contains(where: { $0.containsWord("order") }) else { return [] }
    return run { batch, shaped, state in
      var reversed = batch
      for group in reversed.groups.indices { reversed.groups[group].rollouts.reverse() }
      guard let other = try? shaper.shape(reversed, state: state) else { return "refused" }
      var at = 0
      for group in batch.groups {
        let range = at..<(at + group.rollouts.count)
        if shaped.rewards[range].elementsEqual(other.rewards[range].reversed()) == false {
          return "\(Array(shaped.rewards[range])) reversed is \(Array(other.rewards[range]))"
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
      return bits(again.rewards) == bits(shaped.rewards) ? nil : "\(shaped.rewards) and then \(again.rewards)"
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
  private func run(_ check: (Batch, Shaped, ConfiguredShaper.State) -> String?) -> [String] {
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

  private func finding(_ law: String, _ evidence: String) -> LawFinding {
    LawFinding(law: law, subject: shaper.description.name, evidence: evidence)
  }
}

extension String {
  /// Whether a word stands in the text.
  fileprivate func containsWord(_ word: String) -> Bool {
    split { !$0.isLetter }.contains { $0 == word }
  }
}
