/// Turns the rewards of a batch into advantages: by how much a trainer makes each rollout more or less likely.
///
/// **What a new normaliser implements.**
///
/// A pure function from a batch, whose rollouts carry their final `reward` (and its `parts`), to one number for each rollout. An advantage
/// is no reward: it is compared with the rest of the group or batch, and says nothing by itself. So a normaliser is no `Shaper`, stands in
/// no chain, and its numbers go to the row's `advantage`. It must uphold (and `RewardLaws` checks):
/// - one finite number for each rollout, in order; 0 for a rollout without a reward, which takes no part in any statistic;
/// - sums are exact or in a fixed order, and `exp` comes from `ExactMath`: the same bits everywhere;
/// - an empty batch, an empty group and a group without any reward are legal.
///
/// A rule that looks at one group conforms to `GroupNormaliser` and is lifted.
public protocol Normaliser: Sendable {
  /// All about it; its `combination` has no meaning.
  static var description: ShaperDescription { get }

  /// A normaliser with these options, which have been checked against `description.options`.
  ///
  /// - Throws: when options contradict each other.
  init(options: Options, context: ShaperContext) throws(RewardError)

  /// Whether it needs lengths as it is configured.
  var usesLengths: Bool { get }

  /// Whether it looks at the parts of a reward, and not at their sum.
  static var usesParts: Bool { get }

  /// Checks that it can be used where a reward has these parts.
  ///
  /// - Throws: `invalid_parameter` when an option does not fit them.
  func check(parts: [String]) throws(RewardError)

  /// The advantages of a batch.
  ///
  /// - Throws: a data error (`not_finite`, `invalid_length`, `not_binary`, …) naming the field.
  func advantages(for batch: Batch) throws(RewardError) -> Advantages
}

/// A rule that looks at one group.
public protocol GroupNormaliser: Normaliser {
  /// The advantages of a group, with side outputs.
  func advantages(for group: Group) throws(RewardError) -> Advantages
}

extension Normaliser {
  /// What the description says.
  public var usesLengths: Bool { Self.description.usesLength }

  /// It looks at their sum.
  public static var usesParts: Bool { false }

  /// Any parts will do: it looks at their sum.
  public func check(parts: [String]) throws(RewardError) {}
}

extension GroupNormaliser {
  /// Each group by itself; an empty batch has the side outputs of no group.
  public func advantages(for batch: Batch) throws(RewardError) -> Advantages {
    guard !batch.groups.isEmpty else {
      return Advantages(values: [], outputs: try advantages(for: Group(rollouts: [])).outputs.map(\.emptied))
    }
    var results: [Advantages] = []
    results.reserveCapacity(batch.groups.count)
    for group in batch.groups { results.append(try advantages(for: group)) }
    return Advantages(values: results.flatMap(\.values), outputs: Shaped.Output.joining(results.map(\.outputs)))
  }
}

/// What a normaliser gives for a batch: an advantage for each rollout, and named side outputs for logs.
public struct Advantages: Sendable, Hashable {
  /// The advantages of all rollouts, in group order.
  public var values: [Double]
  /// Side outputs, in a fixed order.
  public var outputs: [Shaped.Output]

  /// A result.
  public init(values: [Double], outputs: [Shaped.Output] = []) {
    self.values = values
    self.outputs = outputs
  }

  /// The result as the JSON of a shaping case: `{"advantages": […], "kept": […]}`.
  public var json: JSONValue {
    var object: JSONObject = ["advantages": .array(values.map { JSONValue($0) })]
    for output in outputs { object[output.name] = output.json }
    return .object(object)
  }
}
