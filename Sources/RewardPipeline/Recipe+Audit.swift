public import RewardAudit
public import RewardCore

extension Recipe {
  /// Searches for groups of rollouts on which the recipe's rewards or advantages go against a property (`rewards audit`).
  ///
  /// The search is deterministic and bounded in evaluations: about 20,000 groups, a second or two. Selectors are left aside: the normaliser sees
  /// whole groups.
  ///
  /// - Parameter savedState: the state to audit in, as `Scorer.savedState` gives it; `nil`: the state before the first batch and, when there is
  ///   a shaper that learns, one after some batches.
  /// - Throws: `invalid_state` when the state is not one of this recipe.
  public func audit(savedState: JSONValue? = nil) throws(RewardError) -> AuditReport {
    guard let savedState else { return audit(in: nil) }
    return audit(in: try ShaperStateFile.state(from: savedState, for: self))
  }

  /// The same from the state that a run has left; `nil`: as without a saved state.
  package func audit(in state: RunState?, limits: AuditLimits = .recipe) -> AuditReport {
    let subject = AuditSubject(
      chain: chain, policy: policy, normaliser: signals.normaliser, groupSize: groupSize ?? AuditSubject.groupSize,
      lengthUnit: lengthUnit.rawValue, given: state.map { AuditSubject.NamedState(name: "as saved", state: $0.chain) },
      options: source.objectValue?["shapers"] ?? .null)
    return subject.audit(requires: requires, limits: limits)
  }
}
