public import RewardCore

/// The answer names the right option of a question.
///
/// Four steps: the question's options (`ChoiceOptions`), the option or options that the ground truth names, the place where the answer stands
/// (`AnswerSearch`), and what it says there (`ChoiceReader`).
public struct MultipleChoiceVerifier: Verifier {
  /// All about it.
  public static let description = VerifierDescription(
    name: "multiple_choice", version: 1,
    summary: "The answer names the right option, by its letter or by its text.",
    rationale: """
      Nothing is guessed: a letter counts where it is the answer and not where it happens to stand, so `The answer is I think …`,
      `Answer: Because …` and a capital A in prose are no choices, and there is no random fallback. Only the question's own letters count.
      The last box is looked at first, then the last `<answer>` tag (strict ends here), then the last `answer is`, and then a last
      line that is nothing but a choice. Where an answer cannot be read, one that stands after it may still be (from standard). Lenient
      also takes the last letter in brackets whose line denies nothing, and an option's text inside a longer answer.
      An answer that names several options where one is asked for (`A or B`, `A/B`, a letter with another option's text) is incorrect with the
      proof `structure`: it was read, and it is not the one option that is right. An answer that names none, such as `\\boxed{42}` where no
      option says 42, is unverifiable and charged to the completion. Where several options may be chosen, the sets have to be equal, and
      options joined by *or* are no set.
      `credit: f1` pays for half-right sets; choosing every option then earns something too.
      """,
    limits: [
      "At most 26 options; a label is one letter, or a number below 100.",
      "Words around a letter are known in English only; a letter that stands alone is read in any language.",
      "Without the options' texts, `B) text` counts as B whatever the text.",
    ],
    sources: [
      Source("NeMo Gym: multiple-choice verifier, the order of search", "NVIDIA-NeMo/Gym", confidence: .note),
      Source("MMLU-Pro: options A to J", "arXiv:2406.01574", confidence: .note),
      Source("lm-evaluation-harness, simple-evals: the traps that are not reproduced", confidence: .note),
    ],
    options: [
      Strictness.option("Where answers are looked for, and how much may stand around a letter."),
      OptionDescription(
        "choices", .json, default: .null, allowsNull: true,
        "The options of every question: a list of texts (A, B, C, …) or of letters, or an object letter → text; null: each row's `metadata.choices` or `metadata.options`, or else the letters A to J."
      ),
      OptionDescription(
        "match_text", .boolean, default: .null, allowsNull: true,
        "An option's text counts as the option; null: from `standard`."),
      OptionDescription(
        "multi_select", .boolean, default: false, "Several options may be right, and all are asked for."),
      OptionDescription(
        "credit", .choice(["all", "f1"]), default: "all",
        "With `multi_select`: nothing but the whole set counts, or the F1 of chosen and right options."),
      OptionDescription("ground_truth_index", .boolean, default: false, "The ground truth counts the options from 0."),
    ],
    arrayMeaning: .value,
    examples: [
      .correct(#"So it has to be \boxed{B}."#, "B"),
      .correct("The answer is (C).", "C"),
      .correct("Let us see.\n\n**D**", "D", note: "a last line that is nothing but a letter"),
      .correct("The answer is B because A is too small.", "(B)", note: "a reason is no second answer"),
      .correct(#"\boxed{\text{Paris}}"#, "B", metadata: ["choices": ["Rome", "Paris"]]),
      .correct(
        #"\boxed{B}"#, "Paris", options: ["choices": ["A": "Rome", "B": "Paris"]], note: "a text as ground truth"),
      .correct(#"\boxed{B}"#, GroundTruth(1), options: ["ground_truth_index": true]),
      .correct(#"\boxed{A, C}"#, GroundTruth(["A", "C"]), options: ["multi_select": true]),
      .correct(#"\boxed{B}"#, GroundTruth(["B", "D"]), note: "any of these, where one option is asked for"),
      .incorrect(#"\boxed{A}"#, "B"),
      .incorrect("The answer is A or B.", "B", note: "no choice"),
      .incorrect(#"\boxed{E}"#, "B", options: ["choices": ["A", "B", "C", "D"]], note: "no option of this question"),
      .incorrect(
        "Answer: B) Rome", "B", metadata: ["choices": ["Rome", "Paris"]],
        note: "the letter and the text contradict each other"),
      .incorrect(
        #"\boxed{A}"#, "AC", score: Score(2, of: 3), options: ["multi_select": true, "credit": "f1"]),
      .noAnswer("A good question. I would say that it depends.", "A"),
      .unverifiable("The answer is I think hard to find.", "I", because: .unreadableAnswer),
      .unverifiable("Answer: Because of the heat.", "B", because: .unreadableAnswer),
      .unverifiable(#"\boxed{B}"#, "Z", because: .malformedGroundTruth, note: "no option of the question"),
    ])

  /// Bytes of an unmarked line that may still be nothing but a choice; a longer one is prose.
  private static let proseBytes = 4_096

  private let search: AnswerSearch
  private let strictness: Strictness
  private let options: ChoiceOptions?
  private let matchesText: Bool
  private let isMultiSelect: Bool
  private let givesF1: Bool
  private let countsFromZero: Bool
  /// Whether the recipe names the extractors; then nothing else is looked at.
  private let hasOwnExtractors: Bool

  /// A verifier with these options.
  ///
  /// - Throws: `invalid_parameter` for `choices` that are none, and for `credit: f1` without `multi_select`.
  public init(options: Options, environment: VerifierEnvironment) throws(RewardError) {
    strictness = Strictness(options)
    hasOwnExtractors = environment.extract != nil
    // A line that is nothing but a choice is looked for from `standard`, where other verifiers read last lines only if lenient.
    search = try AnswerSearch(environment, strictness: strictness, also: strictness > .strict ? ["last_line"] : [])
    matchesText = options["match_text"].boolValue ?? (strictness > .strict)
    isMultiSelect = options.boolean("multi_select")
    givesF1 = options.string("credit") == "f1"
    countsFromZero = options.boolean("ground_truth_index")
    if givesF1, !isMultiSelect {
      throw RewardError(
        .invalidParameter, field: "credit", found: "`f1`", expected: "`all`, or `multi_select: true` with it",
        source: Self.description.name)
    }
    guard options["choices"] != .null else {
      self.options = nil
      return
    }
    switch ChoiceOptions.read(options["choices"]) {
    case .success(let read): self.options = read
    case .failure(let problem):
      throw RewardError(
        .invalidParameter, field: "choices", found: problem.words,
        expected: "a list of texts or of letters, or an object letter → text", source: Self.description.name)
    }
  }

  /// Judges a rollout.
  public func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    let choices: ChoiceOptions
    let right: [Int]
    switch choiceOptions(of: rollout) {
    case .success(let found): choices = found
    case .failure(let problem):
      return .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth, detail: "the options: \(problem.words)")
    }
    switch read(rollout.groundTruth?.value ?? .null, among: choices) {
    case .success(let found): right = found
    case .failure(let problem):
      return .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth, detail: problem.words)
    }
    work.note("read", "of \(choices.names(choices.choices.indices)), right: \(choices.names(right))")
    let reader = ChoiceReader(
      options: choices, strictness: strictness, isMultiSelect: isMultiSelect, matchesText: matchesText)

    var previous: AnswerSearch.Answer?
    var unread: (answer: AnswerSearch.Answer, why: String)?
    while true {
      let answer: AnswerSearch.Answer
      switch search.answer(in: rollout.completion, after: previous, budget: &work.budget) {
      case .found(let found): answer = found
      case .nothing: return verdictWithoutAnswer(rollout, reader, right: right, unread: unread, work: &work)
      case .limitExceeded(let what): return .unverifiable(.limitExceeded, chargedTo: .completion, detail: what)
      }
      previous = answer
      // What stands before an answer that could not be read does not replace it.
      if let unread, answer.range.lowerBound < unread.answer.range.upperBound { continue }
      let isProse = answer.extractor == "last_line" || answer.extractor == "whole"
      if isProse, answer.text.utf8.count > Self.proseBytes { continue }
      // The passes of `ChoiceReader` over a text, with each option's text compared.
      guard work.budget.spend(answer.text.utf8.count * 16) else {
        return .unverifiable(
          .limitExceeded, chargedTo: .completion, detail: "an answer of \(answer.text.utf8.count) bytes")
      }
      let reading = combined(answer.parts.map { reader.read($0, prose: isProse) })
      work.note("extract", "`\(answer.text)` by \(answer.extractor): \(words(reading, choices))")
      var places = answer.leniencies + (unread == nil ? [] : ["later_answer"])
      if isProse, !hasOwnExtractors { places.append("last_line") }
      switch reading {
      case .unreadable(let why):
        if isProse { continue }
        unread = (answer, why)
        if strictness == .strict {
          return verdictWithoutAnswer(rollout, reader, right: right, unread: unread, work: &work)
        }
      case .hedged(let named):
        return .incorrect(
          extracted: answer.text, proof: "structure",
          detail: "names \(choices.names(named)), and makes no choice", leniencies: places)
      case .outside(let name):
        return .incorrect(
          extracted: answer.text, proof: "text", detail: "there is no option \(name)", leniencies: places)
      case .chosen(let chosen, let leniencies):
        return decide(chosen, right: right, choices: choices, extracted: answer.text, leniencies: places + leniencies)
      }
    }
  }

  /// Whether the ground truth names options of the question.
  public func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck {
    switch choiceOptions(of: rollout).flatMap({ read(rollout.groundTruth?.value ?? .null, among: $0) }) {
    case .success: .readable
    case .failure(let problem): .malformed(problem.words)
    }
  }

  // MARK: Options and ground truth

  private func choiceOptions(of rollout: Rollout) -> Result<ChoiceOptions, ChoiceOptions.Problem> {
    if let options { return .success(options) }
    for name in ["choices", "options"] {
      if let value = rollout.metadata[name], value != .null { return ChoiceOptions.read(value) }
    }
    return .success(.letters)
  }

  /// The options that the ground truth names: all that are right, or any of which is.
  private func read(
    _ value: JSONValue, among choices: ChoiceOptions
  ) -> Result<[Int], ChoiceOptions.Problem> {
    guard case .array(let values) = value else {
      if isMultiSelect, !countsFromZero, let set = readSet(value, among: choices) {
        return .success(set)
      }
      return readOne(value, among: choices).map { [$0] }
    }
    guard (1...Limits.groundTruthAlternatives).contains(values.count) else {
      return .failure(ChoiceOptions.Problem(words: "\(values.count) options in a list"))
    }
    var right: [Int] = []
    for value in values {
      switch readOne(value, among: choices) {
      case .success(let index): if !right.contains(index) { right.append(index) }
      case .failure(let problem): return .failure(problem)
      }
    }
    return .success(right)
  }

  /// `B`, `(B)`, `B.`, `B) text`, the text itself, or the number of the option from 0.
  private func readOne(
    _ value: JSONValue, among choices: ChoiceOptions
  ) -> Result<Int, ChoiceOptions.Problem> {
    guard let text = GroundTruth(value).text else {
      return .failure(ChoiceOptions.Problem(words: "\(value.kindName), and no option"))
    }
    if countsFromZero {
      guard let index = value.integerValue ?? Int(text), choices.choices.indices.contains(index) else {
        return .failure(ChoiceOptions.Problem(words: "`\(text)` is no number from 0 to \(choices.choices.count - 1)"))
      }
      return .success(index)
    }
    for reading in search.readings(ofGroundTruth: text) {
      let original = Array(reading.unicodeScalars)
      let bare = ChoiceText(original, choices)
      let label = bare.label(at: 0)
      if let label, bare.isOnlyClosing(from: label.end) { return .success(label.index) }
      if let index = choices.choice(withText: original) { return .success(index) }
      guard let label else { continue }
      let (mark, rest) = bare.mark(from: label.end)
      guard label.isBracketed || mark == ")" || mark == "." || mark == ":" else { continue }
      if !choices.hasTexts || choices.choice(withText: bare.scalars[rest...]) == label.index {
        return .success(label.index)
      }
    }
    let known = choices.hasTexts ? "" : ", whose texts are not known"
    return .failure(
      ChoiceOptions.Problem(words: "`\(text)` is none of the options \(choices.names(choices.choices.indices))\(known)")
    )
  }

  /// `AC`, `A, C`, `A and C`.
  private func readSet(_ value: JSONValue, among choices: ChoiceOptions) -> [Int]? {
    guard let text = value.stringValue else { return nil }
    let reader = ChoiceReader(options: choices, strictness: .strict, isMultiSelect: true, matchesText: false)
    for reading in search.readings(ofGroundTruth: text) {
      if case .chosen(let set, _) = reader.read(reading, prose: false) { return set }
    }
    return nil
  }

  // MARK: Deciding

  /// One reading of answers that stand side by side: their union where several may be chosen, and otherwise one choice only if all agree.
  private func combined(_ readings: [ChoiceReading]) -> ChoiceReading {
    guard let first = readings.first else { return .unreadable("blank") }
    guard readings.count > 1 else { return first }
    var union: [Int] = []
    var used: [String] = []
    for reading in readings {
      guard case .chosen(let indices, let leniencies) = reading else { return reading }
      union += indices.filter { !union.contains($0) }
      used += leniencies.filter { !used.contains($0) }
    }
    return isMultiSelect || union.count == 1 ? .chosen(union, leniencies: used) : .hedged(union)
  }

  private func decide(
    _ chosen: [Int], right: [Int], choices: ChoiceOptions, extracted: String, leniencies: [String]
  ) -> Verdict {
    let hits = chosen.filter(right.contains).count
    let proof = isMultiSelect ? "set" : "text"
    let isRight = hits == chosen.count && (!isMultiSelect || hits == right.count)
    let detail = "chosen: \(choices.names(chosen))"
    guard !isRight else { return .correct(extracted: extracted, proof: proof, detail: detail, leniencies: leniencies) }
    let score = givesF1 ? Score(2 * hits, of: chosen.count + right.count) : .none
    return .incorrect(extracted: extracted, proof: proof, score: score, detail: detail, leniencies: leniencies)
  }

  private func verdictWithoutAnswer(
    _ rollout: Rollout, _ reader: ChoiceReader, right: [Int], unread: (answer: AnswerSearch.Answer, why: String)?,
    work: inout Work
  ) -> Verdict {
    if strictness == .lenient, !hasOwnExtractors {
      guard work.budget.spend(2 * rollout.completion.utf8.count) else {
        return .unverifiable(.limitExceeded, chargedTo: .completion, detail: "a completion too long to search again")
      }
      let found = rollout.completion.withUTF8Bytes { text in
        reader.lastBracketed(in: text, range: AnswerSearch.answerRange(in: text))
      }
      if let found, found.range.lowerBound >= unread?.answer.range.upperBound ?? 0 {
        work.note("extract", "(\(reader.options.name(found.index))) as the last letter in brackets")
        return decide(
          [found.index], right: right, choices: reader.options, extracted: "(\(reader.options.name(found.index)))",
          leniencies: (unread == nil ? [] : ["later_answer"]) + ["bracketed_letter"])
      }
    }
    guard let unread else {
      work.note("extract", search.nothingFound)
      return .noAnswer()
    }
    return .unverifiable(.unreadableAnswer, chargedTo: .completion, extracted: unread.answer.text, detail: unread.why)
  }

  private func words(_ reading: ChoiceReading, _ choices: ChoiceOptions) -> String {
    switch reading {
    case .chosen(let indices, _): choices.names(indices)
    case .hedged(let indices): "\(choices.names(indices)), no choice"
    case .outside(let name): "\(name), no option"
    case .unreadable(let why): why
    }
  }
}
