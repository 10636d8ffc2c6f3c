import RewardCore

extension ShaperLaws {
  /// A reward depends on no more than the `level` that the description declares: its own rollout, or its own group.
  ///
  /// Trainers rely on it: a `response` shaper may be given rollouts one by one, a `group` shaper a batch that was cut between groups.
  public func levels() -> [LawFinding] {
    let isGroup = shaper.description.level == .group
    guard isGroup || shaper.description.level == .response else { return [] }
    let law = isGroup ? "a reward depends on its own group and no other" : "a reward depends on its own rollout and no other"
    for (batch, groups) in batches.map({ ($0, $0.groups.count) }) + crowds() {
      guard let shaped = try? shaper.shape(batch, state: shaper.makeState()) else { continue }
      var at = 0
      for group in batch.groups.prefix(groups) {
        let pieces = isGroup ? [group.rollouts] : group.rollouts.map { [$0] }
        for rollouts in pieces {
          let among = Array(shaped.rewards[at..<(at + rollouts.count)])
          at += rollouts.count
          let piece = Group(id: group.id, rollouts: rollouts, fields: group.fields)
          let evidence = {
            "of \(Evidence.size(of: batch)) \(Evidence.rollouts(rollouts)) gets \(Evidence.rewards(among)), and alone "
          }
          do throws(RewardError) {
            let alone = try shaper.shape(Batch(groups: [piece], step: batch.step, fields: batch.fields), state: shaper.makeState())
            if bits(alone.rewards) != bits(among) { return [finding(law, evidence() + Evidence.rewards(alone.rewards))] }
          } catch { return [finding(law, evidence() + "it is refused: \(error.message)")] }
        }
      }
    }
    return []
  }

  /// What groups are called changes no reward, unless the description asks for it (`id` among the fields of groups).
  ///
  /// A shaper that keeps something for each prompt still finds it: over the whole run a group has one new name.
  public func namesChangeNothing() -> [LawFinding] {
    guard !shaper.description.groupFields.contains("id") else { return [] }
    let law = "what groups are called changes nothing"
    for prefix in ["prompt ", "question "] {
      let found = compareRuns { batch, _ in
        var renamed = batch
        for group in renamed.groups.indices { renamed.groups[group].id = renamed.groups[group].id.map { prefix + $0 } }
        return renamed
      }
      if let found { return [finding(law, "with `\(prefix)` before each name " + found)] }
    }
    return []
  }

  /// The number of the step changes no reward, unless the description asks for it (`step` among the fields of batches).
  public func stepsChangeNothing() -> [LawFinding] {
    guard !shaper.description.batchFields.contains("step") else { return [] }
    for first in [0, 1, 1_000_000] {
      let found = compareRuns { batch, index in
        // The inputs of a shaping case have it among the fields, too.
        var fields = batch.fields
        if fields["step"] != nil { fields["step"] = .number(JSONNumber(first + index)) }
        return Batch(groups: batch.groups, step: first + index, fields: fields)
      }
      if let found {
        return [finding("the number of the step changes nothing", "when the first step is \(first) " + found)]
      }
    }
    return []
  }

  /// How the rewards of a run differ from those of the same run with its batches changed; `nil`: they do not.
  private func compareRuns(_ change: (Batch, Int) -> Batch) -> String? {
    var (state, other) = (shaper.makeState(), shaper.makeState())
    for (index, batch) in batches.enumerated() {
      guard let shaped = try? shaper.shape(batch, updating: &state) else { continue }
      do throws(RewardError) {
        let changed = try shaper.shape(change(batch, index), updating: &other)
        if bits(changed.rewards) != bits(shaped.rewards) {
          return "\(Evidence.rewards(shaped.rewards)) becomes \(Evidence.rewards(changed.rewards))"
        }
      } catch { return "a batch is refused: \(error.message)" }
    }
    return nil
  }

  /// Large batches: all groups that are taken by themselves and agree about the batch, several times over; with the number of those that differ.
  private func crowds() -> [(Batch, Int)] {
    var crowds: [Batch] = []
    for batch in batches where (try? shaper.shape(batch, state: shaper.makeState())) != nil {
      if let at = crowds.firstIndex(where: { $0.fields == batch.fields && $0.step == batch.step }) {
        crowds[at].groups += batch.groups
      } else {
        crowds.append(batch)
      }
    }
    return crowds.map { crowd in
      var copies = crowd
      copies.groups = (0..<Self.repetitionsInCrowd).flatMap { number in
        crowd.groups.map { group in
          var group = group
          group.id = group.id.map { number == 0 ? $0 : "\($0) \(number)" }
          return group
        }
      }
      return (copies, crowd.groups.count)
    }
  }

  /// Enough that a threshold which somebody wrote for small batches is passed.
  private static let repetitionsInCrowd = 4
}

/// Rewards as they are stored.
private func bits(_ rewards: [Double?]) -> [UInt64?] { rewards.map { $0?.bitPattern } }
