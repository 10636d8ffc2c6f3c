/// What a shaper sees of one rollout: how it was judged, how long it is, and what else its description asks for.
public struct JudgedRollout: Sendable, Hashable {
  /// Right, wrong, or (`nil`) unknown: then the rollout takes no part in any statistic and gets no reward.
  public var correct: Bool?
  /// Its length, in the recipe's unit (tokens or characters); `nil` when it is not known.
  ///
  /// Never converted.
  public var length: Double?
  /// Whether it hit the generation limit.
  public var truncated: Bool
  /// Whether its format is as asked.
  public var formatOK: Bool
  /// The reward so far, for shapers that act on one; `nil` = skip.
  public var reward: Double?
  /// What else a shaper's description names, by the names of the shaping specification (0.1): `budget`, `think`, `tokens` and others.
  public var fields: JSONObject
  /// The parts of the reward in the order of the recipe, for normalisers that treat them apart; empty for shapers, which come before.
  public var parts: [Double?] = []
  /// Its advantage, for selectors that look at it; `nil` before a normaliser has spoken.
  public var advantage: Double?

  /// A judged rollout.
  public init(
    correct: Bool?, length: Double? = nil, truncated: Bool = false, formatOK: Bool = true, reward: Double? = nil,
    fields: JSONObject = JSONObject()
  ) {
    self.correct = correct
    self.length = length
    self.truncated = truncated
    self.formatOK = formatOK
    self.reward = reward
    self.fields = fields
  }
}

extension JudgedRollout {
  /// Whether it takes part: its correctness is known, and so is its length.
  ///
  /// - Throws: `invalid_length` when its correctness is known and its length is negative or not finite.
  public func isScorableWithLength() throws(RewardError) -> Bool {
    guard correct != nil, let length else { return false }
    guard length >= 0, length.isFinite else {
      throw RewardError(.invalidLength, field: "length", found: "\(length)", expected: "a finite number, at least 0")
    }
    return true
  }
}
