/// What a shaper gives for a batch: a reward for each rollout, and named side outputs for logs.
public struct Shaped: Sendable, Hashable {
  /// The values of a side output.
  public enum Values: Sendable, Hashable {
    /// One for each rollout, in group order; `nil` where there is none.
    case perRollout([Double?])
    /// A value for each rollout that is no number: a decision, a role.
    case perRolloutValues([JSONValue])
    /// One for each group.
    case perGroup([JSONValue])
    /// One for the batch.
    case batch(JSONValue)
  }

  /// A named side output.
  public struct Output: Sendable, Hashable {
    /// The name: `terms`, `bands` and others.
    public var name: String
    /// The values.
    public var values: Values

    /// A side output.
    public init(_ name: String, _ values: Values) {
      self.name = name
      self.values = values
    }
  }

  /// The rewards of all rollouts, in group order; `nil` = skip.
  public var rewards: [Double?]
  /// Side outputs, in a fixed order.
  public var outputs: [Output]

  /// A result.
  public init(rewards: [Double?], outputs: [Output] = []) {
    self.rewards = rewards
    self.outputs = outputs
  }

  /// The result for no group at all, from the one for an empty group: there is no group to have a value.
  var withoutGroups: Shaped {
    var shaped = self
    for index in outputs.indices {
      if case .perGroup = outputs[index].values { shaped.outputs[index].values = .perGroup([]) }
    }
    return shaped
  }

  /// The results of groups, one behind the other; all have the same outputs.
  init(joining groups: [Shaped]) {
    rewards = groups.flatMap(\.rewards)
    outputs = Output.joining(groups.map(\.outputs))
  }

  /// The result as the JSON of a shaping case: `{"rewards": […], "terms": […]}`; the rewards of a component are `terms`.
  public func json(of combination: ShaperDescription.Combination) -> JSONValue {
    var object = JSONObject()
    object[combination == .component ? "terms" : "rewards"] = .array(rewards.map { JSONValue($0) })
    for output in outputs { object[output.name] = output.json }
    return .object(object)
  }
}

extension Shaped.Output {
  /// The values as the JSON of a shaping case.
  public var json: JSONValue {
    switch values {
    case .perRollout(let values): .array(values.map { JSONValue($0) })
    case .perRolloutValues(let values), .perGroup(let values): .array(values)
    case .batch(let value): value
    }
  }

  /// What it says of one rollout: its own value, its group's or the batch's; `null` where there is none.
  public func value(ofRollout rollout: Int, inGroup group: Int) -> JSONValue {
    switch values {
    case .perRollout(let values): values.indices.contains(rollout) ? JSONValue(values[rollout]) : .null
    case .perRolloutValues(let values): values.indices.contains(rollout) ? values[rollout] : .null
    case .perGroup(let values): values.indices.contains(group) ? values[group] : .null
    case .batch(let value): value
    }
  }

  /// The outputs of groups, one behind the other; every group has those of the first.
  ///
  /// All at once, since what is appended to group by group would be copied for each.
  static func joining(_ groups: [[Self]]) -> [Self] {
    (groups.first ?? []).enumerated().map { index, first in
      Self(first.name, first.values.joining(groups.lazy.filter { index < $0.count }.map { $0[index].values }))
    }
  }

  /// The same output of no rollouts and no groups.
  var emptied: Self {
    switch values {
    case .perRollout: Self(name, .perRollout([]))
    case .perRolloutValues: Self(name, .perRolloutValues([]))
    case .perGroup: Self(name, .perGroup([]))
    case .batch: self
    }
  }
}

extension Shaped.Values {
  /// The values of groups, of which this is the first one's; what a batch has once is the last one's.
  fileprivate func joining(_ groups: some Sequence<Self>) -> Self {
    switch self {
    case .perRollout: .perRollout(groups.flatMap(\.numbers))
    case .perRolloutValues: .perRolloutValues(groups.flatMap(\.list))
    case .perGroup: .perGroup(groups.flatMap(\.list))
    case .batch: groups.reduce(self) { _, next in next }
    }
  }

  private var numbers: [Double?] { if case .perRollout(let values) = self { values } else { [] } }

  private var list: [JSONValue] {
    switch self {
    case .perRolloutValues(let values), .perGroup(let values): values
    case .perRollout, .batch: []
    }
  }
}
