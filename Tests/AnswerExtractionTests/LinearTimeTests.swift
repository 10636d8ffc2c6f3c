import RewardCore
import TestSupport
import Testing

@testable import AnswerExtraction

/// Texts made to be slow.
///
/// Four times the text may take at most about four times the time.
@Suite("Linear time", .serialized)
struct LinearTimeTests {
  /// A unit that is repeated, and what comes before and after.
  static let hostile: [(String, String, String)] = [
    (#"\boxed{"#, "", ""), (#"\boxed{"#, "", "}"), (#"\boxed{}"#, "", ""), (#"\boxed "#, "", ""),
    (#"\boxed\f{"#, "", ""),
    (#"\boxed{1},"#, "", ""), ("\\boxed{ ", "", String(repeating: "}", count: 1000)), (#"\\boxed"#, "", ""),
    ("{", "", ""), ("}", "", ""), ("}{", "", ""), ("{}", #"\boxed{"#, "}"), (" ", #"\boxed{"#, ""), ("\\", "", ""),
    ("<answer>", "", ""), ("</answer>", "", ""), ("<answer></answer>", "", ""), ("</answer><answer>", "", ""),
    ("</think>", "", ""), ("<think>", "", ""), ("<", "", ""),
    ("answer: ", "", ""), ("answer is ", "", ""), ("\\(", "answer: ", ""), ("\\(", "answer: ", "\n\n"),
    ("$", "answer: ", ""),
    ("$$ ", "answer: ", ""), ("\\x ", "answer: ", ""), (".*", "answer: ", ""), ("**", "answer", ""),
    ("answer\n", "", ""),
    ("w", "", ""), ("*answer*", "", ""), ("a.b. ", "answer: ", ""),
    ("#### a\n", "", String(repeating: " ", count: 20_000)), ("#", "", ""), ("#### ", "", ""), ("#### 1. a\n", "", ""),
    ("1", "", ""), ("1", "x", ""), (",234", "x1", ""), ("x1", "", ""), ("^9", "9", ""), ("/9", "9", ""),
    ("x^9", "", ""),
    ("a_1,234", "", ""), ("{,}234", "x1", ""), (" ", "", ""), ("\n", "", ""), ("é", "", ""),
  ]

  #if DEBUG
    static let size = 64 << 10
  #else
    static let size = 1 << 20
  #endif

  static func time(_ extractor: (UnsafeBufferPointer<UInt8>) -> Void, _ bytes: [UInt8]) -> Duration {
    var best = Duration.seconds(1000)
    bytes.withUnsafeBufferPointer { text in
      for _ in 0..<3 { best = min(best, processorTime { extractor(text) }) }
    }
    return best
  }

  @Test("four times the text takes about four times the time", arguments: hostile)
  func grows(unit: String, prefix: String, suffix: String) {
    func text(_ size: Int) -> [UInt8] {
      let unit = Array(unit.utf8)
      var bytes = Array(prefix.utf8)
      for _ in 0..<(size / unit.count) { bytes += unit }
      return bytes + Array(suffix.utf8)
    }
    let small = text(Self.size)
    let large = text(4 * Self.size)
    var extractors: [(String, (UnsafeBufferPointer<UInt8>) -> Void)] = builtInExtractors.map { extractor in
      return (
        extractor.name,
        { text in
          var budget = WorkBudget()
          _ = extractor.lastCandidate(in: text, range: 0..<text.count, budget: &budget)
        }
      )
    }
    extractors.append(("reasoning", { text in _ = ReasoningStripper().separate(text, range: 0..<text.count) }))
    extractors.append(("ground truth", { text in _ = GroundTruthText(text, range: 0..<text.count) }))
    for (name, extractor) in extractors {
      let first = Self.time(extractor, small)
      // What takes little time has no growth to speak of on a busy machine; a quadratic scan of this size takes minutes.
      let second = Self.time(extractor, large)
      let isLinear = second < first * 12 || second < .milliseconds(500)
      #expect(isLinear, "\(name) on \(unit.debugDescription): \(first) then \(second)")
      if second > .milliseconds(150) { print("slow: \(name) on \(unit.debugDescription): \(first) then \(second)") }
    }
  }
}
