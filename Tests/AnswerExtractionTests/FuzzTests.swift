import RewardCore
import TestSupport
import Testing

@testable import AnswerExtraction

/// The rule for boxes, written to be obviously right: every box is matched on its own, all pairs are compared.
enum SlowBoxes {
  /// The contents of all closed, non-empty braced boxes that lie in no other such box, in text order.
  static func contents(_ text: [UInt8]) -> [Range<Int>] {
    var all: [Range<Int>] = []
    for name in [Array(#"\boxed"#.utf8), Array(#"\fbox"#.utf8)] {
      for start in text.indices where text[start...].starts(with: name) {
        var index = start + name.count
        var lines = 0
        while index < text.count, [0x20, 0x0A].contains(text[index]) {
          lines += text[index] == 0x0A ? 1 : 0
          index += 1
        }
        guard lines < 2, index < text.count, text[index] == 0x7B else { continue }
        if let end = matching(text, from: index), shows(text[(index + 1)..<end]) { all.append((index + 1)..<end) }
      }
    }
    return all.filter { inner in
      !all.contains { $0 != inner && $0.lowerBound <= inner.lowerBound && inner.upperBound <= $0.upperBound }
    }.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// The index of the brace that matches the one at an index.
  static func matching(_ text: [UInt8], from open: Int) -> Int? {
    var depth = 0
    var index = open
    while index < text.count {
      if text[index] == 0x5C {
        let isBox =
          text[(index + 1)...].starts(with: Array(#"\boxed"#.utf8))
          || text[(index + 1)...].starts(with: Array(#"\fbox"#.utf8))
        index += isBox ? 1 : 2
        continue
      }
      if text[index] == 0x7B { depth += 1 }
      if text[index] == 0x7D { depth -= 1 }
      if depth == 0 { return index }
      index += 1
    }
    return nil
  }

  /// Whether anything is left when boxes, braces, blanks and dollar signs are taken away.
  static func shows(_ content: ArraySlice<UInt8>) -> Bool {
    var text = String(decoding: content, as: UTF8.self)
    for word in [#"\\"#, #"\{"#, #"\}"#]
    where text.contains(word) && !text.contains(word + "boxed") && !text.contains(word + "fbox") {
      return true
    }
    for word in [#"\boxed"#, #"\fbox"#] {
      text = text.split(separator: word, omittingEmptySubsequences: false).joined()
    }
    return text.contains { !" \n{}$~".contains($0) && $0 != "\\" }
  }
}

@Suite("Random texts")
struct FuzzTests {
  static let pieces: [String] = [
    #"\boxed"#, #"\boxed{"#, #"\fbox{"#, "{", "}", "}", #"\{"#, #"\}"#, " ", "\n", "a1", "42", "é", "$", ", ", " or ",
  ]

  static func text(_ random: inout FixedSeed, _ pieces: [String], upTo count: Int) -> [UInt8] {
    (0..<Int.random(in: 0...count, using: &random)).flatMap { _ in
      Array((pieces.randomElement(using: &random) ?? "").utf8)
    }
  }

  @Test("boxed agrees with the slow rule, and its boxes are balanced")
  func boxedAgrees() throws {
    var random = FixedSeed(20_261_121)
    var found = 0
    // `a1` and `42` after a bare `\boxed` would be unbraced boxes, which the slow rule leaves out: so it is `\boxed!`.
    let pieces = Self.pieces.map { $0 == #"\boxed"# ? #"\boxed!"# : $0 } + ["\\boxed \n{", "\\boxed\n\n{"]
    for round in 0..<20_000 {
      let bytes = Self.text(&random, pieces, upTo: 24)
      let expected = SlowBoxes.contents(bytes).last
      let candidate = extract(BoxedExtractor(), bytes).candidate
      let shown = String(decoding: bytes, as: UTF8.self)
      guard let expected else {
        #expect(candidate == nil, "round \(round): \(shown)")
        continue
      }
      found += 1
      let last = try #require(candidate?.parts.last, "round \(round): \(shown)")
      #expect(
        last.lowerBound >= expected.lowerBound && last.upperBound <= expected.upperBound, "round \(round): \(shown)")
      let white = Array(bytes[expected]).filter { ![0x20, 0x0A].contains($0) }
      #expect(bytes[last].filter { ![0x20, 0x0A].contains($0) } == white, "round \(round): \(shown)")
      for part in candidate?.parts ?? [] {
        let braced: [UInt8] = [0x7B] + bytes[part] + [0x7D]
        #expect(SlowBoxes.matching(braced, from: 0) == braced.count - 1, "round \(round): \(shown)")
      }
    }
    #expect(found > 4_000)
  }

  @Test("every extractor stays in bounds on any bytes")
  func inBounds() throws {
    var random = FixedSeed(4_242)
    let pieces =
      Self.pieces + [
        "<answer>", "</answer>", "<think>", "</think>", "the answer is", "**Answer:**", "#### ", "1,234", "-3/4",
        "\\frac{1}{2}",
        "10^{5}", "e5", "%", ".", "\\", "\\(", "\\)", "\\[", "$$", "\r\n", "−", "_", "#", "answer", ":", "/", "^", "x",
      ]
    var extractors: [any AnswerExtractor] = builtInExtractors
    extractors.append(AnswerTagExtractor(unclosed: .takeRest))
    extractors.append(BoxedExtractor(unclosed: .refuse))
    extractors.append(try PatternExtractor(pattern: #"(\d+|\{.*?\})"#))
    for _ in 0..<4_000 {
      var bytes = Self.text(&random, pieces, upTo: 30)
      for _ in 0..<Int.random(in: 0...2, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      let low = Int.random(in: 0...bytes.count, using: &random)
      let range = low..<Int.random(in: low...bytes.count, using: &random)
      bytes.withUnsafeBufferPointer { text in
        // A copy of just the range, so that reading outside it would show as a difference.
        let copy = Array(text[range])
        for extractor in extractors {
          var budget = WorkBudget()
          let result = extractor.lastCandidate(in: text, range: range, budget: &budget)
          guard let candidate = result.candidate else {
            #expect(extract(extractor, copy) == result)
            continue
          }
          var end = range.lowerBound
          for part in candidate.parts {
            #expect(part.lowerBound >= end && part.upperBound <= range.upperBound && !part.isEmpty)
            end = part.upperBound
          }
          #expect(extract(extractor, copy).candidate?.range.lowerBound == candidate.range.lowerBound - range.lowerBound)
        }
        let separation = ReasoningStripper().separate(text, range: range)
        #expect(separation.answer.lowerBound >= range.lowerBound && separation.answer.upperBound <= range.upperBound)
        #expect(separation.hasUnclosedOpening == (separation.answer.upperBound < range.upperBound))
        let truth = GroundTruthText(text, range: range)
        #expect(truth.range.lowerBound >= range.lowerBound && truth.range.upperBound <= range.upperBound)
      }
    }
  }
}
