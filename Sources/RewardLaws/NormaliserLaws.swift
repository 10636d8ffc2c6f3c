public import RewardCore

/// What every normaliser upholds, as plain functions that return findings; each is tried on fixed batches.
public struct NormaliserLaws: Sendable {
  private let normaliser: ConfiguredNormaliser
  private let partCount: Int
  private let batches: [Batch]

  /// The laws for a normaliser of rewards with `partCount` parts; `batches` are tried beside the fixed ones.
  public init(_ normaliser: ConfiguredNormaliser, partCount: Int = 1, batches: [Batch] = []) {
    self.normaliser = normaliser
    self.partCount = partCount
    self.batches = Self.fixedBatches(partCount: partCount) + batches
  }

  /// All findings of all laws.
  public func findings() -> [LawFinding] {
    DescriptionLaws.findings(normaliser.description, refuse: finding) + oneForEachRollout() + unknownRewardsChangeNothing()
      + orderDoesNotMatter()
      + sameBits() + refusals()
  }

  /// One finite number for each rollout, in order; 0 without a reward.
  public func oneForEachRollout() -> [LawFinding] {
    run { batch, values in
      let rollouts = batch.groups.flatMap(\.rollouts)
      if values.count != rollouts.count { return "\(values.count) advantages for \(rollouts.count) rollouts" }
      for (rollout, value) in zip(rollouts, values) {
        if !value.isFinite || (value == 0 && value.sign == .minus) { return "an advantage of \(value)" }
        if rollout.reward == nil, value != 0 { return "an advantage of \(value) without a reward" }
      }
      return nil
    }.map { finding("one number for each rollout, 0 without a reward", $0) }
  }

  /// A rollout without a reward changes no other advantage.
  public func unknownRewardsChangeNothing() -> [LawFinding] {
    run { batch, values in
      var more = batch
      for group in more.groups.indices {
        var unknown = JudgedRollout(correct: nil, length: -1)
        unknown.parts = Array(repeating: nil, count: partCount)
        more.groups[group].rollouts.append(unknown)
      }
      guard let extended = try? normaliser.advantages(for: more).values else { return "refused" }
      var at = 0
      var rest: [Double] = []
      for group in more.groups {
        rest += extended[at..<(at + group.rollouts.count - 1)]
        at += group.rollouts.count
      }
      return rest == values ? nil : "\(values) became \(rest)"
    }.map { finding("a rollout without a reward changes no other advantage", $0) }
  }

  /// Reversing each group reverses its advantages, to the bit.
  ///
  /// Not for normalisers whose edges say that order matters, as it does among equals where only some are chosen.
  public func orderDoesNotMatter() -> [LawFinding] {
    guard !normaliser.description.saysThatOrderMatters else { return [] }
    return run { batch, values in
      var reversed = batch
      for group in reversed.groups.indices { reversed.groups[group].rollouts.reverse() }
      guard let others = try? normaliser.advantages(for: reversed).values else { return "refused" }
      var at = 0
      for group in batch.groups {
        let range = at..<(at + group.rollouts.count)
        if !values[range].elementsEqual(others[range].reversed()) { return "\(Array(values[range])) reversed is \(Array(others[range]))" }
        at = range.upperBound
      }
      return nil
    }.map { finding("the order in a group does not matter", $0) }
  }

  /// The same batch gives the same bits.
  public func sameBits() -> [LawFinding] {
    run { batch, values in
      guard let again = try? normaliser.advantages(for: batch).values else { return "refused the second time" }
      return again.map(\.bitPattern) == values.map(\.bitPattern) ? nil : "\(values) and then \(again)"
    }.map { finding("the same input gives the same bits", $0) }
  }

  /// An infinite reward is refused by name, and so is an impossible length where lengths are used.
  public func refusals() -> [LawFinding] {
    func refusal(_ change: (inout JudgedRollout) -> Void, _ what: String, _ code: RewardError.Code) -> LawFinding? {
      guard var batch = batches.first(where: { $0.count >= 4 && $0.groups.allSatisfy { $0.rollouts.count >= 2 } }) else { return nil }
      change(&batch.groups[0].rollouts[0])
      do throws(RewardError) {
        _ = try normaliser.advantages(for: batch)
        return finding("\(what) is refused", "it was taken")
      } catch { return error.code == code ? nil : finding("\(what) is refused", "as \(error.code.rawValue)") }
    }
    var findings = [
      refusal(
        {
          $0.reward = .infinity
          $0.parts = $0.parts.map { _ in .infinity }
        }, "an infinite reward", .notFinite)
    ]
    if normaliser.usesLengths { findings.append(refusal({ $0.length = -1 }, "an impossible length", .invalidLength)) }
    return findings.compactMap { $0 }
  }

  // MARK: Pieces

  private func run(_ check: (Batch, [Double]) -> String?) -> [String] {
    batches.compactMap { batch in
      // What a normaliser refuses (a group that is too small) it may; that it says so by name is another law.
      guard let values = try? normaliser.advantages(for: batch).values else { return nil }
      return check(batch, values)
    }
  }

  /// Empty, single, equal, mixed, with and without unknown ones; rewards of 0 and 1, which every normaliser takes.
  private static func fixedBatches(partCount: Int) -> [Batch] {
    func rollout(_ reward: Double?, _ length: Double) -> JudgedRollout {
      var rollout = JudgedRollout(correct: reward.map { $0 > 0 }, length: length, reward: reward)
      rollout.parts = (0..<partCount).map { $0 % 2 == 0 ? reward : reward.map { _ in length } }
      return rollout
    }
    func group(_ rewards: [Double?]) -> Group {
      Group(id: "g", rollouts: rewards.enumerated().map { rollout($0.element, Double(7 + 100 * $0.offset)) })
    }
    return [
      Batch(groups: []), Batch(groups: [group([])]), Batch(groups: [group([1])]), Batch(groups: [group([nil, nil])]),
      Batch(groups: [group([1, 1, 1]), group([0, 0, 0])]), Batch(groups: [group([1, 0, 0, 1, 0, 0, 0, 1])]),
      Batch(groups: [group([1, 0, nil, 0]), group([0, 0, 1]), group([nil, 1, 1, 0])]),
    ]
  }

  private func finding(_ law: String, _ evidence: String) -> LawFinding {
    LawFinding(law: law, subject: normaliser.description.name, evidence: evidence)
  }
}
