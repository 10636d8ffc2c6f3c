import ExactMath
public import RewardCore

/// Shapers that act only at some steps, or on groups with some field.
///
///     R = what a chain of `shapers` makes of the reward so far    from_step ≤ step < until_step, and the group's `field` is `equals`
///       = the reward so far                                       otherwise
///
/// A warm-up without length term (Kimi k1.5's report) is `{"name": "when", "from_step": 100, "shapers": ["kimi_length"]}`. The same as the
/// shapers standing in the chain themselves, but that they can be absent. `gate` decides by pass rate.
public struct WhenShaper: CompositeShaper {
  private let chain: ShaperChain
  private let first: Int?
  private let end: Int?
  private let field: String?
  private let value: JSONValue
  /// The shapers that act.
  public var parts: [ConfiguredShaper] { chain.steps.map(\.shaper) }

  /// A condition with these options.
  ///
  /// - Throws: what is wrong with a part or with their order; `invalid_parameter` for a condition that is none, or can never hold.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    chain = ShaperChain(try options.parts("shapers", context: context), base: ShaperChain.Base(context.baseRewards))
    do throws(RewardError) { try chain.checkOrder() } catch { throw error.under("shapers") }
    first = options["from_step"].integerValue
    end = options["until_step"].integerValue
    field = options["field"].stringValue
    value = options["equals"].identity
    func refuse(_ name: String, _ expected: String) -> RewardError {
      RewardError(
        .invalidParameter, field: name, found: options[name].description, expected: expected, source: Self.description.name)
    }
    if let end, end <= first ?? 0 { throw refuse("until_step", "more than `from_step`: it can never act") }
    if field == nil, value != .null { throw refuse("equals", "`field` beside it") }
    if field == nil, first == nil, end == nil { throw refuse("from_step", "a condition: steps, or a field and its value") }
  }

  /// What the chain makes of the groups on which it acts.
  public func shape(_ batch: Batch, state: PartStates) throws(RewardError) -> Shaped {
    let isTime = try actsNow(batch)
    let acts = batch.groups.map { group in
      isTime && (field.map { (group.fields[$0] ?? .null).identity == value } ?? true)
    }
    var share = batch
    share.groups = zip(batch.groups, acts).filter(\.1).map(\.0)
    var shaped: ArraySlice<Double?> = []
    if !share.groups.isEmpty {
      shaped = try chain.shape(share, state: ShaperChain.State(steps: state.states)).rewards[...]
    }
    var rewards: [Double?] = []
    for (group, acts) in zip(batch.groups, acts) {
      rewards += acts ? Array(shaped.prefix(group.rollouts.count)) : group.rollouts.map(\.reward)
      if acts { shaped = shaped.dropFirst(group.rollouts.count) }
    }
    return Shaped(rewards: rewards, outputs: [Shaped.Output("acts", .perGroup(acts.map { .bool($0) }))])
  }

  private func actsNow(_ batch: Batch) throws(RewardError) -> Bool {
    guard first != nil || end != nil else { return true }
    let step = try batch.exactStep().required("step")
    return step >= BigRational(first ?? 0) && (end.map { step < BigRational($0) } ?? true)
  }

  /// What the parts need, and the field of the condition.
  public var configuredDescription: ShaperDescription {
    var description = Self.description.with(parts)
    if let field, !description.groupFields.contains(field) { description.groupFields.append(field) }
    return description
  }
}

extension ShaperChain.Base {
  /// The base that a recipe's base rewards give, or the papers'.
  init(_ rewards: JSONObject) {
    self.init(
      correct: rewards["correct_reward"]?.doubleValue ?? Self.papers.correct,
      wrong: rewards["wrong_reward"]?.doubleValue ?? Self.papers.wrong)
  }
}

extension WhenShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "when", version: 1,
    summary: "Shapers that act only at some steps, or on groups with some field.",
    equation: "R = chain(reward) if from_step ≤ step < until_step and the group's field is `equals`, else reward",
    level: .batch, combination: .transforms, usesLength: false, usesCorrectness: false, batchFields: ["step"],
    options: [
      OptionDescription("shapers", .json, "The shapers, in order: names, or objects with `name` and options."),
      OptionDescription(
        "from_step", .integer(.nonNegative), default: .null, allowsNull: true, "The first step at which they act; null: 0."),
      OptionDescription(
        "until_step", .integer(.nonNegative), default: .null, allowsNull: true, "The step from which they do not; null: none."),
      OptionDescription("field", .string, default: .null, allowsNull: true, "A field of the group; null: any group."),
      OptionDescription("equals", .json, default: .null, allowsNull: true, "What the field has to be; null: not there."),
    ],
    edges: [
      "A condition on steps needs the batch's step: missing_field.",
      "A state of a part follows every batch, also where the part does not act.",
      "No reward so far: null.",
    ],
    properties: ["Those of its parts, where they act.", "Rewards of groups with and without are on different scales."],
    sources: [Source("Kimi k1.5, section Length Penalty: the warm-up", "arXiv 2501.12599", confidence: .read)],
    examples: [
      ShaperExample(
        params: #"{"shapers": ["kimi_length"], "from_step": 100}"#, inputs: steps(99),
        result: #"{"rewards": [1, 0], "acts": [false]}"#),
      ShaperExample(
        params: #"{"shapers": ["kimi_length"], "from_step": 100}"#, inputs: steps(100),
        result: #"{"rewards": [1.5, -0.5], "acts": [true]}"#),
      ShaperExample(
        params: #"{"shapers": [{"name": "clip", "high": 0.5}], "field": "subject", "equals": "code"}"#,
        inputs: #"{"groups": [{"subject": "code", "samples": [{"reward": 1}]}, {"samples": [{"reward": 1}, {"reward": null}]}]}"#,
        result: #"{"rewards": [0.5, 1, null], "acts": [true, false]}"#),
      ShaperExample(
        params: #"{"shapers": ["kimi_length"], "from_step": 5, "until_step": 5}"#, result: #"{"error": "invalid_parameter"}"#,
        note: "it can never act"),
    ])

  private static func steps(_ step: Int) -> String {
    #"""
    {"step": \#(step), "groups": [{"samples": [{"correct": true, "length": 1, "reward": 1}, {"correct": false, "length": 2, "reward": 0}]}]}
    """#
  }
}
