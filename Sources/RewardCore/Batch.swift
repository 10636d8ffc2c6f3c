/// The groups that are shaped together, in order: one training step.
public struct Batch: Sendable, Hashable {
  /// The groups.
  public var groups: [Group]
  /// The training step, when it is known.
  public var step: Int?
  /// What is known of the batch as a whole: `max_observed`, `batch_size` and others.
  public var fields: JSONObject

  /// A batch.
  public init(groups: [Group], step: Int? = nil, fields: JSONObject = JSONObject()) {
    self.groups = groups
    self.step = step
    self.fields = fields
  }

  /// Rollouts in all groups.
  public var count: Int { groups.reduce(0) { $0 + $1.rollouts.count } }
}
