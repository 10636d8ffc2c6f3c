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

extension Normaliser {
  /// What the description says.
  public var usesLengths: Bool { Self.description.usesLength }

  /// It looks at their sum.
  public static var usesParts: Bool { false }

  /// Any parts will do: it looks at their sum.
  public func check(parts: [String]) throws(RewardError) {}
}
