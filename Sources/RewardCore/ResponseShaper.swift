/// A rule that looks at one rollout.
public protocol ResponseShaper: Shaper where State == EmptyState {
  /// The reward of a rollout; `nil` = skip.
  func reward(for rollout: JudgedRollout) throws(RewardError) -> Double?
}

extension ResponseShaper {
  /// Each rollout by itself.
  public func shape(_ batch: Batch, state: EmptyState) throws(RewardError) -> Shaped {
    var shaped = Shaped(rewards: [])
    for group in batch.groups {
      for rollout in group.rollouts { shaped.rewards.append(try reward(for: rollout)) }
    }
    return shaped
  }
}
