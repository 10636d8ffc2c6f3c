/// What holds the members of a collection together.
public enum MathCollection: String, Sendable, Hashable, CaseIterable {
  /// Commas or semicolons without brackets: `1, 2`; order is up to the caller.
  case list
  /// Joined by "and", or the lines of a system: all hold.
  case all
  /// Joined by "or": one holds.
  case any
  /// `(1, 2)`.
  case tuple
  /// `\langle 1, 2 \rangle`.
  case vector
  /// `[1, 2, 3]`.
  case array
  /// `\{1, 2\}`.
  case set
  /// The lines of a `cases` environment with conditions.
  case cases
}
