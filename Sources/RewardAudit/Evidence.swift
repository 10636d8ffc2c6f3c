import RewardCore

/// What a probe shows about a property.
struct Evidence: Sendable {
  var property: AuditProperty
  var probe: Probe
  /// How far it goes against the property; negative: how far it is from doing so.
  var amount: Double
  /// Whether the property fails here.
  var fails: Bool
  /// Whether it is only just so: no difference that counts.
  var isTie = false
  var values: AuditSubject.Values
  /// The rewards of the same rollouts after a change, for properties that compare groups.
  var after: [Double?]?
  /// What was changed.
  var change: Change?
  /// The rollouts that it is about: the better and the worse one, or the one that changed.
  var rollouts: [Int]

  /// How a group was changed.
  enum Change: Sendable {
    case reversed
    case rotated
    case truncated
    case badFormat
    case unscorable(length: Double, truncated: Bool)
    case length(Double)
  }
}

extension AuditSubject {
  /// What a probe shows about a property; `nil` when it is no probe of it.
  ///
  /// - Parameters:
  ///   - values: what the probe's rollouts are worth, with advantages for the properties of those.
  ///   - evaluate: gives the rewards of a changed probe.
  func evidence(
    of property: AuditProperty, from probe: Probe, _ values: Values, evaluate: (Probe) throws(RewardError) -> [Double?]
  ) throws(RewardError) -> Evidence? {
    let rewards = values.rewards
    let size = rewards.reduce(1) { max($0, abs($1 ?? 0)) }
    func evidence(
      _ amount: Double, _ rollouts: [Int], strictly: Bool = false, after: [Double?]? = nil, _ change: Evidence.Change? = nil
    ) -> Evidence {
      // Rewards of some size are sums in doubles, whose last digits mean nothing.
      let tolerance = ReferenceAudit.tolerance * size
      return Evidence(
        property: property, probe: probe, amount: amount, fails: strictly ? amount >= -tolerance : amount > tolerance,
        isTie: abs(amount) <= tolerance, values: values, after: after, change: change, rollouts: rollouts)
    }
    switch property {
    case .correctnessDominance:
      guard let worst = Self.least(rewards, where: { probe.rollouts[$0].isRight }),
        let best = Self.greatest(rewards, where: { probe.rollouts[$0].isWrong })
      else { return nil }
      return evidence(best.value - worst.value, [best.index, worst.index], strictly: true)
    case .shorterCorrectNotWorse:
      return Self.widest(probe, rewards, where: { $0.isRight && $1.isRight && $0.length > $1.length && $0.differsInLengthOnly(from: $1) })
        .map { evidence($0.gap, $0.pair) }
    case .wrongLengthNeutral:
      return Self.widest(probe, rewards, where: { $0.isWrong && $1.isWrong && $0.differsInLengthOnly(from: $1) })
        .map { evidence($0.gap, $0.pair) }
    case .allWrongSilent:
      guard probe.rollouts.allSatisfy(\.isWrong) else { return nil }
      return Self.widest(probe, rewards, where: { $0 != $1 }).map { evidence($0.gap, $0.pair) }
    case .noCorrectNegativeAdvantage, .noWrongPositiveAdvantage:
      guard probe.isMixed, probe.rollouts.count == groupSize, let advantages = values.advantages else { return nil }
      let isAboutRight = property == .noCorrectNegativeAdvantage
      let signed = zip(advantages, rewards).map { advantage, reward in reward.map { _ in isAboutRight ? -advantage : advantage } }
      return Self.greatest(signed, where: { isAboutRight ? probe.rollouts[$0].isRight : probe.rollouts[$0].isWrong })
        .map { evidence($0.value, [$0.index]) }
    case .permutationEquivariant, .truncationSafe, .formatSafe, .nullInvariant:
      var worst: Evidence?
      for change in Self.changes(of: probe, for: property) {
        let after = try evaluate(change.probe)
        guard let rewardsAfter = change.aligned(after) else { continue }
        let gap = Self.gap(rewards, rewardsAfter, property, at: change.rollout)
        if let gap, gap.value > worst?.amount ?? -.infinity {
          worst = evidence(gap.value, [gap.index], after: rewardsAfter, change.kind)
        }
      }
      return worst
    case .bounded, .continuous: return nil
    }
  }

  // MARK: Changes

  private struct ChangedProbe {
    var probe: Probe
    var kind: Evidence.Change
    /// The rollout that was changed, when it was one.
    var rollout: Int?

    /// The rewards of the rollouts that were there before, in their order before; `nil` when what was added is not without a reward.
    func aligned(_ rewards: [Double?]) -> [Double?]? {
      switch kind {
      case .reversed: rewards.reversed()
      case .rotated: Array(rewards.suffix(1) + rewards.dropLast())
      case .unscorable: rewards.last == .some(nil) ? rewards.dropLast() : nil
      default: rewards
      }
    }
  }

  /// A length far from every other one, for a rollout that should not count.
  private static let strangeLength = 1e6

  private static func changes(of probe: Probe, for property: AuditProperty) -> [ChangedProbe] {
    func changed(_ kind: Evidence.Change, at rollout: Int? = nil, _ change: (inout Probe) -> Void) -> ChangedProbe {
      var copy = probe
      change(&copy)
      return ChangedProbe(probe: copy, kind: kind, rollout: rollout)
    }
    /// One of each kind: equal rollouts are worth the same after the same change.
    func firstOfEachKind(_ isMeant: (Probe.Rollout) -> Bool) -> [Int] {
      probe.rollouts.indices.filter { isMeant(probe.rollouts[$0]) && probe.rollouts.firstIndex(of: probe.rollouts[$0]) == $0 }
    }
    switch property {
    case .permutationEquivariant:
      guard probe.rollouts.count > 1 else { return [] }
      let reversed = changed(.reversed) { $0.rollouts.reverse() }
      guard probe.rollouts.count > 2 else { return [reversed] }
      return [reversed, changed(.rotated) { $0.rollouts = Array($0.rollouts.dropFirst() + $0.rollouts.prefix(1)) }]
    case .truncationSafe:
      return firstOfEachKind(\.isRight).map { index in changed(.truncated, at: index) { $0.rollouts[index].truncated = true } }
    case .formatSafe:
      return firstOfEachKind { $0.isRight || $0.isWrong }.map { index in
        changed(.badFormat, at: index) { $0.rollouts[index].formatOK = false }
      }
    case .nullInvariant:
      guard let model = probe.rollouts.first else { return [] }
      return [(1, false), (strangeLength, true)].map { (length, truncated) in
        changed(.unscorable(length: length, truncated: truncated)) {
          $0.rollouts.append(Probe.Rollout(outcome: .unscorable, length: length, truncated: truncated, fields: model.fields))
        }
      }
    default: return []
    }
  }

  /// How far a change went where it should not: up for the rollout that was changed, or either way for any one.
  private static func gap(
    _ before: [Double?], _ after: [Double?], _ property: AuditProperty, at rollout: Int?
  ) -> (value: Double, index: Int)? {
    guard before.count == after.count else { return nil }
    let gaps = before.indices.map { index -> Double? in
      if let rollout, rollout != index { return nil }
      guard let old = before[index], let new = after[index] else {
        // A reward that comes or goes is a change like no other; a skip instead of a reward is none of those that are forbidden.
        return rollout == nil && before[index] != after[index] ? .greatestFiniteMagnitude : nil
      }
      return rollout == nil ? abs(new - old) : new - old
    }
    return greatest(gaps, where: { _ in true })
  }

  // MARK: Pieces

  private static func least(_ values: [Double?], where isMeant: (Int) -> Bool) -> (value: Double, index: Int)? {
    greatest(values.map { $0.map(-) }, where: isMeant).map { (-$0.value, $0.index) }
  }

  private static func greatest(_ values: [Double?], where isMeant: (Int) -> Bool) -> (value: Double, index: Int)? {
    var greatest: (value: Double, index: Int)?
    for (index, value) in values.enumerated() {
      guard let value, isMeant(index), value > greatest?.value ?? -.infinity else { continue }
      greatest = (value, index)
    }
    return greatest
  }

  /// The two rollouts, the better one first, with the widest gap among those pairs that are meant.
  private static func widest(
    _ probe: Probe, _ rewards: [Double?], where isMeant: (Probe.Rollout, Probe.Rollout) -> Bool
  ) -> (gap: Double, pair: [Int])? {
    var widest: (gap: Double, pair: [Int])?
    for (one, better) in rewards.enumerated() {
      guard let better else { continue }
      for (other, worse) in rewards.enumerated() where other != one {
        guard let worse, better - worse > widest?.gap ?? -.infinity, isMeant(probe.rollouts[one], probe.rollouts[other]) else { continue }
        widest = (better - worse, [one, other])
      }
    }
    return widest
  }
}
