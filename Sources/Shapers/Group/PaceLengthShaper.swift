import ExactMath
public import RewardCore

/// PACE: Kimi's length term, the stronger the more of the prompt is solved, and fading out over the run.
///
///     scale = 1 − cos(p·π/2)                           p: the group's pass rate
///     fade  = clip((max_step − step) / max_step, 0, 1)
///     term  = fade · scale · λ if correct, min(0, fade · scale · λ) if wrong;   λ as in `kimi_length`
///     R = C + term
///
/// PACE, arXiv 2602.11639, the length reward; code JackWenx/PACE. `step` is the batch's, 0 when it has none. Its companion `pace_prefix`
/// is a schedule and no shaper.
public struct PaceLengthShaper: Shaper {
  private let table: VerdictTable
  private let lastStep: BigRational

  /// A PACE shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    table = VerdictTable(options)
    lastStep = options.exact("max_step")
  }

  /// Shapes each group by itself, at the batch's step.
  public func shape(_ batch: Batch, state: EmptyState) throws(RewardError) -> Shaped {
    let fade = Curve.clip((lastStep - (try batch.exactStep() ?? .zero)) / lastStep, 0, 1)
    var rewards: [Double?] = []
    for group in batch.groups {
      let scored = try ScoredGroup(group)
      let position = GroupPosition(scored)
      let scale = fade * (1 - Curve.cosine(halfTurns: scored.passRate / 2))
      rewards += try scored.rewards { table($0) + $0.punishingIfWrong(scale * (position?($0.length) ?? .zero)) }
    }
    return Shaped(rewards: rewards)
  }
}

extension PaceLengthShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "pace_length", version: 1,
    summary: "Kimi's length term, the stronger the more of the prompt is solved, and fading out over the run (PACE).",
    equation: "R = C + fade·(1 − cos(p·π/2))·λ, only if negative for wrong; fade from 1 to 0 at max_step",
    level: .group, usesLength: true, batchFields: ["step"],
    options: [
      OptionDescription("max_step", .number(.positive), default: 600, "The step at which the term is gone."),
      .correctReward(), .wrongReward(),
    ],
    edges: [
      "No step: 0. A negative one: invalid_parameter.", "All wrong: no term. Equal lengths: no term.",
      "Correctness or length unknown: null, and outside the pass rate, min and max.",
    ],
    properties: [
      "Correctness dominance with margin above 1/2: the term is from −1/2 to 1/2.",
      "An all-wrong group is silent; wrong answers in mixed groups are not neutral about length.",
    ],
    sources: [Source("PACE, the length reward", "arXiv 2602.11639; JackWenx/PACE", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: #"{"step": 60, "groups": [\#(ShaperExample.groupW)]}"#,
        result: #"{"rewards": [1.11422835534, 1.07908116908, 0, 1.00878679656, -0.131801948466, 0]}"#),
      ShaperExample(
        inputs: #"{"step": 600, "groups": [\#(ShaperExample.groupW)]}"#, result: #"{"rewards": [1, 1, 0, 1, 0, 0]}"#, note: "faded out"),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"correct": false, "length": 5}, {"correct": false, "length": 9}]}]}"#,
        result: #"{"rewards": [0, 0]}"#, note: "all wrong"),
    ])
}
