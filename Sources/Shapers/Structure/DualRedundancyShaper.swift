import ExactMath
public import RewardCore

/// Two kinds of redundancy, outside and inside of the way to the first right answer.
///
///     R = format_reward                          bad format
///       = wrong_reward                           wrong
///       = b · mean of the parts that are on      correct, b = correct_reward
///
///     external part: 1 − erd                     erd: the share of the reasoning after the first correct answer
///     internal part: g(ird)                      ird: semantic repetition among the steps up to it
///     g(x) = (s(1 − x) − s(0)) / (s(1) − s(0)),  s(y) = 1 / (1 + e^(−k·(y − center)))
///
/// Reconsidering Overthinking: Penalizing Internal and External Redundancy in CoT Reasoning, arXiv 2508.02178, the reward. The released
/// code rounds erd to two decimals. How ird is measured is not part of the formula: both come with the rollout. With no part on, a right
/// answer is worth b.
public struct DualRedundancyShaper: ResponseShaper {
  private let table: VerdictTable
  private let usesExternal: Bool
  private let usesInternal: Bool
  private let steepness: BigRational
  private let center: BigRational
  /// s(0) and s(1).
  private let ends: (BigRational, BigRational)

  /// A redundancy shaper with these options.
  ///
  /// - Throws: `invalid_parameter` when `k` and `center` make the curve of the internal part flat.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    table = VerdictTable(options, hasFormat: true)
    usesExternal = options.boolean("use_external")
    usesInternal = options.boolean("use_internal")
    (steepness, center) = (options.exact("k"), options.exact("center"))
    ends = (Self.curve(0, steepness, center), Self.curve(1, steepness, center))
    guard !usesInternal || ends.0 != ends.1 else {
      throw RewardError(
        .invalidParameter, field: "k", found: options["k"].description, expected: "a curve that is not flat from 0 to 1",
        source: Self.description.name)
    }
  }

  private static func curve(_ y: BigRational, _ steepness: BigRational, _ center: BigRational) -> BigRational {
    Curve.logistic((steepness * (y - center)).doubleValue)
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    try rollout.reward(byVerdict: { r throws(RewardError) in
      let base = table(r)
      guard r.isCorrect, rollout.formatOK else { return base }
      var parts: [BigRational] = []
      if usesExternal { parts.append(1 - (try rollout.fields.share("erd"))) }
      if usesInternal {
        let position = Self.curve(1 - (try rollout.fields.share("ird")), steepness, center)
        parts.append((position - ends.0) / (ends.1 - ends.0))
      }
      return base * (parts.mean ?? 1)
    })
  }
}

extension DualRedundancyShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "dual_redundancy", version: 1,
    summary: "A right answer is worth less the more of its reasoning comes after the answer or repeats itself.",
    equation: "R = b·((1 − erd) + g(ird))/2 if correct; g a logistic from 1 at 0 to 0 at 1",
    level: .response, usesLength: false, rolloutFields: ["erd", "ird"],
    options: [
      OptionDescription("use_external", .boolean, default: true, "Whether the external part counts."),
      OptionDescription("use_internal", .boolean, default: true, "Whether the internal part counts."),
      OptionDescription("k", .number(.any), default: 20, "How steep the curve of the internal part is."),
      OptionDescription("center", .number(.any), default: 0.3, "Where it is half way down, from full redundancy."),
      .correctReward(), .wrongReward(), .formatReward(0),
    ],
    edges: [
      "Bad format goes before the verdict.", "Only right answers in good format need erd and ird, each where its part is on.",
      "erd or ird below 0 or above 1: out_of_range.",
    ],
    properties: ["Correctness dominance with margin 0: a tie at full redundancy.", "An all-wrong group is silent."],
    sources: [
      Source(
        "Reconsidering Overthinking: Penalizing Internal and External Redundancy in CoT Reasoning", "arXiv 2508.02178", confidence: .read),
      Source("How ird is measured", confidence: .inferred),
    ],
    examples: [
      ShaperExample(
        inputs: ShaperExample.w(["erd": [0, 0.5, 0.2, 1, 0, 0], "ird": [0, 0.2, 0.2, 0.9, 0, 0]]),
        result: #"{"rewards": [1, 0.749977661577, 0, 0.00777602705327, 0, 0]}"#),
      ShaperExample(
        params: #"{"use_internal": false, "format_reward": -1}"#,
        inputs: #"""
          {"groups": [{"samples": [{"correct": true, "erd": 0.25}, {"correct": false}, {"correct": true, "format_ok": false},
            {"correct": null}]}]}
          """#,
        result: #"{"rewards": [0.75, 0, -1, null]}"#),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"correct": true, "erd": 1.5, "ird": 0}]}]}"#, result: #"{"error": "out_of_range"}"#),
    ])
}
