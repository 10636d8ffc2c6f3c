import ExactMath
public import RewardCore

/// DAST: a token budget between the usual length of right answers and the maximum, by how hard the prompt is.
///
///     B = p · mean length of right answers + (1 − p) · max_length,  or the group's `budget`;   x = (L − B) / B
///     R = max(0.5 − 0.5·x, 0.1)      correct
///       = min(0.9·x − 0.1, −0.1)     wrong
///
/// DAST: Difficulty-Adaptive Slow-Thinking for Large Reasoning Models, arXiv 2503.04472, the token length budget and the reward.
public struct DastShaper: GroupShaper {
  private let maximum: BigRational

  /// A DAST shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) { maximum = options.exact("max_length") }

  /// The rewards of a group.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    let scored = try ScoredGroup(group)
    let p = scored.passRate
    let budget = try group.fields.number("budget") ?? p * (scored.correct.map(\.length).mean ?? .zero) + (1 - p) * maximum
    let tenth = BigRational(1, over: 10)
    return Shaped(
      rewards: try scored.rewards { r throws(RewardError) in
        guard budget.signum > 0 else {
          throw RewardError(.outOfRange, field: "budget", found: "\(budget)", expected: "more than 0")
        }
        let x = (r.length - budget) / budget
        return r.isCorrect ? max((1 - x) / 2, tenth) : min(9 * tenth * x - tenth, -tenth)
      })
  }
}

extension DastShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "dast", version: 1,
    summary: "A token budget between the usual length of right answers and the maximum, by difficulty (DAST).",
    equation: "R = max(0.5 − 0.5x, 0.1) if correct, min(0.9x − 0.1, −0.1) if wrong; x = (L − B)/B; B = p·mean correct + (1 − p)·max_length",
    level: .group, combination: .replaces, usesLength: true, groupFields: ["budget"],
    options: [OptionDescription("max_length", .number(.positive), default: 4096, isLength: true, "The budget of an unsolved prompt.")],
    edges: ["A group's own budget goes before the computed one.", "A budget of 0 or less: out_of_range.", "No right answer: max_length."],
    properties: [
      "Correctness dominance always, with margin at least 0.2.",
      "Longer wrong answers are less bad, up to the budget; an all-wrong group is not silent.",
    ],
    sources: [
      Source(
        "DAST: Difficulty-Adaptive Slow-Thinking for Large Reasoning Models, token length budget", "arXiv 2503.04472", confidence: .note)
    ],
    examples: [
      ShaperExample(result: #"{"rewards": [0.844462878474, 0.688925756947, -0.860016590626, 0.377851513895, -0.1, -0.160099543758]}"#),
      ShaperExample(inputs: ShaperExample.w([:], group: ["budget": 2000]), result: #"{"rewards": [0.75, 0.5, -0.775, 0.1, -0.1, -0.1]}"#),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"correct": true, "length": 0}]}]}"#, result: #"{"error": "out_of_range"}"#,
        note: "all right, all of length 0: no budget"),
    ])
}
