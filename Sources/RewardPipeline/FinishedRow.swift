import RewardCore

/// A row that is done.
package struct FinishedRow: Sendable {
  /// The row after verification, without what only writing needed.
  package var row: JudgedRow
  /// The parts of the reward, by name, in order; `nil` where there is none.
  package var parts: [(name: String, value: Double?)]
  /// The reward; `nil` = skip.
  package var reward: Double?
  /// What the normaliser and the selectors say.
  package var signals: RowSignals
}
