/// The state of some shaper or selector, with its type kept behind it.
public struct OpaqueState: Sendable {
  /// The shaper's or selector's own state value.
  public private(set) var value: any Codable & Sendable & Hashable

  init(_ value: any Codable & Sendable & Hashable) { self.value = value }

  /// The value as what it was made as.
  ///
  /// - Throws: `invalid_state` for the state of another.
  func own<Own>(as type: Own.Type) throws(RewardError) -> Own {
    guard let own = value as? Own else { throw RewardError(.invalidState) }
    return own
  }

  /// Lets `body` change the value in its place; the state of another stays as it is.
  mutating func update<Own: Codable & Sendable & Hashable>(as type: Own.Type, _ body: (inout Own) -> Void) {
    guard var own = value as? Own else { return }
    value = EmptyState()  // so that `own` is the only owner, and grows in place
    body(&own)
    value = own
  }
}
