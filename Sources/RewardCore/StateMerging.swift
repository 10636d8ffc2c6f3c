/// What becomes of a state when a run is spread over several processes, each of which sees some of the batches.
public enum StateMerging: Sendable, Hashable {
  /// There is no state.
  case stateless
  /// What the processes have left can be joined (`merge`), and the words say what that gives.
  case mergeable(String)
  /// Each batch builds on the one before, so that what the processes have left cannot be joined; the words say what to do.
  case sequential(String)

  /// What to do about most sequential states.
  package static let gather = "gather every batch into one process, which holds the state"

  /// In one sentence, for `describe`.
  public var sentence: String {
    switch self {
    case .stateless: "No state: any number of processes."
    case .mergeable(let how): "Mergeable: " + how + "."
    case .sequential(let what): "Not mergeable: " + what + "."
    }
  }
}

extension Shaper {
  /// Every batch builds on the one before.
  public static var merging: StateMerging { .sequential(StateMerging.gather) }

  /// Refuses.
  public func merge(_ states: [State], since base: State) throws(RewardError) -> State {
    throw RewardError(.stateNotMergeable, expected: StateMerging.gather, source: Self.description.name)
  }
}

extension Shaper where State == EmptyState {
  /// There is nothing to merge.
  public static var merging: StateMerging { .stateless }

  /// No state.
  public func merge(_ states: [EmptyState], since base: EmptyState) -> EmptyState { EmptyState() }
}
