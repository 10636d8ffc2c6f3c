import ExactMath
import RewardCore

/// C: what an answer is worth by its verdict alone.
///
/// Bad format goes first where the table has a number for it.
struct VerdictTable: Sendable {
  let correct: BigRational
  let wrong: BigRational
  var badFormat: BigRational?

  /// The table of the options `correct_reward` and `wrong_reward`; `format_reward` too where `hasFormat`.
  init(_ options: Options, hasFormat: Bool = false) {
    correct = options.exact("correct_reward")
    wrong = options.exact("wrong_reward")
    badFormat = hasFormat ? options.exact("format_reward") : nil
  }

  /// What a rollout is worth.
  func callAsFunction(_ scored: Scored) -> BigRational {
    if let badFormat, !scored.rollout.formatOK { return badFormat }
    return scored.isCorrect ? correct : wrong
  }
}

extension OptionDescription {
  /// What a right answer is worth.
  static func correctReward(_ value: JSONValue = 1) -> Self {
    Self("correct_reward", .number(.any), default: value, "What a right answer is worth by itself.")
  }

  /// What a wrong answer is worth.
  static func wrongReward(_ value: JSONValue = 0) -> Self {
    Self("wrong_reward", .number(.any), default: value, "What a wrong answer is worth by itself.")
  }

  /// What an answer in bad format is worth.
  static func formatReward(_ value: JSONValue = -1) -> Self {
    Self("format_reward", .number(.any), default: value, "What an answer in bad format is worth, right or wrong.")
  }
}
