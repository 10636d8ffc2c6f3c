/// What a verifier found about the ground truth that was looked at last.
///
/// A completion without an answer leaves its ground truth unread, so that it is checked apart. The rows of a group share one and mostly stand
/// one after the other: it is read once for them and not once for each.
package struct CheckedGroundTruth: Sendable {
  private struct Finding: Sendable {
    var verifier: ConfiguredVerifier.Identity
    var groundTruth: GroundTruth?
    var metadata: JSONObject
    var check: GroundTruthCheck
  }

  private var last: Finding?

  /// Nothing was looked at yet.
  package init() {}

  /// Whether the ground truth of a rollout, which is one value and no list of alternatives, can be read.
  package mutating func check(_ rollout: Rollout, by verifier: ConfiguredVerifier, work: inout Work) -> GroundTruthCheck {
    // The metadata may have options under which it is read.
    if let last, last.verifier === verifier.identity, last.groundTruth == rollout.groundTruth, last.metadata == rollout.metadata {
      return last.check
    }
    let check = verifier.verifier.check(rollout, work: &work)
    last = Finding(verifier: verifier.identity, groundTruth: rollout.groundTruth, metadata: rollout.metadata, check: check)
    return check
  }
}
