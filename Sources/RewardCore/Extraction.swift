/// What an extractor comes back with.
public enum Extraction: Sendable, Hashable {
  /// The candidate.
  case found(CandidateAnswer)
  /// Nothing that this extractor looks for.
  case nothing
  /// The budget ran out before the end; what went out, in words.
  case limitExceeded(String)

  /// The candidate, when one was found.
  public var candidate: CandidateAnswer? { if case .found(let candidate) = self { candidate } else { nil } }
}
