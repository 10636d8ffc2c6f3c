internal import AnswerExtraction
internal import ExactMath
public import RewardCore

/// Decides whether the answer is the same mathematics as the ground truth, exactly.
///
/// 1. Both sides are found by the same rules: the completion's by the recipe's extractors, the ground truth's bare, in math delimiters, in
///    a box or after `####`.
/// 2. Equal text (up to spacing, delimiters and sizing commands) is `correct`, proof `text`: whatever it means, it means the same.
/// 3. Plain numbers are exact rationals, and decided as such, proof `rational`. There is no tolerance: `0.333` is not `1/3`.
/// 4. Both are read as mathematics, with every reading that a text may have, and decided: `rational`, `algebraic`, `polynomial`, `ball`
///    (separated by rigorous enclosures), `structure` (shapes that can or cannot be equal), `probabilistic` (an identity tested at random
///    points), `rounded`. What is neither proved nor refuted is `unverifiable`.
/// 5. An expression that is equal but does not answer (the question in other words) is refused by its form.
public struct MathVerifier: Verifier {
  /// All about it.
  public static let description = VerifierDescription(
    name: "math",
    version: 2,
    summary: "The answer is equal to the ground truth as exact mathematics.",
    rationale: """
      Every verdict is proved: by exact rationals, by algebraic numbers and exact fields, by normal forms of polynomials and elementary \
      functions, or, for a difference, by rigorous enclosures. So 0.5 is 1/2 and 0.333 is not 1/3, and what cannot be decided is unverifiable. \
      Several different answers side by side ("42 or 43") are one answer with two values, and not the one number that is asked for. An equation \
      that is not solved, or a sum that is not added up, repeats the question: equal or not, it is refused unless an option allows it. What \
      cannot be read or decided is charged to the completion when the ground truth can be read, so that nothing is gained by writing what no \
      one can check. `metadata.math_options` of a row holds options for that row alone.
      """,
    limits: [
      "one answer: \(MathReaderLimits.standard.maxInputBytes) bytes, \(MathReaderLimits.standard.maxNodes) tokens, \(MathReaderLimits.standard.maxNesting) levels, \(MathReaderLimits.standard.maxDigits) digits",
      "a decision: \(MathWork().remaining) units of work, enclosures of \(DecisionLimits.standard.maxPrecision) bits, algebraic numbers of degree \(DecisionLimits.standard.maxAlgebraicDegree), polynomials of \(DecisionLimits.standard.maxPolynomialTerms) terms; sizes are estimated before anything is computed",
      "integrals, limits and derivatives are compared as they are written and not computed",
      "built without the package trait `Algebraic`, what needs FLINT is `unverifiable(unsupported)`",
    ],
    sources: [
      Source("GMP, rational arithmetic", "https://gmplib.org"),
      Source("FLINT with Arb and Calcium: rigorous enclosures, algebraic numbers, exact fields", "https://flintlib.org"),
    ],
    options: [
      Strictness.option(
        "`strict` takes a box or an answer tag and guesses nothing; `standard` and `lenient` forgive what the other options say.")
    ] + MathConventions.options,
    examples: [
      .correct(#"so it is \boxed{0.5}"#, #"\frac12"#),
      .correct(#"\boxed{1{,}234}"#, "1234"),
      .correct(#"\boxed{\dfrac{3}{50}}"#, #"The probability is $\boxed{\frac{6}{100}}$."#, note: "a whole solution as ground truth"),
      .correct("The answer is 72.", "She sold 48+24 = 72 clips.\n#### 72"),
      .correct(#"\boxed{7}"#, GroundTruth(.number(JSONNumber(7)))),
      .correct(#"\boxed{x^2+1}"#, #"$x^2 + 1$"#, note: "equal text is enough"),
      .correct(#"\boxed{(x+1)^2 - 2x}"#, "x^2+1"),
      .incorrect(#"\boxed{2x}"#, "x^2"),
      .incorrect(#"\boxed{0.333}"#, #"\frac13"#, note: "no tolerance"),
      .correct(#"\boxed{0.33333}"#, "0.333", options: ["rounding": "ground_truth_digits"]),
      .correct(#"\boxed{x = 3}"#, "3"),
      .incorrect(#"\boxed{x = 3}"#, "3", options: ["labels": "exact"]),
      .correct(#"\boxed{2, 1}"#, #"\{1, 2\}"#),
      .correct(#"\boxed{x > 3}"#, #"(3, \infty)"#),
      .incorrect(#"\boxed{5g}"#, "5", note: "a letter may be a variable"),
      .correct(#"\boxed{x = \frac{\pi}{4} + k\pi}"#, #"x = \frac{5\pi}{4} + n\pi"#, note: "the same numbers"),
      .incorrect(#"\boxed{2x > 6}"#, #"(3, \infty)"#, note: "an inequality that is not solved may be the question"),
      .correct(#"\boxed{e^x + C}"#, "e^x + c"),
      .correct(#"\boxed{1 \text{ km}}"#, #"1000 \text{ m}"#),
      .correct(#"\boxed{90^\circ}"#, #"\frac{\pi}{2}"#),
      .correct(#"\boxed{50}"#, #"50\%"#, note: "the percent sign may be missing"),
      .correct(#"\boxed{\frac{1}{2}}"#, #"50\%"#),
      .incorrect(#"\boxed{50\%}"#, "50", note: "it may not be added"),
      .incorrect(#"\boxed{50}"#, #"50\%"#, options: ["strictness": "strict"]),
      .incorrect(#"\boxed{42} or \boxed{43}"#, "42", note: "hedging is one answer with two values"),
      .correct(#"first \boxed{41}, no: \boxed{42}"#, "42", note: "the last box counts"),
      .incorrect(#"first \boxed{41}, no: \boxed{42}"#, "42", options: ["candidates": "all_agree"]),
      .incorrect(#"\boxed{17 \cdot 3}"#, "51", note: "a product that is not multiplied out"),
      .incorrect(#"\boxed{\sqrt{2}^2}"#, "2"),
      .correct(#"\boxed{17 \cdot 3}"#, "51", options: ["unevaluated": "accept"]),
      .correct(
        #"\boxed{3.14159}"#, "3.14", metadata: ["math_options": ["rounding": "ground_truth_digits"]],
        note: "options of the row"),
      .noAnswer("I am not sure.", "3"),
      .noAnswer("", "3"),
      .incorrect(#"\boxed{x+1}"#, "3"),
      .unverifiable(#"\boxed{\frac{1}}"#, "3", because: .unreadableAnswer),
      .incorrect(#"\boxed{9^{9^{9}}}"#, "3", note: "a size is estimated before a number is computed"),
      .unverifiable(#"\boxed{1e999999999}"#, "3", because: .limitExceeded),
      .unverifiable(#"\boxed{2}"#, #"\frac{1"#, because: .malformedGroundTruth),
      .unverifiable(#"\boxed{2}"#, "", because: .malformedGroundTruth),
      .unverifiable(#"\boxed{2}"#, "1/0", because: .malformedGroundTruth),
      .unverifiable(
        #"\boxed{2}"#, "2", because: .unsupported, metadata: ["math_options": ["unit": "exact"]],
        note: "options of the row are checked"),
    ])

  /// Where the answer is looked for, by the strictness, which a row may have of its own.
  private let searches: ByStrictness
  private let options: Options
  private let conventions: MathConventions

  /// A verifier with these options.
  public init(options: Options, environment: VerifierEnvironment) throws(RewardError) {
    searches = try ByStrictness(environment)
    self.options = options
    conventions = MathConventions(options)
  }

  /// Judges a rollout.
  public func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    let conventions: MathConventions
    switch self.conventions(for: rollout) {
    case .success(let own): conventions = own
    case .failure(let error):
      return .unverifiable(.unsupported, chargedTo: .verifier, detail: error.under("metadata").description)
    }
    let reference: Reference
    switch read(rollout.groundTruth, work: &work) {
    case .success(let read): reference = read
    case .failure(let refusal): return refusal.verdict
    }
    let search = searches[conventions.strictness]
    switch search.answer(in: rollout.completion, budget: &work.budget) {
    case .nothing:
      work.note("extract", search.nothingFound)
      return .noAnswer()
    case .limitExceeded(let what): return .unverifiable(.limitExceeded, chargedTo: .completion, detail: what)
    case .found(let answer):
      work.note("extract", "\(answer.extractor): \(answer.text)")
      let verdict = decide(answer, against: reference, prompt: rollout.prompt, conventions, work: &work)
      guard conventions.candidates == .allAgree, verdict.outcome == .correct else { return verdict }
      return agreement(of: verdict, answer, by: search, in: rollout, reference, conventions, work: &work)
    }
  }

  /// Whether the ground truth can be read.
  public func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck {
    if case .failure(let error) = conventions(for: rollout) { return .malformed(error.under("metadata").description) }
    switch read(rollout.groundTruth, work: &work) {
    case .success(let reference):
      guard reference.number == nil else { return .readable }
      switch MathSide.read(reference.parts, conventions) {
      case .success: return .readable
      case .failure(.malformed(let why)): return .malformed(why)
      case .failure(let failure): return .unsupported(failure.words)
      }
    case .failure(let refusal): return .malformed(refusal.verdict.detail ?? "it cannot be read")
    }
  }

  // MARK: Options of a row

  /// The field of a row's metadata that holds options for it.
  private static let rowOptions = "math_options"

  private func conventions(for rollout: Rollout) -> Result<MathConventions, RewardError> {
    guard let value = rollout.metadata[Self.rowOptions], value != .null else { return .success(conventions) }
    let owner = Self.description.name
    guard let own = value.objectValue else {
      return .failure(
        RewardError(
          .invalidParameter, field: Self.rowOptions, found: value.description, expected: "an object of options of `math`", source: owner))
    }
    var merged = JSONObject()
    for name in options.given.sorted() { merged[name] = options[name] }
    for member in own.members { merged[member.name] = member.value }
    do {
      return .success(MathConventions(try Options(merged, for: Self.description.options, owner: owner)))
    } catch {
      var error = error
      if error.found == nil { error.found = error.field.flatMap { own[$0]?.description } }
      return .failure(error.under(Self.rowOptions))
    }
  }

  // MARK: Reading

  /// A ground truth that makes sense: its text, and its number when it is a plain one.
  private struct Reference {
    var parts: [String]
    var number: ExactNumber?
  }

  private struct ByStrictness {
    private let strict, standard, lenient: AnswerSearch

    init(_ environment: VerifierEnvironment) throws(RewardError) {
      strict = try AnswerSearch(environment, strictness: .strict)
      standard = try AnswerSearch(environment, strictness: .standard)
      lenient = try AnswerSearch(environment, strictness: .lenient)
    }

    subscript(strictness: Strictness) -> AnswerSearch {
      switch strictness {
      case .strict: strict
      case .standard: standard
      case .lenient: lenient
      }
    }
  }

  private struct Refusal: Error { var verdict: Verdict }

  private func read(_ groundTruth: GroundTruth?, work: inout Work) -> Result<Reference, Refusal> {
    func malformed(_ why: String) -> Result<Reference, Refusal> {
      .failure(Refusal(verdict: .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth, detail: why)))
    }
    guard let whole = groundTruth?.text else {
      return malformed("\(groundTruth?.value.kindName ?? "nothing") where a string or a number is expected")
    }
    let parts = GroundTruthText.parts(of: whole)
    guard parts.contains(where: { !$0.isEmpty }) else { return malformed("it is empty") }
    guard parts.count == 1 else { return .success(Reference(parts: parts, number: nil)) }
    switch NumberReader().read(parts[0]) {
    case .number(let number) where number.notation.isPlain: return .success(Reference(parts: parts, number: number))
    case .malformed(_, .divisionByZero): return malformed("it divides by zero")
    default: return .success(Reference(parts: parts, number: nil))
    }
  }

  // MARK: Deciding

  private func decide(
    _ answer: AnswerSearch.Answer, against reference: Reference, prompt: String?, _ conventions: MathConventions,
    work: inout Work
  ) -> Verdict {
    let size = answer.text.utf8.count + reference.parts.reduce(0) { $0 + $1.utf8.count }
    guard work.budget.spend(size) else {
      return .unverifiable(.limitExceeded, chargedTo: .completion, extracted: answer.text, detail: "the answer is too long")
    }
    if answer.isPartOfFormula {
      return .unverifiable(
        .unreadableAnswer, chargedTo: .completion, extracted: answer.text, detail: "the box is a part of a formula with another value")
    }
    if let other = answer.alternative {
      switch comparison(of: answer, with: other, conventions, work: &work) {
      case .equal: break
      case .unsupported(let detail): return .unverifiable(.unsupported, chargedTo: .verifier, extracted: answer.text, detail: detail)
      case .different, .undecided, .limitExceeded, nil:
        return .unverifiable(
          .unreadableAnswer, chargedTo: .completion, extracted: answer.text, detail: "another value stands beside the box: \(other)")
      }
    }
    if let verdict = decideNumbers(answer, reference, conventions, work: &work) { return verdict }

    let groundTruth: MathSide
    let isSameText = answer.parts.map(MathText.normalized) == reference.parts.map(MathText.normalized)
    switch MathSide.read(reference.parts, self.conventions.forGroundTruths) {
    case .success(let side): groundTruth = side
    case .failure(.malformed(let why)):
      work.note("ground truth", "malformed: \(why)")
      return .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth, extracted: answer.text, detail: why)
    case .failure(let failure):
      work.note("ground truth", "not read: \(failure.words)")
      if isSameText { return .correct(extracted: answer.text, proof: "text", leniencies: answer.leniencies) }
      return .unverifiable(
        .unsupported, chargedTo: .verifier, extracted: answer.text, detail: "the ground truth is not read: \(failure.words)")
    }
    if isSameText {
      work.note("decide", "equal text")
      return .correct(extracted: answer.text, proof: "text", leniencies: answer.leniencies)
    }
    note("ground truth", groundTruth, work: &work)
    // The ground truth can be read and is equal to itself, so what cannot be read or decided is the completion's doing.
    func refuse(_ reason: Verdict.Reason, _ detail: String) -> Verdict {
      .unverifiable(reason, chargedTo: .completion, extracted: answer.text, detail: detail)
    }
    let side: MathSide
    switch MathSide.read(answer.parts, conventions) {
    case .success(let read): side = read
    case .failure(let failure):
      work.note("answer", "not read: \(failure.words)")
      switch failure {
      case .malformed, .refused: return refuse(.unreadableAnswer, failure.words)
      case .unreadable: return refuse(.unreadableAnswer, failure.words)
      case .tooLarge: return refuse(.limitExceeded, failure.words)
      }
    }
    note("answer", side, work: &work)
    let leniencies = answer.leniencies + side.leniencies
    switch MathComparison(conventions: conventions).compare(side, with: groundTruth, work: &work) {
    case .equal(let proof, let detail, let used):
      if let mine = side.label, let theirs = groundTruth.label, AnswerLabels.conflict(mine, theirs) {
        return refuse(.undecided, "the value of something else: \(mine)")
      }
      if conventions.refusesEcho, isEcho(answer, side, groundTruth, prompt, work: &work) {
        work.note("form", "it stands in the prompt")
        return .incorrect(
          extracted: answer.text, proof: "structure", detail: "an expression of the prompt, where its value is asked for",
          leniencies: leniencies)
      }
      return .correct(extracted: answer.text, proof: proof, detail: detail, leniencies: leniencies + used)
    case .different(let proof, let detail):
      return .incorrect(extracted: answer.text, proof: proof, detail: detail, leniencies: leniencies)
    case .undecided(let detail):
      // Digits that repeat are a number if it is the right one; what else they may begin nobody knows.
      if side.hasTruncatedDecimal || groundTruth.hasTruncatedDecimal, let mine = side.asPeriodic, let theirs = groundTruth.asPeriodic,
        case .equal(let proof, let detail, let used) = MathComparison(conventions: conventions).compare(mine, with: theirs, work: &work)
      {
        return .correct(extracted: answer.text, proof: proof, detail: detail, leniencies: leniencies + used)
      }
      return refuse(.undecided, detail)
    case .unsupported(let detail): return .unverifiable(.unsupported, chargedTo: .verifier, extracted: answer.text, detail: detail)
    case .limitExceeded(let detail): return refuse(.limitExceeded, detail)
    }
  }

  /// Whether a value that "or" joins to the answer is the same in another form, or rounds it; `nil` if one of them is not read.
  private func comparison(
    of answer: AnswerSearch.Answer, with other: String, _ conventions: MathConventions, work: inout Work
  ) -> MathComparison.Finding? {
    if answer.parts.count == 1, MathText.normalized(answer.parts[0]) == MathText.normalized(other) {
      return .equal(proof: "text", detail: nil, leniencies: [])
    }
    guard case .success(let mine) = MathSide.read(answer.parts, conventions),
      case .success(let theirs) = MathSide.read([other], conventions.forGroundTruths)
    else { return nil }
    return MathComparison(conventions: conventions.forRounding).compare(mine, with: theirs, work: &work)
  }

  /// Whether an answer, which is equal to the ground truth, is an expression of the prompt that is larger than the ground truth: the
  /// question, and not its answer.
  private func isEcho(
    _ answer: AnswerSearch.Answer, _ side: MathSide, _ groundTruth: MathSide, _ prompt: String?, work: inout Work
  ) -> Bool {
    guard let prompt, answer.parts.count == 1, answer.text.utf8.count <= Self.longestEcho,
      side.expression.size > groundTruth.expression.size, work.budget.spend(prompt.utf8.count)
    else { return false }
    return MathText.normalized(prompt).contains(MathText.normalized(answer.text))
  }

  /// Bytes of an answer that is looked for in the prompt; questions hold no longer expressions.
  private static let longestEcho = 1_000

  /// Two plain numbers, which are nearly all answers, without any of the machinery.
  private func decideNumbers(
    _ answer: AnswerSearch.Answer, _ reference: Reference, _ conventions: MathConventions, work: inout Work
  ) -> Verdict? {
    guard let expected = reference.number, answer.parts.count == 1, conventions.form == .any,
      case .number(let number) = NumberReader().read(answer.parts[0]), number.notation.isPlain
    else { return nil }
    let isEqual = number.value == expected.value
    // What may not be an answer by its form is for `MathForm` to say.
    if isEqual, conventions.unevaluated != .accept, !isSettled(number, answer.parts[0], conventions) { return nil }
    if !isEqual, conventions.rounding != .exact { return nil }
    work.note("ground truth", "\(reference.parts[0]) → the number \(expected.value)")
    work.note("answer", "\(answer.parts[0]) → the number \(number.value)")
    work.note("decide", "\(number.value) \(isEqual ? "=" : "≠") \(expected.value)")
    let isSameText = isEqual && answer.parts[0] == reference.parts[0]
    return isEqual
      ? .correct(extracted: answer.text, proof: isSameText ? "text" : "rational", leniencies: answer.leniencies)
      : .incorrect(extracted: answer.text, proof: "rational", leniencies: answer.leniencies)
  }

  /// Whether a number is written as numbers are: no fraction of fractions, no sign before a sign, and where nothing may be left to compute
  /// no fraction that is whole.
  private func isSettled(_ number: ExactNumber, _ text: String, _ conventions: MathConventions) -> Bool {
    if MathText.hasDoubledSign(text) { return false }
    guard number.notation.form == .fraction else { return true }
    if conventions.unevaluated == .refuse, number.value.isInteger { return false }
    return text.utf8.count { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") } <= 1
  }

  /// The verdict when every earlier candidate has to be right too.
  private func agreement(
    of verdict: Verdict, _ last: AnswerSearch.Answer, by search: AnswerSearch, in rollout: Rollout, _ reference: Reference,
    _ conventions: MathConventions, work: inout Work
  ) -> Verdict {
    var candidate = last
    for _ in 0..<Self.mostCandidates {
      switch search.answer(before: candidate, in: rollout.completion, budget: &work.budget) {
      case .nothing: return verdict
      case .limitExceeded(let what):
        return .unverifiable(.limitExceeded, chargedTo: .completion, extracted: last.text, detail: what)
      case .found(let earlier):
        work.note("extract", "earlier, \(earlier.extractor): \(earlier.text)")
        let other = decide(earlier, against: reference, prompt: rollout.prompt, conventions, work: &work)
        switch other.outcome {
        case .correct: candidate = earlier
        case .incorrect, .noAnswer:
          return .incorrect(
            extracted: last.text, proof: other.proof ?? "structure", detail: "an earlier candidate is not right",
            leniencies: verdict.leniencies)
        case .unverifiable: return other
        }
      }
    }
    return .unverifiable(
      .limitExceeded, chargedTo: .completion, extracted: last.text, detail: "over \(Self.mostCandidates) candidates")
  }

  /// Candidates of one completion that are looked at when all have to agree: each costs a pass over the text.
  private static let mostCandidates = 64

  private func note(_ name: String, _ side: MathSide, work: inout Work) {
    work.note(name, side.expression.latex)
    work.note(name, String(side.expression.tree.dropLast()))
    for alternative in side.alternatives {
      work.note(name, "or (\(alternative.ambiguity.rawValue)): \(alternative.expression.latex)")
    }
  }
}

extension NumberNotation {
  /// Whether it is a number and nothing else: no unit, no computation.
  fileprivate var isPlain: Bool { !hasUnit && form != .power && form != .mixed }
}

extension MathVerifier: RowOptionsVerifier {
  /// What is wrong with the `math_options` of a rollout.
  package func problemOfOptions(in rollout: Rollout) -> RewardError? {
    guard case .failure(let error) = conventions(for: rollout) else { return nil }
    return error
  }
}
