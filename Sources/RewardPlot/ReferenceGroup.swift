import RewardCore
import RewardPipeline

/// The group around the one rollout whose length is varied.
///
/// The same share of the group is right whether that rollout is or not, so that what is seen of the two answers is the answer's doing
/// and not the difficulty's. The others' lengths are spread evenly from a fifth to four fifths of the axis, right ones and wrong ones
/// each for themselves; a single one is in the middle.
struct ReferenceGroup: Sendable, Hashable {
  /// Rollouts, the one that is varied among them.
  let size: Int
  /// Right ones, the one that is varied among them where it is; `nil` in a group of one.
  let correctCount: Int?
  /// The length at which the axis ends.
  let end: Int
  /// The training step.
  let step: Int

  /// The pass rates that are looked at: one right, half of them, all but one.
  ///
  /// Of none or all right there is no pair of a right and a wrong answer.
  static func correctCounts(ofSize size: Int) -> [Int?] {
    guard size > 1 else { return [nil] }
    var counts: [Int] = []
    for count in [1, size / 2, size - 1] where !counts.contains(count) { counts.append(count) }
    return counts
  }

  /// The shortest and the longest length of the others.
  var otherLengths: ClosedRange<Int> { end / 5...end - end / 5 }

  /// What is known of the group and its rollouts where a shaper asks for it.
  var fields: ReferenceFields { ReferenceFields(middle: middle) }

  private var middle: Int { (end + 1) / 2 }

  /// The lengths of the others, when the one that is varied is right or wrong.
  func others(besideCorrect correct: Bool) -> [(correct: Bool, length: Int)] {
    guard let correctCount else { return [] }
    let rightOnes = correctCount - (correct ? 1 : 0)
    return spread(rightOnes).map { (true, $0) } + spread(size - 1 - rightOnes).map { (false, $0) }
  }

  private func spread(_ count: Int) -> [Int] {
    guard count > 1 else { return count == 1 ? [middle] : [] }
    let (lower, upper) = (otherLengths.lowerBound, otherLengths.upperBound)
    return (0..<count).map { lower + (upper - lower) * $0 / (count - 1) }
  }

  /// The batch in which the varied rollout comes first.
  func batch(for recipe: Recipe, correct: Bool, length: Int) -> Batch {
    let all = [(correct: correct, length: length)] + others(besideCorrect: correct)
    let rollouts = all.map { rollout in
      let verdict: Verdict = rollout.correct ? .correct(proof: "text") : .incorrect(proof: "text")
      let reward = recipe.policy.reward(for: verdict)
      return JudgedRollout(
        correct: reward == nil ? nil : recipe.policy.correctness(of: verdict), length: Double(rollout.length), reward: reward,
        fields: fields.ofRollout(correct: rollout.correct, asked: recipe.inputs.ofRollouts))
    }
    return Batch(
      groups: [Group(id: "reference", rollouts: rollouts, fields: fields.ofGroup(asked: recipe.inputs.ofGroups))], step: step,
      fields: JSONObject())
  }
}
