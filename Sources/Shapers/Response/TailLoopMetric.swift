import ExactMath
public import RewardCore

/// How much of a text is a loop at its end.
///
///     f = k · copies / m     k: the longest phrase of which at least min_repeats copies stand at the end, back to back
///       = 0                  if there is none
///
/// The detector of CAMPO, MiroMind-M1, arXiv 2507.14683, section on the repetition penalty. The longest phrase wins, not the one whose
/// copies cover most. It gives a fraction of the text, which is no reward; `campo_repetition` makes one of it.
public struct TailLoopMetric: Metric {
  private let loop: TailLoop

  /// A detector with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) { loop = TailLoop(options) }

  /// The fraction of each rollout, as `terms`.
  public func measure(_ batch: Batch) throws(RewardError) -> Measurement {
    var terms: [JSONValue] = []
    for rollout in batch.groups.lazy.flatMap(\.rollouts) { terms.append(JSONValue(try loop.fraction(of: rollout).reward)) }
    return Measurement(values: ["terms": .array(terms)])
  }
}

/// The detector that `tail_loop` and `campo_repetition` share.
struct TailLoop: Sendable {
  private let least: BigRational

  init(_ options: Options) { least = options.exact("min_repeats") }

  /// The share of a rollout's tokens that belong to a loop at its end.
  func fraction(of rollout: JudgedRollout) throws(RewardError) -> BigRational {
    let text = try TokenSequence(of: rollout)
    let looping = text.loopAtEnd { BigRational($0) >= least }
    return looping == 0 ? .zero : BigRational(looping, over: text.count)
  }

  static let option = OptionDescription(
    "min_repeats", .number(.init(lower: 2)), default: 2, "How many copies of a phrase make a loop.")
}

extension TailLoopMetric {
  /// All about it.
  public static let description = ShaperDescription(
    name: "tail_loop", version: 1,
    summary: "How much of a text is a loop at its end.",
    equation: "f = looping tokens/m",
    level: .response, usesLength: false, usesCorrectness: false, rolloutFields: ["tokens"], options: [TailLoop.option],
    edges: ["No tokens: 0.", "A single token said twice is a loop."],
    properties: ["From 0 to 1."],
    sources: [Source("MiroMind-M1, CAMPO, the repetition detector", "arXiv 2507.14683; MiroMindAI/MiroMind-M1", confidence: .run)],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"tokens": [9, 8, 1, 2, 1, 2, 1, 2]}, {"tokens": [1, 2, 3, 4]}, {"tokens": [3, 3, 3, 3]},
            {"tokens": [1, 2, 3, 1, 2, 3]}, {"tokens": []}]}]}
          """#,
        result: #"{"terms": [0.75, 0, 1, 1, 0]}"#),
      ShaperExample(
        params: #"{"min_repeats": 3}"#,
        inputs: #"{"groups": [{"samples": [{"tokens": [4, 1, 2, 1, 2]}, {"tokens": [7, 1, 1, 1]}]}]}"#, result: #"{"terms": [0, 0.75]}"#),
    ])
}
