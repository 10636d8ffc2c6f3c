import ExactMath
public import RewardCore

/// Keeps the prompts that are hard enough: by how long a search took to solve them, or by their pass rate.
///
///     iterations > min_iterations, or unsolved (null) and keep_unsolved
///     min_pass ≤ pass rate ≤ max_pass                                          where there are no iterations
///
/// By search effort: ThinkLite-VL, arXiv 2504.07934, where Monte Carlo tree search measures it; the threshold of 5 is reconstructed. By
/// pass rate: most recipes that choose their prompts beforehand.
///
/// In a run a group's `iterations` or `pass_rate` are fields of its rows; without either, its pass rate is the share of right answers among
/// those that are known. Compared exactly.
public struct DifficultyFilterSelector: Selector {
  private let leastIterations: BigRational
  private let keepsUnsolved: Bool
  private let passRates: (least: BigRational, most: BigRational)

  /// A decision.
  public static var gives: Selection.Members { [.selected] }

  /// A filter with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    leastIterations = options.exact("min_iterations")
    keepsUnsolved = options.boolean("keep_unsolved")
    passRates = (options.exact("min_pass"), options.exact("max_pass"))
  }

  /// The groups that are kept.
  public func select(from batch: Batch, state: EmptyState) throws(RewardError) -> Selection {
    var keep: [Bool] = []
    for group in batch.groups { keep.append(try isKept(group)) }
    return Selection(selected: batch.perRollout(keep), outputs: [Shaped.Output("keep", .perGroup(keep.map { .bool($0) }))])
  }

  private func isKept(_ group: Group) throws(RewardError) -> Bool {
    if group.fields["iterations"] != nil {
      guard let iterations = try group.fields.finiteNumber("iterations") else { return keepsUnsolved }
      return BigRational(length: iterations) > leastIterations
    }
    guard let rate = try passRate(of: group) else { return false }
    return passRates.least <= rate && rate <= passRates.most
  }

  private func passRate(of group: Group) throws(RewardError) -> BigRational? {
    if group.fields["pass_rate"] != nil { return try group.fields.finiteNumber("pass_rate").map(BigRational.init(length:)) }
    guard !group.rollouts.isEmpty else {
      throw RewardError(.missingField, field: "iterations", expected: "`iterations` or `pass_rate`")
    }
    return group.hitRate
  }
}

extension DifficultyFilterSelector {
  /// All about it.
  public static let description = ShaperDescription(
    name: "difficulty_filter", version: 1,
    summary: "Keeps the prompts that are hard enough, by search effort or by pass rate.",
    equation: "keep iff iterations > min_iterations or unsolved; else iff min_pass ≤ pass rate ≤ max_pass",
    level: .group, usesLength: false, groupFields: ["iterations", "pass_rate"],
    options: [
      OptionDescription("min_iterations", .number(.any), default: 5, "A prompt solved in this many iterations, or fewer, is too easy."),
      OptionDescription("keep_unsolved", .boolean, default: true, "Whether a prompt that the search did not solve (null) is kept."),
      OptionDescription("min_pass", .number(.any), default: 0, "The least pass rate that is kept."),
      OptionDescription("max_pass", .number(.any), default: 1, "The highest pass rate that is kept."),
    ],
    edges: [
      "`iterations` goes before `pass_rate`; null there means unsolved, and a missing one means that it was not measured.",
      "A pass rate that is null, or of a group of which nothing is known, is not kept.",
      "Neither field, and no rollouts, is an error, missing_field.",
    ],
    properties: ["Permutation invariant; each group by itself."],
    sources: [
      Source("ThinkLite-VL: selection by search effort", "arXiv 2504.07934", confidence: .read),
      Source("The threshold of 5", confidence: .inferred),
    ],
    examples: [
      ShaperExample(
        inputs: #"{"items": [{"iterations": 3}, {"iterations": 5}, {"iterations": 6}, {"iterations": null}]}"#,
        result: #"{"keep": [false, false, true, true]}"#),
      ShaperExample(
        params: #"{"min_pass": 0.1, "max_pass": 0.5}"#,
        inputs: #"""
          {"groups": [{"samples": [{"correct": true}, {"correct": false}, {"correct": null}]}, {"samples": [{"correct": true}]},
                      {"samples": [{"correct": null}]}], "items": [{"pass_rate": 0.1}]}
          """#, result: #"{"keep": [true, false, false, true]}"#, note: "one of two known is 0.5"),
    ])
}
