import RewardCore

/// What rewards were seen in a search, of answers that are neither truncated nor in bad format.
struct ObservedRewards: Sendable {
  /// The least and greatest reward of a right answer.
  private(set) var right: ClosedRange<Double>?
  /// The least and greatest reward of a wrong answer.
  private(set) var wrong: ClosedRange<Double>?
  /// The least of: worst right answer less best wrong one, over groups that have both.
  private(set) var margin: Double?

  mutating func add(_ probe: Probe, _ rewards: [Double?]) {
    var worst: Double?
    var best: Double?
    for (rollout, reward) in zip(probe.rollouts, rewards) {
      guard let reward else { continue }
      if rollout.isRight {
        right = Self.widened(right, reward)
        worst = min(worst ?? reward, reward)
      } else if rollout.isWrong {
        wrong = Self.widened(wrong, reward)
        best = max(best ?? reward, reward)
      }
    }
    if let worst, let best { margin = min(margin ?? .infinity, worst - best) }
  }

  private static func widened(_ range: ClosedRange<Double>?, _ reward: Double) -> ClosedRange<Double> {
    guard let range else { return reward...reward }
    return min(range.lowerBound, reward)...max(range.upperBound, reward)
  }
}
