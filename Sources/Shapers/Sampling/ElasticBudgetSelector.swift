import ExactMath
public import RewardCore

/// Elastic reasoning's two budgets: how much of the thinking and of the solution fits into its own.
///
///     think_used    = min(T, think_budget);     forced_close       = T > think_budget
///     solution_used = min(S, solution_budget);  solution_truncated = S > solution_budget
///
/// Scalable Chain of Thoughts via Elastic Reasoning, arXiv 2505.05315, separate budgets: thinking that is over its budget is closed by
/// force, so that the solution always has its own. A measurement, which leaves nothing out: in a run a row's `selection` has the four
/// values, from the fields `think_length` and `solution_length`.
public struct ElasticBudgetSelector: Selector {
  private let thinkBudget: BigRational
  private let solutionBudget: BigRational

  /// Named values.
  public static var gives: Selection.Members { [.values] }

  /// Budgets with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    thinkBudget = options.exact("think_budget")
    solutionBudget = options.exact("solution_budget")
  }

  /// What fits, of each rollout; in a case, of each entry of `items`.
  public func select(from batch: Batch, state: EmptyState) throws(RewardError) -> Selection {
    let isCase = batch.count == 0
    var uses: [JSONObject] = []
    for fields in isCase ? batch.groups.map(\.fields) : batch.groups.flatMap({ $0.rollouts.map(\.fields) }) {
      uses.append(try use(fields))
    }
    guard !isCase else { return Selection(outputs: [Shaped.Output("items", .perGroup(uses.map { .object($0) }))]) }
    let names = ["think_used", "forced_close", "solution_used", "solution_truncated"]
    return Selection(outputs: names.map { name in Shaped.Output(name, .perRolloutValues(uses.map { $0[name] ?? .null })) })
  }

  private func use(_ fields: JSONObject) throws(RewardError) -> JSONObject {
    let think = try length("think_length", in: fields)
    let solution = try length("solution_length", in: fields)
    return [
      "think_used": JSONValue(min(think, thinkBudget).reward), "forced_close": .bool(think > thinkBudget),
      "solution_used": JSONValue(min(solution, solutionBudget).reward), "solution_truncated": .bool(solution > solutionBudget),
    ]
  }

  private func length(_ name: String, in fields: JSONObject) throws(RewardError) -> BigRational {
    guard let value = fields[name], value != .null else {
      throw RewardError(.missingField, field: name, expected: "a length")
    }
    guard let length = value.doubleValue else {
      throw RewardError(.wrongType, field: name, found: value.description, expected: "a length")
    }
    guard length >= 0, length.isFinite else {
      throw RewardError(.invalidLength, field: name, found: value.description, expected: "a finite number, at least 0")
    }
    return BigRational(length: length)
  }
}

extension ElasticBudgetSelector {
  /// All about it.
  public static let description = ShaperDescription(
    name: "elastic_budget", version: 1,
    summary: "How much of the thinking and of the solution fits into its own budget (elastic reasoning).",
    equation: "think_used = min(T, think_budget); solution_used = min(S, solution_budget)", level: .response, usesLength: false,
    rolloutFields: ["think_length", "solution_length"],
    options: [
      OptionDescription("think_budget", .number(.any), default: 1024, "What the thinking may take."),
      OptionDescription("solution_budget", .number(.any), default: 1024, "What the solution may take."),
    ],
    edges: ["A length equal to its budget fits.", "A missing length is an error, missing_field; one below 0 is invalid_length."],
    properties: ["Each rollout by itself."],
    sources: [Source("Scalable Chain of Thoughts via Elastic Reasoning, separate budgets", "arXiv 2505.05315", confidence: .read)],
    examples: [
      ShaperExample(
        inputs: #"{"items": [{"think_length": 3000, "solution_length": 200}]}"#,
        result: #"{"items": [{"think_used": 1024, "forced_close": true, "solution_used": 200, "solution_truncated": false}]}"#),
      ShaperExample(
        params: #"{"solution_budget": 9}"#, inputs: #"{"groups": [{"samples": [{"think_length": 1024, "solution_length": 10}]}]}"#,
        result: #"{"think_used": [1024], "forced_close": [false], "solution_used": [9], "solution_truncated": [true]}"#, note: "as in a run"
      ),
    ])
}
