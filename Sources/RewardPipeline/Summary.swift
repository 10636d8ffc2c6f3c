package import RewardCore

/// Totals over a run.
package struct Summary: Sendable {
  /// How labels compare.
  package struct Labels: Sendable, Hashable {
    package var agreeing = 0
    package var differing = 0
    /// Labelled rows that could not be decided; no finding.
    package var unverifiable = 0
  }

  package private(set) var rows = 0
  package var unreadable = 0
  package private(set) var outcomes: [Verdict.Outcome: Int] = [:]
  package private(set) var reasons: [String: Int] = [:]
  package private(set) var rewarded = 0
  private var rewardSum = CompensatedSum()
  private var parts: [(name: String, sum: CompensatedSum)] = []
  package var labels = Labels()
  package var recordedRewards = 0
  package var differingRewards = 0

  mutating func add(_ finished: FinishedRow) {
    rows += 1
    outcomes[finished.row.verdict.outcome, default: 0] += 1
    if let reason = finished.row.verdict.reason, let party = finished.row.verdict.chargedTo {
      reasons["\(reason.rawValue), charged to \(party.rawValue)", default: 0] += 1
    }
    if parts.isEmpty { parts = finished.parts.map { ($0.name, CompensatedSum()) } }
    guard let reward = finished.reward else { return }
    rewarded += 1
    rewardSum.add(reward)
    for (index, part) in finished.parts.enumerated() { parts[index].sum.add(part.value ?? 0) }
  }

  /// The mean reward of the rows that have one.
  package var meanReward: Double? { rewarded == 0 ? nil : rewardSum.value / Double(rewarded) }

  /// The parts in order, with their means over the rows that have a reward.
  package var meanParts: [(name: String, mean: Double?)] {
    parts.map { ($0.name, rewarded == 0 ? nil : $0.sum.value / Double(rewarded)) }
  }
}
