import ExactMath
public import RewardCore

/// A token has a price, which feedback sets: it rises while the batch is right more often than asked, and falls while it is not.
///
///     accuracy:  R = C − λ·L                          then λ ← max(0, λ + lr · (batch accuracy − acc_ref))
///     length:    R = C − λ·max(0, L/target − 1)       then λ ← max(0, λ + lr · (mean L/target − 1))
///
/// Adaptive Direct Length Penalty, A-DLP, arXiv 2505.18298; code JinyanSu1/A-DLP. The defaults are its script's; its
/// configuration file has `lambda_init` 0.1, `lr` 0.01, `acc_ref` 0.6. `signal` "length" is the form of Leash, arXiv 2512.21540, which is
/// reconstructed.
///
/// Rewards are computed with the price that earlier batches have left. The state is `{"lambda": 0.001}`. Rational, rounded once; the price
/// is rounded to a double once a batch. Not bounded: a long right answer is worth less than any number.
public struct DualLambdaShaper: Shaper {
  private let initial: BigRational
  private let rate: BigRational
  private let followsLength: Bool
  private let accuracy: BigRational
  private let target: BigRational
  private let correct: BigRational
  private let wrong: BigRational

  /// A shaper with these options.
  ///
  /// - Throws: `missing_parameter` when `signal` is "length", lengths are characters, and `target` is not given: its default is in tokens.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    initial = options.exact("lambda_init")
    rate = options.exact("lr")
    followsLength = options.string("signal") == "length"
    if followsLength, context.countsCharacters, !options.given.contains("target") {
      throw RewardError(
        .missingParameter, field: "target", expected: "it in characters, as the recipe counts them: its default is in tokens",
        source: Self.description.name)
    }
    accuracy = options.exact("acc_ref")
    target = options.exact("target")
    correct = options.exact("correct_reward")
    wrong = options.exact("wrong_reward")
  }

  /// The first price.
  public func makeState() -> DualLambdaState { DualLambdaState(lambda: initial.reward) }

  /// Rewards by the price so far.
  public func shape(_ batch: Batch, state: DualLambdaState) throws(RewardError) -> Shaped {
    let price = BigRational(length: state.lambda)
    var rewards: [Double?] = []
    for group in batch.groups {
      for (rollout, length) in zip(group.rollouts, try group.scorableLengths()) {
        let base = rollout.correct == true ? correct : wrong
        rewards.append(length.map { (base - price * (followsLength ? max(.zero, $0 / target - 1) : $0)).reward })
      }
    }
    return Shaped(rewards: rewards)
  }

  /// Sets the price by what the batch was like; a batch of which nothing is known changes nothing.
  public func update(_ state: inout DualLambdaState, after batch: Batch) {
    let known = batch.groups.flatMap(\.rollouts).filter { $0.correct != nil && $0.length != nil }
    guard !known.isEmpty else { return }
    let signal =
      followsLength
      ? (known.map { BigRational(length: $0.length ?? 0) }.mean ?? .zero) / target - 1
      : BigRational(known.count { $0.correct == true }, over: known.count) - accuracy
    state.lambda = max(.zero, BigRational(length: state.lambda) + rate * signal).reward
  }

  /// A price is the sum of all steps, cut off at 0 along the way, so that their order counts.
  public static let merging = StateMerging.sequential(
    "the price depends on the order of the batches; gather every step's rollouts into one process, or let one process hold the price")
}

/// What a token costs.
public struct DualLambdaState: Codable, Sendable, Hashable {
  var lambda: Double

  init(lambda: Double) { self.lambda = lambda }

  /// Reads a saved price, which has to be one.
  public init(from decoder: any Decoder) throws {
    lambda = try decoder.container(keyedBy: CodingKeys.self).decode(Double.self, forKey: .lambda)
    guard lambda >= 0, lambda.isFinite else {
      throw RewardError(.invalidState, field: "lambda", found: "\(lambda)", expected: "a finite number, at least 0")
    }
  }
}

extension DualLambdaShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "dual_lambda", version: 1,
    summary: "A token has a price, which rises while the batch is right often enough (A-DLP).",
    equation: "R = C − λ·L; then λ ← max(0, λ + lr·(accuracy − acc_ref))", level: .stateful, usesLength: true,
    options: [
      OptionDescription("lambda_init", .number(.nonNegative), default: 0.001, "The price of a token to begin with."),
      OptionDescription("lr", .number(.nonNegative), default: 0.001, "How fast the price follows."),
      OptionDescription(
        "signal", .choice(["accuracy", "length"]), default: "accuracy",
        "What sets the price: the accuracy of the batch (A-DLP), or its mean length (Leash)."),
      OptionDescription("acc_ref", .number(.any), default: 0.62, "For `accuracy`: the accuracy above which the price rises."),
      OptionDescription("target", .number(.positive), default: 4096, "For `length`: the length above which it costs, and the price rises."),
      .correctReward(), .wrongReward(),
    ],
    edges: [
      "Rewards use the price from before the batch.", "A batch of which nothing is known leaves the price as it is.",
      "The price never falls below 0.", "Correctness or length unknown: null, and no part in accuracy or mean.",
    ],
    properties: [
      "Correctness dominance fails when lambda·(L of a right one − L of a wrong one) ≥ 1: 1000 tokens at the first price.",
      "Not neutral about the length of wrong answers, and an all-wrong group is not silent.", "Not bounded below.",
    ],
    sources: [
      Source(
        "Adaptive Direct Length Penalty, the reward and the accuracy signal", "arXiv 2505.18298; JinyanSu1/A-DLP",
        confidence: .run),
      Source("The update of the price", "JinyanSu1/A-DLP", confidence: .read),
      Source("Leash: signal `length`", "arXiv 2512.21540", confidence: .inferred),
    ],
    examples: [
      ShaperExample(
        params: #"{"lambda_init": 0.0001}"#, result: #"{"rewards": [0.9, 0.8, -0.05, 0.6, -0.8, -0.3]}"#, stateOut: #"{"lambda": 0}"#),
      ShaperExample(
        params: #"{"signal": "length", "target": 2000}"#, stateIn: #"{"lambda": 0.5}"#,
        result: #"{"rewards": [1, 1, 0, 0.5, -1.5, -0.25]}"#, stateOut: #"{"lambda": 0.5005416666666667}"#,
        note: "the mean is 18500/6, so the price rises by 0.001·(3083.3/2000 − 1)"),
      ShaperExample(stateIn: #"{"lambda": -1}"#, result: #"{"error": "invalid_state"}"#),
    ])
}
