import ExactMath
import RewardCore

/// The rule of the cosine family for what runs into the generation limit: `exceed` if truncated or L + margin ≥ max_length.
struct LengthLimit: Sendable {
  let length: BigRational
  private let margin: BigRational
  /// `nil`: there is no such rule.
  private let exceed: BigRational?

  init(_ options: Options) {
    length = options.exact("max_length")
    margin = options.exact("margin")
    exceed = options.exactIfGiven("exceed")
  }

  /// What a rollout is worth that exceeds; `nil` when it does not.
  func worth(of scored: Scored) -> BigRational? {
    guard let exceed else { return nil }
    return scored.rollout.truncated || scored.length + margin >= length ? exceed : nil
  }

  static func options(exceed: JSONValue, margin: JSONValue) -> [OptionDescription] {
    [
      OptionDescription(
        "exceed", .number(.any), default: exceed, allowsNull: true,
        "What an answer is worth that is truncated or reaches the limit; null: no such rule."),
      OptionDescription("max_length", .number(.positive), default: 14336, isLength: true, "The maximum length."),
      OptionDescription(
        "margin", .number(.any), default: margin, isLength: margin != 0, "So far below `max_length` an answer already exceeds."),
    ]
  }
}
