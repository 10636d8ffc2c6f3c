public import RewardCore

/// A group that goes against a property.
public struct AuditWitness: Sendable, Hashable {
  /// A rollout with what it is worth.
  public struct Rollout: Sendable, Hashable {
    /// What the verifier said: an outcome of the contract; `incorrect` with a score of a half is `partial`.
    public var outcome: String
    /// Its length.
    public var length: Double
    /// The fields that shapers asked for.
    public var fields: JSONObject
    /// Its reward; `nil`: it is skipped.
    public var reward: Double?
    /// Its reward after the change that the sentence names, where there is one.
    public var changedReward: Double??
    /// Its advantage, where it is about that.
    public var advantage: Double?
  }

  /// What is wrong, in a sentence.
  public var sentence: String
  /// The rollouts, in order.
  public var rollouts: [Rollout]
  /// The group's own fields.
  public var fields: JSONObject
  /// The step of the batch.
  public var step: Int
  /// The state before, in words, as in `AuditReport.states`.
  public var state: String
  /// Whether four groups without a right answer stand in the same batch.
  public var hasCompanions: Bool
}

extension AuditWitness {
  init(_ evidence: Evidence, of subject: AuditSubject) {
    let probe = evidence.probe
    rollouts = probe.rollouts.enumerated().map { index, rollout in
      Rollout(
        outcome: rollout.outcome.rawValue, length: rollout.length, fields: rollout.fields, reward: evidence.values.rewards[index],
        changedReward: evidence.after.map { $0[index] },
        advantage: evidence.property.isAboutAdvantages ? evidence.values.advantages?[index] : nil)
    }
    fields = probe.fields
    step = probe.step
    state = subject.states[min(probe.state, subject.states.count - 1)].name
    hasCompanions = probe.hasCompanions
    sentence = evidence.sentence(unit: subject.lengthUnit)
  }
}
