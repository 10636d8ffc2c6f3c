import AnswerExtraction
import Testing

/// Prints how fast each extractor reads a plain text without an answer, the worst common case; release builds only.
@Suite("Speed", .serialized)
struct SpeedTests {
  @Test("bytes a second")
  func speed() throws {
    #if !DEBUG
      let sentence = "Let $x_{i} = \\frac{a}{b}$ and consider the sum < y of two terms, because it holds. What now?\n"
      let bytes = Array(String(repeating: sentence, count: (8 << 20) / sentence.utf8.count).utf8)
      var extractors: [any AnswerExtractor] = ExtractorChain.builtIn.map { $0.init() }
      extractors.append(try PatternExtractor(pattern: #"result: (\d+)"#))
      bytes.withUnsafeBufferPointer { text in
        for extractor in extractors {
          var best = Duration.seconds(100)
          for _ in 0..<5 {
            var work = ExtractionWork()
            best = min(
              best,
              ContinuousClock().measure {
                _ = extractor.lastCandidate(in: text, range: 0..<text.count, work: &work)
              })
          }
          print("speed \(extractor.name): \(best / 8) for a megabyte")
        }
        let whole = 0..<text.count
        var best = Duration.seconds(100)
        for _ in 0..<5 {
          best = min(best, ContinuousClock().measure { _ = ReasoningStripper().separate(text, range: whole) })
        }
        print("speed reasoning: \(best / 8) for a megabyte")
        let boxed = Array(#"So $x = \boxed{\frac{1}{2}}$ and "#.utf8)
        let boxes = Array(repeatElement(boxed, count: (8 << 20) / boxed.count).joined())
        boxes.withUnsafeBufferPointer { text in
          let time = ContinuousClock().measure { _ = BoxedExtractor().lastAnswer(text) }
          print("speed boxed, a box every 33 bytes: \(time / 8) for a megabyte")
        }
      }
    #endif
  }
}

extension AnswerExtractor {
  fileprivate func lastAnswer(_ text: UnsafeBufferPointer<UInt8>) -> ExtractionResult {
    var work = ExtractionWork()
    return lastCandidate(in: text, range: 0..<text.count, work: &work)
  }
}
