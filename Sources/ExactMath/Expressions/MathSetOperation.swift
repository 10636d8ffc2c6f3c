/// An operation on sets.
public enum MathSetOperation: String, Sendable, Hashable, CaseIterable {
  /// `\cup`.
  case union
  /// `\cap`.
  case intersection
  /// `\setminus`; from the left.
  case difference
  /// `\times` between sets.
  case cartesianProduct = "cartesian_product"
}
