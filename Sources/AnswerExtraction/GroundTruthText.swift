import RewardCore

/// The bare answer in the text of a ground truth.
///
/// Data sets store an answer as it is, in math delimiters, or at the end of a whole solution. In this order: what follows
/// `####` on the last line; what the last boxes hold; what one pair of math delimiters around everything encloses;
/// otherwise the text without the white space around it. An empty inside leaves the text as it is.
package struct GroundTruthText: Sendable, Equatable {
  /// The wrapper that the answer was found in.
  package enum Wrapper: String, Sendable {
    /// The text is the answer.
    case none
    /// `#### 50` ends a solution.
    case hash
    /// A solution holds `\boxed{…}`.
    case box
    /// One pair of math delimiters encloses everything.
    case math
  }

  /// The bytes of the answer.
  package var range: Range<Int>

  /// The parts, several where boxes stand side by side; otherwise just ``range``.
  package var parts: [Range<Int>]

  /// The outermost wrapper that was taken off.
  package var wrapper: Wrapper

  /// Finds the bare answer in a range of a ground truth.
  package init(_ text: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
    var answer = text.trimmed(range.clamped(to: 0..<text.count))
    // Most ground truths are a number or a word.
    guard answer.contains(where: { !text[$0].isLetter && !text[$0].isDigit }) else {
      self.init(range: answer, parts: [answer], wrapper: .none)
      return
    }
    var wrapper = Wrapper.none
    if let hash = Self.hashAnswer(text, answer) {
      answer = hash
      wrapper = .hash
    }
    var budget = WorkBudget(units: .max)  // the caller bounds ground truths
    if let box = BoxedExtractor(unclosed: .refuse).lastCandidate(in: text, range: answer, budget: &budget).candidate {
      if wrapper == .none { wrapper = .box }
      self.init(range: box.range, parts: box.parts.map { Self.withoutDelimiters(text, $0) ?? $0 }, wrapper: wrapper)
      return
    }
    if let inner = Self.withoutDelimiters(text, answer) {
      if wrapper == .none { wrapper = .math }
      answer = inner
    }
    self.init(range: answer, parts: [answer], wrapper: wrapper)
  }

  private init(range: Range<Int>, parts: [Range<Int>], wrapper: Wrapper) {
    self.range = parts.count == 1 ? parts[0] : range
    self.parts = parts
    self.wrapper = wrapper
  }

  /// What follows `####` on the last line.
  private static func hashAnswer(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    var line = range.upperBound
    while line > range.lowerBound, !text[line - 1].isLineEnd { line -= 1 }
    line = text.skipBlanks(from: line, end: range.upperBound)
    guard text.has("####", at: line, end: range.upperBound) else { return nil }
    let answer = text.trimmed((line + 4)..<range.upperBound)
    guard let first = answer.first, text[first] != Ascii.hash else { return nil }
    return answer
  }

  /// The inside of one pair of math delimiters around everything, if it is not empty.
  private static func withoutDelimiters(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    guard let inner = MathDelimiters(text: text, end: range.upperBound).content(of: range) else { return nil }
    let answer = text.trimmed(inner)
    return answer.isEmpty ? nil : answer
  }

  /// The bare answer as text, in the parts that stand side by side.
  package static func parts(of text: String) -> [String] {
    text.withUTF8Bytes { bytes in
      GroundTruthText(bytes, range: 0..<bytes.count).parts.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }

  /// The bare answer as text.
  package static func bareAnswer(of text: String) -> String {
    text.withUTF8Bytes { bytes in
      let range = GroundTruthText(bytes, range: 0..<bytes.count).range
      return String(decoding: bytes[range], as: UTF8.self)
    }
  }
}
