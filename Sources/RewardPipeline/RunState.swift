package import RewardCore

/// What a run leaves to the next: the state of each shaper, and the groups that the end of the input closed.
package struct RunState: Sendable {
  /// The shapers' states.
  package var chain: ShaperChain.State
  /// The selectors' states; empty stands for those before the first batch.
  package var selectors: [ConfiguredSelector.State] = []
  /// Groups and batches that may not go on unnoticed in the next run.
  package var openEnds: [GroupAssembly.OpenEnd]
  /// Groups of this run; not saved.
  package var groupCount = 0
  /// Groups of this run by their number of rows; not saved.
  package var groupSizes: [Int: Int] = [:]

  /// The state before the first row.
  package init(for recipe: Recipe) {
    self.init(for: recipe.chain)
    selectors = recipe.signals.makeStates()
  }

  /// The state before the first row, of a recipe of which only the chain is at hand.
  package init(for chain: ShaperChain) {
    self.chain = chain.makeState()
    openEnds = []
  }
}
