package import RewardCore
package import RewardPipeline

/// The curves of a recipe: the reward of one rollout by its length, for right and wrong answers, at several pass rates.
package struct RecipeCurves: Sendable {
  /// A curve, and for which pass rates it stands.
  package struct Line: Sendable {
    /// Whether the rollout that is varied is right.
    package var isCorrect: Bool
    /// How many of the group are right; several where the curve is the same.
    package var correctCounts: [Int]
    /// The curve.
    package var curve: LengthCurve
  }

  /// The recipe's name.
  package let name: String
  /// Its steps with what is set of them: `laser target 4096, clip high 1`.
  package let steps: String
  /// In what lengths are counted.
  package let unit: Recipe.LengthUnit
  /// The curves, right answers first, then by pass rate.
  package let lines: [Line]
  /// Rollouts of the reference group.
  package let groupSize: Int
  /// The pass rates that were looked at.
  package let correctCounts: [Int]
  /// Whether a reward depends on the group.
  package let dependsOnGroup: Bool
  /// Whether a reward depends on what earlier batches have left.
  package let hasState: Bool
  /// What rollouts and group say where a shaper asks for it, in words.
  package let fields: [String]
  /// The shortest and the longest length of the others.
  package let otherLengths: ClosedRange<Int>

  /// Whether pass rates differ.
  package var dependsOnDifficulty: Bool { lines.contains { $0.correctCounts.count < correctCounts.count } }

  /// Computes the curves of a recipe.
  ///
  /// State: what one batch with the reference group leaves behind, so that a rule that remembers has something to remember.
  ///
  /// - Parameters:
  ///   - name: the recipe's name.
  ///   - recipe: the recipe.
  ///   - end: the length at which the axis ends.
  ///   - step: the training step.
  ///   - correctCounts: how many of the group are right, when not the usual ones.
  /// - Throws: the data error of a shaper that asks for what no reference group can say; `out_of_range` for rewards that no axis has.
  package init(
    of recipe: Recipe, name: String, end: Int, step: Int = 0, correctCounts chosen: [Int]? = nil
  ) throws(RewardError) {
    let size = min(recipe.groupSize ?? PlotLimits.groupSize, PlotLimits.maxGroupSize)
    let counts = chosen?.map(Optional.init) ?? ReferenceGroup.correctCounts(ofSize: size)
    let groups = counts.map { ReferenceGroup(size: size, correctCount: $0, end: end, step: step) }
    // The same lengths for every pass rate, so that equal rules give equal curves.
    let special = groups.flatMap { group in [true, false].flatMap { group.others(besideCorrect: $0).map(\.length) } }
    let chain = recipe.chain
    var lines: [Line] = []
    for isCorrect in [true, false] {
      for (count, group) in zip(counts, groups) {
        var state = chain.makeState()
        _ = try chain.shape(group.batch(for: recipe, correct: true, length: (end + 1) / 2), updating: &state)
        let curve = try LengthCurve(upTo: end, special: special) {
          (length) throws(RewardError) in
          try Self.reward(of: recipe, in: group.batch(for: recipe, correct: isCorrect, length: length), state: state)
        }
        if let same = lines.firstIndex(where: { $0.isCorrect == isCorrect && $0.curve == curve }) {
          lines[same].correctCounts += count.map { [$0] } ?? []
        } else {
          lines.append(Line(isCorrect: isCorrect, correctCounts: count.map { [$0] } ?? [], curve: curve))
        }
      }
    }
    let descriptions = chain.steps.map(\.shaper.description)
    let reference = ReferenceGroup(size: size, correctCount: nil, end: end, step: step)
    self.name = name
    self.lines = lines
    steps = Self.words(of: recipe)
    unit = recipe.lengthUnit
    groupSize = size
    correctCounts = counts.compactMap { $0 }
    dependsOnGroup = descriptions.contains { $0.level != .response }
    hasState = chain.steps.contains { $0.shaper.isStateful }
    fields = reference.fields.words(for: descriptions)
    otherLengths = reference.otherLengths
  }

  private static func reward(of recipe: Recipe, in batch: Batch, state: ShaperChain.State) throws(RewardError) -> Double? {
    guard let reward = try recipe.chain.shape(batch, state: state).rewards[0] else { return nil }
    guard reward.magnitude <= PlotLimits.rewardMagnitude else {
      throw RewardError(
        .outOfRange, field: "reward", found: "\(reward)", expected: "rewards up to \(PlotLimits.rewardMagnitude), which an axis can show")
    }
    return reward
  }

  /// The steps as they are written in the recipe, in words.
  private static func words(of recipe: Recipe) -> String {
    let steps = (recipe.source.objectValue?["shapers"]?.arrayValue ?? []).map(words)
    return steps.isEmpty ? "correctness alone" : steps.joined(separator: ", then ")
  }

  private static func words(of step: JSONValue) -> String {
    guard let options = step.objectValue else { return step.stringValue ?? step.description }
    let given = options.members.filter { $0.name != "name" }.map { member in
      let value = member.value.arrayValue?.first?.objectValue == nil ? nil : member.value.arrayValue?.map(words).joined(separator: " + ")
      return "\(member.name) \(value ?? member.value.stringValue ?? member.value.description)"
    }
    return ([options["name"]?.stringValue ?? "?"] + given).joined(separator: " ")
  }
}
