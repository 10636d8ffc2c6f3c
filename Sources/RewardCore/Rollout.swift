/// One sampled trajectory: what a model was asked, what it wrote, and what is known of it.
///
/// Everything that a verifier may look at. The fields are those of a row in (`docs/row-format.md`).
public struct Rollout: Sendable, Hashable {
  /// Names the rollout in messages: the row's `id`, or its line number.
  public var id: String
  /// What the model was asked, when the row says: of chat messages, the text of the last user message.
  public var prompt: String?
  /// The one text that the model produced: of chat messages, the text of the last assistant message.
  public var completion: String
  /// The reference; `nil` when the row has none.
  public var groundTruth: GroundTruth?
  /// The prompt's name: rollouts with the same one form a group.
  ///
  /// `nil`: a group of one.
  public var groupID: String?
  /// The training step: groups with the same one form a batch, when the recipe says so.
  public var step: Int?
  /// Length in tokens, when the row says.
  public var tokenCount: Int?
  /// Whether the completion hit the generation limit.
  public var truncated: Bool
  /// What a verifier or shaper may need beside these.
  public var metadata: JSONObject

  /// A rollout with these fields.
  public init(
    id: String = "1", prompt: String? = nil, completion: String, groundTruth: GroundTruth? = nil, groupID: String? = nil,
    step: Int? = nil, tokenCount: Int? = nil, truncated: Bool = false, metadata: JSONObject = JSONObject()
  ) {
    self.id = id
    self.prompt = prompt
    self.completion = completion
    self.groundTruth = groundTruth
    self.groupID = groupID
    self.step = step
    self.tokenCount = tokenCount
    self.truncated = truncated
    self.metadata = metadata
  }
}
