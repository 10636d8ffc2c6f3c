import RewardCore
import TestSupport
import Testing

@testable import AnswerExtraction

/// The extractors that need no options.
let builtInExtractors: [any AnswerExtractor] = [
  BoxedExtractor(), AnswerTagExtractor(), AnswerPhraseExtractor(), HashAnswerExtractor(), LastNumberExtractor(),
  LastLineExtractor(), WholeExtractor(),
]

/// Runs an extractor over raw bytes.
func extract(_ extractor: any AnswerExtractor, _ bytes: [UInt8], units: Int = Limits.verdictWork) -> Extraction {
  var budget = WorkBudget(units: units)
  return bytes.withUnsafeBufferPointer { extractor.lastCandidate(in: $0, range: 0..<$0.count, budget: &budget) }
}

extension Extraction {
  /// Whether the budget ran out.
  var isLimitExceeded: Bool { if case .limitExceeded = self { true } else { false } }
}

extension AnswerExtractor {
  /// The text of the last candidate.
  func lastAnswer(in text: String) -> String? {
    let bytes = Array(text.utf8)
    return extract(self, bytes).candidate.map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }
}

/// The text of each part of what an extractor finds.
func parts(_ extractor: any AnswerExtractor, _ text: String) -> [String]? {
  let bytes = Array(text.utf8)
  return extract(extractor, bytes).candidate?.parts.map { String(decoding: bytes[$0], as: UTF8.self) }
}

/// A text and what is to be extracted from it.
struct Case: Sendable, CustomTestStringConvertible {
  var text: String
  var answer: String?

  init(_ text: String, _ answer: String?) {
    self.text = text
    self.answer = answer
  }

  var testDescription: String { String(text.prefix(60)) }
}
