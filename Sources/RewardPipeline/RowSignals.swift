package import RewardCore

/// What a row out says beside its reward; the outer `nil`: the recipe does not ask for it.
package struct RowSignals: Sendable, Hashable {
  /// The advantage; 0 without a reward; `nil` where it could not be computed.
  package var advantage: Double??
  /// Whether to train on it.
  package var selected: Bool??
  /// Its weight.
  package var weight: Double??
  /// Named values, by selector.
  package var values: JSONObject??

  package init() {}
}
