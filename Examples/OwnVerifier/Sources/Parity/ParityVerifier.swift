public import Rewards

/// The answer is even, or odd, as the ground truth says.
public struct ParityVerifier: Verifier {
  /// All about it.
  public static let description = VerifierDescription(
    name: "parity", version: 1,
    summary: "The answer is an integer of the parity that the ground truth names.",
    rationale: "Any integer of the right parity is right, so it is for tasks such as `name an even number`.",
    limits: ["Integers in digits; `two` and 2.0 are unreadable."],
    options: [
      Strictness.option("Where answers are looked for."),
      OptionDescription(
        "digits", .integer(.init(lower: 1, upper: 10_000)), default: 100, "Longer integers are refused: nobody asked for them."),
    ],
    examples: [
      .correct(#"Then \boxed{12}."#, "even"),
      .correct(#"\boxed{-7}"#, "odd"),
      .incorrect(#"\boxed{12}"#, "odd"),
      .correct("The answer is 12.", "even", note: "a phrase will do at `standard`"),
      .noAnswer("The answer is 12.", "even", options: ["strictness": "strict"], note: "a box is needed at `strict`"),
      .noAnswer("Hard to say.", "even"),
      .unverifiable(#"\boxed{twelve}"#, "even", because: .unreadableAnswer),
      .unverifiable(#"\boxed{123456}"#, "even", because: .limitExceeded, options: ["digits": 5]),
      .unverifiable(#"\boxed{12}"#, "prime", because: .malformedGroundTruth),
    ])

  private let search: AnswerSearch
  private let digits: Int

  /// A verifier with these options, which have been checked.
  public init(options: Options, environment: VerifierEnvironment) throws(RewardError) {
    search = try AnswerSearch(environment, strictness: Strictness(options))
    digits = options.integer("digits")
  }

  /// Judges a rollout.
  public func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    guard let wantsEven = Self.wantsEven(rollout.groundTruth) else {
      return .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth, detail: "neither `even` nor `odd`")
    }
    switch search.answer(in: rollout.completion, budget: &work.budget) {
    case .nothing: return .noAnswer()
    case .limitExceeded(let what): return .unverifiable(.limitExceeded, chargedTo: .completion, detail: what)
    case .found(let answer):
      work.note("extract", "`\(answer.text)` by \(answer.extractor)")
      // Its last digit tells; so the integer is never computed, however long it is.
      let unsigned = answer.text.utf8.drop { $0 == UInt8(ascii: "-") }
      guard answer.text.utf8.count - unsigned.count <= 1, let last = unsigned.last, unsigned.allSatisfy({ 48...57 ~= $0 }) else {
        return .unverifiable(.unreadableAnswer, chargedTo: .completion, extracted: answer.text, detail: "no integer")
      }
      guard unsigned.count <= digits else {
        return .unverifiable(.limitExceeded, chargedTo: .completion, extracted: answer.text, detail: "over \(digits) digits")
      }
      let isRight = (last % 2 == 0) == wantsEven
      return isRight
        ? .correct(extracted: answer.text, proof: "last_digit", leniencies: answer.leniencies)
        : .incorrect(extracted: answer.text, proof: "last_digit")
    }
  }

  /// Whether the ground truth is one of the two words.
  public func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck {
    Self.wantsEven(rollout.groundTruth) == nil ? .malformed("neither `even` nor `odd`") : .readable
  }

  private static func wantsEven(_ groundTruth: GroundTruth?) -> Bool? {
    switch groundTruth?.text {
    case "even": true
    case "odd": false
    default: nil
    }
  }
}
