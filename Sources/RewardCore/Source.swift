/// Where a rule comes from: a paper, a library, a specification.
public struct Source: Sendable, Hashable {
  /// How sure we are that the formula is the source's own (tags of the shaping specification).
  public enum Confidence: String, Sendable, Hashable, CaseIterable {
    /// The official implementation was executed on the same inputs and agrees.
    case run
    /// The official implementation or the paper was read.
    case read
    /// Taken from a secondary summary.
    case note
    /// A part is a reconstruction; it is a parameter.
    case inferred
  }

  /// The title, with the section where it helps.
  public var title: String
  /// An arXiv number, a repository or another pointer.
  public var reference: String?
  /// How sure we are.
  public var confidence: Confidence?

  /// A source.
  public init(_ title: String, _ reference: String? = nil, confidence: Confidence? = nil) {
    self.title = title
    self.reference = reference
    self.confidence = confidence
  }
}
