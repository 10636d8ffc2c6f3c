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
