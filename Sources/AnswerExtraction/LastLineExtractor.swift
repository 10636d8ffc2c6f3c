public import RewardCore

/// Extracts the last line that is not blank.
public struct LastLineExtractor: AnswerExtractor {
  /// Makes the extractor.
  public init() {}

  /// An extractor without options.
  public init(options: Options) {}

  /// What the extractor is called, what it does, and examples.
  public static let description = ExtractorDescription(
    name: "last_line",
    summary: "The last line that is not blank, without the white space around it.",
    examples: [
      .init("one\ntwo\n\n", "two"),
      .init("one\r\n  two  \r\n", "two"),
      .init("one", "one"),
      .init(" \n\t\r\n", nil),
    ])

  /// Finds the last line, from the end.
  public func lastCandidate(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget
  ) -> Extraction {
    guard let range = admit(range, of: text, to: &budget) else { return textTooLong }
    var end = range.upperBound
    while end > range.lowerBound, text[end - 1].isWhiteSpace { end -= 1 }
    guard end > range.lowerBound else { return .nothing }
    var start = end
    while start > range.lowerBound, !text[start - 1].isLineEnd { start -= 1 }
    return .found(CandidateAnswer(range: text.trimmed(start..<end), extractor: name))
  }
}
