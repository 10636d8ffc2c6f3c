public import Rewards

/// A right answer within a number of tokens is worth more.
public struct FirstTryShaper: ResponseShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "first_try", version: 1, summary: "A bonus for a right answer within a number of tokens.",
    equation: "R = C + bonus·[correct ∧ L ≤ tokens]", level: .response, usesLength: true,
    options: [
      OptionDescription("tokens", .number(.positive), default: 500, isLength: true, "The most tokens that earn the bonus."),
      OptionDescription("bonus", .number(.nonNegative), default: 0.25, "The bonus."),
    ],
    edges: ["Correctness or length unknown: null."], properties: ["Shorter right answers are never worse."],
    sources: [Source("The example of docs/writing-a-shaper.md")],
    examples: [ShaperExample(params: #"{"tokens": 2000}"#, result: #"{"rewards": [1.25, 1.25, 0, 1, 0, 0]}"#)])

  private let tokens: Double
  private let bonus: Double

  /// A shaper with these options, which have been checked.
  public init(options: Options, context: ShaperContext) {
    tokens = options.double("tokens")
    bonus = options.double("bonus")
  }

  /// The reward of a rollout; `nil` = skip.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    guard try rollout.isScorableWithLength(), let length = rollout.length else { return nil }
    return rollout.correct == true ? 1 + (length <= tokens ? bonus : 0) : 0
  }
}
