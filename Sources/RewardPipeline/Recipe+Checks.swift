import RewardCore

extension Recipe {
  /// Checks what a chain of shapers can only get wrong together, or with the rest of the recipe.
  ///
  /// - Throws: `invalid_value` for an order that makes no sense, or a step that can never act, at its place.
  func checkSteps() throws(RewardError) {
    do throws(RewardError) { try chain.checkOrder() } catch { throw error.under("shapers") }
    for (index, step) in chain.steps.enumerated() {
      let description = step.shaper.description
      func refuse(_ key: String) -> RewardError {
        RewardError(
          .invalidValue, field: "shapers[\(index)]", found: "`\(step.name)`",
          expected: "no such step, or another `reward.\(key)`: what it acts on is skipped, so it can never act")
      }
      if description.name == "stop_properly", case .skip? = policy.truncated { throw refuse("truncated") }
      if description.name == "format_combine", case .skip? = policy.badFormat { throw refuse("bad_format") }
    }
  }
}
