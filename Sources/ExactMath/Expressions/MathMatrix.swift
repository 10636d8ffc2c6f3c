/// A rectangular arrangement of expressions.
public struct MathMatrix: Sendable, Hashable {
  /// What stands around it.
  public enum Brackets: String, Sendable, Hashable, CaseIterable {
    /// `pmatrix`.
    case parentheses
    /// `bmatrix`.
    case square
    /// `matrix`, or `array` without delimiters.
    case none
    /// `Bmatrix`.
    case braces
  }

  /// The number of rows, at least 1.
  public var rows: Int
  /// The number of columns, at least 1.
  public var columns: Int
  /// `rows * columns` entries, row after row.
  public var entries: [MathExpression]
  /// What stands around it, which equality ignores.
  public var brackets: Brackets

  /// A matrix of `entries.count / columns` rows.
  ///
  /// - Precondition: there are entries, and they fill the rows.
  public init(columns: Int, entries: [MathExpression], brackets: Brackets = .parentheses) {
    precondition(columns > 0 && !entries.isEmpty && entries.count % columns == 0, "a matrix is rectangular")
    self.rows = entries.count / columns
    self.columns = columns
    self.entries = entries
    self.brackets = brackets
  }

  /// The entry in a row and a column, both from 0.
  public subscript(row: Int, column: Int) -> MathExpression { entries[row * columns + column] }

  /// Whether size and entries are equal.
  public static func == (left: MathMatrix, right: MathMatrix) -> Bool {
    left.columns == right.columns && left.entries == right.entries
  }

  /// Feeds size and entries.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(columns)
    hasher.combine(entries)
  }
}
