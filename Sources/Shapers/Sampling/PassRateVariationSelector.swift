import ExactMath
public import RewardCore

/// The mean of a prompt's scores, and how much they vary for their size: std / mean.
///
/// DeepDistill, arXiv 2504.17565: prompts on which a model is neither sure nor lost teach most, and the coefficient of variation tells
/// them. Which standard deviation it has is reconstructed.
///
/// A measurement, which leaves nothing out and weighs nothing: in a run a row's `selection` has its group's `mean` and `cv`, of the field
/// `scores`, or else of the correctness (1 and 0) of its rollouts. The mean is exact and rounded once; the deviation is within 2^-100.
public struct PassRateVariationSelector: Selector {
  private let isSample: Bool

  /// Named values.
  public static var gives: Selection.Members { [.values] }

  /// A measurement with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) { isSample = options.string("std") == "sample" }

  /// The mean and the coefficient of variation of each group.
  public func select(from batch: Batch, state: EmptyState) throws(RewardError) -> Selection {
    var means: [JSONValue] = []
    var variations: [JSONValue] = []
    for group in batch.groups {
      let scores = try scores(of: group)
      let moments = Moments(scores, isSample: isSample)
      means.append(scores.isEmpty ? .null : JSONValue(moments.mean.reward))
      variations.append(moments.deviation.divided(by: moments.mean).map { JSONValue($0.reward) } ?? .null)
    }
    return Selection(outputs: [Shaped.Output("mean", .perGroup(means)), Shaped.Output("cv", .perGroup(variations))])
  }

  private func scores(of group: Group) throws(RewardError) -> [BigRational] {
    if let scores = group.fields["scores"], scores != .null { return try scores.finiteNumbers(at: "scores") }
    guard !group.rollouts.isEmpty else { throw RewardError(.missingField, field: "scores", expected: "a list of numbers") }
    return group.rollouts.compactMap { $0.correct.map { $0 ? .one : .zero } }
  }
}

extension PassRateVariationSelector {
  /// All about it.
  public static let description = ShaperDescription(
    name: "pass_rate_cv", version: 1,
    summary: "The mean of a prompt's scores, and their coefficient of variation (DeepDistill).",
    equation: "cv = std/mean", level: .group, usesLength: false, groupFields: ["scores"],
    options: [
      OptionDescription(
        "std", .choice(["population", "sample"]), default: "population",
        "`population` divides by n, `sample` by n − 1; the paper does not say.")
    ],
    edges: ["No scores: mean and cv are null.", "A mean of 0: cv is null.", "A score that is null does not count."],
    properties: ["Permutation invariant; each group by itself.", "For correctness with pass rate p and `population`, cv = √((1 − p)/p)."],
    sources: [
      Source("DeepDistill", "arXiv 2504.17565", confidence: .note), Source("Population deviation; null for mean 0", confidence: .inferred),
    ],
    examples: [
      ShaperExample(
        inputs: #"{"items": [{"scores": [1, 0, 1, 0]}, {"scores": [0, 0]}, {"scores": []}]}"#,
        result: #"{"mean": [0.5, 0, null], "cv": [1, null, null]}"#),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"correct": true}, {"correct": false}, {"correct": false}, {"correct": null}]}]}"#,
        result: #"{"mean": [0.333333333333], "cv": [1.41421356237]}"#, note: "as in a run: from correctness"),
    ])
}
