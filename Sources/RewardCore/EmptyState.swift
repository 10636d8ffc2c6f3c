/// No state.
public struct EmptyState: Codable, Sendable, Hashable {
  /// The only value.
  public init() {}
}
