import ExactMath
public import RewardCore

/// Routes whole groups by their pass rate: one shaper for what is solved, another for the rest.
///
///     threshold:    p ≥ threshold → shaper, else → otherwise
///     top_fraction: the ⌊fraction · n⌋ of the n groups with the highest pass rates → shaper (ties: earlier first), the rest → otherwise
///
/// GRPO-λ, arXiv 2505.18086, shapes length only for groups with a high correctness ratio: `{"shaper": "kimi_length", "otherwise":
/// "outcome", "mode": "top_fraction"}`; the size of its selection is a reconstruction. Pass rates are of correctness, never of a shaped
/// reward.
public struct GateShaper: CompositeShaper {
  private let threshold: BigRational?
  private let fraction: BigRational
  /// `shaper` and `otherwise`.
  public let parts: [ConfiguredShaper]

  /// A gate with these options.
  ///
  /// - Throws: `unknown_shaper`, or what is wrong with a part's options; in a run, `invalid_parameter` for a gate that no group can pass.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    threshold = options.string("mode") == "threshold" ? options.exact("threshold") : nil
    fraction = options.exact("fraction")
    // A case may ask what such a gate does; in a recipe it is a mistake.
    let option = threshold == nil ? "fraction" : "threshold"
    if context.followsRun, threshold.map({ $0 > 1 }) ?? fraction.isZero {
      throw RewardError(
        .invalidParameter, field: option, found: options[option].description, expected: "one that a group can pass",
        source: Self.description.name)
    }
    parts = [
      try options.part("shaper", params: "params", context: context),
      try options.part("otherwise", params: "otherwise_params", context: context),
    ]
  }

  /// The rewards of a batch, and which groups went to `shaper`.
  public func shape(_ batch: Batch, state: PartStates) throws(RewardError) -> Shaped {
    let rates = batch.groups.map { group in
      let known = group.rollouts.compactMap(\.correct)
      return known.isEmpty ? nil : BigRational(known.count { $0 }, over: known.count)
    }
    let gated = threshold.map { threshold in rates.map { $0.map { $0 >= threshold } ?? false } } ?? highest(rates)
    let routed = try batch.shaped(by: parts, states: state, routing: gated.map { $0 ? 0 : 1 })
    return Shaped(rewards: routed, outputs: [Shaped.Output("gated", .perGroup(gated.map { .bool($0) }))])
  }

  private func highest(_ rates: [BigRational?]) -> [Bool] {
    let count = (fraction * BigRational(rates.count)).floor().intValue ?? 0
    let ranked = rates.enumerated().compactMap { index, rate in rate.map { (index: index, rate: $0) } }
      .sorted { $0.rate == $1.rate ? $0.index < $1.index : $0.rate > $1.rate }
    let chosen = Set(ranked.prefix(count).map(\.index))
    return rates.indices.map(chosen.contains)
  }
}

extension Batch {
  /// The rewards when each group goes to the part of its number, all groups of a part together.
  func shaped(
    by parts: [ConfiguredShaper], states: PartStates, routing: [Int]
  ) throws(RewardError) -> [Double?] {
    var rewards: [[Double?]] = groups.map { _ in [] }
    for (number, part) in parts.enumerated() {
      let own = groups.indices.filter { routing[$0] == number }
      guard !own.isEmpty else { continue }
      var share = self
      share.groups = own.map { groups[$0] }
      var rest = try part.shape(share, state: try states.state(number)).rewards[...]
      for index in own {
        let count = groups[index].rollouts.count
        rewards[index] = Array(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
    }
    return rewards.flatMap(\.self)
  }
}

extension GateShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "gate", version: 1,
    summary: "Routes whole groups by their pass rate: one shaper for what is solved, another for the rest (GRPO-λ).",
    equation: "R = shaper if p ≥ threshold (or p is among the top fraction), else otherwise",
    level: .batch, combination: .replaces, usesLength: false,
    options: [
      OptionDescription("shaper", .string, "The shaper of groups that pass the gate."),
      OptionDescription("params", .json, default: [:], "Its options."),
      OptionDescription("otherwise", .string, "The shaper of the other groups."),
      OptionDescription("otherwise_params", .json, default: [:], "Its options."),
      OptionDescription("mode", .choice(["threshold", "top_fraction"]), default: "threshold", "How groups are chosen."),
      OptionDescription("threshold", .number(.any), default: 0.5, "For `threshold`: the least pass rate that passes."),
      OptionDescription("fraction", .number(.unit), default: 0.2, "For `top_fraction`: the share of the batch's groups that pass."),
    ],
    edges: [
      "A pass rate equal to the threshold passes.", "Groups of which nothing is known go to `otherwise`.",
      "The fraction is of all groups of the batch, known or not.",
    ],
    properties: ["Those of its parts, group by group.", "Rewards of different groups are on different scales."],
    sources: [
      Source("GRPO-λ, length reward for groups with a high correctness ratio", "arXiv 2505.18086", confidence: .note),
      Source("The size of the selection", confidence: .inferred),
    ],
    examples: [
      ShaperExample(
        params: #"{"shaper": "kimi_length", "otherwise": "outcome", "threshold": 0.75}"#,
        result: #"{"rewards": [1, 1, 0, 1, 0, 0], "gated": [false]}"#),
      ShaperExample(
        params: #"{"shaper": "kimi_length", "params": {"weight": 2}, "otherwise": "outcome", "otherwise_params": {"wrong_reward": -1}}"#,
        inputs: #"""
          {"groups": [{"samples": [{"correct": true, "length": 1}, {"correct": false, "length": 3}]},
                      {"samples": [{"correct": false, "length": 1}, {"correct": null}]}, {"samples": [{"correct": null}]}]}
          """#,
        result: #"{"rewards": [2, -1, -1, null, null], "gated": [true, false, false]}"#),
      ShaperExample(params: #"{"shaper": "kimi_lenght", "otherwise": "outcome"}"#, result: #"{"error": "unknown_shaper"}"#),
    ])
}
