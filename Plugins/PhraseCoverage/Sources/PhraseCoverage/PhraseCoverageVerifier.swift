import RewardPluginExport

/// The completion contains every phrase of the ground truth; some of them earn a part of the score.
public struct PhraseCoverageVerifier: Verifier {
  /// What `rewards describe` shows, what options are checked against, and (its examples) what the tests run.
  public static let description = VerifierDescription(
    name: "phrase_coverage", version: 1,
    summary: "The completion contains every phrase of the ground truth.",
    rationale: """
      The ground truth is a phrase, or a list of phrases that all have to be there; the score is the share that is. Reasoning before the \
      last `</think>` does not count, so that naming everything while thinking earns nothing.
      """,
    limits: ["At most \(mostPhrases) phrases, of at most \(longestPhrase) bytes each."],
    options: [
      OptionDescription("ignore_case", .boolean, default: true, "Whether `Paris` is `PARIS`."),
      OptionDescription("whole_words", .boolean, default: true, "Whether `art` in `party` does not count."),
    ],
    arrayMeaning: .value,
    examples: [
      .correct("Paris and Rome are capitals.", GroundTruth(["Paris", "Rome"])),
      .correct("It is PARIS.", "Paris"),
      .incorrect("Paris is one.", GroundTruth(["Paris", "Rome", "Bern"]), score: Score(1, of: 3)),
      .incorrect("A party.", "art"),
      .correct("A party.", "art", options: ["whole_words": false]),
      .incorrect("It is PARIS.", "Paris", options: ["ignore_case": false]),
      .incorrect("<think>Paris? Rome?</think> I do not know.", "Paris", note: "reasoning does not count"),
      .noAnswer("<think>Paris?</think> ", "Paris"),
      .unverifiable("Paris.", GroundTruth(["Paris", 7]), because: .malformedGroundTruth),
    ])

  /// More would be no list of phrases but a text.
  private static let mostPhrases = 256
  /// Bytes of the longest phrase: a sentence or two.
  private static let longestPhrase = 1_000

  private let ignoresCase: Bool
  private let wholeWords: Bool

  /// A verifier with options, which have been checked against the description.
  public init(options: Options, environment: VerifierEnvironment) {
    ignoresCase = options.boolean("ignore_case")
    wholeWords = options.boolean("whole_words")
  }

  /// Judges a rollout.
  public func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    guard let phrases = phrases(of: rollout.groundTruth) else {
      return .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth, detail: Self.expected)
    }
    let answer = Self.answer(of: rollout.completion)
    guard !answer.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) else { return .noAnswer() }
    let text = folded(answer)
    var missing: [String] = []
    for phrase in phrases {
      let search = find(folded(Array(phrase.utf8)), in: text)
      // Work is counted, never timed: the same input gives the same verdict on a slow machine.
      guard work.budget.spend(search.steps) else {
        return .unverifiable(.limitExceeded, chargedTo: .completion, detail: "a text of \(text.count) bytes")
      }
      work.note("search", "`\(phrase)`: \(search.found ? "found" : "missing")")
      if !search.found { missing.append(phrase) }
    }
    guard let first = missing.first else { return .correct(proof: "text") }
    return .incorrect(
      proof: "text", score: Score(phrases.count - missing.count, of: phrases.count), detail: "missing: `\(first)`")
  }

  /// Whether the ground truth can be read.
  public func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck {
    phrases(of: rollout.groundTruth) == nil ? .malformed(Self.expected) : .readable
  }

  private static let expected = "a phrase, or a list of at most \(mostPhrases) phrases"

  private func phrases(of groundTruth: GroundTruth?) -> [String]? {
    let values = groundTruth?.value.arrayValue ?? groundTruth.map { [$0.value] } ?? []
    let phrases = values.compactMap(\.stringValue).filter { phrase in
      phrase.utf8.count <= Self.longestPhrase && phrase.contains { !$0.isWhitespace }
    }
    guard !phrases.isEmpty, phrases.count == values.count, phrases.count <= Self.mostPhrases else { return nil }
    return phrases
  }

  /// What stands behind the last `</think>`; everything where there is none.
  private static func answer(of completion: String) -> [UInt8] {
    let (text, tag) = (Array(completion.utf8), Array("</think>".utf8))
    guard text.count >= tag.count else { return text }
    for start in stride(from: text.count - tag.count, through: 0, by: -1) where text[start..<start + tag.count].elementsEqual(tag) {
      return Array(text[(start + tag.count)...])
    }
    return text
  }

  private func folded(_ text: [UInt8]) -> [UInt8] {
    ignoresCase ? Array(String(decoding: text, as: UTF8.self).lowercased().utf8) : text
  }

  /// Looks for a phrase, and counts the bytes that were compared.
  private func find(_ phrase: [UInt8], in text: [UInt8]) -> (found: Bool, steps: Int) {
    var steps = 0
    guard phrase.count <= text.count else { return (false, 1) }
    for start in 0...(text.count - phrase.count) {
      var length = 0
      while length < phrase.count, text[start + length] == phrase[length] { length += 1 }
      steps += length + 1
      if length == phrase.count, !wholeWords || isWhole(start..<start + length, in: text) { return (true, steps) }
    }
    return (false, steps)
  }

  private func isWhole(_ range: Range<Int>, in text: [UInt8]) -> Bool {
    // Bytes of other scripts belong to words.
    func isLetter(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        true
      default: false
      }
    }
    return (range.lowerBound == 0 || !isLetter(text[range.lowerBound - 1]))
      && (range.upperBound == text.count || !isLetter(text[range.upperBound]))
  }
}
