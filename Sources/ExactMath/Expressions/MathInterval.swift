/// An interval of real numbers.
public struct MathInterval: Sendable, Hashable {
  /// The left end.
  public var lower: MathExpression
  /// Whether the left end belongs to it.
  public var isLowerClosed: Bool
  /// The right end.
  public var upper: MathExpression
  /// Whether the right end belongs to it.
  public var isUpperClosed: Bool

  /// An interval with the given ends.
  public init(_ lower: MathExpression, isClosed isLowerClosed: Bool, _ upper: MathExpression, isClosed isUpperClosed: Bool) {
    self.lower = lower
    self.isLowerClosed = isLowerClosed
    self.upper = upper
    self.isUpperClosed = isUpperClosed
  }
}
