public import Rewards

/// The last word of a completion.
public struct LastWordExtractor: AnswerExtractor {
  /// All about it.
  public static let description = ExtractorDescription(
    name: "last_word", summary: "What stands behind the last blank.",
    examples: [.init("It is even 12", "12"), .init("12\n", "12"), .init(" \n", nil)])

  /// It has no options.
  public init(options: Options) {}

  /// The last candidate in `range` of `text`.
  public func lastCandidate(in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget) -> Extraction {
    guard budget.spend(range.count) else { return .limitExceeded("the text is too long") }
    let isBlank = { (at: Int) in text[at] <= UInt8(ascii: " ") }
    guard let last = range.last(where: { !isBlank($0) }) else { return .nothing }
    let start = (range.lowerBound...last).last(where: isBlank).map { $0 + 1 } ?? range.lowerBound
    return .found(CandidateAnswer(range: start..<last + 1, extractor: Self.description.name))
  }
}
