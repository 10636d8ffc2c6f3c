import ExactMath
public import RewardCore

/// The length limit of a step: a table of stages.
///
///     limit = that of the last stage whose start ≤ step
///
/// ThinkPrune, arXiv 2504.01296, prunes in stages of 4000, 3000 and 2000 tokens; AceReason, arXiv 2505.16400, grows through 8, 16, 24 and
/// 32 thousand.
///
/// It gives the trainer a limit, and leaves nothing out: in a run a row's `selection` has the `limit` of its step. What a rollout beyond
/// the limit is worth is a shaper's matter (`truncation`).
public struct LengthScheduleSelector: Selector {
  private let stages: [(start: BigRational, limit: Double)]

  /// Named values.
  public static var gives: Selection.Members { [.values] }

  /// A schedule with these options.
  ///
  /// - Throws: `invalid_parameter` when `stages` is no table that begins at 0 and goes on upwards.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    var stages: [(start: BigRational, limit: Double)] = []
    var isTable = true
    for entry in options["stages"].arrayValue ?? [] {
      guard let pair = entry.arrayValue, pair.count == 2, case .number(let start) = pair[0], start.doubleValue.isFinite,
        let limit = pair[1].doubleValue, limit.isFinite
      else {
        isTable = false
        break
      }
      stages.append((BigRational(decimal: start), limit))
    }
    guard isTable, stages.first?.start.isZero == true, zip(stages, stages.dropFirst()).allSatisfy({ $0.start < $1.start }) else {
      throw RewardError(
        .invalidParameter, field: "stages", found: options["stages"].description,
        expected: "pairs [first step, limit], the first from step 0 and each from a later one", source: Self.description.name)
    }
    self.stages = stages
  }

  /// The limit of the batch's step.
  public func select(from batch: Batch, state: EmptyState) throws(RewardError) -> Selection {
    let step = try batch.knownStep()
    guard let stage = stages.last(where: { $0.start <= BigRational(step) }) else {
      throw RewardError(.outOfRange, field: "step", found: "\(step)", expected: "at least 0")
    }
    return Selection(outputs: [batch.shared("limit", JSONValue(stage.limit))])
  }
}

extension LengthScheduleSelector {
  /// All about it.
  public static let description = ShaperDescription(
    name: "length_schedule", version: 1,
    summary: "The length limit of a step, from a table of stages (ThinkPrune, AceReason).",
    equation: "limit = that of the last stage whose start ≤ step", level: .batch, usesLength: false,
    options: [OptionDescription("stages", .json, "Pairs [first step, limit], as in [[0, 4000], [100, 3000]].")],
    edges: ["A step before 0 is an error, out_of_range; no step is missing_field.", "The last stage goes on for ever."],
    properties: ["Depends on the step only."],
    sources: [
      Source("ThinkPrune, the stages 4000, 3000, 2000", "arXiv 2504.01296", confidence: .read),
      Source("AceReason, the stages 8K, 16K, 24K, 32K", "arXiv 2505.16400", confidence: .read),
    ],
    examples: [
      ShaperExample(params: #"{"stages": [[0, 4000], [100, 3000], [250, 2000]]}"#, inputs: #"{"step": 250}"#, result: #"{"limit": 2000}"#),
      ShaperExample(params: #"{"stages": [[1, 4000]]}"#, inputs: #"{"step": 250}"#, result: #"{"error": "invalid_parameter"}"#),
    ])
}
