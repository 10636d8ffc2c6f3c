import ExactMath
public import RewardCore

/// LASER's target estimation: for each difficulty the smallest length within which a solved rollout is to be expected.
///
///     band:       accuracy ≤ 1/3 hard, ≤ 2/3 medium, else easy          (training bands differ at the boundaries)
///     pool:       the lengths of a band's rollouts, right and wrong
///     coverage(t) = fraction of the pool with L ≤ t
///     C           = ⌊2n/3⌋ easy, ⌊n/3⌋ medium, 1 hard                     (n = n_rollout; ⌈·⌉ with rounding "ceil")
///     target      = smallest t with coverage(t) · C ≥ expected_correct,  if t < longest, else longest
///     t ∈ {lower, lower + interval, …} up to and including the first that is ≥ upper
///
/// Learn to Reason Efficiently with Adaptive Length-based Reward Shaping, arXiv 2505.15612, LASER-D; code hkust-nlp/Laser. Below 1024
/// the grid is {lower} and then 1024, 1024 + interval, …, again up to the first that is ≥ upper. `longest` is the batch's
/// `max_observed`, or `upper`. A band without lengths gets `longest`. All comparisons are exact: covered · C ≥ expected · pool.
///
/// The paper runs this every 20 optimiser steps on about 500 held-out prompts. It gives targets and no rewards, so it is no `Shaper`;
/// `laser_d` and `laser_de` also use it on a run's own rollouts.
public struct LaserTargetEstimation: Metric {
  private let lower: BigRational
  private let start: BigRational
  private let interval: BigRational
  private let last: BigRational
  private let upper: BigRational
  private let expected: BigRational
  private let expectedHits: [Difficulty: BigRational]

  /// An estimation with these options.
  ///
  /// - Throws: `invalid_parameter` when `lower` is above `upper`.
  init(options: Options, groupSize: Int? = nil, owner: String = "laser_targets") throws(RewardError) {
    lower = options.exact("lower")
    upper = options.exact("upper")
    interval = options.exact("interval")
    expected = options.exact("expected_correct")
    guard lower <= upper else {
      throw RewardError(
        .invalidParameter, field: "lower", found: options["lower"].description,
        expected: "at most `upper`, \(options["upper"])", source: owner)
    }
    start = max(lower, 1024)
    last = start + max((upper - start) / interval, .zero).ceiling() * interval
    let rollouts = options.number("n_rollout").map(BigRational.init(decimal:)) ?? BigRational(groupSize ?? 8)
    let third = rollouts / 3
    let roundsUp = options.string("rounding") == "ceil"
    expectedHits = [
      .easy: roundsUp ? (third + third).ceiling() : (third + third).floor(),
      .medium: roundsUp ? third.ceiling() : third.floor(),
      .hard: 1,
    ]
  }

  /// An estimation with these options.
  ///
  /// - Throws: `invalid_parameter` when `lower` is above `upper`.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    try self.init(options: options, groupSize: context.groupSize)
  }

  /// The targets as `{"targets": …}`, which is also the state with which `laser_d` goes on.
  public func measure(_ batch: Batch) throws(RewardError) -> Measurement {
    let targets = try targets(for: batch)
    let members = Difficulty.allCases.map { JSONObject.Member(name: $0.rawValue, value: JSONValue(targets[$0])) }
    let values: JSONObject = ["targets": .object(JSONObject(members: members))]
    return Measurement(values: values, state: .object(values))
  }

  /// The targets that a monitored batch gives.
  ///
  /// - Throws: `invalid_length` for a length, or the batch's `max_observed`, that is none.
  public func targets(for batch: Batch) throws(RewardError) -> [Difficulty: Double] {
    for group in batch.groups {
      for rollout in group.rollouts { _ = try rollout.isScorableWithLength() }
    }
    var pool = LaserPool()
    pool.add(batch)
    guard let given = batch.fields["max_observed"], given != .null else { return targets(for: pool, longest: upper) }
    guard let longest = given.doubleValue, longest.isFinite, longest >= 0 else {
      throw RewardError(
        .invalidLength, field: "max_observed", found: given.description, expected: "a finite number, at least 0")
    }
    return targets(for: pool, longest: BigRational(length: longest))
  }

  /// The targets that pooled lengths give.
  func targets(for pool: LaserPool, longest: BigRational) -> [Difficulty: Double] {
    expectedHits.reduce(into: [:]) { targets, expected in
      let threshold = threshold(for: pool.bands[expected.key] ?? [:], expectedHits: expected.value)
      targets[expected.key] = min(threshold ?? longest, longest).reward
    }
  }

  /// The smallest threshold that covers enough of a band; `nil` when none does, or there is nothing to cover.
  private func threshold(for band: LaserPool.Band, expectedHits: BigRational) -> BigRational? {
    guard !band.isEmpty else { return nil }
    let needed = expected * BigRational(band.values.reduce(0, +))
    if needed.signum <= 0 { return lower }
    var covered = 0
    for (length, count) in band.map({ (BigRational(digits: $0.key), $0.value) }).sorted(by: { $0.0 < $1.0 }) {
      covered += count
      if BigRational(covered) * expectedHits >= needed { return threshold(covering: length) }
    }
    return nil
  }

  /// The smallest threshold that is at least `length`.
  private func threshold(covering length: BigRational) -> BigRational? {
    if length <= lower { return lower }
    let threshold = start + max((length - start) / interval, .zero).ceiling() * interval
    return threshold <= last ? threshold : nil
  }
}

/// The lengths of monitored rollouts, by the difficulty of their prompts.
struct LaserPool: Sendable, Hashable {
  /// How many rollouts have each length; the lengths by their digits, as JSON names them.
  typealias Band = [String: Int]

  /// A pool that has this many rollouts takes no further batch: sixteen times the paper's 500 prompts with 8 rollouts, and about
  /// half a megabyte of state at most, also where targets are hardly ever refreshed.
  static let capacity = 65_536

  /// Batches since the last refresh.
  var batches = 0
  /// The lengths, by difficulty.
  private(set) var bands: [Difficulty: Band] = [:]
  /// How many rollouts there are.
  private(set) var rollouts = 0

  /// The longest length; `nil` when there is none.
  var longest: BigRational? { bands.values.joined().map { BigRational(digits: $0.key) }.max() }

  /// Adds the lengths of a batch, which have been checked.
  mutating func add(_ batch: Batch) {
    batches += 1
    guard rollouts < Self.capacity else { return }
    for group in batch.groups {
      guard let difficulty = group.monitoredDifficulty else { continue }
      for rollout in group.rollouts {
        guard rollout.correct != nil, let length = rollout.length else { continue }
        bands[difficulty, default: [:]][JSONNumber(length).text, default: 0] += 1
        rollouts += 1
      }
    }
  }
}

extension LaserPool: Codable {
  private enum CodingKeys: CodingKey {
    case batches
    case bands
  }

  /// Reads a saved pool, which has to be one that `add` can have made.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    batches = try values.decode(Int.self, forKey: .batches)
    bands = try values.decode([Difficulty: Band].self, forKey: .bands)
    let counts = 1...1 << 32
    let isValid = bands.values.joined().allSatisfy { digits, count in
      let length = BigRational(decimal: digits)
      return counts.contains(count) && length.map { $0.signum >= 0 && $0.doubleValue.isFinite } ?? false
    }
    guard isValid, counts.contains(batches) else {
      throw RewardError(.invalidState, field: "pool", expected: "how many rollouts have each length")
    }
    rollouts = bands.values.joined().reduce(0) { $0 + $1.value }
  }
}

extension BigRational {
  /// A pooled length.
  fileprivate init(digits: String) { self = BigRational(decimal: digits) ?? .zero }
}

extension LaserTargetEstimation {
  /// The options; `defaultRollouts` null: the recipe's group size.
  static func options(defaultRollouts: JSONValue) -> [OptionDescription] {
    [
      OptionDescription(
        "lower", .number(.positive), default: 4096, isLength: true, "The shortest target that is tried; at most `upper`."),
      OptionDescription(
        "upper", .number(.positive), default: 16384, isLength: true, "Targets are tried up to the first that is at least this."),
      OptionDescription(
        "interval", .number(.positive), default: 1024, isLength: true, "The step from one target that is tried to the next."),
      OptionDescription(
        "n_rollout", .number(.positive), default: defaultRollouts, allowsNull: defaultRollouts == .null,
        defaultRollouts == .null
          ? "Rollouts of a prompt; null: the recipe's `group_size`, or 8." : "Rollouts of a monitored prompt."),
      OptionDescription(
        "expected_correct", .number(.any), default: 1, "How many right answers are to be expected within the target."),
      OptionDescription(
        "rounding", .choice(["floor", "ceil"]), default: "floor", "How the expected hits 2n/3 and n/3 are rounded."),
    ]
  }

  /// All about it.
  public static let description = ShaperDescription(
    name: "laser_targets", version: 1,
    summary: "Estimates LASER-D's target lengths on monitored rollouts; gives targets, no rewards.",
    equation: "target[band] = min(smallest t with #(L ≤ t)·C[band] ≥ expected_correct·#pool, max_observed)",
    level: .stateful, usesLength: true,
    options: options(defaultRollouts: 8),
    edges: [
      "Accuracy 1/3 is hard and 2/3 is medium here, while laser_d has them as medium and easy.",
      "A band without lengths gets max_observed; a batch without max_observed has `upper` for it.",
      "Every rollout whose correctness is known counts for accuracy; a hit is right and in good format, as in laser_d.",
      "Below 1024 the targets tried are `lower` and then 1024, 1024 + interval, …, up to the first that is at least `upper`.",
      "Fewer than two expected rollouts make C 0 for easy (n_rollout 1) or medium (n_rollout 1 and 2): then max_observed.",
    ],
    properties: ["Permutation invariant.", "A target never exceeds max_observed."],
    sources: [
      Source(
        "Learn to Reason Efficiently with Adaptive Length-based Reward Shaping, LASER-D and LASER-DE",
        "arXiv 2505.15612; hkust-nlp/Laser", confidence: .run)
    ],
    examples: [
      ShaperExample(
        params: #"{"lower": 1024, "n_rollout": 3}"#,
        inputs: #"""
          {"groups": [{"samples": [
            {"correct": true, "length": 900}, {"correct": true, "length": 1500}, {"correct": false, "length": 2500}]}],
           "max_observed": 16384}
          """#,
        result: #"{"targets": {"easy": 16384, "medium": 3072, "hard": 16384}}"#),
      ShaperExample(
        params: #"{"lower": 512, "upper": 4096}"#,
        result: #"{"targets": {"easy": 4096, "medium": 2048, "hard": 4096}}"#,
        note: "W is 1/2 right: medium, ⌊8/3⌋ = 2 hits, so half of the pool has to be covered: up to 2000"),
      ShaperExample(
        inputs: #"{"groups": [], "max_observed": 9000}"#,
        result: #"{"targets": {"easy": 9000, "medium": 9000, "hard": 9000}}"#, note: "nothing is known"),
    ])
}
