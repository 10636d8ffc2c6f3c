internal import AnswerExtraction
public import RewardCore

/// Where a verifier looks for the answer: the recipe's extractors or those of the strictness, after the reasoning.
///
/// What a verifier of your own begins with too:
///
/// ```swift
/// search = try AnswerSearch(environment, strictness: Strictness(options))  // in `init`
/// switch search.answer(in: rollout.completion, budget: &work.budget) { … }  // in `verify`
/// ```
///
/// The seam between the verifiers and `AnswerExtraction`; nothing else here knows how an answer is found.
public struct AnswerSearch: Sendable {
  /// An answer and where it stands.
  public struct Answer: Sendable {
    /// The answer as it stands in the completion.
    public var text: String
    /// Its parts: usually one, the text itself; several when answers are written side by side.
    public var parts: [String]
    /// Where it stands, in bytes of the completion.
    public var range: Range<Int>
    /// The name of the extractor that found it.
    public var extractor: String
    /// The leniencies that finding it used.
    public var leniencies: [String]
    /// Whether it stands in a formula that means another value, as in `-\boxed{42}`.
    public var isPartOfFormula: Bool
    /// Another value that "or" joins to it outside, as in `$\boxed{42}$ or $43$`; it may be the same one in another form.
    public var alternative: String?
    /// Where it begins with what marks it, in bytes of the completion.
    fileprivate var start: Int
    /// The place of that extractor in the order of search.
    fileprivate var rank: Int
  }

  /// What the search comes back with.
  public enum Finding: Sendable {
    /// The answer of the first extractor that has one.
    case found(Answer)
    /// No extractor has one.
    case nothing
    /// The budget ran out; what went out, in words.
    case limitExceeded(String)
  }

  private let extractors: [any AnswerExtractor]

  /// A search with the recipe's own extractors, or else with those of a strictness and after them those of the names `also`.
  ///
  /// - Throws: `unknown_extractor` when the registry lacks one.
  public init(
    _ environment: VerifierEnvironment, strictness: Strictness, also names: [String] = []
  ) throws(RewardError) {
    if let extract = environment.extract {
      extractors = extract
      return
    }
    var chosen: [any AnswerExtractor] = []
    for (name, options) in Self.defaults(for: strictness) {
      chosen.append(try environment.registry.extractor(name, options: options))
    }
    for name in names { chosen.append(try environment.registry.extractor(name)) }
    extractors = chosen
  }

  /// That nothing was found, and by whom it was looked for; a step of an explanation.
  package var nothingFound: String { "nothing by " + extractors.map { type(of: $0).description.name }.joined(separator: ", ") }

  /// The extractors that a strictness stands for, in the order of search: never just any number in the text.
  private static func defaults(for strictness: Strictness) -> [(name: String, options: JSONObject)] {
    switch strictness {
    case .strict: [("boxed", ["unclosed": "refuse"]), ("answer_tag", ["unclosed": "refuse"])]
    case .standard: [("boxed", [:]), ("answer_tag", [:]), ("answer_phrase", [:]), ("hash_answer", [:])]
    case .lenient:
      [("boxed", [:]), ("answer_tag", ["unclosed": "take_rest"]), ("answer_phrase", [:]), ("hash_answer", [:])]
    }
  }

  /// The answer of the first extractor that has one; with `previous`, of the first one after the extractor that found that.
  ///
  /// Complexity: linear in the completion.
  public func answer(in completion: String, after previous: Answer? = nil, budget: inout WorkBudget) -> Finding {
    completion.withUTF8Bytes { text -> Finding in
      let range = Self.answerRange(in: text)
      for rank in extractors.indices.dropFirst(previous.map { $0.rank + 1 } ?? 0) {
        let finding = answer(of: rank, in: text, range: range, budget: &budget)
        if case .nothing = finding { continue }
        return finding
      }
      return .nothing
    }
  }

  /// The candidate before `answer` that the same extractor finds.
  func answer(before answer: Answer, in completion: String, budget: inout WorkBudget) -> Finding {
    completion.withUTF8Bytes { text -> Finding in
      let range = Self.answerRange(in: text)
      guard answer.start > range.lowerBound else { return .nothing }
      return self.answer(of: answer.rank, in: text, range: range.lowerBound..<answer.start, budget: &budget)
    }
  }

  private func answer(
    of rank: Int, in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget
  ) -> Finding {
    switch extractors[rank].lastCandidate(in: text, range: range, budget: &budget) {
    case .found(let candidate):
      guard budget.spend(candidate.range.count) else { return .limitExceeded("the answer is too long") }
      let isBox = candidate.extractor == "boxed"
      let alternative =
        isBox ? BoxSurroundings.alternative(of: text, start: candidate.start, end: candidate.range.upperBound, in: range) : nil
      return .found(
        Answer(
          text: String(decoding: text[candidate.range], as: UTF8.self),
          parts: candidate.parts.map { String(decoding: text[$0], as: UTF8.self) }, range: candidate.range,
          extractor: candidate.extractor, leniencies: candidate.leniencies,
          isPartOfFormula: isBox
            && BoxSurroundings.changeValue(of: text, start: candidate.start, end: candidate.range.upperBound, in: range),
          alternative: alternative.map { String(decoding: text[$0], as: UTF8.self) },
          start: candidate.start, rank: rank))
    case .nothing: return .nothing
    case .limitExceeded(let what): return .limitExceeded(what)
    }
  }

  /// How a ground truth can be read: as it stands; and, when it is a whole solution, as the answer that the solution ends in.
  func readings(ofGroundTruth text: String) -> [String] {
    let bare = GroundTruthText.bareAnswer(of: text)
    return bare == text ? [text] : [text, bare]
  }

  /// The bytes in which an answer may stand: those after the reasoning.
  static func answerRange(in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    ReasoningStripper().separate(text, range: 0..<text.count).answer
  }
}
