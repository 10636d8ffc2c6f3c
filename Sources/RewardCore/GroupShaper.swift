/// A rule that looks at one group.
public protocol GroupShaper: Shaper where State == EmptyState {
  /// The rewards of a group, with side outputs.
  func shape(_ group: Group) throws(RewardError) -> Shaped
}

extension GroupShaper {
  /// Each group by itself; an empty batch as an empty group, so that its side outputs are there.
  public func shape(_ batch: Batch, state: EmptyState) throws(RewardError) -> Shaped {
    guard !batch.groups.isEmpty else { return try shape(Group(rollouts: [])).withoutGroups }
    var results: [Shaped] = []
    results.reserveCapacity(batch.groups.count)
    for group in batch.groups { results.append(try shape(group)) }
    return Shaped(joining: results)
  }
}
