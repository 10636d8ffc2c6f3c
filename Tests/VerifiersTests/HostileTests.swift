import RewardCore
import TestSupport
import Testing

@testable import Verifiers

/// Bytes of a hostile text: a megabyte, and less where nothing is optimised.
#if DEBUG
  private let size = 1 << 15
#else
  private let size = 1 << 20
#endif

private func repeated(_ piece: String, bytes: Int) -> String {
  String(repeating: piece, count: max(1, bytes / piece.utf8.count))
}

/// Bytes from a fixed seed, made into text as a reader makes it: what is not UTF-8 becomes U+FFFD.
private func noise(_ bytes: Int, seed: UInt64) -> String {
  var state = seed
  let noise = (0..<bytes).map { _ -> UInt8 in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 33)
  }
  return String(decoding: noise, as: UTF8.self)
}

private let makers: [(name: String, make: @Sendable (Int) -> String)] = [
  ("openers", { repeated("<think>", bytes: $0) }),
  ("closers", { repeated("</think>", bytes: $0) }),
  ("pairs", { repeated("<think></think>", bytes: $0) }),
  ("nested", { repeated("<think>", bytes: $0 / 2) + repeated("</think>", bytes: $0 / 2) }),
  ("nested with letters", { repeated("<think>é", bytes: $0) }),
  ("nested with blanks", { repeated("<think>\u{3000} ", bytes: $0) }),
  ("crossed", { repeated("<think><answer></think></answer>", bytes: $0) }),
  ("less-than", { repeated("<", bytes: $0) }),
  ("almost tags", { repeated("</thin", bytes: $0) }),
  ("fences", { "<think>a</think><answer>" + repeated("```\n", bytes: $0) + "</answer>" }),
  ("noise", { noise($0, seed: 1) }),
  ("blank", { repeated("\u{2003}", bytes: $0) + "x" }),
  ("answers", { "<answer>" + repeated("A or ", bytes: $0) + "</answer>" }),
  ("letters", { "<answer>" + repeated("B x ", bytes: $0) + "</answer>" }),
  ("run", { "<answer>" + repeated("A", bytes: $0) + "</answer>" }),
  ("brackets", { repeated("(B) ", bytes: $0) }),
  ("open brackets", { repeated("(", bytes: $0) + "B" }),
  ("braces", { "<answer>" + repeated("\\text{", bytes: $0 / 2) + repeated("}", bytes: $0 / 12) + "</answer>" }),
  ("backslashes", { "<answer>" + repeated("\\a", bytes: $0) + "</answer>" }),
  ("stars", { "<answer>" + repeated("**", bytes: $0) + "B" + repeated("**", bytes: $0 / 4) + "</answer>" }),
  ("quotes", { "<answer>" + repeated("“", bytes: $0 / 2) + repeated("”", bytes: $0 / 2) + "</answer>" }),
  ("marks", { "<answer>e" + repeated("\u{301}\u{327}", bytes: $0) + "</answer>" }),
  ("words", { "<answer>" + repeated("the a an ", bytes: $0) + "</answer>" }),
  ("semicolons", { "<answer>A" + repeated(";A", bytes: $0) + "</answer>" }),
]

@Suite(.serialized) struct HostileTests {
  private static let subjects: [(name: String, options: JSONObject)] = [
    ("exact_match", ["strictness": "lenient"]), ("exact_match", ["strictness": "strict"]),
    ("multiple_choice", ["strictness": "lenient", "choices": ["aaaaaaaab", "Rome", "A or A or A"]]),
    ("multiple_choice", ["multi_select": true, "credit": "f1"]), ("multiple_choice", ["strictness": "strict"]),
    ("format", [:]), ("format", ["forbid_nested": false, "counts": ["think": [0, nil]], "credit": "each"]),
    ("format", ["grammar": "tag_count"]), ("format", ["grammar": "tapo", "case_sensitive": false]),
    ("format", ["answer_in": ["answer": "fence:python"]]),
  ]

  /// A megabyte that was written to hurt ends soon: no more than eight times the time of a quarter of it, or within 200 ms.
  @Test(arguments: makers.map(\.name)) func megabyte(_ name: String) throws {
    let make = try #require(makers.first { $0.name == name }).make
    let registry = try testRegistry()
    let small = make(size / 4)
    let large = make(size)
    for subject in Self.subjects {
      let verifier = try registry.verifier(subject.name, options: subject.options)
      func time(_ completion: String) -> Duration {
        let rollout = Rollout(completion: completion, groundTruth: "A")
        return processorTime {
          var work = Work()
          _ = verifier.verify(rollout, work: &work)
        }
      }
      let (quarter, whole) = (min(time(small), time(small)), time(large))
      #expect(
        whole < max(quarter * 8, .milliseconds(200)),
        "\(subject.name) \(subject.options.members): \(quarter) then \(whole)")
      #expect(whole < .seconds(5), "\(subject.name): \(whole)")
    }
  }

  /// Short random texts made of the pieces that matter: no crash, and the same verdict again.
  @Test func pieces() throws {
    let pieces = [
      "<think>", "</think>", "<answer>", "</answer>", "A", "B", "I", "(", ")", ".", ":", " or ", ",", "\\boxed{", "}",
      "{", "\\", "\\text{",
      "answer is ", "Answer: ", "\n", "\r\n", " ", "**", "$", "é", "e\u{301}", "\u{0}", "\u{FEFF}", "```", "because",
      "not ", "a", "7",
    ]
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let registry = try testRegistry()
    let verifiers = try Self.subjects.map { try registry.verifier($0.name, options: $0.options) }
    for _ in 0..<3_000 {
      let text = (0..<next(14)).map { _ in pieces[next(pieces.count)] }.joined()
      let truth = GroundTruth(.string((0..<1 + next(3)).map { _ in pieces[next(pieces.count)] }.joined()))
      for verifier in verifiers {
        var (first, second) = (Work(), Work(explaining: true))
        let rollout = Rollout(completion: text, groundTruth: truth)
        #expect(
          verifier.verify(rollout, work: &first) == verifier.verify(rollout, work: &second), "\(text.debugDescription)")
      }
    }
  }
}
