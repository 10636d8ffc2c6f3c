internal import AnswerExtraction
internal import ExactMath
public import RewardCore

/// Decides whether the answer is the same number as the ground truth, exactly.
///
/// 1. Both sides are found by the same rules: the completion's by the recipe's extractors, the ground truth's bare, in math delimiters, in
///    a box or after `####`.
/// 2. Equal text (up to spacing, delimiters and sizing commands) is `correct`, proof `text`: whatever it means, it means the same.
/// 3. Both are read as exact rationals; equality and difference are then decided, proof `rational`. There is no tolerance:
///    `0.333` is not `1/3`.
/// 4. What is no number is `unverifiable(unsupported)`: this version decides numbers, and text.
public struct MathVerifier: Verifier {
  /// All about it.
  public static let description = VerifierDescription(
    name: "math",
    version: 1,
    summary: "The answer is equal to the ground truth as exact mathematics; this version decides numbers.",
    rationale: """
      Numbers are exact rationals, so 0.5 is 1/2 and 0.333 is not 1/3: a tolerance would be an invitation. Several different answers side by \
      side ("42 or 43") are one answer with two values, and not the one number that is asked for. A percent sign divides by 100, so 50% is \
      1/2; at `standard` and `lenient` a unit sign that one side lacks (%, °, $) may be missing, and the verdict says so. What cannot be read \
      as a number is unverifiable, never incorrect; it is charged to the completion when the ground truth is a number itself.
      """,
    limits: [
      "one answer: \(MathLimits.standard.maxInputBytes) bytes, \(MathLimits.standard.maxDigits) digits, exponents up to \(MathLimits.standard.maxExponent), \(MathLimits.standard.maxBits) bits, \(MathLimits.standard.maxNesting) levels; a size is estimated before a number is computed"
    ],
    sources: [Source("GMP, rational arithmetic", "https://gmplib.org")],
    options: [
      Strictness.option("`strict` takes a box or an answer tag and no leniency; `standard` and `lenient` forgive a missing unit sign."),
      OptionDescription(
        "unit_signs", .choice(["exact", "may_lack"]), default: .null, allowsNull: true,
        "Whether a percent, degree or currency sign may be missing on one side; null: by strictness."),
    ],
    examples: [
      .correct(#"so it is \boxed{0.5}"#, #"\frac12"#),
      .correct(#"\boxed{1{,}234}"#, "1234"),
      .correct(#"\boxed{\dfrac{3}{50}}"#, #"The probability is $\boxed{\frac{6}{100}}$."#, note: "a whole solution as ground truth"),
      .correct("The answer is 72.", "She sold 48+24 = 72 clips.\n#### 72"),
      .correct(#"\boxed{7}"#, GroundTruth(.number(JSONNumber(7)))),
      .correct(#"\boxed{x^2+1}"#, #"$x^2 + 1$"#, note: "equal text is enough"),
      .correct(#"\boxed{50}"#, #"50\%"#, note: "the percent sign may be missing"),
      .correct(#"\boxed{\frac{1}{2}}"#, #"50\%"#),
      .incorrect(#"\boxed{50}"#, #"50\%"#, options: ["strictness": "strict"]),
      .incorrect(#"\boxed{0.333}"#, #"\frac13"#, note: "no tolerance"),
      .incorrect(#"\boxed{42} or \boxed{43}"#, "42", note: "hedging is one answer with two values"),
      .correct(#"first \boxed{41}, no: \boxed{42}"#, "42", note: "the last box counts"),
      .noAnswer("I am not sure.", "3"),
      .noAnswer("", "3"),
      .unverifiable(#"\boxed{x+1}"#, "3", because: .unsupported),
      .unverifiable(#"\boxed{\frac{1}}"#, "3", because: .unreadableAnswer),
      .unverifiable(#"\boxed{9^{9^{9}}}"#, "3", because: .limitExceeded, note: "a size is estimated before a number is computed"),
      .unverifiable(#"\boxed{1e999999999}"#, "3", because: .limitExceeded),
      .unverifiable(#"\boxed{2}"#, #"\frac{1"#, because: .malformedGroundTruth),
      .unverifiable(#"\boxed{2}"#, "", because: .malformedGroundTruth),
      .unverifiable(#"\boxed{2}"#, "1/0", because: .malformedGroundTruth),
      .unverifiable(#"\boxed{2x}"#, "x^2", because: .unsupported),
    ])

  private let search: AnswerSearch
  private let unitSignsMayLack: Bool

  /// A verifier with these options.
  public init(options: Options, environment: VerifierEnvironment) throws(RewardError) {
    let strictness = Strictness(options)
    search = try AnswerSearch(environment, strictness: strictness)
    unitSignsMayLack = options["unit_signs"] == .null ? strictness > .strict : options.string("unit_signs") == "may_lack"
  }

  /// Judges a rollout.
  public func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    let reference: Reference
    switch read(rollout.groundTruth, work: &work) {
    case .success(let read): reference = read
    case .failure(let refusal): return refusal.verdict
    }
    switch search.answer(in: rollout.completion, budget: &work.budget) {
    case .nothing:
      work.note("extract", "nothing")
      return .noAnswer()
    case .limitExceeded(let what):
      return .unverifiable(.limitExceeded, chargedTo: .completion, detail: what)
    case .found(let answer):
      work.note("extract", "\(answer.extractor): \(answer.text)")
      return decide(answer, against: reference, work: &work)
    }
  }

  /// Whether the ground truth is a number.
  public func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck {
    switch read(rollout.groundTruth, work: &work) {
    case .success(let reference): reference.number == nil ? .unsupported("not a number") : .readable
    case .failure(let refusal): .malformed(refusal.verdict.detail ?? "it cannot be read")
    }
  }

  // MARK: Reading

  /// A ground truth that makes sense: its text, and its number when it is one.
  private struct Reference {
    var text: String
    var number: ExactNumber?
  }

  private struct Refusal: Error { var verdict: Verdict }

  private func read(_ groundTruth: GroundTruth?, work: inout Work) -> Result<Reference, Refusal> {
    func malformed(_ why: String) -> Result<Reference, Refusal> {
      .failure(Refusal(verdict: .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth, detail: why)))
    }
    guard let whole = groundTruth?.text else {
      return malformed("\(groundTruth?.value.kindName ?? "nothing") where a string or a number is expected")
    }
    let text = GroundTruthText.bareAnswer(of: whole)
    guard !text.isEmpty else { return malformed("it is empty") }
    let reading = NumberReader().read(text)
    work.note("ground truth", "\(text) → \(reading.words)")
    switch reading {
    case .number(let number): return .success(Reference(text: text, number: number))
    case .notANumber: return .success(Reference(text: text, number: nil))
    case .malformed(_, let reason): return malformed(reason.words)
    case .limitExceeded(let kind):
      return .failure(Refusal(verdict: .unverifiable(.limitExceeded, chargedTo: .groundTruth, detail: kind.words)))
    }
  }

  // MARK: Deciding

  private func decide(_ answer: AnswerSearch.Answer, against reference: Reference, work: inout Work) -> Verdict {
    guard work.budget.spend(answer.text.utf8.count + reference.text.utf8.count) else {
      return .unverifiable(.limitExceeded, chargedTo: .completion, extracted: answer.text, detail: "the answer is too long")
    }
    if answer.parts.count == 1, MathText.normalized(answer.parts[0]) == MathText.normalized(reference.text) {
      work.note("decide", "equal text")
      return .correct(extracted: answer.text, proof: "text", leniencies: answer.leniencies)
    }
    guard let expected = reference.number else {
      work.note("decide", "the texts differ, and the ground truth is no number")
      return .unverifiable(.unsupported, chargedTo: .verifier, extracted: answer.text, detail: "the ground truth is not a number")
    }
    var comparisons: [Comparison] = []
    for part in answer.parts {
      switch read(part, of: answer, work: &work) {
      case .success(let number): comparisons.append(compare(number, with: expected))
      case .failure(let refusal):
        // Two parts that are different numbers already are not the one number; otherwise one unread part leaves all open.
        if Set(comparisons.map(\.value)).count < 2 { return refusal.verdict }
      }
    }
    guard Set(comparisons.map(\.value)).count == 1, let comparison = comparisons.first else {
      work.note("decide", "different values where one number is asked for")
      return .incorrect(
        extracted: answer.text, proof: "structure", detail: "several different values where one number is asked for",
        leniencies: answer.leniencies)
    }
    let leniencies = answer.leniencies + comparison.leniencies
    work.note("decide", "\(comparison.value) \(comparison.isEqual ? "=" : "≠") \(expected.value)")
    return comparison.isEqual
      ? .correct(extracted: answer.text, proof: "rational", leniencies: leniencies)
      : .incorrect(extracted: answer.text, proof: "rational", leniencies: answer.leniencies)
  }

  private func read(_ part: String, of answer: AnswerSearch.Answer, work: inout Work) -> Result<ExactNumber, Refusal> {
    let reading = NumberReader().read(part)
    work.note("answer", "\(part) → \(reading.words)")
    func refuse(_ reason: Verdict.Reason, _ detail: String) -> Result<ExactNumber, Refusal> {
      // The ground truth is a number and equal to itself, so what cannot be read is the completion's doing.
      .failure(Refusal(verdict: .unverifiable(reason, chargedTo: .completion, extracted: answer.text, detail: detail)))
    }
    switch reading {
    case .number(let number): return .success(number)
    case .notANumber(_, let reason): return refuse(.unsupported, reason.words)
    case .malformed(_, let reason): return refuse(.unreadableAnswer, reason.words)
    case .limitExceeded(let kind): return refuse(.limitExceeded, kind.words)
    }
  }

  private struct Comparison {
    var isEqual: Bool
    /// The value of the answer.
    var value: BigRational
    var leniencies: [String]
  }

  /// Compares two numbers; a unit sign that only one of them has may be left aside, and is then named.
  private func compare(_ answer: ExactNumber, with expected: ExactNumber) -> Comparison {
    let (mine, theirs) = (answer.notation, expected.notation)
    let haveSameSigns =
      mine.currency == theirs.currency && mine.hasDegreeMark == theirs.hasDegreeMark
    let isEqual = answer.value == expected.value
    if haveSameSigns, isEqual { return Comparison(isEqual: true, value: answer.value, leniencies: []) }
    guard unitSignsMayLack, !Self.conflict(mine, theirs) else {
      return Comparison(isEqual: false, value: answer.value, leniencies: [])
    }
    if isEqual { return Comparison(isEqual: true, value: answer.value, leniencies: ["unit_sign_missing"]) }
    // 50 for 50%: equal once the percent sign, which only one has, is left aside.
    if mine.isPercent != theirs.isPercent {
      let hundred = BigRational(100)
      let bare = mine.isPercent ? answer.value * hundred : answer.value
      if bare == (theirs.isPercent ? expected.value * hundred : expected.value) {
        return Comparison(isEqual: true, value: answer.value, leniencies: ["percent_sign_missing"])
      }
    }
    return Comparison(isEqual: false, value: answer.value, leniencies: [])
  }

  /// Whether both have a unit sign and the signs differ: 5° is not $5.
  private static func conflict(_ left: NumberNotation, _ right: NumberNotation) -> Bool {
    left.hasUnit && right.hasUnit
      && (left.currency != right.currency || left.hasDegreeMark != right.hasDegreeMark || left.isPercent != right.isPercent)
  }
}

// MARK: Words

extension NumberReading {
  /// The reading in words.
  fileprivate var words: String {
    switch self {
    case .number(let number): "the number \(number.value)" + (number.notation.hasUnit ? ", with a unit sign" : "")
    case .notANumber(let offset, let reason): "no number: \(reason.words) at byte \(offset + 1)"
    case .malformed(let offset, let reason): "malformed: \(reason.words) at byte \(offset + 1)"
    case .limitExceeded(let kind): kind.words
    }
  }
}

extension NumberReading.Reason {
  fileprivate var words: String { rawValue.split(separator: "_").joined(separator: " ") }
}

extension MathLimits.Kind {
  fileprivate var words: String { "too large: " + rawValue.split(separator: "_").joined(separator: " ") }
}
