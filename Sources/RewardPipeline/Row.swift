package import RewardCore

/// One row as read: the rollout, what validation compares with, and the line it came from.
package struct Row: Sendable {
  /// A label, and which outcomes agree with it.
  package struct Label: Sendable, Hashable {
    /// The outcome that the label names.
    package var outcome: Verdict.Outcome

    /// Whether a verdict is what the label says: `incorrect` agrees with `incorrect` and `no_answer`.
    package func agrees(with other: Verdict.Outcome) -> Bool {
      outcome == other || (outcome == .incorrect && other == .noAnswer)
    }
  }

  /// A reward recorded earlier.
  package enum RecordedReward: Sendable, Hashable {
    case absent
    case skip
    case number(Double)
  }

  /// The members of the row that are kept as they are, and the line they stand in.
  package struct Kept: Sendable {
    /// The bytes of the row up to its closing brace, without the members that a row out replaces.
    package var bytes: [UInt8]
    /// Whether there is any member.
    package var hasMembers: Bool
  }

  /// The rollout; its completion is empty when the row has none (`hasCompletion`).
  package var rollout: Rollout
  /// Whether the row has a readable completion.
  package var hasCompletion: Bool
  /// Whether the id was in the row and is not the line number.
  package var hasOwnID: Bool
  /// The label.
  package var expected: Label?
  /// The recorded reward.
  package var recordedReward: RecordedReward
  /// The member that `ground_truth` may be a misspelling of, when the row has none.
  package var nearGroundTruth: String?
  /// What is carried to the output; `nil` when no output was asked for.
  package var kept: Kept?
  /// What the verifier's route says; `nil` when the recipe has none or the row lacks the field.
  package var route: String?
  /// Fields that shapers ask for, by their names.
  package var inputs: JSONObject
  /// What is wrong with single fields; the row goes on without them.
  package var problems: [RewardError]
}
