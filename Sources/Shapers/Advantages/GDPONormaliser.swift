import ExactMath
public import RewardCore

/// GDPO's advantage: each part of the reward is standardised in the group by itself, then they are added and standardised over the batch.
///
///     z_j = (r_j − mean_j) / (std_j + ε)          over the group, for each part j
///     s   = Σ_j weight_j · z_j
///     A   = (s − mean) / (std + ε)                 over the batch; s itself with batch_norm false
///
/// GDPO: Group reward-Decoupled Normalization Policy Optimization, arXiv 2601.05242. Adding the parts first and then normalising
/// maps different parts to the same advantages: two goals reached are worth as much as one when no one else in the group reached any. On
/// rows the parts are those of `rewards`, in order: `correctness` and one for each shaper.
///
/// A part that is null is skipped; fewer than two values of a part in a group give 0 for it. A batch whose sums deviate by less than 1e-12
/// gives 0 for all.
///
/// Mean and variance of a part are exact; sums go on a grid of 2^-256, so that a batch of many groups stays small, and every advantage is
/// rounded once.
public struct GDPONormaliser: Normaliser {
  /// Deviations of a batch below this are no signal; the value is the paper's code's.
  private static let leastDeviation = BigRational(1, over: 1_000_000_000_000)

  /// What the grid may leave of a difference that is 0: a unit of it for each part, and there are no billions of parts.
  private static let gridNoise = BigRational(2).power(-224, maxBits: 1024) ?? .zero

  private let weights: [BigRational]
  private let epsilon: BigRational
  private let normalisesBatch: Bool

  /// A GDPO normaliser with these options.
  ///
  /// - Throws: `invalid_parameter` when `weights` is no list of numbers.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    let given = options["weights"].arrayValue ?? []
    weights = given.compactMap { value in
      if case .number(let number) = value, number.doubleValue.isFinite { BigRational(decimal: number) } else { nil }
    }
    guard !given.isEmpty, weights.count == given.count else {
      throw RewardError(
        .invalidParameter, field: "weights", found: options["weights"].description, expected: "a list of numbers, one for each part",
        source: Self.description.name)
    }
    epsilon = options.exact("eps")
    normalisesBatch = options.boolean("batch_norm")
  }

  /// It does.
  public static var usesParts: Bool { true }

  /// There has to be a weight for each part.
  public func check(parts: [String]) throws(RewardError) {
    guard parts.count == weights.count else {
      throw RewardError(
        .invalidParameter, field: "weights", found: "\(weights.count) weights",
        expected: "\(parts.count), one for each part of the reward: " + parts.joined(separator: ", "), source: Self.description.name)
    }
  }

  /// The advantages of a batch.
  public func advantages(for batch: Batch) throws(RewardError) -> Advantages {
    var sums: [BigRational?] = []
    for group in batch.groups { sums += try self.sums(of: group) }
    guard normalisesBatch else { return Advantages(values: sums.map { $0?.reward ?? 0 }) }
    let moments = Moments(sums.compactMap { $0 })
    guard moments.deviation >= Self.leastDeviation else { return Advantages(values: sums.map { _ in 0 }) }
    var values: [Double] = []
    for sum in sums {
      guard let sum, (sum - moments.mean).magnitude > Self.gridNoise else {
        values.append(0)
        continue
      }
      values.append(try moments.z(sum, epsilon: epsilon).reward)
    }
    return Advantages(values: values)
  }

  /// The weighted sum of the standardised parts; `nil` where all parts are null.
  private func sums(of group: Group) throws(RewardError) -> [BigRational?] {
    var parts: [[BigRational?]] = []
    for rollout in group.rollouts {
      guard !rollout.parts.isEmpty else { throw RewardError(.missingField, field: "components", expected: "the parts of the reward") }
      guard rollout.parts.count == weights.count else {
        throw RewardError(
          .lengthMismatch, field: "components", found: "\(rollout.parts.count) parts", expected: "\(weights.count), as there are weights")
      }
      for case let part? in rollout.parts where !part.isFinite {
        throw RewardError(.notFinite, field: "components", found: "\(part)", expected: "finite numbers or null")
      }
      parts.append(rollout.parts.map { $0.map(BigRational.init(length:)) })
    }
    var sums: [BigRational?] = parts.map { $0.contains { $0 != nil } ? .zero : nil }
    for (at, weight) in weights.enumerated() {
      let moments = Moments(parts.compactMap { $0[at] })
      for index in parts.indices {
        guard let part = parts[index][at] else { continue }
        sums[index]? += (weight * (try moments.z(part, epsilon: epsilon))).onGrid()
      }
    }
    return sums
  }
}

extension GDPONormaliser {
  /// All about it.
  public static let description = ShaperDescription(
    name: "gdpo", version: 1,
    summary: "Each part of the reward is standardised by itself, then they are added and standardised over the batch (GDPO).",
    equation: "A = (s − mean)/(std + ε) over the batch; s = Σ weight_j·(r_j − mean_j)/(std_j + ε) over the group",
    level: .batch, usesLength: false,
    options: [
      OptionDescription(
        "weights", .json, "A list of numbers, one for each part of the reward in its order: `correctness`, then the shapers."),
      .epsilon(0.0001, "Added to each standard deviation."),
      OptionDescription("batch_norm", .boolean, default: true, "Whether the sums are standardised over the batch."),
    ],
    edges: [
      "A part that is null is skipped; a rollout whose parts are all null gets 0 and takes no part.",
      "Fewer than two values of a part in a group, or equal ones, give 0 for that part.",
      "A batch whose sums deviate by less than 1e-12 gives 0 for all; so does a batch of one.",
      "Another number of parts than of weights is an error, length_mismatch.",
    ],
    properties: [
      "Every part has its own price, whatever the scale of its numbers.",
      "The advantages of a batch add up to 0 before rounding; adding a number to one part of all rollouts of a group changes nothing.",
      "A right answer that is long can still get a negative advantage.",
    ],
    sources: [
      Source("GDPO: Group reward-Decoupled Normalization Policy Optimization, the advantage", "arXiv 2601.05242; TRL", confidence: .run)
    ],
    examples: [
      ShaperExample(
        params: #"{"weights": [1, 1]}"#,
        inputs: #"{"groups": [{"components": [[0, 0], [0, 1]]}, {"components": [[0, 0], [1, 1]]}]}"#,
        result: #"{"advantages": [-0.547680128385, 0.547680128385, -1.09536025677, 1.09536025677]}"#,
        note: "two goals reached are worth twice one; with the parts added first both winners would get 0.71"),
      ShaperExample(
        params: #"{"weights": [2, 1], "batch_norm": false, "eps": 0}"#,
        inputs: #"{"groups": [{"components": [[1, null], [0, null], [null, null]]}]}"#,
        result: #"{"advantages": [1.41421356237, -1.41421356237, 0]}"#, note: "nulls"),
      ShaperExample(
        params: #"{"weights": [1]}"#, inputs: #"{"groups": [{"components": [[1, 2]]}]}"#, result: #"{"error": "length_mismatch"}"#),
    ])
}
