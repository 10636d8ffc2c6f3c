import RewardCore
import RewardPipeline

extension ShaperLaws {
  /// A state that was saved and read again is the same, and goes on with the same bits.
  public func stateRoundTrips() -> [LawFinding] {
    var findings: [LawFinding] = []
    let law = "a saved state resumes exactly"
    if AnyHashable(shaper.makeState().value) != AnyHashable(shaper.makeState().value) {
      findings.append(finding("the first state is always the same", "two first states differ"))
    }
    findings += run { batch, shaped, state in
      do throws(RewardError) {
        let saved = try CodableJSON.encode(state.value)
        let loaded = try CodableJSON.state(saved, of: shaper)
        if AnyHashable(loaded.value) != AnyHashable(state.value) {
          return "\(saved) was saved, and read as \(Evidence.state(loaded))"
        }
        guard let again = try? shaper.shape(batch, state: loaded) else { return "refused after \(saved) was read" }
        if bits(again.rewards) != bits(shaped.rewards) {
          return "\(Evidence.rewards(shaped.rewards)) became \(Evidence.rewards(again.rewards)) after \(saved) was read"
        }
        return nil
      } catch { return "it cannot be saved: \(error)" }
    }.prefix(1).map { finding(law, $0) }
    return findings
  }

  /// A copy of the state is a checkpoint: neither shaping nor an update of another copy changes it.
  public func checkpoints() -> [LawFinding] {
    run { batch, _, state in
      guard let before = try? CodableJSON.encode(state.value) else { return nil }
      guard (try? shaper.shape(batch, state: state)) != nil else { return nil }
      if let after = try? CodableJSON.encode(state.value), after != before { return "shaping changed the state: \(before) became \(after)" }
      var other = state
      shaper.update(&other, after: batch)
      if let after = try? CodableJSON.encode(state.value), after != before {
        return "an update of a copy changed the state: \(before) became \(after)"
      }
      return nil
    }.prefix(1).map { finding("a copy of the state is a checkpoint", $0) }
  }

  /// What an update leaves does not depend on rollouts whose correctness is unknown, on the order in a group, or on the rewards so far.
  ///
  /// The first not for shapers that do not look at correctness, the second not for those whose edges say that order matters. The rewards so far
  /// are another shaper's business: with them in the state a run would depend on what else the recipe has.
  public func updates() -> [LawFinding] {
    guard shaper.isStateful else { return [] }
    var findings: [LawFinding] = []
    if shaper.description.usesCorrectness {
      findings += updateIsSame("an unknown rollout leaves nothing in the state", "with one unknown rollout more in each group") { group in
        group.rollouts.insert(
          JudgedRollout(correct: nil, length: 7, truncated: true, fields: group.rollouts.first?.fields ?? JSONObject()), at: 0)
      }
    }
    if !shaper.description.saysThatOrderMatters {
      findings += updateIsSame("the order in a group leaves nothing in the state", "with each group reversed") { $0.rollouts.reverse() }
    }
    return findings
      + updateIsSame("an update does not look at rewards", "with other rewards so far") { group in
        for index in group.rollouts.indices { group.rollouts[index].reward = group.rollouts[index].reward.map { $0 * 3 + 0.25 } ?? 2 }
      }
  }

  /// Whether the state after each batch is the same when its groups are changed.
  private func updateIsSame(_ law: String, _ how: String, _ change: (inout Group) -> Void) -> [LawFinding] {
    run { batch, _, state in
      var changed = batch
      for group in changed.groups.indices { change(&changed.groups[group]) }
      // What is refused is never updated by; that it is refused is for another law.
      guard (try? shaper.shape(changed, state: state)) != nil else { return nil }
      var (after, other) = (state, state)
      shaper.update(&after, after: batch)
      shaper.update(&other, after: changed)
      guard AnyHashable(after.value) != AnyHashable(other.value) else { return nil }
      return "\(Evidence.state(after)), and \(how) \(Evidence.state(other))"
    }.prefix(1).map { finding(law, $0) }
  }

  /// `merging` tells what `merge` does.
  public func merging() -> [LawFinding] {
    let law = "`merging` tells what becomes of the state"
    var state = shaper.makeState()
    let base = state
    for batch in batches where (try? shaper.shape(batch, state: state)) != nil { shaper.update(&state, after: batch) }
    switch shaper.merging {
    case .stateless: return shaper.isStateful ? [finding(law, "`stateless`, and there is a state: \(Evidence.state(state))")] : []
    case .sequential:
      guard (try? shaper.merge([state, state], since: base)) != nil else { return [] }
      return [finding(law, "`sequential`, and two states were merged")]
    case .mergeable:
      do throws(RewardError) {
        let same = try shaper.merge([state], since: base)
        return AnyHashable(same.value) == AnyHashable(state.value)
          ? [] : [finding(law, "one state by itself, \(Evidence.state(state)), was merged to \(Evidence.state(same))")]
      } catch { return [finding(law, "`mergeable`, and one state by itself was refused: \(error)")] }
    }
  }

  /// A shaper that is called from many threads at once gives the bits that it gives one after the other.
  public func threads() -> [LawFinding] {
    var tried: [(Batch, Shaped, ConfiguredShaper.State)] = []
    _ = run { batch, shaped, state in
      tried.append((batch, shaped, state))
      return nil
    }
    let (shaper, cases) = (shaper, tried)
    let rounds = Threads.run { thread in
      (0..<cases.count * Threads.rounds).map { index -> (Int, [UInt64?]?) in
        let at = (index + thread) % cases.count
        return (at, (try? shaper.shape(cases[at].0, state: cases[at].2)).map { bits($0.rewards) })
      }
    }
    guard let (at, _) = rounds.joined().first(where: { $0.1 != bits(cases[$0.0].1.rewards) }) else { return [] }
    return [finding("threads do not disturb each other", "alone \(Evidence.rewards(cases[at].1.rewards)), and something else among others")]
  }

  /// Eight times the groups take about eight times the work, and eight times the rollouts of a group at most about sixty-four times.
  public func growth() -> [LawFinding] {
    let state = shaper.makeState()
    guard let batch = batches.last(where: { $0.count > 3 && (try? shaper.shape($0, state: state)) != nil }),
      let group = batch.groups.first(where: { !$0.rollouts.isEmpty })
    else { return [] }
    let manyGroups = Growth.excess(over: Growth.linear, upTo: Self.largestGrowth) { size in
      let groups = (0..<size).map { index in
        var copy = group
        copy.id = "g\(index)"
        return copy
      }
      return (try? shaper.shape(Batch(groups: groups, step: batch.step, fields: batch.fields), state: state)).map { _ in 0 }
    }
    let manyRollouts = Growth.excess(over: Growth.quadratic, upTo: Self.largestGrowth) { size in
      var copy = group
      copy.rollouts = (0..<size).map { group.rollouts[$0 % group.rollouts.count] }
      return (try? shaper.shape(Batch(groups: [copy], step: batch.step, fields: batch.fields), state: state)).map { _ in 0 }
    }
    return [manyGroups.map { "groups: of \($0)" }, manyRollouts.map { "rollouts of a group: of \($0)" }].compactMap(\.self)
      .map { finding("work grows with the batch", $0) }
  }

  /// Larger than any batch that is trained on.
  private static let largestGrowth = 1 << 15
}

/// Rewards as they are stored.
private func bits(_ rewards: [Double?]) -> [UInt64?] { rewards.map { $0?.bitPattern } }
