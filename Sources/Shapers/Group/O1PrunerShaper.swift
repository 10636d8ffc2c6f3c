import ExactMath
public import RewardCore

/// O1-Pruner's length harmonising reward: shorter than the reference model, and at least as accurate.
///
///     R = ref_length / L − 1 + lam · (c − ref_acc);   with znorm, standardised over the batch (population std);   then clipped
///
/// O1-Pruner, arXiv 2501.12570, length-harmonizing fine-tuning. `ref_length` and `ref_acc` of a group are means of the frozen reference
/// model; where one is absent, the group's own is taken. lam is 2 for Marco and 5 for QwQ. That the clip comes last, also after znorm, is
/// our reading.
public struct O1PrunerShaper: Shaper {
  private let weight: BigRational
  private let lowest: BigRational?
  private let highest: BigRational?
  private let isStandardized: Bool

  /// An O1-Pruner shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    weight = options.exact("lam")
    lowest = options.exactIfGiven("clip_low")
    highest = options.exactIfGiven("clip_high")
    isStandardized = options.boolean("znorm")
  }

  /// The rewards of a batch.
  public func shape(_ batch: Batch, state: EmptyState) throws(RewardError) -> Shaped {
    var values: [BigRational?] = []
    for group in batch.groups {
      let scored = try ScoredGroup(group)
      let length = try group.fields.number("ref_length") ?? scored.lengths.mean ?? .zero
      let accuracy = try group.fields.number("ref_acc") ?? scored.passRate
      for member in scored.members {
        guard let ratio = member.map({ length.divided(by: $0.length) }) else {
          values.append(nil)
          continue
        }
        guard let ratio, let member else {
          throw RewardError(.invalidLength, field: "length", found: "0", expected: "more than 0: the formula divides by it")
        }
        values.append(ratio - 1 + weight * (member.correctness - accuracy))
      }
    }
    if isStandardized {
      let standard = Standardization(values.compactMap(\.self), isSample: false)
      values = values.map { $0.flatMap { BigRational(exactly: standard.z($0)) } }
    }
    return Shaped(rewards: values.map { $0.map { Curve.clip($0, lowest, highest).reward } })
  }
}

extension O1PrunerShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "o1_pruner", version: 1,
    summary: "Shorter than the reference model, and at least as accurate (O1-Pruner).",
    equation: "R = clip(ref_length/L − 1 + lam·(c − ref_acc), clip_low, clip_high)",
    level: .group, combination: .replaces, usesLength: true, groupFields: ["ref_length", "ref_acc"],
    options: [
      OptionDescription("lam", .number(.any), default: 2, "The weight of accuracy: 2 for Marco, 5 for QwQ."),
      OptionDescription("clip_low", .number(.any), default: -2, allowsNull: true, "The least reward; null: none."),
      OptionDescription("clip_high", .number(.any), default: 4, allowsNull: true, "The greatest reward; null: none."),
      OptionDescription("znorm", .boolean, default: false, "Whether values are standardised over the whole batch before the clip."),
    ],
    edges: [
      "L = 0 is invalid_length.", "No reference in the group: the group's own mean length and pass rate.",
      "Correctness or length unknown: null, and outside the means.",
    ],
    properties: [
      "Correctness dominance fails: a short wrong answer earns up to clip_high, a long right one down to about −1.",
      "Not neutral about the length of wrong answers, and an all-wrong group is not silent.",
    ],
    sources: [Source("O1-Pruner: Length-Harmonizing Fine-Tuning, the reward", "arXiv 2501.12570; StarDewXXX/O1-Pruner", confidence: .run)],
    examples: [
      ShaperExample(result: #"{"rewards": [3.08333333333, 1.54166666667, 4, 0.770833333333, -1.61458333333, -0.972222222222]}"#),
      ShaperExample(
        params: #"{"clip_high": null}"#,
        inputs: #"""
          {"groups": [{"ref_length": 1000, "ref_acc": 0.75, "samples": [{"correct": true, "length": 100},
            {"correct": false, "length": 4000}]}]}
          """#,
        result: #"{"rewards": [9.5, -2]}"#, note: "against a reference model"),
      ShaperExample(inputs: #"{"groups": [{"samples": [{"correct": true, "length": 0}]}]}"#, result: #"{"error": "invalid_length"}"#),
    ])
}
