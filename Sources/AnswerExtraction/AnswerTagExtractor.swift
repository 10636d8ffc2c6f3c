public import RewardCore

/// Extracts the content of the last non-empty `<answer>…</answer>`.
///
/// Tags are ASCII and may be in any case. A closing tag belongs to the nearest opening tag before it, so of
/// `<answer>a<answer>b</answer>` it is `b` that counts; the first closing tag after an opening one ends it.
public struct AnswerTagExtractor: AnswerExtractor {
  /// What to do when the last tag is not closed.
  public var unclosed: UnclosedPolicy

  /// Makes the extractor with its default options.
  public init() { self.init(unclosed: .passOver) }

  /// An extractor with these options.
  public init(options: Options) { self.init(unclosed: UnclosedPolicy(options)) }

  /// Makes the extractor.
  public init(unclosed: UnclosedPolicy) { self.unclosed = unclosed }

  /// What the extractor is called, what it does, and examples.
  public static let description = ExtractorDescription(
    name: "answer_tag",
    summary: "The content of the last non-empty <answer>…</answer>, without the white space around it.",
    options: [UnclosedPolicy.option([.refuse, .passOver, .takeRest])],
    examples: [
      .init("<answer> 42 </answer>", "42"),
      .init("<answer>1</answer> no: <ANSWER>\n2\n</ANSWER>", "2"),
      .init("<answer>1</answer><answer></answer>", "1"),
      .init("<answer>1</answer> <answer>2", "1"),
      .init("<answer>a<answer>b</answer>c</answer>", "b"),
      .init("<answer>42", nil),
      .init("42", nil),
    ])

  /// Finds the last pair of answer tags, from the end.
  public func lastCandidate(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget
  ) -> Extraction {
    guard let range = admit(range, of: text, to: &budget) else { return textTooLong }
    var leniencies: [String] = []
    var close: Int?
    var sawClose = false
    var before = range.upperBound
    while let tag = text.lastIndex(of: Ascii.lessThan, in: range.lowerBound..<before) {
      before = tag
      if text.hasIgnoringCase("</answer>", at: tag, end: range.upperBound) {
        close = tag
        sawClose = true
      } else if text.hasIgnoringCase("<answer>", at: tag, end: range.upperBound) {
        let start = tag + 8
        if let end = close {
          close = nil
          let content = text.trimmed(start..<end)
          if content.isEmpty { continue }
          return .found(CandidateAnswer(range: content, extractor: name, leniencies: leniencies, start: tag))
        }
        guard !sawClose, leniencies.isEmpty else { continue }
        switch unclosed {
        case .refuse: return .nothing
        case .passOver: leniencies.append(ExtractionLeniency.unclosedPassedOver)
        case .takeRest:
          let rest = text.trimmed(start..<range.upperBound)
          if rest.isEmpty {
            leniencies.append(ExtractionLeniency.unclosedPassedOver)
          } else {
            return .found(CandidateAnswer(range: rest, extractor: name, leniencies: [ExtractionLeniency.closingTagMissing]))
          }
        }
      }
    }
    return .nothing
  }
}
