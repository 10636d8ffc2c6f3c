/// The names of the leniencies that extraction can use, for the proof of a verdict.
enum ExtractionLeniency {
  /// A wrapper that was begun but not finished follows the answer, and was passed over.
  static let unclosedPassedOver = "unclosed_passed_over"
  /// The answer runs to the end of the text because its closing tag is missing.
  static let closingTagMissing = "closing_tag_missing"
  /// The box has no braces, as in `\boxed 7`.
  static let unbracedBox = "unbraced_box"
}
