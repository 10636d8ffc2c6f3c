import ExactMath
public import RewardCore

/// LASER's length controller: the limit is lowered as training goes on, by the calendar or once hardly anything is cut off.
///
///     constant:    limit = init
///     interval:    from start_step on, every `interval` steps:  limit ← max(minimum, limit − reduction)
///     clip_ratio:  from start_step on, count the steps in a row with clip ratio ≤ target_clip_ratio; at `patience` of them
///                  limit ← max(minimum, limit − reduction), and count anew
///
/// hkust-nlp/Laser, `len_ctrl.py`. The clip ratio is the share of rollouts that hit the limit; a missing one is taken to be the last, and
/// without any a step is passed over. Steps before `start_step` only remember the ratio.
///
/// It gives the trainer a limit, and leaves nothing out: in a run a row's `selection` has the `limit` after its step, and the clip ratio,
/// unless the batch has the field, is the share of rollouts that are truncated or as long as the limit. The state is `{"length", "good",
/// "last_ratio"}`.
public struct LengthControllerSelector: Selector {
  private let strategy: String
  private let initial: BigRational
  private let minimum: BigRational
  private let reduction: BigRational
  private let firstStep: Int
  private let interval: Int
  private let target: BigRational
  private let patience: Int

  /// Named values.
  public static var gives: Selection.Members { [.values] }

  /// A controller with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    strategy = options.string("strategy")
    initial = options.exact("init")
    minimum = options.exact("minimum")
    reduction = options.exact("reduction")
    firstStep = options.integer("start_step")
    interval = options.integer("interval")
    target = options.exact("target_clip_ratio")
    patience = options.integer("patience")
  }

  /// The first limit.
  public func makeState() -> LengthControllerState { LengthControllerState(length: initial.reward) }

  /// The limit after the batch.
  public func select(from batch: Batch, state: LengthControllerState) throws(RewardError) -> Selection {
    if strategy != "constant" { _ = try batch.knownStep() }
    _ = try batch.fields.finiteNumber("clip_ratio")
    var next = state
    update(&next, after: batch)
    return Selection(outputs: [batch.shared("limit", JSONValue(next.length))])
  }

  /// Takes the step into the state.
  public func update(_ state: inout LengthControllerState, after batch: Batch) {
    guard strategy != "constant" else {
      state.length = initial.reward
      return
    }
    guard let step = try? batch.knownStep() else { return }
    if strategy == "interval" {
      if step >= firstStep, (step - firstStep) % interval == 0 { reduce(&state) }
      return
    }
    guard let ratio = ratio(of: batch, state: state) else { return }
    if step >= firstStep {
      state.good = BigRational(length: ratio) <= target ? state.good + 1 : 0
      if state.good >= patience {
        reduce(&state)
        state.good = 0
      }
    }
    state.lastRatio = ratio
  }

  private func reduce(_ state: inout LengthControllerState) {
    state.length = max(minimum, BigRational(length: state.length) - reduction).reward
  }

  private func ratio(of batch: Batch, state: LengthControllerState) -> Double? {
    if let given = try? batch.fields.finiteNumber("clip_ratio") { return given }
    let rollouts = batch.groups.flatMap(\.rollouts)
    guard !rollouts.isEmpty else { return state.lastRatio }
    let clipped = rollouts.count { $0.truncated || ($0.length ?? 0) >= state.length }
    return BigRational(clipped, over: rollouts.count).reward
  }

  /// It counts steps in a row.
  public static let merging = StateMerging.sequential(
    "steps are counted in a row; gather every step's rollouts, or its clip ratio, into one process, which sets the limit for all")
}

/// What LASER's length controller knows.
public struct LengthControllerState: Codable, Sendable, Hashable {
  /// The limit.
  var length: Double
  /// Steps in a row with a good clip ratio.
  var good = 0
  /// The last clip ratio.
  var lastRatio: Double?

  private enum CodingKeys: String, CodingKey {
    case length
    case good
    case lastRatio = "last_ratio"
  }

  init(length: Double) { self.length = length }

  /// Reads a saved state, which has to be one that can have been written.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    length = try values.decode(Double.self, forKey: .length)
    good = try values.decode(Int.self, forKey: .good)
    lastRatio = try values.decodeIfPresent(Double.self, forKey: .lastRatio)
    guard length.isFinite, good >= 0, good < 1 << 53 else {
      throw RewardError(.invalidState, found: "length \(length), good \(good)", expected: "a finite length and a count of steps")
    }
  }

  /// Writes the state; a missing ratio as null.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(length, forKey: .length)
    try values.encode(good, forKey: .good)
    try values.encode(lastRatio, forKey: .lastRatio)
  }
}

extension LengthControllerSelector {
  /// All about it.
  public static let description = ShaperDescription(
    name: "length_controller", version: 1,
    summary: "Lowers the length limit as training goes on, by the calendar or once hardly anything is cut off (LASER).",
    equation: "limit ← max(minimum, limit − reduction) after `patience` steps in a row with clip ratio ≤ target_clip_ratio",
    level: .stateful, usesLength: false, batchFields: ["clip_ratio"],
    options: [
      OptionDescription(
        "strategy", .choice(["constant", "interval", "clip_ratio"]), default: "clip_ratio",
        "When the limit is lowered: never, by the calendar, by feedback."),
      OptionDescription("init", .number(.any), default: 16384, "The first limit."),
      OptionDescription("minimum", .number(.any), default: 4096, "The limit is not lowered below this."),
      OptionDescription("reduction", .number(.any), default: 1024, "By how much it is lowered at a time."),
      OptionDescription("start_step", .integer(.nonNegative), default: 1, "The step from which it is lowered."),
      OptionDescription("interval", .integer(.init(lower: 1)), default: 10, "For `interval`: steps from one lowering to the next."),
      OptionDescription("target_clip_ratio", .number(.any), default: 0.1, "For `clip_ratio`: the share of cut-off rollouts that is good."),
      OptionDescription("patience", .integer(.init(lower: 1)), default: 5, "For `clip_ratio`: good steps in a row before it is lowered."),
    ],
    edges: [
      "A ratio equal to the target is good.", "A missing ratio counts as the last one once more; without any, nothing happens.",
      "With `interval` the first lowering is at start_step itself.",
      "No step is an error, missing_field, and a step below 0 out_of_range, but for `constant`.",
      "A limit below the minimum is raised to it at the next lowering.",
    ],
    properties: ["The limit never rises, unless it was below the minimum."],
    sources: [Source("LASER's length controller", "arXiv 2505.15612; hkust-nlp/Laser, verl/trainer/ppo/len_ctrl.py", confidence: .run)],
    examples: [
      ShaperExample(
        params: #"{"patience": 2}"#, inputs: #"{"step": 3, "clip_ratio": 0.05}"#,
        stateIn: #"{"length": 8192, "good": 1, "last_ratio": 0.05}"#,
        result: #"{"limit": 7168}"#, stateOut: #"{"length": 7168, "good": 0, "last_ratio": 0.05}"#),
      ShaperExample(
        params: #"{"strategy": "interval"}"#, inputs: #"{"step": 11}"#, result: #"{"limit": 15360}"#,
        stateOut: #"{"length": 15360, "good": 0, "last_ratio": null}"#),
      ShaperExample(
        inputs: #"{"step": 1, "groups": [{"samples": [{"correct": true, "truncated": true}, {"correct": false, "length": 5}]}]}"#,
        result: #"{"limit": [16384]}"#, stateOut: #"{"length": 16384, "good": 0, "last_ratio": 0.5}"#,
        note: "as in a run: half of it was cut off"),
    ])
}
