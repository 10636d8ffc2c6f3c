/// A law that something does not keep, with what shows it.
public struct LawFinding: Sendable, Hashable, CustomStringConvertible {
  /// The law, in a few words.
  public var law: String
  /// Who breaks it.
  public var subject: String
  /// What shows it: the input and what came of it.
  public var evidence: String
  /// The file of the example that shows it, as `Module/File.swift`; `nil` when no single example does.
  public var fileID: String?
  /// The line of that example.
  public var line: Int?
  /// How to look at it: code that shows the same again.
  public var lookAtIt: String?

  package init(law: String, subject: String, evidence: String, fileID: String? = nil, line: Int? = nil, lookAtIt: String? = nil) {
    self.law = law
    self.subject = subject
    self.evidence = evidence
    self.fileID = fileID
    self.line = line
    self.lookAtIt = lookAtIt
  }

  /// The finding as a sentence.
  public var description: String { "\(subject) breaks the law \"\(law)\": \(evidence)" }
}
