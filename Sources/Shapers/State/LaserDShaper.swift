import ExactMath
public import RewardCore

/// LASER-D: the step reward of `laser` with a target for each difficulty, estimated anew as training goes on.
///
///     band   = easy if hits/n ≥ 2/3, medium if ≥ 1/3, else hard        (n: rollouts of the group whose correctness is known)
///     R      = laser(L; target = targets[band])
///
/// Learn to Reason Efficiently with Adaptive Length-based Reward Shaping, arXiv 2505.15612, LASER-D; code hkust-nlp/Laser. A hit is
/// right *and* in good format, and every rollout whose correctness is known counts, also one without a length. A group of which
/// nothing is known has no band and gets nulls. The bands are listed as `bands`, one a group.
///
/// The state is the targets: `{"targets": {"easy": 1024, "medium": 2048, "hard": 4096}}`, at first all `default_target`. A single shaping
/// case leaves them alone; `laser_targets` estimates them. In a run (`ShaperContext.followsRun`) the shaper does so itself: it pools the
/// run's own rollouts and after every `refresh_every` batches takes new targets from them (`LaserTargetEstimation`), while the paper
/// monitors about 500 held-out prompts every 20 optimiser steps. The pool is then part of the state, as `pool`, and gone after a
/// refresh. A batch is rewarded by the targets before it; a refresh with nothing in the pool changes no target.
public struct LaserDShaper: Shaper {
  private let rule: BandedLaser

  /// A LASER-D shaper with these options.
  ///
  /// - Throws: `invalid_parameter` when `lower` is above `upper`.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    rule = try BandedLaser(options, context, steps: LaserSteps(options), owner: Self.description.name)
  }

  /// The default target for every difficulty.
  public func makeState() -> LaserState { rule.initial }

  /// Rewards by the targets so far.
  public func shape(_ batch: Batch, state: LaserState) throws(RewardError) -> Shaped {
    try rule.shape(batch, state: state)
  }

  /// Learns from the batch, when it follows a run.
  public func update(_ state: inout LaserState, after batch: Batch) { rule.update(&state, after: batch) }
}

/// The state of LASER-D and LASER-DE.
public struct LaserState: Codable, Sendable, Hashable {
  /// The target length for each difficulty.
  public var targets: [Difficulty: Double]
  /// What was seen since the last refresh; `nil` when that is nothing.
  var pool: LaserPool?

  /// A state with these targets.
  public init(targets: [Difficulty: Double]) { self.targets = targets }

  fileprivate func check() throws(RewardError) {
    for difficulty in Difficulty.allCases {
      guard let target = targets[difficulty], target >= 0, target.isFinite else {
        throw RewardError(
          .invalidState, field: "targets.\(difficulty.rawValue)", found: targets[difficulty].map { "\($0)" },
          expected: "a finite number, at least 0")
      }
    }
  }
}

/// What LASER-D and LASER-DE share: bands, targets and their refreshing; only the steps differ.
struct BandedLaser: Sendable {
  let initial: LaserState
  private let steps: LaserSteps
  private let estimation: LaserTargetEstimation
  private let refreshEvery: Int

  init(_ options: Options, _ context: ShaperContext, steps: LaserSteps, owner: String) throws(RewardError) {
    let target = options.double("default_target")
    initial = LaserState(targets: [.easy: target, .medium: target, .hard: target])
    self.steps = steps
    estimation = try LaserTargetEstimation(options: options, groupSize: context.groupSize, owner: owner)
    refreshEvery = context.followsRun ? options.integer("refresh_every") : 0
  }

  func shape(_ batch: Batch, state: LaserState) throws(RewardError) -> Shaped {
    try state.check()
    var rewards: [Double?] = []
    var bands: [JSONValue] = []
    for group in batch.groups {
      let band = group.difficulty
      bands.append(band.map { .string($0.rawValue) } ?? .null)
      let target = band.flatMap { state.targets[$0] }.map(BigRational.init(length:)) ?? .zero
      for rollout in group.rollouts { rewards.append(try steps.reward(for: rollout, target: target)) }
    }
    return Shaped(rewards: rewards, outputs: [Shaped.Output("bands", .perGroup(bands))])
  }

  func update(_ state: inout LaserState, after batch: Batch) {
    guard refreshEvery > 0, !batch.groups.isEmpty else { return }
    var pool = state.pool ?? LaserPool()
    state.pool = nil  // so that the pool grows in place
    pool.add(batch)
    guard pool.batches >= refreshEvery else {
      state.pool = pool
      return
    }
    if let longest = pool.longest { state.targets = estimation.targets(for: pool, longest: longest) }
  }

  /// The options of both.
  static func options(variants: [String]) -> [OptionDescription] {
    [
      OptionDescription(
        "default_target", .number(.positive), default: 8192, isLength: true, "The target of every difficulty to begin with.")
    ] + LaserSteps.options(variants: variants) + [
      OptionDescription(
        "refresh_every", .integer(.nonNegative), default: 20,
        "In a run: batches from one estimation of the targets to the next; 0: never.")
    ] + LaserTargetEstimation.options(defaultRollouts: nil)
  }

  /// The edges of both.
  static let edges = [
    "L = target is within the target.",
    "A group of which nothing is known has no band (null) and gets nulls.",
    "A rollout without a length gets null, and still counts for its group's band.",
    "Two groups of one batch are rewarded by the same targets; an empty batch is no step towards a refresh.",
    "In a run targets come from its own rollouts since the last refresh; from 65536 of them on, no batch is added.",
  ]

  /// The source of both.
  static let sources = [
    Source(
      "Learn to Reason Efficiently with Adaptive Length-based Reward Shaping, LASER-D and LASER-DE",
      "arXiv 2505.15612; hkust-nlp/Laser", confidence: .run),
    Source("Targets from the run's own rollouts instead of a monitored set", confidence: .inferred),
  ]
}

extension LaserDShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "laser_d", version: 1,
    summary: "A bonus for a right answer within a target length that depends on how hard the prompt is (LASER-D).",
    equation: "R = C + α·[correct ∧ format ∧ L ≤ targets[band]]; band by hits/n ≥ 2/3, ≥ 1/3",
    level: .stateful, usesLength: true,
    options: BandedLaser.options(variants: ["reward", "penalty", "hybrid"]),
    edges: BandedLaser.edges + ["Bad format: format_reward, with no length term, and no hit."],
    properties: [
      "Correctness dominance: margin 1.5 (reward), 1.0 (penalty, hybrid) by default.",
      "Shorter right answers are never worse, the length of wrong ones does not matter, an all-wrong group is silent.",
      "The reward of a rollout depends on the others of its group, through the band.",
    ],
    sources: BandedLaser.sources,
    examples: [
      ShaperExample(
        stateIn: #"{"targets": {"easy": 1024, "medium": 2048, "hard": 4096}}"#,
        result: #"{"rewards": [1.5, 1.5, -0.5, 1, -0.5, -0.5], "bands": ["medium"]}"#,
        stateOut: #"{"targets": {"easy": 1024, "medium": 2048, "hard": 4096}}"#),
      ShaperExample(
        params: #"{"default_target": 3000, "variant": "penalty"}"#,
        inputs: #"""
          {"groups": [{"samples": [{"correct": true, "length": 3000}, {"correct": true, "length": 3001}, {"correct": false}]},
                      {"samples": [{"correct": true, "length": 10, "format_ok": false}]},
                      {"samples": [{"correct": null, "length": 10}]}, {"samples": []}]}
          """#,
        result: #"{"rewards": [1, 0.5, null, -1, null], "bands": ["easy", "hard", null, null]}"#,
        stateOut: #"{"targets": {"easy": 3000, "medium": 3000, "hard": 3000}}"#,
        note: "two of three is easy, and the one without a length counts; bad format is no hit; nothing known, no band"),
      ShaperExample(
        stateIn: #"{"targets": {"easy": 1024, "medium": -1, "hard": 4096}}"#, result: #"{"error": "invalid_state"}"#),
    ])
}
