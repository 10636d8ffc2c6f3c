/// A verifier that takes options from a row's metadata, for that row alone.
///
/// Apart from `Verifier`, because few do: a wrong option is the row's error, with a field and a nearest name of its own, and says nothing
/// about the ground truth, which is all that a verdict could blame.
package protocol RowOptionsVerifier: Verifier {
  /// What is wrong with the options of a rollout, with the field as a path in its metadata; `nil` when nothing is, or there are none.
  func problemOfOptions(in rollout: Rollout) -> RewardError?
}

extension ConfiguredVerifier {
  /// What is wrong with the options that a rollout's metadata have for its verifier, with the field as a path in the metadata.
  package func problemOfOptions(in rollout: Rollout) -> RewardError? {
    guard !rollout.metadata.members.isEmpty else { return nil }
    return (verifier as? any RowOptionsVerifier)?.problemOfOptions(in: rollout)
  }
}
