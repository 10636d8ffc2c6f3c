public import RewardCore

/// Extracts what follows the last "the answer is", "answer:", "final answer:", 答案是, 答案： or 故选.
///
/// The rule:
/// - The phrase is the word `answer` or `answers` in any case, then Markdown emphasis and blanks, then `is`, `are`, `:`
///   or `：`; or a line that says nothing but `Answer` or `Final Answer`, as a heading or emphasised.
/// - What follows is taken up to the end of the sentence or of the line. A period ends a sentence before white space or
///   the end of the text; so `3.5` and `1,000` stay whole, and so do `p.m.` and whatever stands in a formula or in braces.
/// - White space, emphasis and the final period around it are removed; the delimiters of a formula are kept.
/// - A phrase that its sentence denies or supposes ("I don't think the answer is", "if the answer is") is passed over; after "the
///   answer is not" comes what comes. Only the last phrase counts. When nothing
///   follows it, there is no candidate.
/// - The phrase stands in the last ``window`` bytes: "so the answer is 104? But wait" in the middle of a text of forty thousand is a thought,
///   and not what the text ends with.
public struct AnswerPhraseExtractor: AnswerExtractor {
  /// How far before the end of the text the phrase may stand, in bytes: room for an answer and a closing paragraph.
  public static let window = 2_000

  /// Makes the extractor.
  public init() {}

  /// An extractor without options.
  public init(options: Options) {}

  /// What the extractor is called, what it does, and examples.
  public static let description = ExtractorDescription(
    name: "answer_phrase",
    summary: #"What follows the last "the answer is", "answer:" or "final answer:", to the end of the sentence."#,
    examples: [
      .init("So the answer is 42.", "42"),
      .init("The final answer is $3.5$. I hope it is correct.", "$3.5$"),
      .init("**Answer:** 1,000", "1,000"),
      .init("**Final Answer**: **B**", "B"),
      .init("the answer is:\n\\[\n\\frac{1}{2}\n\\]", "\\[\n\\frac{1}{2}\n\\]"),
      .init("ANSWER: 3.5. Done.", "3.5"),
      .init("The answer is not 5.", "not 5"),
      .init("**Final Answer**\n\n42", "42"),
      .init("The answer is", nil),
      .init("It answers the question.", nil),
      .init("所以答案是5。", "5"),
      .init("答案不是5。", nil),
      .init("选项 B 错误。故选：AC。", "AC"),
    ])

  /// Finds what follows the last phrase, from the end.
  public func lastCandidate(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget
  ) -> Extraction {
    let range = range.clamped(to: 0..<text.count)
    guard let range = admit(max(range.lowerBound, range.upperBound - Self.window)..<range.upperBound, of: text, to: &budget)
    else { return textTooLong }
    // `w` is the rarest letter of `answer`.
    var index = range.upperBound
    while index > range.lowerBound {
      index -= 1
      // The last byte of 故选, "so choose".
      if text[index] == 0x89, let start = choicePayloadStart(text, last: index, range: range) {
        let payload = sentence(text, from: start, end: range.upperBound)
        return payload.isEmpty ? .nothing : .found(CandidateAnswer(range: payload, extractor: name))
      }
      // The last byte of 答案.
      if text[index] == 0x88, let start = chinesePayloadStart(text, last: index, range: range) {
        let payload = sentence(text, from: start, end: range.upperBound)
        return payload.isEmpty ? .nothing : .found(CandidateAnswer(range: payload, extractor: name))
      }
      guard text[index] | 0x20 == 0x77 else { continue }
      guard let start = payloadStart(text, w: index, range: range) else { continue }
      if isDenied(text, word: index - 3, from: range.lowerBound) { continue }
      let payload = sentence(text, from: start, end: range.upperBound)
      return payload.isEmpty ? .nothing : .found(CandidateAnswer(range: payload, extractor: name))
    }
    return .nothing
  }

  /// Where the text after a phrase begins, when the `w` at an index belongs to one.
  private func payloadStart(_ text: UnsafeBufferPointer<UInt8>, w: Int, range: Range<Int>) -> Int? {
    let end = range.upperBound
    let word = w - 3
    guard word >= range.lowerBound, text.hasIgnoringCase("answer", at: word, end: end) else { return nil }
    if word > range.lowerBound, text[word - 1].isLetter || text[word - 1] == Ascii.backslash { return nil }
    var index = w + 3
    if index < end, text[index] | 0x20 == 0x73 { index += 1 }
    guard index < end, !text[index].isLetter else { return nil }
    while index < end, text[index].isBlank || text[index].isEmphasis { index += 1 }
    if let after = colonEnd(text, at: index, end: end) {
      index = after
    } else if index > w + 3, let verb = verbEnd(text, at: index, end: end) {
      index = verb
      let colon = text.skipBlanks(from: index, end: end)
      index = colonEnd(text, at: colon, end: end) ?? index
    } else if index < end, !text[index].isLineEnd || !isHeading(text, word: word, end: index, range: range) {
      return nil
    }
    while index < end,
      text[index].isWhiteSpace || text[index] == Ascii.asterisk || text[index] == Ascii.backtick
        || text[index] == Ascii.underscore || text[index] == Ascii.colon
    {
      index += 1
    }
    return index
  }

  /// Where the text after 答案是, 答案为 or 答案： begins, when the byte at an index is the last one of 答案 and nothing before it in the clause denies it.
  private func chinesePayloadStart(_ text: UnsafeBufferPointer<UInt8>, last: Int, range: Range<Int>) -> Int? {
    let start = last - 5
    guard start >= range.lowerBound, text.has("答案", at: start, end: range.upperBound) else { return nil }
    var begin = max(range.lowerBound, start - Self.longestChineseClause)
    while begin < start {
      if Self.chineseDenials.contains(where: { text.has($0, at: begin, end: start) }) { return nil }
      begin += 1
    }
    var next = last + 1
    while next < range.upperBound, text[next].isBlank || text[next] == Ascii.asterisk { next += 1 }
    for mark in ["是", "为", "：", "选"] as [StaticString] where text.has(mark, at: next, end: range.upperBound) {
      let after = text.skipBlanks(from: next + mark.utf8CodeUnitCount, end: range.upperBound)
      return unemphasized(text, colonEnd(text, at: after, end: range.upperBound) ?? after, range)
    }
    return colonEnd(text, at: next, end: range.upperBound).map { unemphasized(text, $0, range) }
  }

  /// Where the text after 故选 or 故选： begins, when the byte at an index is the last one of 故选.
  private func choicePayloadStart(_ text: UnsafeBufferPointer<UInt8>, last: Int, range: Range<Int>) -> Int? {
    let start = last - 5
    guard start >= range.lowerBound, text.has("故选", at: start, end: range.upperBound) || text.has("应选", at: start, end: range.upperBound)
    else { return nil }
    let next = text.skipBlanks(from: last + 1, end: range.upperBound)
    return unemphasized(text, colonEnd(text, at: next, end: range.upperBound) ?? next, range)
  }

  private func unemphasized(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ range: Range<Int>) -> Int {
    var index = start
    while index < range.upperBound, text[index].isWhiteSpace || text[index] == Ascii.asterisk { index += 1 }
    return index
  }

  /// Not, wrong, if, suppose.
  private static let chineseDenials: [StaticString] = ["不", "错", "非", "若", "如果", "假", "否", "猜", "说"]
  /// Bytes before 答案 that are looked at: eight letters.
  private static let longestChineseClause = 24

  /// Whether the sentence up to the phrase takes it back or only supposes it: "I don't think the answer is", "the wrong answer is".
  private func isDenied(_ text: UnsafeBufferPointer<UInt8>, word: Int, from start: Int) -> Bool {
    var begin = word
    while begin > start, word - begin < Self.longestClause, !text[begin - 1].isLineEnd,
      !(text[begin - 1].isWhiteSpace && begin - 2 >= start && Self.endsClause(text[begin - 2]))
    {
      begin -= 1
    }
    var index = begin
    while index < word {
      guard text[index].isLetter, index == begin || !text[index - 1].isLetter else {
        index += 1
        continue
      }
      for denial in Self.denials where text.hasIgnoringCase(denial, at: index, end: word) {
        let after = index + denial.utf8CodeUnitCount
        if !text[after].isLetter { return true }
      }
      while index < word, text[index].isLetter || text[index] == 0x27 {
        // don't, isn’t
        if text[index] == 0x27, index > begin, text[index - 1] | 0x20 == 0x6E, text[index + 1] | 0x20 == 0x74 { return true }
        index += 1
      }
      if text.has("’t", at: index, end: word) { return true }
    }
    return false
  }

  private static func endsClause(_ byte: UInt8) -> Bool {
    byte == Ascii.period || byte == Ascii.question || byte == Ascii.semicolon || byte == 0x21 || byte == Ascii.colon
  }

  /// Words before the phrase, in its sentence, that make it no statement of the answer.
  private static let denials: [StaticString] = [
    "not", "false", "wrong", "incorrect", "suppose", "assume", "assuming", "if", "whether", "unless", "why", "never", "cannot",
  ]

  /// How far a clause is followed back, in bytes.
  private static let longestClause = 120

  private func colonEnd(_ text: UnsafeBufferPointer<UInt8>, at index: Int, end: Int) -> Int? {
    if index < end, text[index] == Ascii.colon { return index + 1 }
    return text.has("：", at: index, end: end) ? index + 3 : nil
  }

  private func verbEnd(_ text: UnsafeBufferPointer<UInt8>, at index: Int, end: Int) -> Int? {
    for verb in ["is", "are"] as [StaticString] where text.hasIgnoringCase(verb, at: index, end: end) {
      let after = index + verb.utf8CodeUnitCount
      if after == end || !(text[after].isLetter || text[after].isDigit || text[after] == 0x27) { return after }
    }
    return nil
  }

  /// Whether a line holds nothing but `answer` or `final answer`, marked as a heading or emphasised.
  private func isHeading(_ text: UnsafeBufferPointer<UInt8>, word: Int, end: Int, range: Range<Int>) -> Bool {
    var index = word
    while index > range.lowerBound, text[index - 1].isBlank { index -= 1 }
    if text.hasIgnoringCase("final", at: max(range.lowerBound, index - 5), end: index) { index -= 5 }
    var isMarked = false
    while index > range.lowerBound {
      let byte = text[index - 1]
      if byte.isLineEnd { break }
      guard byte.isBlank || byte.isEmphasis || byte == Ascii.hash else { return false }
      if !byte.isBlank { isMarked = true }
      index -= 1
    }
    return isMarked
  }

  /// The sentence at an index, without what surrounds it.
  private func sentence(_ text: UnsafeBufferPointer<UInt8>, from start: Int, end: Int) -> Range<Int> {
    var formulas = MathDelimiters(text: text, end: end)
    var index = start
    var braces = 0
    scan: while index < end {
      let byte = text[index]
      switch byte {
      case Ascii.lineFeed, Ascii.carriageReturn: break scan
      case Ascii.dollar:
        index = formulas.formulaEnd(at: index) ?? index + 1
        continue
      case Ascii.backslash:
        if let formula = formulas.formulaEnd(at: index) {
          index = formula
        } else {
          index += index + 1 < end && text[index + 1].isLineEnd ? 1 : 2
        }
        continue
      case Ascii.leftBrace: braces += 1
      case Ascii.rightBrace: braces -= 1
      case Ascii.period, Ascii.question:
        if braces <= 0, endsSentence(text, at: index, from: start, end: end) { break scan }
      default:
        if byte == 0xE3, text.has("。", at: index, end: end) { break scan }
      }
      index += 1
    }
    return bare(text, start..<Swift.min(index, end))
  }

  /// Whether the mark at an index ends the sentence.
  private func endsSentence(_ text: UnsafeBufferPointer<UInt8>, at index: Int, from start: Int, end: Int) -> Bool {
    var next = index + 1
    while next < end, text[next].isEmphasis || text[next] == 0x22 || text[next] == Ascii.rightParenthesis { next += 1 }
    guard next == end || text[next].isWhiteSpace else { return false }
    // The second letter of `p.m.` and `i.e.`, unless the line ends there.
    let isAbbreviation =
      index - 2 >= start && text[index - 1].isLetter && text[index - 2] == Ascii.period && next < end
      && !text[next].isLineEnd
    return !isAbbreviation
  }

  /// A range without white space, emphasis and final periods around it.
  private func bare(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var range = text.trimmed(range)
    while let last = range.last {
      let byte = text[last]
      guard byte == Ascii.asterisk || byte == Ascii.backtick || byte == Ascii.period,
        !text.isEscaped(last, from: range.lowerBound)
      else { break }
      range = text.trimmed(range.lowerBound..<last)
    }
    return range
  }
}
