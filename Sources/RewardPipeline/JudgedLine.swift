package import RewardCore

/// What became of one line.
package enum JudgedLine: Sendable {
  /// A row.
  case row(JudgedRow)
  /// No row; the line cannot be written out either.
  case unreadable(RewardError)
}
