/// Says what to train on: which rollouts, with which weight, from which domain, up to which length; may carry state from batch to batch.
///
/// **What a new selector implements.**
///
/// The same two pure functions as a `Shaper`: `(batch, state) → selection` and then `(state, batch) → next state`, so that a batch that is
/// refused changes nothing and a saved state resumes a run exactly. Where a selection is meant for the next batch (the weights of a
/// bandit), `select` gives what the state will be after this one.
/// What a selector gives is no reward and changes none: it goes to the row's `selected`, `weight` and `selection`.
/// It must uphold (and `RewardLaws` checks):
/// - a decision or a weight for each rollout, or none at all; always the same named values;
/// - sums are exact or in a fixed order, and `exp` comes from `ExactMath`: the same bits everywhere;
/// - what is read of a rollout is its correctness or its reward, never a length in place of them.
public protocol Selector: Sendable {
  /// What it carries from batch to batch.
  associatedtype State: Codable & Sendable & Hashable

  /// All about it; its `combination` has no meaning.
  static var description: ShaperDescription { get }

  /// What it says of rollouts; the same for every batch.
  static var gives: Selection.Members { get }

  /// Whether it looks at advantages, and so comes after the normaliser; the others come before it, and what they leave out takes no part
  /// in it.
  static var usesAdvantages: Bool { get }

  /// What becomes of the state when a run is spread over several processes.
  static var merging: StateMerging { get }

  /// A selector with these options, which have been checked against `description.options`.
  ///
  /// - Throws: when options contradict each other.
  init(options: Options, context: ShaperContext) throws(RewardError)

  /// The state before the first batch.
  func makeState() -> State

  /// What to train on, by the state that earlier batches have left.
  ///
  /// - Throws: a data error (`missing_field`, `unknown_category`, …) naming the field.
  func select(from batch: Batch, state: State) throws(RewardError) -> Selection

  /// Takes a batch, which `select` has accepted, into the state.
  func update(_ state: inout State, after batch: Batch)

  /// The state of a run that several processes have gone on with from `base`, each with other batches.
  ///
  /// - Throws: `state_not_mergeable` unless `merging` says that it can be done.
  func merge(_ states: [State], since base: State) throws(RewardError) -> State
}

extension Selector {
  /// It does not.
  public static var usesAdvantages: Bool { false }

  /// Every batch builds on the one before.
  public static var merging: StateMerging { .sequential(StateMerging.gather) }

  /// Refuses.
  public func merge(_ states: [State], since base: State) throws(RewardError) -> State {
    throw RewardError(.stateNotMergeable, expected: StateMerging.gather, source: Self.description.name)
  }
}

extension Selector where State == EmptyState {
  /// There is nothing to merge.
  public static var merging: StateMerging { .stateless }

  /// No state.
  public func makeState() -> EmptyState { EmptyState() }

  /// Nothing to update.
  public func update(_ state: inout EmptyState, after batch: Batch) {}

  /// No state.
  public func merge(_ states: [EmptyState], since base: EmptyState) -> EmptyState { EmptyState() }
}
