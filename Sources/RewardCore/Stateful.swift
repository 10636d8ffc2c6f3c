/// What `ConfiguredShaper` and `ConfiguredSelector` have in common: a description, and a state behind an `OpaqueState`.
package protocol Stateful {
  /// All about it.
  var description: ShaperDescription { get }

  /// The state before the first batch.
  func makeState() -> OpaqueState

  /// Reads a saved state; `decode` is given the type to decode.
  func state(
    decodedBy decode: (any (Codable & Sendable & Hashable).Type) throws -> any Codable & Sendable & Hashable
  ) rethrows -> OpaqueState
}

extension Stateful {
  /// What `body` gives; its error names this as the source, unless it has one.
  func named<Value>(_ body: () throws(RewardError) -> Value) throws(RewardError) -> Value {
    do throws(RewardError) { return try body() } catch {
      var error = error
      error.source = error.source ?? description.name
      throw error
    }
  }

  /// Joins states of this type by `merge`.
  ///
  /// - Throws: what `merge` throws; `invalid_state` for the state of another.
  static func merging<Own: Codable & Sendable & Hashable>(
    _ states: [OpaqueState], since base: OpaqueState, _ merge: ([Own], Own) throws(RewardError) -> Own
  ) throws(RewardError) -> OpaqueState {
    let begin = try base.own(as: Own.self)
    var own: [Own] = []
    for state in states { own.append(try state.own(as: Own.self)) }
    return OpaqueState(try merge(own, begin))
  }
}
