package import RewardCore

/// A row after verification: all that shaping, validation and writing still need of it.
package struct JudgedRow: Sendable {
  /// Which of the input files it stands in.
  package var file: Int
  /// Its line, from 1.
  package var line: Int
  /// Bytes of its line, for the bound on waiting rows.
  package var lineBytes: Int
  /// The id that the row itself has.
  package var ownID: String?
  /// The verdict.
  package var verdict: Verdict
  /// The correctness reward; `nil` = skip.
  package var correctness: Double?
  /// What shapers see.
  package var judged: JudgedRollout
  /// The fields that shapers ask of its group.
  package var groupInputs: JSONObject
  /// The fields that shapers ask of its batch.
  package var batchInputs: JSONObject
  /// The group.
  package var groupID: String?
  /// The step.
  package var step: Int?
  /// What it has in common with the other rows of its group, where it is in one.
  package var content = RowContent()
  /// The label.
  package var expected: Row.Label?
  /// The recorded reward.
  package var recordedReward: Row.RecordedReward
  /// The row out up to its verdict, ready to be written; empty when no output was asked for.
  package var output: [UInt8]
  /// What is wrong with the row or its ground truth.
  package var findings: [RewardError]
}
