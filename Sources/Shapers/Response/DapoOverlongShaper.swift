import ExactMath
public import RewardCore

/// DAPO's soft overlong punishment: a line down to a penalty, in a zone below the maximum length.
///
///     s = max_length − cache                     where the soft zone begins
///     term = 0                                   L ≤ s
///          = factor · (s − L) / cache            s < L; at least −factor if clamp
///     R = C + term
///
/// DAPO, arXiv 2503.14476, section "Overlong Reward Shaping". TRL and open-r1 clamp at −1 and say −1 beyond max_length, OpenRLHF caps the
/// excess; verl and NeMo-RL do not clamp, which does no harm when generation cannot exceed max_length, and verl divides by zero at cache
/// 0. Here cache 0 is a step: 0 up to max_length, then −factor, clamped or not.
public struct DapoOverlongShaper: Shaper {
  private let table: VerdictTable
  private let start: BigRational
  private let cache: BigRational
  private let factor: BigRational
  private let isClamped: Bool

  /// A soft overlong punishment with these options.
  ///
  /// - Throws: `invalid_parameter` when `cache` is above `max_length`.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    table = VerdictTable(options)
    cache = options.exact("cache")
    start = options.exact("max_length") - cache
    factor = options.exact("factor")
    isClamped = options.boolean("clamp")
    guard start >= .zero else {
      throw RewardError(
        .invalidParameter, field: "cache", found: options["cache"].description,
        expected: "at most `max_length`, \(options["max_length"])", source: Self.description.name)
    }
  }

  /// Shapes each rollout by itself; the terms are there for rollouts whose correctness is unknown, too.
  public func shape(_ batch: Batch, state: EmptyState) throws(RewardError) -> Shaped {
    var rewards: [Double?] = []
    var terms: [Double?] = []
    for rollout in batch.groups.lazy.flatMap(\.rollouts) {
      rewards.append(try rollout.reward(byLength: { r in table(r) + term(r.length) }))
      terms.append(rollout.length.flatMap { $0 >= 0 && $0.isFinite ? term(BigRational(length: $0)).reward : nil })
    }
    return Shaped(rewards: rewards, outputs: [Shaped.Output("terms", .perRollout(terms))])
  }

  private func term(_ length: BigRational) -> BigRational {
    if length <= start { return .zero }
    guard !cache.isZero else { return -factor }
    let term = factor * (start - length) / cache
    return isClamped ? max(term, -factor) : term
  }
}

extension DapoOverlongShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "dapo_overlong", version: 1,
    summary: "A line down to a penalty, in a zone below the maximum length (DAPO).",
    equation: "R = C + factor·clip((max_length − cache − L)/cache, −1, 0)",
    level: .response, usesLength: true,
    options: [
      OptionDescription(
        "max_length", .number(.positive), default: 20480, isLength: true, "Where the penalty is full: the generation limit."),
      OptionDescription(
        "cache", .number(.nonNegative), default: 4096, isLength: true, "How long the soft zone is; at most `max_length`."),
      OptionDescription("factor", .number(.nonNegative), default: 1, "The full penalty."),
      OptionDescription("clamp", .boolean, default: true, "Whether the penalty stays full beyond `max_length`, or grows."),
      .correctReward(), .wrongReward(-1),
    ],
    edges: [
      "cache 0: 0 up to max_length, then −factor.",
      "A rollout whose correctness is unknown has a term when its length is known, and no reward.",
      "The truncated flag is not looked at.",
    ],
    properties: [
      "Correctness dominance with margin 2 − factor: needs a factor below the gap of right and wrong; a tie with base 1/0.",
      "Unclamped it fails.",
      "Not neutral about the length of wrong answers, and an all-wrong group is not silent.",
    ],
    sources: [
      Source(
        "DAPO: An Open-Source LLM Reinforcement Learning System at Scale, section Overlong Reward Shaping",
        "arXiv 2503.14476; verl, TRL, OpenRLHF, NeMo-RL, open-r1", confidence: .run)
    ],
    examples: [
      ShaperExample(
        params: #"{"max_length": 4000, "cache": 1000}"#,
        result: #"{"rewards": [1, 1, -1, 0, -2, -1], "terms": [0, 0, 0, -1, -1, 0]}"#),
      ShaperExample(
        params: #"{"max_length": 3500, "cache": 1000, "clamp": false}"#,
        result: #"{"rewards": [1, 1, -1, -0.5, -6.5, -1.5], "terms": [0, 0, 0, -1.5, -5.5, -0.5]}"#),
      ShaperExample(
        params: #"{"max_length": 10, "cache": 0}"#,
        inputs: #"{"groups": [{"samples": [{"correct": true, "length": 10}, {"correct": null, "length": 11}, {"correct": true}]}]}"#,
        result: #"{"rewards": [1, null, null], "terms": [0, -1, null]}"#, note: "a step; a term without a reward"),
      ShaperExample(params: #"{"max_length": 10, "cache": 11}"#, result: #"{"error": "invalid_parameter"}"#),
    ])
}
