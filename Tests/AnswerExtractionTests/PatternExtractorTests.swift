import RewardCore
import TestSupport
import Testing

@testable import AnswerExtraction

@Suite("User patterns")
struct PatternExtractorTests {
  static let cases: [(String, String, String?)] = [
    (#"\[\[(.*?)\]\]"#, "[[1]] [[2]]", "2"),
    (#"(?i)result=(?<answer>\d+)|(x)"#, "Result=5 x", "5"),
    (#"\d+"#, "1 22 333 a", "333"),
    (#"\d*"#, "ab12c", "12"),
    (#"(a)?b"#, "ab b", "a"),
    (#"(\s*)"#, "  ", nil),
    (#"x"#, "", nil),
    (#"(é+)"#, "aéé b", "éé"),
    (#"^(\w+)$"#, "one", "one"),
    (#"a\Kb"#, "ab", "b"),
    (#"(?m)^A: (.*)$"#, "A: 1\nA: 2\n", "2"),
    (#"\\boxed\s*(\{(?:[^{}\\]++|\\.|(?1))*+\})"#, #"\boxed{a{b}c}"#, "{a{b}c}"),
  ]

  @Test("the last match counts", arguments: cases)
  func lastMatch(pattern: String, text: String, answer: String?) throws {
    #expect(try PatternExtractor(pattern: pattern).lastAnswer(in: text) == answer)
  }

  @Test("a wrong pattern says what and where")
  func wrongPattern() throws {
    let error = try #require(throws: PatternError.self) { try PatternExtractor(pattern: "ab(c") }
    #expect(error.offset == 4)
    #expect(error.description.contains("parenthesis"))
    #expect(throws: PatternError.self) { try PatternExtractor(pattern: #"\C"#) }
    #expect(throws: PatternError.self) { try PatternExtractor(pattern: #"(?=a\K)"#) }
  }

  @Test("one broken byte hides nothing, wherever it is")
  func invalidUTF8() throws {
    let pattern = try PatternExtractor(pattern: "A: (.+)")
    let text = Array("x A: 42é y".utf8)
    for bad in [0x80, 0xC0, 0xF5, 0xE2] as [UInt8] {
      #expect(extract(pattern, [bad] + text).candidate?.range == 6..<12)
      #expect(extract(pattern, text + [bad]).candidate?.range == 5..<12)
      #expect(extract(pattern, text + [0x0A, bad]).candidate?.range == 5..<11)
    }
  }

  @Test("only the last 64 KiB are searched, from a whole scalar on")
  func window() throws {
    let pattern = try PatternExtractor(pattern: "A: (.)")
    let filler = [UInt8](repeating: 0x20, count: PatternExtractor.window)
    #expect(extract(pattern, Array("A: 1".utf8) + filler) == .nothing)
    #expect(extract(pattern, Array("A: 1".utf8) + filler.dropLast(4)).candidate?.range == 3..<4)
    let wide = Array(String(repeating: "é", count: 40_000).utf8) + Array("zA: é".utf8)
    #expect(extract(pattern, wide).candidate?.range == 80_004..<80_006)
    let anchored = try PatternExtractor(pattern: "^(é)")
    #expect(extract(anchored, wide) == .nothing)
  }

  static let hostile: [(String, String)] = [
    ("(a+)+$", String(repeating: "a", count: 40) + "!"),
    (#"y*+x"#, String(repeating: "y", count: 65_536)),
    (#"(?s)[^x]{60000}y"#, String(repeating: "y", count: 65_536) + "x"),
    (#"\\boxed(\{(?:[^{}]|(?1))*\})"#, String(repeating: #"\boxed{"#, count: 9_000)),
    (#"(?:(?:a*)*)*b(c)"#, String(repeating: "a", count: 60_000)),
  ]

  @Test("too much work is a limit, always the same", arguments: hostile)
  func limits(pattern: String, text: String) throws {
    let extractor = try PatternExtractor(pattern: pattern)
    var results: [Extraction] = []
    let time = ContinuousClock().measure {
      for _ in 0..<2 { results.append(extract(extractor, Array(text.utf8))) }
    }
    #expect(results[0].isLimitExceeded)
    #expect(results[0] == results[1])
    #expect(time < .seconds(10))
  }

  @Test("a search pays from the budget, the same every time")
  func steps() throws {
    let extractor = try PatternExtractor(pattern: #"(\d+)"#)
    let bytes = Array("the 1 and 22".utf8)
    let spent: [Int] = (0..<2).map { _ in
      var budget = WorkBudget()
      _ = bytes.withUnsafeBufferPointer { extractor.lastCandidate(in: $0, range: 0..<$0.count, budget: &budget) }
      return WorkBudget().remaining - budget.remaining
    }
    #expect(spent[0] == spent[1] && spent[0] > 10)
    #expect(extract(extractor, bytes, units: spent[0]).candidate != nil)
    #expect(extract(extractor, bytes, units: spent[0] - 1).isLimitExceeded)
  }

  @Test("many threads share one pattern")
  func concurrent() async throws {
    let extractor = try PatternExtractor(pattern: #"n=(\d+)"#)
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<200).allSatisfy { extractor.lastAnswer(in: "n=1 n=\(task * 1000 + $0)") == "\(task * 1000 + $0)" }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test("what counts as valid UTF-8 is what the standard library says")
  func validity() throws {
    let all = try PatternExtractor(pattern: "(?s)^(.)$")
    var random = FixedSeed(7)
    let starts: [UInt8] = [
      0x41, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    let others: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
    for _ in 0..<4_000 {
      var bytes = [starts.randomElement(using: &random) ?? 0]
      for _ in 0..<Int.random(in: 0...3, using: &random) { bytes.append(others.randomElement(using: &random) ?? 0) }
      let isOneScalar = (String(validating: bytes, as: UTF8.self)?.unicodeScalars.count ?? 0) == 1
      let isBlank = bytes.count == 1 && [0x20, 0x0A].contains(bytes[0])
      // A single broken byte is seen as one scalar too.
      let expected = (isOneScalar || bytes.count == 1) && !isBlank
      #expect((extract(all, bytes).candidate != nil) == expected, "\(bytes)")
    }
  }
}
