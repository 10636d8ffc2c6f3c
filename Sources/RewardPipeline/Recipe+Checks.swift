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

  /// Checks keys that can only act beside others.
  ///
  /// - Throws: `missing_key` for what one waits for, `invalid_value` for one that nobody reads.
  func checkKeys(of object: JSONObject) throws(RewardError) {
    if object["short_groups"] != nil, groupSize == nil {
      throw RewardError(
        .missingKey, field: "group_size",
        expected: "the number of rollouts below which a group is short: `short_groups` can never act without it")
    }
    let all = verifiers.cases.values.map(\.description.name) + (verifiers.fallback.map { [$0.description.name] } ?? [])
    if let extract = object["extract"], all.allSatisfy({ $0 == Self.withoutExtraction }) {
      throw RewardError(
        .invalidValue, field: "extract", found: extract.description,
        expected: "no such key: `\(Self.withoutExtraction)` looks at the whole completion and extracts nothing")
    }
  }

  /// The verifier that never looks for an answer.
  private static let withoutExtraction = "format"
}
