import RewardCore

extension Recipe {
  /// The recipe for data without completions: who reads a ground truth, and nothing that needs a verdict.
  ///
  /// There are no rewards to shape, and one row of a prompt is all that such data have of a group.
  package var forGroundTruthsAlone: Recipe {
    var recipe = self
    recipe.chain = ShaperChain([])
    recipe.signals = TrainingSignals(normaliser: nil, selectors: [])
    recipe.inputs = InputMap()
    recipe.groupSize = nil
    recipe.shortGroups = .shape
    return recipe
  }
}
