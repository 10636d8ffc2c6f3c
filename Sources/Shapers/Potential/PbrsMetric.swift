import ExactMath
public import RewardCore

/// Potential-based reward shaping: the only additive shaping of steps that changes no optimal policy in any environment.
///
///     shaped[t] = r[t] + γ·Φ[t+1] − Φ[t]       Φ of the last state is 0 with terminal_zero
///     returns: Σ γ^t r[t] (base), Σ γ^t shaped[t] (shaped);   shaped − base = −Φ[0] with terminal_zero, whatever γ
///
/// Ng, Harada & Russell: Policy Invariance under Reward Transformations, ICML 1999. In an episode the potential of the terminal state has
/// to be 0, or it remains in the return. The first state is the prompt, so group-relative advantages do not change at all. Rewards of
/// steps, and so a metric and no shaper.
public struct PbrsMetric: Metric {
  private let gamma: BigRational
  private let endsAtZero: Bool

  /// Potential-based shaping with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    gamma = options.exact("gamma")
    endsAtZero = options.boolean("terminal_zero")
  }

  /// The shaped rewards of each trajectory, and its returns.
  public func measure(_ batch: Batch) throws(RewardError) -> Measurement {
    var rows: [JSONValue] = []
    var returns: [JSONValue] = []
    for trajectory in try batch.fields.list("trajectories").required("trajectories") {
      guard let object = trajectory.objectValue else {
        throw RewardError(.wrongType, field: "trajectories", found: trajectory.description, expected: "objects")
      }
      let rewards = try object.numbers("rewards").required("rewards")
      var potentials = try object.numbers("potentials").required("potentials")
      guard potentials.count == rewards.count + 1 else {
        throw RewardError(
          .lengthMismatch, field: "potentials", found: "\(potentials.count)", expected: "\(rewards.count + 1), one more than `rewards`")
      }
      if endsAtZero { potentials[rewards.count] = .zero }
      let shaped = rewards.indices.map { rewards[$0] + gamma * potentials[$0 + 1] - potentials[$0] }
      rows.append(.array(shaped.map { JSONValue($0.reward) }))
      returns.append(["base": JSONValue(try discounted(rewards)), "shaped": JSONValue(try discounted(shaped))])
    }
    return Measurement(values: ["shaped": .array(rows), "returns": .array(returns)])
  }

  /// Σ γ^t r[t], rounded once.
  private func discounted(_ rewards: [BigRational]) throws(RewardError) -> Double {
    var sum = BigRational.zero
    for (step, reward) in rewards.enumerated() where !reward.isZero { sum = sum + reward * (try Curve.power(gamma, BigRational(step))) }
    return sum.reward
  }
}

extension PbrsMetric {
  /// All about it.
  public static let description = ShaperDescription(
    name: "pbrs", version: 1,
    summary: "Adds a difference of potentials to the rewards of steps, which changes no optimal policy.",
    equation: "shaped[t] = r[t] + γ·Φ[t+1] − Φ[t]",
    level: .response, usesLength: false, usesCorrectness: false,
    options: [
      OptionDescription("gamma", .number(.unit), default: 1, "The discount of a step."),
      OptionDescription("terminal_zero", .boolean, default: true, "Whether the potential of the last state is taken to be 0."),
    ],
    edges: ["One potential more than rewards, or length_mismatch.", "No steps: an empty row, and returns of 0."],
    properties: ["With terminal_zero the shaped return is the base return less Φ of the first state, for every γ."],
    sources: [Source("Ng, Harada & Russell: Policy Invariance under Reward Transformations", "ICML 1999", confidence: .read)],
    examples: [
      ShaperExample(
        inputs:
          #"{"trajectories": [{"rewards": [0, 0, 1], "potentials": [0.1, 0.4, 0.8, 0.9]}, {"rewards": [0], "potentials": [0.5, 0.5]}]}"#,
        result: #"{"shaped": [[0.3, 0.4, 0.2], [-0.5]], "returns": [{"base": 1, "shaped": 0.9}, {"base": 0, "shaped": -0.5}]}"#),
      ShaperExample(
        params: #"{"gamma": 0.5, "terminal_zero": false}"#, inputs: #"{"trajectories": [{"rewards": [1, 2], "potentials": [1, 0, 4]}]}"#,
        result: #"{"shaped": [[0, 4]], "returns": [{"base": 2, "shaped": 2}]}"#, note: "the last potential remains: 2 − 1 + 4/4"),
      ShaperExample(inputs: #"{"trajectories": [{"rewards": [1], "potentials": [1]}]}"#, result: #"{"error": "length_mismatch"}"#),
    ])
}
