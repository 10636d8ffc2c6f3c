/// Separates what a model thought from what it said.
///
/// The answer part begins after the last `</think>`; without one it is the whole text, since the opening tag is often part
/// of the prompt and many models write neither. It ends where a `<think>` begins that is never closed: a completion that was cut off in
/// the middle of a thought has not said what stands in it.
package struct ReasoningStripper: Sendable {
  /// Where the answer part is, and what was seen on the way.
  package struct Separation: Sendable, Equatable {
    /// The text after the last `</think>`, or the whole text, up to a `<think>` that is never closed.
    package var answer: Range<Int>

    /// Whether there is a `</think>`.
    package var hasClosingTag: Bool

    /// Whether the answer part ends at a `<think>` that is never closed.
    package var hasUnclosedOpening: Bool

    /// Makes a separation.
    package init(answer: Range<Int>, hasClosingTag: Bool, hasUnclosedOpening: Bool) {
      self.answer = answer
      self.hasClosingTag = hasClosingTag
      self.hasUnclosedOpening = hasUnclosedOpening
    }
  }

  /// Makes the stripper.
  package init() {}

  /// Finds the answer part of a range of the text, from the end.
  package func separate(_ text: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> Separation {
    let range = range.clamped(to: 0..<text.count)
    var end = range.upperBound
    var before = range.upperBound
    while let tag = text.lastIndex(of: Ascii.lessThan, in: range.lowerBound..<before) {
      before = tag
      if text.has("</think>", at: tag, end: range.upperBound) {
        return Separation(answer: (tag + 8)..<end, hasClosingTag: true, hasUnclosedOpening: end < range.upperBound)
      }
      if text.has("<think>", at: tag, end: range.upperBound) { end = tag }
    }
    return Separation(answer: range.lowerBound..<end, hasClosingTag: false, hasUnclosedOpening: end < range.upperBound)
  }
}
