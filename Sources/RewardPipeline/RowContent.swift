import RewardCore

/// What the rows of a group have in common, as digests: a waiting row costs the same whatever its prompt.
package struct RowContent: Sendable, Hashable {
  /// Of the prompt; `nil`: the row has none.
  package var prompt: UInt64?
  /// Of the ground truth; `nil`: the row has none.
  package var groundTruth: UInt64?

  /// Nothing to compare.
  package init() {}

  /// What a rollout has; a ground truth that cannot be read was told of, and is none to compare.
  init(of rollout: Rollout, judged verdict: Verdict) {
    prompt = rollout.prompt.map { StableHash.of($0) }
    guard let value = rollout.groundTruth?.value, value != .null, verdict.reason != .malformedGroundTruth else { return }
    groundTruth = StableHash.of(value.description)
  }
}
