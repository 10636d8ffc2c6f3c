/// The rollouts that share a prompt, in order.
public struct Group: Sendable, Hashable {
  /// The prompt's name; `nil` for a rollout without a group.
  public var id: String?
  /// The rollouts.
  public var rollouts: [JudgedRollout]
  /// What is known of the group as a whole: `budget`, `ref_acc` and others.
  public var fields: JSONObject

  /// A group.
  public init(id: String? = nil, rollouts: [JudgedRollout], fields: JSONObject = JSONObject()) {
    self.id = id
    self.rollouts = rollouts
    self.fields = fields
  }
}
