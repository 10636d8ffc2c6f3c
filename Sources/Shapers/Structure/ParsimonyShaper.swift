import ExactMath
public import RewardCore

/// RSRM's reward of a formula that was found: accurate, and short.
///
///     R = eta^size / (1 + error)
///       = 0                         if size < min_size, or the error is null
///
/// RSRM: Reinforcement Symbolic Regression Machine, arXiv 2305.14656, the reward. `size` is the number of nodes of the formula. The
/// paper's error is the RMSE; the code's is the squared sum of absolute errors over n. Here it comes with the rollout.
public struct ParsimonyShaper: ResponseShaper {
  private let eta: BigRational
  private let leastSize: BigRational

  /// A parsimony shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    eta = options.exact("eta")
    leastSize = options.exact("min_size")
  }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    let size = try rollout.fields.number("size").required("size")
    guard let error = try rollout.fields.number("error") else { return 0 }
    guard error.signum >= 0 else {
      throw RewardError(.outOfRange, field: "error", found: "\(error)", expected: "at least 0")
    }
    guard size >= leastSize else { return 0 }
    return (try Curve.power(eta, size) / (1 + error)).reward
  }
}

extension ParsimonyShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "parsimony", version: 1,
    summary: "A formula that was found is worth more the more accurate and the shorter it is (RSRM).",
    equation: "R = eta^size/(1 + error)",
    level: .response, combination: .replaces, usesLength: false, usesCorrectness: false, rolloutFields: ["size", "error"],
    options: [
      OptionDescription(
        "eta", .number(.init(lower: 0, includesLower: false, upper: 1)), default: 0.99, "What each node is multiplied by."),
      OptionDescription("min_size", .number(.any), default: 6, "Smaller formulas are worth 0."),
    ],
    edges: ["No error: 0. A negative one: out_of_range.", "No size: missing_field.", "Correctness is not looked at."],
    properties: ["From 0 to 1."],
    sources: [Source("RSRM: Reinforcement Symbolic Regression Machine, the reward", "arXiv 2305.14656", confidence: .read)],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"size": 10, "error": 0}, {"size": 10, "error": 1}, {"size": 5, "error": 0},
            {"size": 20, "error": null}]}]}
          """#,
        result: #"{"rewards": [0.904382075009, 0.452191037504, 0, 0]}"#),
      ShaperExample(inputs: #"{"groups": [{"samples": [{"size": 10, "error": -1}]}]}"#, result: #"{"error": "out_of_range"}"#),
    ])
}
