import RewardCore
import RewardPipeline

/// What a `rewards_recipe *` points to.
final class RecipeHandle: Sendable {
  let scorer: BatchScorer
  let threads: WorkThreads

  init(_ recipe: Recipe, threads: WorkThreads) {
    scorer = BatchScorer(recipe: recipe)
    self.threads = threads
  }
}
