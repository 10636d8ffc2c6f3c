import RewardCore

extension AnswerExtractor {
  /// The name under which recipes and verdicts know it.
  var name: String { Self.description.name }

  /// The range cut to the text and paid for; `nil` when the budget is empty.
  func admit(_ range: Range<Int>, of text: UnsafeBufferPointer<UInt8>, to budget: inout WorkBudget) -> Range<Int>? {
    let range = range.clamped(to: 0..<text.count)
    return budget.spend(range.count) ? range : nil
  }
}

/// What an extractor reports when the text is longer than what is left of the budget.
let textTooLong = Extraction.limitExceeded("the text is too long for what is left of the work budget")
