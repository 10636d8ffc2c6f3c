import ExactMath
public import RewardCore

/// A weighted sum of components that rows bring along.
///
///     R = Σ weights[i] · components[i]     over the components that are not null; null if all are
///
/// As trainers join several reward functions (TRL's `reward_weights`, which skips nulls the same way). `components` is a list in each
/// rollout; a shaping case may also have the lists by themselves, `{"components": [[…], …]}`. Shapers are joined by `weighted_sum`.
public struct CombineShaper: ResponseShaper {
  private let weights: [BigRational]

  /// A weighted sum with these options.
  ///
  /// - Throws: `invalid_parameter` unless the weights are a list of finite numbers.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    weights = try options.exactList("weights", owner: Self.description.name)
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    let components = try rollout.fields.list("components").required("components")
    guard components.count == weights.count else {
      throw RewardError(.invalidParameter, field: "weights", found: "\(weights.count) weights", expected: "\(components.count)")
    }
    var sum: BigRational?
    for (weight, component) in zip(weights, components) where component != .null {
      sum = (sum ?? .zero) + weight * (try component.exactNumber(named: "components"))
    }
    return sum?.reward
  }
}

extension CombineShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "combine", version: 1,
    summary: "A weighted sum of components that rows bring along.",
    equation: "R = Σ wᵢ·componentᵢ over those that are not null",
    level: .response, combination: .replaces, usesLength: false, usesCorrectness: false, rolloutFields: ["components"],
    options: [OptionDescription("weights", .json, "A weight for each component.")],
    edges: ["A null component is left out; all null: null.", "Another number of components than of weights: invalid_parameter."],
    properties: ["A sample without a component is not comparable with one that has it: nulls change the scale."],
    sources: [Source("reward_weights", "huggingface/trl", confidence: .read)],
    examples: [
      ShaperExample(
        params: #"{"weights": [1, 0.5, 0.2]}"#, inputs: #"{"components": [[1, 0, 1], [0, 1, null], [null, null, null]]}"#,
        result: #"{"rewards": [1.2, 0.5, null]}"#),
      ShaperExample(
        params: #"{"weights": [1]}"#, inputs: #"{"groups": [{"samples": [{"components": [1, 2]}]}]}"#,
        result: #"{"error": "invalid_parameter"}"#),
    ])
}
