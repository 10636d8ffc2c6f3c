import ExactMath
public import RewardCore

/// A shaper one of whose options changes over the steps of a run.
///
///     R = shaper(params, parameter = value at the batch's step)
///     step:   the value of the last stage that has begun
///     linear: between two stages, the line from one value to the next
///
/// ThinkPrune, arXiv 2504.01296, is `{"name": "schedule", "shaper": "truncation", "parameter": "limit", "stages": [[0, 4000], [100,
/// 3000], [200, 2000]]}`; a warm-up of Kimi's weight is linear. Stages are those of `length_schedule`: the first begins at 0, and each
/// begins after the one before.
public struct ScheduleShaper: CompositeShaper {
  private struct Stage: Sendable {
    let start: BigRational
    let value: BigRational
    let shaper: ConfiguredShaper
  }

  private let stages: [Stage]
  private let isLinear: Bool
  /// A shaper with the value at a step between stages.
  private let makeShaper: @Sendable (BigRational) throws(RewardError) -> ConfiguredShaper

  /// The shaper as it is in the first stage; all stages go on with its state.
  public var parts: [ConfiguredShaper] { stages.prefix(1).map(\.shaper) }

  /// A schedule with these options.
  ///
  /// - Throws: what is wrong with the shaper at one of the stages; `invalid_parameter` for stages that are none.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    let (name, parameter) = (options.string("shaper"), options.string("parameter"))
    guard let params = options["params"].objectValue else {
      throw RewardError(.invalidParameter, field: "params", found: options["params"].description, expected: "an object")
    }
    let make: @Sendable (JSONValue) throws(RewardError) -> ConfiguredShaper = { value throws(RewardError) in
      var own = params
      own[parameter] = value
      return try context.registry.shaper(name, options: own, context: context)
    }
    makeShaper = { value throws(RewardError) in try make(.number(JSONNumber(value.doubleValue))) }
    isLinear = options.string("interpolation") == "linear"
    var stages: [Stage] = []
    let entries = options["stages"].arrayValue ?? []
    for (index, entry) in entries.enumerated() {
      let place = "stages[\(index)]"
      guard let pair = entry.arrayValue, pair.count == 2, case .number(let start) = pair[0], start.doubleValue.isFinite,
        !isLinear || pair[1].doubleValue?.isFinite == true
      else {
        throw RewardError(
          .invalidParameter, field: place, found: entry.description, expected: "[step, value]", source: Self.description.name)
      }
      let begins = BigRational(decimal: start)
      guard stages.last.map({ begins > $0.start }) ?? begins.isZero else {
        throw RewardError(
          .invalidParameter, field: place, found: start.text,
          expected: stages.isEmpty ? "0: the first stage begins with the run" : "more than the step before it",
          source: Self.description.name)
      }
      var value = BigRational.zero
      if case .number(let number) = pair[1] { value = BigRational(decimal: number) }
      do throws(RewardError) { stages.append(Stage(start: begins, value: value, shaper: try make(pair[1]))) } catch {
        throw Self.placed(error, parameter: parameter, stage: place)
      }
    }
    guard !stages.isEmpty else {
      throw RewardError(
        .invalidParameter, field: "stages", found: options["stages"].description, expected: "a list of [step, value]",
        source: Self.description.name)
    }
    self.stages = stages
  }

  /// An error of the shaper at the option of ours that it comes from.
  private static func placed(_ error: RewardError, parameter: String, stage: String) -> RewardError {
    var own = error
    switch (error.code, error.field == parameter) {
    case (.unknownShaper, _): own.field = "shaper"
    case (.unknownParameter, true): own.field = "parameter"
    case (_, true): own.field = stage
    default: return error.under("params")
    }
    return own
  }

  /// The shaper at the batch's step.
  private func shaper(for batch: Batch) throws(RewardError) -> ConfiguredShaper {
    let step = try batch.exactStep().required("step")
    let next = stages.firstIndex { $0.start > step } ?? stages.count
    let stage = stages[max(next - 1, 0)]
    guard isLinear, next < stages.count, step > stage.start else { return stage.shaper }
    let end = stages[next]
    return try makeShaper(stage.value + (end.value - stage.value) * (step - stage.start) / (end.start - stage.start))
  }

  /// The rewards of the shaper at the batch's step.
  public func shape(_ batch: Batch, state: PartStates) throws(RewardError) -> Shaped {
    try shaper(for: batch).shape(batch, state: try state.state(0))
  }

  /// Takes the batch into the shaper's state.
  public func update(_ state: inout PartStates, after batch: Batch) {
    guard !state.states.isEmpty, let shaper = try? shaper(for: batch) else { return }
    shaper.update(&state.states[0], after: batch)
  }

  /// The description of the shaper, under our name.
  public var configuredDescription: ShaperDescription {
    var description = stages[0].shaper.description
    description.name = Self.description.name
    description.batchFields += Self.description.batchFields
    return description
  }
}

extension PartStates {
  /// The state of a part.
  ///
  /// - Throws: `invalid_state` when there is none.
  func state(_ number: Int) throws(RewardError) -> ConfiguredShaper.State {
    guard number < states.count else { throw RewardError(.invalidState, found: "\(states.count) parts") }
    return states[number]
  }
}

extension ScheduleShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "schedule", version: 1,
    summary: "A shaper one of whose options changes over the steps of a run.",
    equation: "R = shaper with parameter = value(step)",
    level: .batch, usesLength: false, usesCorrectness: false, batchFields: ["step"],
    options: [
      OptionDescription("shaper", .string, "The shaper."),
      OptionDescription("params", .json, default: [:], "Its other options."),
      OptionDescription("parameter", .string, "The option that changes."),
      OptionDescription("stages", .json, "A list of [step, value]; the first step is 0, and they increase."),
      OptionDescription(
        "interpolation", .choice(["step", "linear"]), default: "step",
        "Whether a value holds until the next stage, or moves to the next one in a line."),
    ],
    edges: [
      "A stage begins with its step; the last one holds from then on.", "A batch without step: missing_field.",
      "Every stage is checked when the schedule is made. Between stages of a line the value is a double.",
    ],
    properties: ["Those of its shaper, at each step."],
    sources: [Source("ThinkPrune, the stages of the limit", "arXiv 2504.01296", confidence: .read)],
    examples: [
      ShaperExample(
        params: thinkPrune, inputs: #"{"step": 99, "groups": [\#(ShaperExample.groupW)]}"#, result: #"{"rewards": [1, 1, 0, 1, 0, 0]}"#),
      ShaperExample(
        params: thinkPrune, inputs: #"{"step": 100, "groups": [\#(ShaperExample.groupW)]}"#, result: #"{"rewards": [1, 1, 0, 0, 0, 0]}"#),
      ShaperExample(
        params: #"""
          {"shaper": "kimi_length", "parameter": "weight", "stages": [[0, 0], [100, 1]], "interpolation": "linear"}
          """#,
        inputs: #"{"step": 50, "groups": [{"samples": [{"correct": true, "length": 1}, {"correct": false, "length": 2}]}]}"#,
        result: #"{"rewards": [1.25, -0.25], "terms": [0.5, -0.5]}"#, note: "half way through the warm-up"),
      ShaperExample(
        params: #"{"shaper": "truncation", "parameter": "limit", "stages": [[0, 5], [0, 4]]}"#, result: #"{"error": "invalid_parameter"}"#),
    ])

  private static let thinkPrune = #"""
    {"shaper": "truncation", "parameter": "limit", "stages": [[0, 4000], [100, 3000], [200, 2000]]}
    """#
}
