import ExactMath
public import RewardCore

/// A weighted sum of shapers, each normalised by itself if asked for.
///
///     R = Σ weights[i] · N(R_i)         R_i: what the i-th shaper gives; N by `normalize`, within each group:
///     none:        N(R) = R
///     center:      N(R) = R − mean
///     standardize: N(R) = (R − mean) / (std + 1e-4)     sample std, as in GDPO, arXiv 2601.05242
///
/// Adding first and normalising later maps different rewards to one advantage; normalising each part prices the parts separately. Parts are
/// shapers that give a reward or a term of their own: what transforms the reward so far comes after, in the chain.
public struct WeightedSumShaper: CompositeShaper {
  private let weights: [BigRational]
  private let names: [String]
  private let normalizes: Bool
  private let divides: Bool
  /// The shapers that are summed.
  public let parts: [ConfiguredShaper]

  /// GDPO's addend to the standard deviation.
  private static let epsilon = BigRational(1, over: 10_000)

  /// A weighted sum with these options.
  ///
  /// - Throws: what is wrong with a part; `invalid_parameter` for another number of weights, or a part that transforms.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    parts = try options.parts("shapers", context: context)
    for (index, part) in parts.enumerated() where part.description.combination == .transforms {
      throw RewardError(
        .invalidParameter, field: "shapers[\(index)]", found: "`\(part.description.name)`, which acts on the reward so far",
        expected: "a shaper with a reward of its own", source: Self.description.name)
    }
    weights =
      options["weights"] == .null
      ? parts.map { _ in 1 } : try options.exactList("weights", owner: Self.description.name)
    guard weights.count == parts.count else {
      throw RewardError(
        .invalidParameter, field: "weights", found: "\(weights.count) weights", expected: "\(parts.count), one for each shaper",
        source: Self.description.name)
    }
    names = ShaperChain(parts).steps.map(\.name)
    normalizes = options.string("normalize") != "none"
    divides = options.string("normalize") == "standardize"
  }

  /// The sums, with each weighted part as a side output.
  public func shape(_ batch: Batch, state: PartStates) throws(RewardError) -> Shaped {
    var sums: [BigRational?] = Array(repeating: .zero, count: batch.count)
    var outputs: [Shaped.Output] = []
    for (number, part) in parts.enumerated() {
      let shaped = try part.shape(batch, state: try state.state(number))
      let values = normalized(shaped.rewards.map { $0.map { BigRational(length: $0) } }, in: batch)
      let weighted = values.map { $0.map { weights[number] * $0 } }
      // Without one of its parts a sum would be on another scale than the others.
      sums = zip(sums, weighted).map { sum, value in sum.flatMap { sum in value.map { sum + $0 } } }
      outputs.append(Shaped.Output(names[number], .perRollout(weighted.map { $0?.reward })))
    }
    return Shaped(rewards: sums.map { $0?.reward }, outputs: outputs)
  }

  private func normalized(_ values: [BigRational?], in batch: Batch) -> [BigRational?] {
    guard normalizes else { return values }
    var rest = values[...]
    return batch.groups.flatMap { group in
      let own = rest.prefix(group.rollouts.count)
      rest = rest.dropFirst(group.rollouts.count)
      let known = own.compactMap(\.self)
      let mean = known.mean ?? .zero
      let standard = Standardization(known, isSample: true, epsilon: Self.epsilon)
      return own.map { value in
        value.map { divides ? BigRational(exactly: standard.z($0)) ?? .zero : $0 - mean }
      }
    }
  }
}

extension WeightedSumShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "weighted_sum", version: 1,
    summary: "A weighted sum of shapers, each normalised by itself if asked for.",
    equation: "R = Σ wᵢ·N(Rᵢ)",
    level: .group, combination: .replaces, usesLength: false, usesCorrectness: false,
    options: [
      OptionDescription("shapers", .json, "The shapers: names, or objects with `name` and options."),
      OptionDescription("weights", .json, default: .null, allowsNull: true, "A weight for each; null: 1."),
      OptionDescription(
        "normalize", .choice(["none", "center", "standardize"]), default: "none",
        "What is done with each shaper's rewards, within each group, before they are weighted."),
    ],
    edges: ["Null where one of the parts is null.", "Equal rewards of a part become 0 when they are normalised."],
    properties: [
      "Those of its parts do not carry over: margins add up with their weights at best.",
      "Two length terms count length twice.",
    ],
    sources: [Source("GDPO, decoupled normalisation of several rewards", "arXiv 2601.05242", confidence: .read)],
    examples: [
      ShaperExample(
        params: #"{"shapers": ["outcome", {"name": "kimi_length", "correct_reward": 0}], "weights": [1, 0.4]}"#,
        result: #"""
          {"rewards": [1.1733333333333333, 1.12, 0, 1.0133333333333334, -0.2, 0], "outcome": [1, 1, 0, 1, 0, 0],
           "kimi_length": [0.17333333333333334, 0.12, 0, 0.013333333333333334, -0.2, 0]}
          """#),
      ShaperExample(
        params: #"{"shapers": ["outcome", {"name": "laser", "target": 1, "correct_reward": 0, "wrong_reward": 0}], "normalize": "center"}"#,
        inputs: #"{"groups": [{"samples": [{"correct": true, "length": 1}, {"correct": false, "length": 1}, {"correct": true}]}]}"#,
        result:
          #"""
          {"rewards": [0.5833333333333333, -0.9166666666666666, null],
            "outcome": [0.3333333333333333, -0.6666666666666666, 0.3333333333333333], "laser": [0.25, -0.25, null]}
          """#,
        note: "each part has its own mean; without a length there is no sum"),
      ShaperExample(params: #"{"shapers": ["clip"]}"#, result: #"{"error": "invalid_parameter"}"#),
    ])
}
