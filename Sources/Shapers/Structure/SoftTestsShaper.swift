import ExactMath
public import RewardCore

/// Klear-Reasoner's partial credit for code: the mean over the tests.
///
///     R = missing_close      no closing think tag
///       = missing_open       else no opening one
///       = format_reward      else bad format
///       = null               else no tests
///       = mean over the tests of `passed` or `failed`
///
/// Klear-Reasoner: Advancing Reasoning Capability via Gradient-Preserving Clipping Policy Optimization, arXiv 2508.07629, the soft reward
/// for code. The code has +1 and −1; the paper's plain pass rate is `failed` 0.
public struct SoftTestsShaper: ResponseShaper {
  private let options: Options

  /// A test shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) { self.options = options }

  /// The reward of a rollout.
  public func reward(for rollout: JudgedRollout) throws(RewardError) -> Double? {
    if try rollout.fields.flag("think_close") == false { return options.exact("missing_close").reward }
    if try rollout.fields.flag("think_open") == false { return options.exact("missing_open").reward }
    if !rollout.formatOK { return options.exact("format_reward").reward }
    if rollout.fields["tests"] == .null { return nil }
    let tests = try rollout.fields.flags("tests").required("tests")
    return tests.map { options.exact($0 ? "passed" : "failed") }.mean?.reward
  }
}

extension SoftTestsShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "soft_tests", version: 1,
    summary: "Partial credit for code: the mean over its tests (Klear-Reasoner).",
    equation: "R = mean of +1 or −1 over the tests; penalties for missing think tags and bad format first",
    level: .response, combination: .replaces, usesLength: false, usesCorrectness: false,
    rolloutFields: ["tests", "think_close", "think_open"],
    options: [
      OptionDescription("passed", .number(.any), default: 1, "What a test counts that is passed."),
      OptionDescription("failed", .number(.any), default: -1, "What a test counts that is failed; 0 for the plain pass rate."),
      .formatReward(),
      OptionDescription("missing_open", .number(.any), default: -2, "What an answer without an opening think tag is worth."),
      OptionDescription("missing_close", .number(.any), default: -0.5, "What an answer without a closing think tag is worth."),
    ],
    edges: [
      "An empty or null list of tests: null; no list: missing_field.", "A test that is null is left out.",
      "No word about tags: they are there.",
    ],
    properties: ["A wrong program that passes most tests is worth nearly as much as a right one."],
    sources: [Source("Klear-Reasoner, the soft reward for code", "arXiv 2508.07629; suu990901/KlearReasoner", confidence: .read)],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"tests": [true, true, false, false]}, {"tests": [true]}, {"tests": [true], "think_close": false},
            {"tests": [true], "think_open": false}, {"tests": []}]}]}
          """#,
        result: #"{"rewards": [0, 1, -0.5, -2, null]}"#),
      ShaperExample(
        params: #"{"failed": 0}"#,
        inputs: #"{"groups": [{"samples": [{"tests": [true, false, false]}, {"tests": [true], "format_ok": false}]}]}"#,
        result: #"{"rewards": [0.3333333333333333, -1]}"#, note: "the paper's pass rate"),
    ])
}
