import AnswerExtraction
import Testing

/// Runs an extractor over raw bytes.
func extract(
  _ extractor: any AnswerExtractor, _ bytes: [UInt8], work: ExtractionWork = ExtractionWork()
)
  -> ExtractionResult
{
  var work = work
  return bytes.withUnsafeBufferPointer {
    extractor.lastCandidate(in: $0, range: 0..<$0.count, work: &work)
  }
}

/// The text of each part of what an extractor finds.
func parts(_ extractor: any AnswerExtractor, _ text: String) -> [String]? {
  let bytes = Array(text.utf8)
  return extract(extractor, bytes).candidate?.parts.map { String(decoding: bytes[$0], as: UTF8.self) }
}

/// A small generator with a fixed seed (SplitMix64).
struct FixedSeed: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
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
