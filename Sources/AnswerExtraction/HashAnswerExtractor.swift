public import RewardCore

/// Extracts what follows the last `####` that marks an answer, as in GSM8K.
///
/// The mark is exactly four `#`. What follows on its line is the answer when it begins like a value (a digit, a sign, a
/// currency mark, a formula, a bracket), or when it is one word and nothing comes after its line; so the Markdown heading
/// `#### Step 2: …` is no answer, and neither is `#### 2. Then …`.
public struct HashAnswerExtractor: AnswerExtractor {
  /// Makes the extractor.
  public init() {}

  /// An extractor without options.
  public init(options: Options) {}

  /// What the extractor is called, what it does, and examples.
  public static let description = ExtractorDescription(
    name: "hash_answer",
    summary: "What follows the last #### that marks an answer, to the end of its line.",
    examples: [
      .init("6 * 7 = 42\n#### 42", "42"),
      .init("#### 1\n#### -1,234.5\r\nBye", "-1,234.5"),
      .init("so 50. #### 50.", "50"),
      .init("#### **$18**", "$18"),
      .init("text\n#### yes", "yes"),
      .init("#### 5\n#### Step 2: more", "5"),
      .init("##### 5", nil),
      .init("#### Conclusion\nIt is 5.", nil),
    ])

  /// Finds the last marked answer, from the end.
  public func lastCandidate(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget
  ) -> Extraction {
    guard let range = admit(range, of: text, to: &budget) else { return textTooLong }
    var limit = range.upperBound
    while let last = text.lastIndex(of: Ascii.hash, in: range.lowerBound..<limit) {
      var first = last
      while first > range.lowerBound, text[first - 1] == Ascii.hash { first -= 1 }
      if last - first == 3 {
        // A later mark on the same line bounds this one, so no byte is read twice.
        let end = text.lineEnd(from: last + 1, end: limit)
        if let answer = answer(text, (last + 1)..<end, range: range) {
          return .found(CandidateAnswer(range: answer, extractor: name))
        }
      }
      limit = first
    }
    return .nothing
  }

  private func answer(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, range: Range<Int>) -> Range<Int>? {
    var answer = text.trimmed(line)
    while let first = answer.first, text[first] == Ascii.asterisk || text[first] == Ascii.backtick {
      answer = text.trimmed((first + 1)..<answer.upperBound)
    }
    while let last = answer.last,
      text[last] == Ascii.asterisk || text[last] == Ascii.backtick || text[last] == Ascii.period,
      !text.isEscaped(last, from: answer.lowerBound)
    {
      answer = text.trimmed(answer.lowerBound..<last)
    }
    guard let first = answer.first else { return nil }
    if beginsLikeValue(text[first]) || text.has("\u{2212}", at: first, end: answer.upperBound) {
      return isNumberedHeading(text, answer) ? nil : answer
    }
    guard !text[answer].contains(where: \.isWhiteSpace), text[answer.upperBound - 1] != Ascii.colon else { return nil }
    var after = line.upperBound
    while after < range.upperBound, text[after].isWhiteSpace { after += 1 }
    return after == range.upperBound ? answer : nil
  }

  private func beginsLikeValue(_ byte: UInt8) -> Bool {
    switch byte {
    case Ascii.plus, Ascii.minus, Ascii.period, Ascii.dollar, Ascii.backslash, Ascii.leftParenthesis,
      Ascii.leftBracket, Ascii.leftBrace:
      true
    default: byte.isDigit
    }
  }

  /// Whether a line begins with an ordinal, as in `2. Then` and `2) Then`.
  private func isNumberedHeading(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Bool {
    var index = line.lowerBound
    while index < line.upperBound, text[index].isDigit { index += 1 }
    guard index > line.lowerBound, index + 1 < line.upperBound else { return false }
    guard text[index] == Ascii.period || text[index] == Ascii.rightParenthesis else { return false }
    return text[index + 1].isBlank
  }
}
