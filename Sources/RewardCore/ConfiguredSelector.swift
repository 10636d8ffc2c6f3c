/// A selector with its options and its state's type kept behind it, so that recipes can hold any.
public struct ConfiguredSelector: Stateful, Sendable {
  /// The state of some selector.
  public typealias State = OpaqueState

  /// All about the selector.
  public let description: ShaperDescription
  /// What it says of rollouts.
  public let gives: Selection.Members
  /// Whether it looks at advantages.
  public let usesAdvantages: Bool
  /// What becomes of the state when a run is spread over several processes.
  public let merging: StateMerging
  private let selector: any Selector

  /// Wraps a selector.
  public init(_ selector: some Selector) {
    let type = type(of: selector)
    description = type.description
    gives = type.gives
    usesAdvantages = type.usesAdvantages
    merging = type.merging
    self.selector = selector
  }

  /// Whether there is a state to keep.
  public var isStateful: Bool { !(makeState().value is EmptyState) }

  /// The state before the first batch.
  public func makeState() -> State { State(selector.makeState()) }

  /// Reads a saved state; `decode` is given the type to decode.
  public func state(
    decodedBy decode: (any (Codable & Sendable & Hashable).Type) throws -> any Codable & Sendable & Hashable
  ) rethrows -> State {
    State(try decode(type(of: makeState().value)))
  }

  /// Selects from a batch and checks what came back.
  ///
  /// - Throws: the selector's own data errors; `invalid_state` for a state of another selector; `length_mismatch` or `not_finite`
  ///   when the selector broke its contract.
  public func select(from batch: Batch, state: State) throws(RewardError) -> Selection {
    try named { () throws(RewardError) in try Self.select(from: batch, with: selector, state: state) }
  }

  /// Takes a batch, which `select` has accepted, into the state.
  public func update(_ state: inout State, after batch: Batch) {
    Self.update(&state, with: selector, after: batch)
  }

  /// Selects from a batch and then takes it into the state, which is unchanged when this throws.
  public func select(from batch: Batch, updating state: inout State) throws(RewardError) -> Selection {
    let selection = try select(from: batch, state: state)
    update(&state, after: batch)
    return selection
  }

  /// Joins what several processes have left, which all began with `base`.
  ///
  /// - Throws: `state_not_mergeable`, `invalid_state`.
  public func merge(_ states: [State], since base: State) throws(RewardError) -> State {
    try named { () throws(RewardError) in try Self.merge(states, since: base, with: selector) }
  }

  private static func select<S: Selector>(
    from batch: Batch, with selector: S, state: State
  ) throws(RewardError) -> Selection {
    let own = try state.own(as: S.State.self)
    var selection = try selector.select(from: batch, state: own)
    // A shaping case may have no rollouts at all, only what they come to.
    guard batch.count > 0 else { return selection }
    let given = [("selected", selection.selected?.count, Selection.Members.selected), ("weight", selection.weights?.count, .weights)]
    for (name, count, member) in given where count != (S.gives.contains(member) ? batch.count : nil) {
      throw RewardError(
        .lengthMismatch, field: name, found: count.map(String.init) ?? "none",
        expected: S.gives.contains(member) ? "\(batch.count)" : "none")
    }
    for (index, weight) in (selection.weights ?? []).enumerated() {
      guard weight.isFinite else { throw RewardError(.notFinite, field: "weight", found: "\(weight)") }
      if weight == 0 { selection.weights?[index] = 0 }
    }
    return selection
  }

  private static func update<S: Selector>(_ state: inout State, with selector: S, after batch: Batch) {
    state.update(as: S.State.self) { selector.update(&$0, after: batch) }
  }

  private static func merge<S: Selector>(
    _ states: [State], since base: State, with selector: S
  ) throws(RewardError) -> State {
    try merging(states, since: base) { (states: [S.State], base) throws(RewardError) in try selector.merge(states, since: base) }
  }
}
