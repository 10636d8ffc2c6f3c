/// Turns a verdict into the correctness reward, and says what a skip is worth.
public struct RewardPolicy: Sendable, Hashable {
  /// What an outcome is worth.
  public enum Value: Sendable, Hashable {
    /// This number.
    case number(Double)
    /// No reward: the row is skipped, and takes no part in any group's statistics.
    case skip
    /// The verdict's score.
    case score
  }

  /// For `correct`.
  public var correct: Value = .number(1)
  /// For `incorrect`.
  public var incorrect: Value = .number(0)
  /// For `no_answer`.
  public var noAnswer: Value = .number(0)
  /// For `unverifiable`, charged to the completion: a model gains nothing by writing what no one can check.
  public var unverifiableByCompletion: Value = .number(0)
  /// For `unverifiable`, charged to the ground truth.
  public var unverifiableByGroundTruth: Value = .skip
  /// For `unverifiable`, charged to the verifier.
  public var unverifiableByVerifier: Value = .skip
  /// For a truncated completion, whatever its verdict; `nil`: truncation changes nothing.
  public var truncated: Value?
  /// For a completion in bad format, whatever its verdict; `nil`: format changes nothing.
  ///
  /// Truncation is looked at first.
  public var badFormat: Value?

  /// 1 for `correct`, 0 for what the model got wrong, skip for what is not its doing.
  public init() {}

  /// What the policy says of a verdict.
  public func value(for verdict: Verdict, truncated isTruncated: Bool = false, formatOK: Bool = true) -> Value {
    if isTruncated, let truncated { return truncated }
    if !formatOK, let badFormat { return badFormat }
    switch verdict.outcome {
    case .correct: return correct
    case .incorrect: return incorrect
    case .noAnswer: return noAnswer
    case .unverifiable:
      switch verdict.chargedTo ?? .verifier {
      case .completion: return unverifiableByCompletion
      case .groundTruth: return unverifiableByGroundTruth
      case .verifier: return unverifiableByVerifier
      }
    }
  }

  /// The correctness reward; `nil` = skip.
  public func reward(for verdict: Verdict, truncated: Bool = false, formatOK: Bool = true) -> Double? {
    switch value(for: verdict, truncated: truncated, formatOK: formatOK) {
    case .number(let number): number
    case .skip: nil
    case .score: verdict.score.doubleValue
    }
  }

  /// Whether a shaper counts the rollout as right, wrong, or (`nil`) not at all.
  ///
  /// What the policy skips is unknown to shapers; what it charges with a number although it could not be decided is not right.
  public func correctness(of verdict: Verdict) -> Bool? {
    switch verdict.outcome {
    case .correct: true
    case .incorrect, .noAnswer: false
    case .unverifiable: value(for: verdict) == .skip ? nil : false
    }
  }
}
