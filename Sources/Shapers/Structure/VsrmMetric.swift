import ExactMath
public import RewardCore

/// VSRM: a reward for each step of the reasoning, by how much it changed the rate of success.
///
///     a[j]: the success rate of rollouts continued after j steps;   d = a[j+1] − a[j]
///     r[j] = d                                   |d| ≥ tol
///     else look ahead: k = j + 1; move k on while fewer than `lookahead` moves are made, k < m and |a[k+1] − a[k]| < tol
///          = 0                                   moved `lookahead` times
///          = (a[k+1] − a[k]) · γ^(k − j)         k < m
///          = (a[m] − a[j]) · γ^(m − j − 1)       k = m
///
/// Promoting Efficient Reasoning with Verifiable Stepwise Reward, arXiv 2508.10293. Rewards of steps, and so a metric and no shaper. In
/// training the final outcome is rewarded separately (wrong −10, bad format −9.5 in the reference scripts). Without the look-ahead
/// discount the rewards sum to a[m] − a[0]: that is potential-based shaping, see `pbrs`.
public struct VsrmMetric: Metric {
  private let gamma: BigRational
  private let lookahead: Int
  private let tolerance: BigRational

  /// A stepwise reward with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    gamma = options.exact("gamma")
    lookahead = options.integer("lookahead")
    tolerance = options.exact("tol")
  }

  /// A row of rewards for each rollout, one for each step.
  public func measure(_ batch: Batch) throws(RewardError) -> Measurement {
    var rows: [JSONValue] = []
    for rollout in batch.groups.lazy.flatMap(\.rollouts) {
      let rates = try rollout.fields.numbers("step_acc").required("step_acc")
      guard !rates.isEmpty else { throw RewardError(.missingField, field: "step_acc", found: "[]", expected: "a rate at least") }
      rows.append(.array(try rewards(rates).map { JSONValue($0.reward) }))
    }
    return Measurement(values: ["step_rewards": .array(rows)])
  }

  private func rewards(_ rates: [BigRational]) throws(RewardError) -> [BigRational] {
    let last = rates.count - 1
    // Of each step, the first from it on whose change counts; `last` where there is none. Found backwards, so that no look-ahead walks.
    var next = [Int](repeating: last, count: last + 1)
    for step in stride(from: last - 1, through: 0, by: -1) {
      next[step] = (rates[step + 1] - rates[step]).magnitude >= tolerance ? step : next[step + 1]
    }
    var rewards: [BigRational] = []
    for step in 0..<last {
      let stop = next[step]
      if stop == step {
        rewards.append(rates[step + 1] - rates[step])
      } else if stop - (step + 1) >= lookahead {
        rewards.append(.zero)
      } else if stop < last {
        rewards.append((rates[stop + 1] - rates[stop]) * (try Curve.power(gamma, BigRational(stop - step))))
      } else {
        rewards.append((rates[last] - rates[step]) * (try Curve.power(gamma, BigRational(last - step - 1))))
      }
    }
    return rewards
  }
}

extension VsrmMetric {
  /// All about it.
  public static let description = ShaperDescription(
    name: "vsrm", version: 1,
    summary: "A reward for each step of the reasoning, by how much it changed the rate of success (VSRM).",
    equation: "r[j] = a[j+1] − a[j], or the next change that counts, discounted by γ a step",
    level: .response, usesLength: false, usesCorrectness: false, rolloutFields: ["step_acc"],
    options: [
      OptionDescription("gamma", .number(.unit), default: 0.7, "The discount of a change further on."),
      OptionDescription("lookahead", .integer(.nonNegative), default: 4, "How many steps a change may be further on."),
      OptionDescription("tol", .number(.any), default: 1e-05, "The least change that counts."),
    ],
    edges: ["An empty step_acc: missing_field. One rate: no step, an empty row.", "lookahead 0: a change below tol is worth 0."],
    properties: ["Unaffected by correctness.", "Without look-ahead the rewards sum to a[m] − a[0]."],
    sources: [Source("Promoting Efficient Reasoning with Verifiable Stepwise Reward", "arXiv 2508.10293; 1benwu1/VSRM", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"step_acc": [0, 0, 0.5, 0.5, 1]}, {"step_acc": [0.5, 0.5, 0.5]}, {"step_acc": [1]},
            {"step_acc": [0.2, 0.8, 0.4]}]}]}
          """#,
        result: #"{"step_rewards": [[0.35, 0.5, 0.35, 0.5], [0, 0], [], [0.6, -0.4]]}"#),
      ShaperExample(
        params: #"{"lookahead": 1, "gamma": 0.5}"#,
        inputs: #"{"groups": [{"samples": [{"step_acc": [0, 0, 0, 1]}, {"step_acc": [0.5, 0.5, 1]}]}]}"#,
        result: #"{"step_rewards": [[0, 0.5, 1], [0.25, 0.5]]}"#, note: "the change is too far for the first step"),
      ShaperExample(inputs: #"{"groups": [{"samples": [{"step_acc": []}]}]}"#, result: #"{"error": "missing_field"}"#),
    ])
}
