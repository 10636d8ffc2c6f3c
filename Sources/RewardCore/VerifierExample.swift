/// A completion with its ground truth and the verdict that it gets; a test, and a piece of documentation.
public struct VerifierExample: Sendable {
  /// The model's text.
  public var completion: String
  /// The reference; `nil` for a verifier that needs none.
  public var groundTruth: GroundTruth?
  /// Options that differ from the defaults.
  public var options: JSONObject
  /// The outcome it gets.
  public var outcome: Verdict.Outcome
  /// The reason, for `unverifiable`.
  public var reason: Verdict.Reason?
  /// The score, for an `incorrect` with partial credit.
  public var score: Score?
  /// What it shows, when that is not plain.
  public var note: String?
  /// Metadata of the row.
  public var metadata: JSONObject
  /// Whether it is only a test and not shown to people.
  public var isTestOnly = false
  /// Whether derived variants (text in front, CRLF, a trailing newline) have to give the same verdict.
  public var hasVariants = true
  /// The file in which it is written, as `Module/File.swift`.
  public let fileID: String
  /// The line on which it is written.
  public let line: Int

  private init(
    _ completion: String, _ groundTruth: GroundTruth?, _ options: JSONObject, _ metadata: JSONObject,
    _ outcome: Verdict.Outcome, _ note: String?, _ fileID: String, _ line: Int
  ) {
    self.completion = completion
    self.groundTruth = groundTruth
    self.options = options
    self.metadata = metadata
    self.outcome = outcome
    self.note = note
    self.fileID = fileID
    self.line = line
  }

  /// A completion that is right.
  public static func correct(
    _ completion: String, _ groundTruth: GroundTruth? = nil, options: JSONObject = JSONObject(),
    metadata: JSONObject = JSONObject(), note: String? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Self {
    Self(completion, groundTruth, options, metadata, .correct, note, fileID, line)
  }

  /// A completion that is not right, or not wholly.
  public static func incorrect(
    _ completion: String, _ groundTruth: GroundTruth? = nil, score: Score? = nil, options: JSONObject = JSONObject(),
    metadata: JSONObject = JSONObject(), note: String? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Self {
    var example = Self(completion, groundTruth, options, metadata, .incorrect, note, fileID, line)
    example.score = score
    return example
  }

  /// A completion without an answer.
  public static func noAnswer(
    _ completion: String, _ groundTruth: GroundTruth? = nil, options: JSONObject = JSONObject(),
    metadata: JSONObject = JSONObject(), note: String? = nil, fileID: String = #fileID, line: Int = #line
  ) -> Self {
    Self(completion, groundTruth, options, metadata, .noAnswer, note, fileID, line)
  }

  /// A completion that cannot be judged.
  public static func unverifiable(
    _ completion: String, _ groundTruth: GroundTruth? = nil, because reason: Verdict.Reason,
    options: JSONObject = JSONObject(), metadata: JSONObject = JSONObject(), note: String? = nil,
    fileID: String = #fileID, line: Int = #line
  ) -> Self {
    var example = Self(completion, groundTruth, options, metadata, .unverifiable, note, fileID, line)
    example.reason = reason
    return example
  }

  /// The same example without derived variants, because its verdict depends on the very bytes.
  public func withoutVariants() -> Self {
    var copy = self
    copy.hasVariants = false
    return copy
  }
}
