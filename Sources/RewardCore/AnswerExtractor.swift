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

/// Finds candidate answers in a completion.
///
/// **What a new extractor implements.**
///
/// Works on UTF-8 bytes and gives places, not copies. Must be linear in the text, never crash whatever the bytes, and spend one unit
/// of the budget a byte that it reads again or steps over in foreign code.
public protocol AnswerExtractor: Sendable {
  /// All about it.
  static var description: ExtractorDescription { get }

  /// An extractor with these options, which have been checked.
  init(options: Options) throws(RewardError)

  /// The last candidate in `range` of `text`.
  func lastCandidate(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget
  ) -> Extraction
}

/// All about one extractor.
public struct ExtractorDescription: Sendable {
  /// A text and what is found in it.
  public struct Example: Sendable {
    /// The text.
    public var text: String
    /// What is found; `nil`: nothing.
    public var extracted: String?
    /// Options that differ from the defaults.
    public var options: JSONObject

    /// An example.
    public init(_ text: String, _ extracted: String?, options: JSONObject = JSONObject()) {
      self.text = text
      self.extracted = extracted
      self.options = options
    }
  }

  /// The name in a recipe's `extract`.
  public var name: String
  /// One sentence.
  public var summary: String
  /// Its options.
  public var options: [OptionDescription]
  /// What it does, by example; run as tests.
  public var examples: [Example]

  /// A description.
  public init(name: String, summary: String, options: [OptionDescription] = [], examples: [Example]) {
    self.name = name
    self.summary = summary
    self.options = options
    self.examples = examples
  }
}
