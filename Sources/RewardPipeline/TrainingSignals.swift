package import RewardCore

/// What follows the shapers: selectors and a normaliser, which say of each row whether, how strongly and in which direction to train on it.
///
/// 1. The selectors that look at no advantages see the whole batch, with its rewards; a rollout is selected when all that decide say so.
/// 2. The normaliser sees the rollouts that are selected; the others, and those without a reward, get 0 and take no part: what is not
///    trained on should not move what is.
/// 3. The selectors that look at advantages see those of the rollouts that took part.
///
/// All of it reads the states that earlier batches have left; they are updated only when nothing was refused.
package struct TrainingSignals: Sendable {
  /// A selector under a name that is unique in the recipe.
  package struct Step: Sendable {
    /// The selector's name, with `#2` when the name is there already.
    package let name: String
    /// The selector.
    package let selector: ConfiguredSelector
  }

  /// The normaliser.
  package let normaliser: ConfiguredNormaliser?
  /// The selectors, in order.
  package let steps: [Step]

  /// Nothing beside the reward.
  package static let none = TrainingSignals(normaliser: nil, selectors: [])

  /// Signals from these.
  package init(normaliser: ConfiguredNormaliser?, selectors: [ConfiguredSelector]) {
    self.normaliser = normaliser
    var seen: [String: Int] = [:]
    steps = selectors.map { selector in
      let name = selector.description.name
      let count = seen[name, default: 0] + 1
      seen[name] = count
      return Step(name: count == 1 ? name : "\(name)#\(count)", selector: selector)
    }
  }

  /// Whether there is nothing to say.
  package var isEmpty: Bool { normaliser == nil && steps.isEmpty }

  /// Descriptions of all that is there.
  package var descriptions: [ShaperDescription] {
    (normaliser.map { [$0.description] } ?? []) + steps.map(\.selector.description)
  }

  /// The states before the first batch.
  package func makeStates() -> [ConfiguredSelector.State] { steps.map { $0.selector.makeState() } }

  /// Whether a row out has this member.
  package func writes(_ member: Selection.Members) -> Bool { steps.contains { $0.selector.gives.contains(member) } }

  /// The members of a row out that are written.
  package var members: Set<String> {
    var members: Set<String> = normaliser == nil ? [] : ["advantage"]
    if writes(.selected) { members.insert("selected") }
    if writes(.weights) { members.insert("weight") }
    if writes(.values) { members.insert("selection") }
    return members
  }

  /// What a row says that takes no part at all.
  package var withheld: RowSignals {
    var signals = RowSignals()
    if normaliser != nil { signals.advantage = .some(0) }
    if writes(.selected) { signals.selected = .some(false) }
    if writes(.weights) { signals.weight = .some(0) }
    if writes(.values) { signals.values = .some(nil) }
    return signals
  }

  /// What a row says whose batch was refused: nothing is known.
  package var refused: RowSignals {
    var signals = RowSignals()
    if normaliser != nil { signals.advantage = .some(nil) }
    if writes(.selected) { signals.selected = .some(nil) }
    if writes(.weights) { signals.weight = .some(nil) }
    if writes(.values) { signals.values = .some(nil) }
    return signals
  }

  /// Runs over a batch whose rollouts carry their final reward and its parts.
  ///
  /// - Returns: what each row says, in group order.
  /// - Throws: the data error of a selector or of the normaliser; the states are then unchanged.
  package func run(
    _ batch: Batch, updating states: inout [ConfiguredSelector.State]
  ) throws(RewardError) -> [RowSignals] {
    guard states.count == steps.count else {
      throw RewardError(.invalidState, found: "\(states.count) selectors", expected: "\(steps.count)")
    }
    var selections: [Selection?] = steps.map { _ in nil }
    for (index, step) in steps.enumerated() where !step.selector.usesAdvantages {
      selections[index] = try step.selector.select(from: batch, state: states[index])
    }
    var batch = batch
    var advantages: [Double]?
    if let normaliser {
      let selected = Self.all(selections, count: batch.count)
      let values = try normaliser.advantages(for: batch.withoutRewards { !selected[$0] }).values
      batch.setAdvantages(values) { selected[$0] }
      advantages = values
    }
    for (index, step) in steps.enumerated() where step.selector.usesAdvantages {
      selections[index] = try step.selector.select(from: batch, state: states[index])
    }
    for (index, step) in steps.enumerated() { step.selector.update(&states[index], after: batch) }
    return rows(of: batch, advantages, selections)
  }

  private static func all(_ selections: [Selection?], count: Int) -> [Bool] {
    var all = Array(repeating: true, count: count)
    for case let selected? in selections.map({ $0?.selected }) {
      for index in all.indices where !selected[index] { all[index] = false }
    }
    return all
  }

  private func rows(of batch: Batch, _ advantages: [Double]?, _ selections: [Selection?]) -> [RowSignals] {
    let selected = writes(.selected) ? Self.all(selections, count: batch.count) : nil
    var rows: [RowSignals] = []
    rows.reserveCapacity(batch.count)
    for (group, members) in batch.groups.enumerated() {
      for _ in members.rollouts {
        let index = rows.count
        var signals = RowSignals()
        if let advantages { signals.advantage = .some(advantages[index]) }
        if let selected { signals.selected = .some(selected[index]) }
        if writes(.weights) {
          let weights = selections.compactMap { $0?.weights?[index] }
          signals.weight = .some(weights.reduce(1, *))
        }
        if writes(.values) { signals.values = .some(values(of: selections, rollout: index, group: group)) }
        rows.append(signals)
      }
    }
    return rows
  }

  private func values(of selections: [Selection?], rollout: Int, group: Int) -> JSONObject {
    var all = JSONObject()
    for (step, selection) in zip(steps, selections) where step.selector.gives.contains(.values) {
      var own = JSONObject()
      for output in selection?.outputs ?? [] {
        if case .batch = output.values { continue }
        own[output.name] = output.value(ofRollout: rollout, inGroup: group)
      }
      all[step.name] = .object(own)
    }
    return all
  }
}

extension Batch {
  /// The batch without the rewards of some rollouts, by their index, and without parts where there is no reward.
  fileprivate func withoutRewards(where isLeftOut: (Int) -> Bool) -> Batch {
    var copy = self
    var index = 0
    for group in copy.groups.indices {
      for at in copy.groups[group].rollouts.indices {
        if isLeftOut(index) { copy.groups[group].rollouts[at].reward = nil }
        if copy.groups[group].rollouts[at].reward == nil {
          copy.groups[group].rollouts[at].parts = copy.groups[group].rollouts[at].parts.map { _ in nil }
        }
        index += 1
      }
    }
    return copy
  }

  fileprivate mutating func setAdvantages(_ values: [Double], where tookPart: (Int) -> Bool) {
    var index = 0
    for group in groups.indices {
      for at in groups[group].rollouts.indices {
        groups[group].rollouts[at].advantage = tookPart(index) && groups[group].rollouts[at].reward != nil ? values[index] : nil
        index += 1
      }
    }
  }
}
