/// A shaper with its options and its state's type kept behind it, so that chains can hold any.
public struct ConfiguredShaper: Stateful, Sendable {
  /// The state of some shaper.
  public typealias State = OpaqueState

  /// All about the shaper.
  public let description: ShaperDescription
  /// What becomes of the state when a run is spread over several processes.
  public let merging: StateMerging
  private let shaper: any Shaper

  /// Wraps a shaper.
  public init(_ shaper: some Shaper) {
    description = shaper.configuredDescription
    merging = type(of: shaper).merging
    self.shaper = shaper
  }

  /// Whether there is a state to keep.
  public var isStateful: Bool { !PartStates([makeState()]).isEmpty }

  /// The state before the first batch.
  public func makeState() -> State { State(shaper.makeState()) }

  /// Reads a saved state; `decode` is given the type to decode.
  public func state(
    decodedBy decode: (any (Codable & Sendable & Hashable).Type) throws -> any Codable & Sendable & Hashable
  ) rethrows -> State {
    try PartStates.$decoded.withValue((shaper as? any CompositeShaper)?.parts ?? []) {
      State(try decode(type(of: makeState().value)))
    }
  }

  /// Shapes a batch and checks what came back.
  ///
  /// - Throws: the shaper's own data errors; `invalid_state` for a state of another shaper; `length_mismatch` or `not_finite`
  ///   when the shaper broke its contract.
  public func shape(_ batch: Batch, state: State) throws(RewardError) -> Shaped {
    try named { () throws(RewardError) in try Self.shape(batch, with: shaper, state: state) }
  }

  /// Takes a batch, which `shape` has accepted, into the state.
  public func update(_ state: inout State, after batch: Batch) {
    Self.update(&state, with: shaper, after: batch)
  }

  /// Shapes a batch and then takes it into the state, which is unchanged when this throws.
  public func shape(_ batch: Batch, updating state: inout State) throws(RewardError) -> Shaped {
    let shaped = try shape(batch, state: state)
    update(&state, after: batch)
    return shaped
  }

  /// Joins what several processes have left, which all began with `base`.
  ///
  /// - Throws: `state_not_mergeable`, `invalid_state`.
  public func merge(_ states: [State], since base: State) throws(RewardError) -> State {
    try named { () throws(RewardError) in try Self.merge(states, since: base, with: shaper) }
  }

  private static func merge<S: Shaper>(
    _ states: [State], since base: State, with shaper: S
  ) throws(RewardError) -> State {
    try merging(states, since: base) { (states: [S.State], base) throws(RewardError) in try shaper.merge(states, since: base) }
  }

  private static func shape<S: Shaper>(_ batch: Batch, with shaper: S, state: State) throws(RewardError) -> Shaped {
    let own = try state.own(as: S.State.self)
    let shaped = try shaper.shape(batch, state: own)
    guard shaped.rewards.count == batch.count else {
      throw RewardError(.lengthMismatch, field: "rewards", found: "\(shaped.rewards.count)", expected: "\(batch.count)")
    }
    for case let reward? in shaped.rewards where !reward.isFinite {
      throw RewardError(.notFinite, field: "reward", found: "\(reward)")
    }
    return shaped
  }

  private static func update<S: Shaper>(_ state: inout State, with shaper: S, after batch: Batch) {
    state.update(as: S.State.self) { shaper.update(&$0, after: batch) }
  }
}
