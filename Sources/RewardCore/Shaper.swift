/// Changes the rewards of a batch; may carry state from batch to batch.
///
/// **What a new shaper implements.**
///
/// A shaper is two pure functions, `(batch, state) → shaped batch` and then `(state, batch) → next state`. The caller owns the state: a
/// copy taken before is a checkpoint, and a saved one resumes a run exactly. They are apart so that rewards can only come from the
/// incoming state, a batch that is refused changes nothing, and a large state is updated in place and never copied.
/// It must uphold (and `RewardLaws` checks):
/// - one reward for each rollout, in order; finite or `nil`; a rollout whose correctness is unknown gets `nil` and changes no other;
/// - sums are exact or in a fixed order, and `exp`, `cos` and the like come from `ExactMath`: the same bits everywhere;
/// - an empty batch, an empty group and a group of one are legal.
///
/// Per-response and per-group rules conform to `ResponseShaper` or `GroupShaper` and are lifted.
public protocol Shaper: Sendable {
  /// What it carries from batch to batch.
  associatedtype State: Codable & Sendable & Hashable

  /// All about it.
  static var description: ShaperDescription { get }

  /// A shaper with these options, which have been checked against `description.options`.
  ///
  /// - Throws: when options contradict each other.
  init(options: Options, context: ShaperContext) throws(RewardError)

  /// What the shaper with its options needs; `description`, unless it is made of others and needs what they need.
  var configuredDescription: ShaperDescription { get }

  /// The state before the first batch.
  func makeState() -> State

  /// Shapes a batch by the state that earlier batches have left.
  ///
  /// - Throws: a data error (`invalid_length`, `missing_field`, …) naming the field.
  func shape(_ batch: Batch, state: State) throws(RewardError) -> Shaped

  /// Takes a batch, which `shape` has accepted, into the state.
  func update(_ state: inout State, after batch: Batch)

  /// What becomes of the state when a run is spread over several processes; unless said otherwise it cannot be merged.
  static var merging: StateMerging { get }

  /// The state of a run that several processes have gone on with from `base`, each with other batches.
  ///
  /// - Throws: `state_not_mergeable` unless `merging` says that it can be done.
  func merge(_ states: [State], since base: State) throws(RewardError) -> State
}

extension Shaper {
  /// What every shaper of this type needs.
  public var configuredDescription: ShaperDescription { Self.description }
}

extension Shaper where State == EmptyState {
  /// No state.
  public func makeState() -> EmptyState { EmptyState() }

  /// Nothing to update.
  public func update(_ state: inout EmptyState, after batch: Batch) {}
}

/// What surrounds a shaper when it is made.
public struct ShaperContext: Sendable {
  /// Defaults that the recipe states for every shaper: `correct_reward` and `wrong_reward`, when it has a `reward` policy.
  public var baseRewards: JSONObject
  /// The number of rollouts that a group has, when the recipe says.
  public var groupSize: Int?
  /// Whether batches follow each other as in a training run.
  ///
  /// A shaper that learns from the run's own rollouts does so then; a shaping case is one evaluation of the formula, and leaves learning
  /// to its caller.
  public var followsRun: Bool
  /// Whether lengths are counted in characters; defaults of options that are lengths are the papers' tokens, and are then refused.
  public var countsCharacters: Bool
  /// The registry, for shapers that are made of others.
  public var registry: Registry

  /// A context.
  public init(
    baseRewards: JSONObject = JSONObject(), groupSize: Int? = nil, followsRun: Bool = true, countsCharacters: Bool = false,
    registry: Registry
  ) {
    self.baseRewards = baseRewards
    self.groupSize = groupSize
    self.followsRun = followsRun
    self.countsCharacters = countsCharacters
    self.registry = registry
  }
}
