import RewardCore

/// What a plugin says of a rollout, by whichever way it came; turned into a verdict only when it can be one.
struct PluginVerdict {
  /// A score, as the plugin has it.
  enum GivenScore {
    case number(Double)
    case parts(Int, of: Int)
  }

  var outcome: Verdict.Outcome
  var score: GivenScore
  var reason: Verdict.Reason?
  var chargedTo: Verdict.Party?
  var extracted: String?
  var proof: String?
  var detail: String?
  var leniencies: [String] = []

  /// How a decision was reached, where the plugin does not say.
  private static let ownProof = "plugin"

  /// The verdict.
  ///
  /// - Throws: what cannot be.
  func verdict() throws(Nonsense) -> Verdict {
    let score = try exactScore()
    switch outcome {
    case .correct:
      guard score == .none || score == .full else { throw Nonsense("`correct` with a score of \(score.doubleValue)") }
      return .correct(extracted: extracted, proof: proof ?? Self.ownProof, detail: detail, leniencies: leniencies)
    case .incorrect:
      guard score < .full else { throw Nonsense("`incorrect` with a score of 1") }
      return .incorrect(extracted: extracted, proof: proof ?? Self.ownProof, score: score, detail: detail, leniencies: leniencies)
    case .noAnswer:
      guard score == .none else { throw Nonsense("`no_answer` with a score of \(score.doubleValue)") }
      return .noAnswer(detail: detail)
    case .unverifiable:
      guard score == .none else { throw Nonsense("`unverifiable` with a score of \(score.doubleValue)") }
      guard let reason else { throw Nonsense("`unverifiable` without a reason") }
      guard let chargedTo else { throw Nonsense("`unverifiable` that is charged to nobody") }
      return .unverifiable(reason, chargedTo: chargedTo, extracted: extracted, detail: detail)
    }
  }

  private func exactScore() throws(Nonsense) -> Score {
    switch score {
    case .parts(let parts, let whole):
      guard whole > 0, parts >= 0, parts <= whole else { throw Nonsense("a score of \(parts)/\(whole)") }
      return Score(parts, of: whole)
    case .number(let number):
      guard number >= 0, number <= 1 else { throw Nonsense("a score of \(number)") }
      // A double with more binary places than a score holds is rounded to the nearest that it does.
      return Score(exactly: number) ?? Score(Int((number * 0x1p62).rounded()), of: 1 << 62)
    }
  }
}
