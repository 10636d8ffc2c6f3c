/// What extraction found in a completion.
public struct CandidateAnswer: Sendable, Hashable {
  /// Where the answer stands, in bytes of the text.
  public var range: Range<Int>
  /// The name of the extractor that found it.
  public var extractor: String
  /// The places of its parts: usually one; several when the answer is written side by side, as in `\boxed{1} or \boxed{2}`.
  public var parts: [Range<Int>]
  /// The named leniencies that finding it used, such as `unclosed_passed_over`.
  public var leniencies: [String]
  /// Where the candidate begins with what marks it, such as `\boxed{`: earlier candidates end before it.
  public var start: Int

  /// A candidate in one part.
  public init(range: Range<Int>, extractor: String, leniencies: [String] = [], start: Int? = nil) {
    self.init(parts: [range], extractor: extractor, leniencies: leniencies, start: start)
  }

  /// A candidate in one or more parts, in the order of the text; its range spans them.
  public init(parts: [Range<Int>], extractor: String, leniencies: [String] = [], start: Int? = nil) {
    let first = parts.first?.lowerBound ?? 0
    range = first..<max(first, parts.last?.upperBound ?? 0)
    self.start = min(start ?? first, first)
    self.extractor = extractor
    self.parts = parts
    self.leniencies = leniencies
  }
}
