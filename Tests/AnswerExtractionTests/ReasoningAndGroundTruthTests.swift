import RewardCore
import TestSupport
import Testing

@testable import AnswerExtraction

@Suite("Reasoning and ground truths")
struct ReasoningAndGroundTruthTests {
  static let reasoning: [(String, String, Bool, Bool)] = [
    ("<think>a</think>b", "b", true, false),
    ("a</think>b</think>c", "c", true, false),
    ("abc", "abc", false, false),
    ("<think>abc", "", false, true),
    ("a</think><think>b", "", true, true),
    ("a</think>b<think>c", "b", true, true),
    ("a</think>", "", true, false),
    ("<think>a</think", "", false, true),
    ("", "", false, false),
    ("想</think>\r\n答", "\r\n答", true, false),
  ]

  @Test("the answer part", arguments: reasoning)
  func answerPart(text: String, answer: String, closed: Bool, unclosed: Bool) {
    let bytes = Array(text.utf8)
    let found = bytes.withUnsafeBufferPointer { ReasoningStripper().separate($0, range: 0..<$0.count) }
    #expect(String(decoding: bytes[found.answer], as: UTF8.self) == answer)
    #expect(found.hasClosingTag == closed)
    #expect(found.hasUnclosedOpening == unclosed)
  }

  static let groundTruths: [(String, String, GroundTruthText.Wrapper)] = [
    ("50", "50", .none),
    ("  50\n", "50", .none),
    ("6*7=42\n#### 42", "42", .hash),
    ("6*7=42\n#### 1,042\n", "1,042", .hash),
    ("Is it?\n#### no way", "no way", .hash),
    ("#### $\\frac{1}{2}$", "\\frac{1}{2}", .hash),
    ("#### 50\nnot the last line", "#### 50\nnot the last line", .none),
    ("We get $x = \\boxed{\\frac{3}{4}}$.", "\\frac{3}{4}", .box),
    ("\\boxed{$5$}", "5", .box),
    ("\\boxed{5", "\\boxed{5", .none),
    ("$\\frac{1}{10}$", "\\frac{1}{10}", .math),
    ("$$ 7 $$", "7", .math),
    ("\\(x\\)", "x", .math),
    ("\\[\nx\n\\]", "x", .math),
    ("$1$, $2$", "$1$, $2$", .none),
    ("\\(1\\) or \\(2\\)", "\\(1\\) or \\(2\\)", .none),
    ("\\$18.90", "\\$18.90", .none),
    ("$5\\$", "$5\\$", .none),
    ("$\\$5$", "\\$5", .math),
    ("$", "$", .none),
    ("$$", "$$", .none),
    ("$0,-1,-\\frac{3}{2}$", "0,-1,-\\frac{3}{2}", .math),
    ("", "", .none),
  ]

  @Test("the bare answer of a ground truth", arguments: groundTruths)
  func groundTruth(text: String, answer: String, wrapper: GroundTruthText.Wrapper) {
    let bytes = Array(text.utf8)
    let found = bytes.withUnsafeBufferPointer { GroundTruthText($0, range: 0..<$0.count) }
    #expect(String(decoding: bytes[found.range], as: UTF8.self) == answer)
    #expect(found.wrapper == wrapper)
    #expect(found.parts == [found.range])
  }

  @Test("a ground truth of several boxes has several parts")
  func severalBoxes() {
    let bytes = Array("$\\boxed{1}$ and $\\boxed{2}$".utf8)
    let found = bytes.withUnsafeBufferPointer { GroundTruthText($0, range: 0..<$0.count) }
    #expect(found.parts.map { String(decoding: bytes[$0], as: UTF8.self) } == ["1", "2"])
  }
}
