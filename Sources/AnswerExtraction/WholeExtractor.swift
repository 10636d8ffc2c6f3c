public import RewardCore

/// Extracts the whole text.
public struct WholeExtractor: AnswerExtractor {
  /// Makes the extractor.
  public init() {}

  /// An extractor without options.
  public init(options: Options) {}

  /// What the extractor is called, what it does, and examples.
  public static let description = ExtractorDescription(
    name: "whole",
    summary: "The whole text, without the white space around it.",
    examples: [
      .init("  42\n", "42"),
      .init("a\nb", "a\nb"),
      .init(" \n ", nil),
    ])

  /// Finds the text without the white space around it.
  public func lastCandidate(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget
  ) -> Extraction {
    guard let range = admit(range, of: text, to: &budget) else { return textTooLong }
    let whole = text.trimmed(range)
    return whole.isEmpty ? .nothing : .found(CandidateAnswer(range: whole, extractor: name))
  }
}
