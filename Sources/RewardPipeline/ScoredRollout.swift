public import RewardCore

/// What a scorer says of a rollout.
public struct ScoredRollout: Sendable, Hashable {
  /// A part of the reward.
  public struct Part: Sendable, Hashable {
    /// `correctness`, or the name of a shaper (`laser`, `laser#2`).
    public var name: String
    /// What it added; `nil` where the reward is a skip.
    public var value: Double?
  }

  /// The verdict.
  public var verdict: Verdict
  /// The parts, in order.
  public var parts: [Part]
  /// The sum of the parts from left to right; `nil` = skip this rollout.
  public var reward: Double?
  /// What normaliser and selectors say.
  package var signals: RowSignals
  /// What is wrong with the data: a ground truth that cannot be read, a batch that a shaper refused.
  public var problems: [RewardError]

  /// The advantage, where the recipe has a normaliser; 0 for a skip, `nil` where it could not be computed (`problems` says why).
  public var advantage: Double? { signals.advantage ?? nil }
  /// Whether to train on it, where the recipe has selectors that decide.
  public var isSelected: Bool? { signals.selected ?? nil }
  /// Its weight, where the recipe has selectors that give one.
  public var weight: Double? { signals.weight ?? nil }
  /// Named values of the recipe's selectors, by selector.
  public var selection: JSONObject? { signals.values ?? nil }
}
