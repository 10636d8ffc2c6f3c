extension MathExpression {
  /// Whether no path from the root is longer than `limit`; the walk itself goes no deeper.
  public func isNested(atMost limit: Int) -> Bool {
    guard limit > 0 else { return false }
    return children.allSatisfy { $0.isNested(atMost: limit - 1) }
  }
}
