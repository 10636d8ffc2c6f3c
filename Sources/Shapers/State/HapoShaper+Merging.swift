import ExactMath
public import RewardCore

extension HapoShaper {
  /// A history is what was seen of each prompt, in whatever order.
  public static let merging = StateMerging.mergeable(
    "mode min: each prompt's shortest length, as if one process had seen all batches; mode mean: the mean of all, rounded once more")

  /// The histories together.
  ///
  /// - Throws: `invalid_state` when a history of means has fewer lengths than the one it began with.
  public func merge(_ states: [HapoState], since base: HapoState) throws(RewardError) -> HapoState {
    var merged = base
    for id in Set(states.flatMap(\.history.keys)).sorted() {
      let memories = states.compactMap { $0.history[id] }
      let before = base.history[id]
      guard memories.allSatisfy({ ($0.count != nil) == (memories[0].count != nil) }) else {
        throw RewardError(.invalidState, field: "history.\(id)", expected: "what one mode writes")
      }
      guard memories[0].count != nil else {
        merged.history[id] = (memories + [before].compactMap { $0 }).min { $0.length < $1.length }
        continue
      }
      // Each has the base's lengths and its own; the base's count once.
      var sum = Self.total(before)
      var count = before?.count ?? 0
      for memory in memories {
        let own = (memory.count ?? 0) - (before?.count ?? 0)
        guard own >= 0 else {
          throw RewardError(.invalidState, field: "history.\(id)", found: "\(memory.count ?? 0) lengths", expected: "at least the base's")
        }
        sum += Self.total(memory) - Self.total(before)
        count += own
      }
      if count > 0 { merged.history[id] = HapoState.Memory(length: max(.zero, sum / BigRational(count)).reward, count: count) }
    }
    return merged
  }

  private static func total(_ memory: HapoState.Memory?) -> BigRational {
    memory.map { BigRational(length: $0.length) * BigRational($0.count ?? 1) } ?? .zero
  }
}
