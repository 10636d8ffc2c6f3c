import ExactMath
public import RewardCore

/// Keeps the reward so far within bounds.
///
///     R = min(max(reward, low), high)
///
/// A step of ours for chains, as trainers clip. Beyond a bound all rewards are one, so that nothing is learned there from length or
/// anything else.
public struct ClipShaper: ResponseShaper {
  private let low: BigRational?
  private let high: BigRational?

  /// A clip with these options.
  ///
  /// - Throws: `invalid_parameter` when there is no bound, or `low` is above `high`.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    low = options.exactIfGiven("low")
    high = options.exactIfGiven("high")
    guard low != nil || high != nil else {
      throw RewardError(
        .invalidParameter, field: "low", found: "null", expected: "a bound: `low`, `high` or both", source: Self.description.name)
    }
    if let low, let high, low > high {
      throw RewardError(
        .invalidParameter, field: "low", found: options["low"].description, expected: "at most `high`, \(options["high"])",
        source: Self.description.name)
    }
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(bySoFar: { Curve.clip($0, low, high) })
  }
}

extension ClipShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "clip", version: 1,
    summary: "Keeps the reward so far within bounds.",
    equation: "R = min(max(reward, low), high)",
    level: .response, combination: .transforms, usesLength: false, usesCorrectness: false, endsChain: true,
    options: [
      OptionDescription("low", .number(.any), default: .null, allowsNull: true, "The least reward; null: none."),
      OptionDescription("high", .number(.any), default: .null, allowsNull: true, "The greatest reward; null: none."),
    ],
    edges: [
      "No reward so far: null.", "One bound has to be there.",
      "A chain's reward is the sum of its parts in doubles, and may miss a bound by a unit in the last place.",
    ],
    properties: ["Removes the length gradient at its bounds.", "Nothing may be added after it: recipes that do are refused."],
    sources: [Source("Composition, step 5", confidence: .read)],
    examples: [
      ShaperExample(
        params: #"{"low": -1, "high": 0.3}"#,
        inputs: #"{"groups": [{"samples": [{"reward": -2.5}, {"reward": 0.1}, {"reward": 1}, {"reward": null}]}]}"#,
        result: #"{"rewards": [-1, 0.1, 0.3, null]}"#),
      ShaperExample(params: #"{"low": 1, "high": 0}"#, result: #"{"error": "invalid_parameter"}"#),
    ])
}
