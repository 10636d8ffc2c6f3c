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

  /// What several processes have left, which all began with `begin` and each scored other batches of the run.
  ///
  /// Groups that the ends of the runs closed are forgotten: the next run begins with new ones.
  ///
  /// - Throws: `state_not_mergeable`, naming the shaper or selector; `invalid_state`.
  package init(merging states: [RunState], since begin: RunState, for recipe: Recipe) throws(RewardError) {
    guard !states.isEmpty else { throw RewardError(.invalidState, found: "no states", expected: "what each process saved") }
    self.init(for: recipe)
    for (index, step) in recipe.chain.steps.enumerated() {
      chain.steps[index] = try step.shaper.merge(states.map { $0.chain.steps[index] }, since: begin.chain.steps[index])
    }
    for (index, step) in recipe.signals.steps.enumerated() {
      selectors[index] = try step.selector.merge(states.map { $0.selectors[index] }, since: begin.selectors[index])
    }
  }
}
