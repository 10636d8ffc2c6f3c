import ExactMath
public import RewardCore

/// Pass@k training's advantage: what a rollout does for the best of k.
///
///     ρ  = 1 − C(n − c, k) / C(n, k)                          the chance that k of the group's n hold one of its c successes
///     sd = √(ρ·(1 − ρ)) + ε
///     success:  A = (1 − ρ) / sd
///     failure:  A = (1 − ρ − C(n − c − 1, k − 1) / C(n − 1, k − 1)) / sd
///
/// Pass@k Training for Adaptively Balancing Exploration and Exploitation of Large Reasoning Models, arXiv 2508.10751, the analytical
/// derivation; the same quantity in Optimizing Language Models for Inference Time Objectives, arXiv 2503.19595. A failure is pushed down
/// less than with k = 1, as another of the k may save it: once n − c < k, ρ is 1 and every advantage 0. Rewards are 0 or 1.
///
/// Binomials are exact of any size; the square root is within 2^-100, and every advantage is rounded once.
public struct PassAtKNormaliser: Normaliser {
  private let k: Int
  private let epsilon: BigRational

  /// A pass@k normaliser with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    k = options.integer("k")
    epsilon = options.exact("eps")
    if let size = context.groupSize, size < k { throw tooFew(size) }
  }

  /// The advantages of a batch; of each group also pass@k.
  public func advantages(for batch: Batch) throws(RewardError) -> Advantages {
    // A k that does not fit is the option's fault, and comes before what is wrong with the data.
    for group in batch.groups {
      let known = group.rollouts.count { $0.reward != nil }
      if known > 0, known < k { throw tooFew(known) }
    }
    var values: [Double] = []
    var rates: [JSONValue] = []
    for group in batch.groups {
      var successes: [Bool?] = []
      for reward in try group.exactRewards() {
        guard let reward else {
          successes.append(nil)
          continue
        }
        guard reward.isZero || reward == .one else {
          throw RewardError(.notBinary, field: "reward", found: "\(reward.reward)", expected: "0 or 1")
        }
        successes.append(reward == .one)
      }
      let n = successes.count { $0 != nil }
      let c = successes.count { $0 == true }
      guard n > 0 else {
        values += successes.map { _ in 0 }
        rates.append(.null)
        continue
      }
      let failing = Self.ofAll(n, n - c, k)
      rates.append(JSONValue((1 - failing).reward))
      let scale = (failing * (1 - failing)).squareRoot() + epsilon
      // Of the other n − 1 rollouts, k − 1 are drawn beside a failure; it is paid for the chance that one of them succeeds.
      let failure = failing - (n > c ? Self.ofAll(n - 1, n - c - 1, k - 1) : .zero)
      for success in successes {
        let numerator = success.map { $0 ? failing : failure } ?? .zero
        if numerator.isZero {
          values.append(0)
        } else if let advantage = numerator.divided(by: scale) {
          values.append(advantage.reward)
        } else {
          throw RewardError(.notFinite, field: "advantage", expected: "a deviation + eps other than 0")
        }
      }
    }
    return Advantages(values: values, outputs: [Shaped.Output("pass_at_k", .perGroup(rates))])
  }

  private func tooFew(_ count: Int) -> RewardError {
    RewardError(
      .invalidParameter, field: "k", found: "\(k) with \(count) rewards in a group", expected: "at most as many as there are",
      source: Self.description.name)
  }

  /// C(part, k) / C(all, k): the chance that all of k, drawn without replacement, are of a part.
  private static func ofAll(_ all: Int, _ part: Int, _ k: Int) -> BigRational {
    guard part >= k else { return .zero }
    return (0..<k).reduce(.one) { (chance: BigRational, drawn) in chance * BigRational(part - drawn, over: all - drawn) }
  }
}

extension PassAtKNormaliser {
  /// All about it.
  public static let description = ShaperDescription(
    name: "passk", version: 1,
    summary: "What a rollout does for the best of k (pass@k training).",
    equation: "A = (1 − ρ)/sd if right, (1 − ρ − C(n−c−1, k−1)/C(n−1, k−1))/sd if wrong; ρ = 1 − C(n−c, k)/C(n, k)",
    level: .group, usesLength: false,
    options: [
      OptionDescription("k", .integer(.init(lower: 1)), "How many answers there are to a question; at most the rewards of a group."),
      .epsilon(1e-06),
    ],
    edges: [
      NormaliserEdges.null + " A group without any has pass@k null.",
      "A group with rewards, but fewer than k, is an error, invalid_parameter.", "A reward other than 0 and 1 is an error, not_binary.",
      "All right, all wrong, or fewer than k wrong: all advantages are 0.",
    ],
    properties: [
      "The advantages of a group, before rounding, add up to 0.",
      "Once a group has more than n − k successes it teaches nothing: pass@k is already 1.",
    ],
    sources: [
      Source("Pass@k Training, the analytical derivation", "arXiv 2508.10751", confidence: .run),
      Source("Optimizing Language Models for Inference Time Objectives", "arXiv 2503.19595", confidence: .note),
    ],
    examples: [
      ShaperExample(
        params: #"{"k": 2}"#, inputs: #"{"groups": [{"rewards": [1, 0, 0, 1, 1, 0]}]}"#,
        result: #"""
          {"advantages": [0.499998750003, -0.499998750003, -0.499998750003, 0.499998750003, 0.499998750003, -0.499998750003],
           "pass_at_k": [0.8]}
          """#),
      ShaperExample(
        params: #"{"k": 2}"#, inputs: #"{"groups": [{"rewards": [1, 1, 0]}, {"rewards": [null, 0, 0]}, {"rewards": []}]}"#,
        result: #"{"advantages": [0, 0, 0, 0, 0, 0], "pass_at_k": [1, 0, null]}"#),
      ShaperExample(params: #"{"k": 3}"#, inputs: #"{"groups": [{"rewards": [1, 0]}]}"#, result: #"{"error": "invalid_parameter"}"#),
      ShaperExample(params: #"{"k": 1}"#, inputs: #"{"groups": [{"rewards": [1, 0.5]}]}"#, result: #"{"error": "not_binary"}"#),
    ])
}
