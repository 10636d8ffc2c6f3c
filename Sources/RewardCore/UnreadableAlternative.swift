/// One of a list of ground truths that cannot be read.
///
/// A verdict looks at the alternatives until one is right, and would not tell of those behind it: a list that has lost half of its answers
/// would go on looking like good data.
package struct UnreadableAlternative: Sendable {
  /// Its place in the list, from 0.
  package var index: Int
  /// What stands there.
  package var value: JSONValue
  /// What is wrong with it.
  package var check: GroundTruthCheck
}

extension ConfiguredVerifier {
  /// The alternatives of a rollout's ground truth that cannot be read, in their order; none where the ground truth is one value, or more
  /// alternatives than are looked at.
  package func unreadableAlternatives(of rollout: Rollout) -> [UnreadableAlternative] {
    guard let groundTruth = rollout.groundTruth, let alternatives = alternatives(of: groundTruth),
      alternatives.count <= Limits.groundTruthAlternatives
    else { return [] }
    return alternatives.enumerated().compactMap { index, alternative in
      var single = rollout
      single.groundTruth = alternative
      var work = Work()
      let check = verifier.check(single, work: &work)
      return check == .readable ? nil : UnreadableAlternative(index: index, value: alternative.value, check: check)
    }
  }
}
