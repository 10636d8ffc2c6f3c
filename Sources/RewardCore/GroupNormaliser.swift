/// A rule that looks at one group.
public protocol GroupNormaliser: Normaliser {
  /// The advantages of a group, with side outputs.
  func advantages(for group: Group) throws(RewardError) -> Advantages
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
