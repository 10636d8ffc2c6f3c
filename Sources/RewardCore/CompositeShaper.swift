/// A shaper that is made of others, which it makes from `ShaperContext.registry`.
///
/// It needs what its parts need, and carries their states. A part's state sees every batch as a whole, whatever share of it the part
/// has shaped.
public protocol CompositeShaper: Shaper where State == PartStates {
  /// The shapers that it is made of, in a fixed order.
  var parts: [ConfiguredShaper] { get }
}

extension CompositeShaper {
  /// The type's description, with what the parts need.
  public var configuredDescription: ShaperDescription { Self.description.with(parts) }

  /// The parts' states before the first batch.
  public func makeState() -> PartStates { PartStates(parts.map { $0.makeState() }) }

  /// The parts' states are joined one by one, where every part's can be.
  public static var merging: StateMerging { .mergeable("part by part, where every part's state is") }

  /// Joins the states of each part.
  public func merge(_ states: [PartStates], since base: PartStates) throws(RewardError) -> PartStates {
    guard ([base] + states).allSatisfy({ $0.states.count == parts.count }) else { throw RewardError(.invalidState) }
    var merged: [ConfiguredShaper.State] = []
    for (index, part) in parts.enumerated() {
      merged.append(try part.merge(states.map { $0.states[index] }, since: base.states[index]))
    }
    return PartStates(merged)
  }

  /// Every part takes the batch into its state.
  public func update(_ state: inout PartStates, after batch: Batch) {
    for (index, part) in parts.enumerated() where index < state.states.count { part.update(&state.states[index], after: batch) }
  }
}

extension ShaperDescription {
  /// The description of a shaper that needs what these parts need.
  public func with(_ parts: [ConfiguredShaper]) -> ShaperDescription {
    var description = self
    let needs = parts.map(\.description)
    for part in needs {
      description.rolloutFields += part.rolloutFields.filter { !description.rolloutFields.contains($0) }
      description.groupFields += part.groupFields.filter { !description.groupFields.contains($0) }
      description.batchFields += part.batchFields.filter { !description.batchFields.contains($0) }
    }
    description.usesLength = usesLength || needs.contains { $0.usesLength }
    description.usesCorrectness = usesCorrectness || needs.contains { $0.usesCorrectness }
    if parts.contains(where: \.isStateful) { description.level = .stateful }
    return description
  }
}
