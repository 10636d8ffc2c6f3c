public import RewardCore

/// The answer is the ground truth, as text.
///
/// Two texts are compared after a chain of named normalisations (`TextNormalization`), each of which can be switched alone. What a
/// verdict used is the smallest part of the chain without which the texts would differ.
public struct ExactMatchVerifier: Verifier {
  /// All about it.
  public static let description = VerifierDescription(
    name: "exact_match", version: 1,
    summary: "The answer is the ground truth as text, after named normalisations.",
    rationale: """
      For answers that are words: names, labels, yes and no. The texts are compared and not what they mean: `0.5` is not `1/2` here.
      White space around both is trimmed and runs of it are one blank. Canonically equivalent spellings in Unicode are the same text.
      Beyond that each strictness takes the leniencies of the one before and adds its own:
      strict takes markup around the whole answer off; standard ignores case and one full stop at the end; lenient ignores the
      punctuation of sentences and English articles. Punctuation that touches a digit is kept at any strictness (`-5` is not `5`, `1.5` is
      not `15`), as are symbols (`C++` is not `C`), and an article that no word follows (`vitamin A`). No step may empty a text.
      Answers side by side, as in `\\boxed{Paris} or \\boxed{Rome}`, are wrong unless all are right: a list of guesses is not an answer.
      A ground truth that is a whole solution counts as it stands and by the answer that it ends in.
      """,
    limits: [
      "At most 8 layers of markup are taken off.",
      "`ignore_punctuation` takes `n!` for `n`, and `ignore_case` takes `US` for `us`: switch off what the answers need.",
      "Only English articles are known.",
      "Answers side by side are not joined into a list: `\\boxed{1}, \\boxed{2}` is not `1, 2`.",
    ],
    sources: [
      Source("SQuAD: normalisation of answers, of which this is the safe part", "arXiv:1606.05250", confidence: .note),
      Source("Unicode Standard, section 3.7: canonical equivalence", "https://www.unicode.org/versions/latest/"),
    ],
    options: [
      Strictness.option("Where answers are looked for, and which leniencies are on."),
      OptionDescription(
        "ignore_markup", .boolean, default: .null, allowsNull: true,
        "Markup around the whole answer does not count; null: at every strictness."),
      OptionDescription(
        "ignore_case", .boolean, default: .null, allowsNull: true,
        "Upper and lower case are the same; null: from `standard`."),
      OptionDescription(
        "ignore_final_stop", .boolean, default: .null, allowsNull: true,
        "One full stop at the end does not count; null: from `standard`."),
      OptionDescription(
        "ignore_punctuation", .boolean, default: .null, allowsNull: true,
        "Punctuation of sentences does not count where it touches no digit; null: `lenient` only."),
      OptionDescription(
        "ignore_articles", .boolean, default: .null, allowsNull: true,
        "The English articles a, an, the before a word do not count; null: `lenient` only."),
    ],
    examples: [
      .correct(#"The capital is \boxed{Paris}."#, "Paris"),
      .correct("The answer is paris.", "Paris", note: "`ignore_case` is needed, and reported"),
      .correct(
        #"\boxed{\text{Paris}}"#, "Paris", options: ["strictness": "strict"],
        note: "`\\text` is how words stand in a box"),
      .incorrect(#"\boxed{paris}"#, "Paris", options: ["strictness": "strict"], note: "strict tells case apart"),
      .correct("<answer>the Eiffel Tower!</answer>", "Eiffel tower", options: ["strictness": "lenient"]),
      .incorrect("<answer>the Eiffel Tower</answer>", "Eiffel Tower"),
      .incorrect(#"\boxed{London}"#, "Paris"),
      .incorrect(#"\boxed{-5}"#, "5", options: ["strictness": "lenient"], note: "a sign is no punctuation"),
      .incorrect(#"\boxed{0.5}"#, "1/2", note: "text is compared, and not values"),
      .correct(#"\boxed{42}"#, GroundTruth(42), note: "a number is its digits"),
      .correct(#"\boxed{Holland}"#, GroundTruth(["Netherlands", "Holland"]), note: "any of these"),
      .incorrect(#"\boxed{Paris} or \boxed{Rome}"#, "Paris", note: "two answers are none"),
      .noAnswer("I do not know.", "Paris"),
      .noAnswer("<think>The answer is Paris.</think> Who knows?", "Paris", note: "reasoning is not the answer"),
      .unverifiable(#"\boxed{Paris}"#, "  ", because: .malformedGroundTruth),
      .unverifiable(
        #"\boxed{Paris}"#, GroundTruth(["city": "Paris"]), because: .malformedGroundTruth, note: "an object is no text"),
    ])

  private let search: AnswerSearch
  private let chain: Set<TextNormalization>

  /// A verifier with these options.
  public init(options: Options, environment: VerifierEnvironment) throws(RewardError) {
    let strictness = Strictness(options)
    search = try AnswerSearch(environment, strictness: strictness, also: strictness == .lenient ? ["last_line"] : [])
    let thresholds: [(TextNormalization, Strictness)] = [
      (.markup, .strict), (.letterCase, .standard), (.finalStop, .standard), (.punctuation, .lenient),
      (.articles, .lenient),
    ]
    var chain: Set<TextNormalization> = [.whiteSpace]
    for (step, threshold) in thresholds where options[step.rawValue].boolValue ?? (strictness >= threshold) {
      chain.insert(step)
    }
    self.chain = chain
  }

  /// Judges a rollout.
  public func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    let text: String
    switch read(rollout.groundTruth) {
    case .success(let readable): text = readable
    case .failure(let problem):
      return .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth, detail: problem.words)
    }
    let answer: AnswerSearch.Answer
    switch search.answer(in: rollout.completion, budget: &work.budget) {
    case .found(let found): answer = found
    case .nothing:
      work.note("extract", search.nothingFound)
      return .noAnswer()
    case .limitExceeded(let what): return .unverifiable(.limitExceeded, chargedTo: .completion, detail: what)
    }
    work.note("extract", "`\(answer.text)` by \(answer.extractor)")
    let parts = answer.parts.map { Array($0.unicodeScalars) }
    guard parts.contains(where: { !trimmed($0[...]).isEmpty }) else { return .noAnswer(detail: "the answer is blank") }

    let references = search.readings(ofGroundTruth: text).map { Array($0.unicodeScalars) }
    // One pass a step for the whole chain, and again for each step that might not be needed.
    let passes = (chain.count + 1) * (chain.count + 1)
    let size = parts.reduce(0) { $0 + $1.count } + references.reduce(0) { $0 + $1.count }
    guard work.budget.spend(size * passes) else {
      return .unverifiable(
        .limitExceeded, chargedTo: .completion, extracted: answer.text, detail: "an answer of \(size) scalars")
    }
    for reference in references {
      var used = answer.leniencies
      let allEqual = parts.allSatisfy { part in
        guard let steps = TextNormalization.stepsNeeded(from: chain, for: part, toEqual: reference) else {
          return false
        }
        used += steps.map(\.rawValue).filter { !used.contains($0) }
        return true
      }
      guard allEqual else { continue }
      work.note("decide", used.isEmpty ? "the same text" : "the same text after \(used.joined(separator: ", "))")
      return .correct(extracted: answer.text, proof: "text", leniencies: used)
    }
    work.note("decide", "not `\(text)`")
    return .incorrect(
      extracted: answer.text, proof: "text", detail: parts.count > 1 ? "\(parts.count) answers side by side" : nil)
  }

  /// Whether the ground truth is text at all.
  public func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck {
    switch read(rollout.groundTruth) {
    case .success: .readable
    case .failure(let problem): .malformed(problem.words)
    }
  }

  private struct Problem: Error { var words: String }

  private func read(_ groundTruth: GroundTruth?) -> Result<String, Problem> {
    guard let text = groundTruth?.text else {
      return .failure(Problem(words: "\(groundTruth?.value.kindName ?? "nothing"), and not text"))
    }
    guard !trimmed(Array(text.unicodeScalars)[...]).isEmpty else { return .failure(Problem(words: "blank")) }
    return .success(text)
  }
}
