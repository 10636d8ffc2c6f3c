import RewardCore

/// What names a row: its `id`, or its place among the rows that have none.
package enum RowName: Sendable, Hashable {
  /// The row's own.
  case id(String)
  /// The line.
  case line(Int)

  /// For people.
  package var words: String {
    switch self {
    case .id(let id): id
    case .line(let line): "line \(line)"
    }
  }
}
