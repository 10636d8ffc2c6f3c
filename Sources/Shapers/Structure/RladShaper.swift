import ExactMath
public import RewardCore

/// RLAD: an abstraction is worth what solvers make of it, and solving without one is worth nothing.
///
///     abstraction: the mean success of the solver runs conditioned on it; null if there is none
///     solver run:  c, but 0 if it had no abstraction (mask_without_abstraction)
///
/// RLAD: Training LLMs to Discover Abstractions for Solving Reasoning Problems, arXiv 2510.02263, the two rewards.
public struct RladShaper: Shaper {
  private let masks: Bool

  /// An RLAD shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) { masks = options.boolean("mask_without_abstraction") }

  /// The rewards of solver runs, and those of abstractions.
  public func shape(_ batch: Batch, state: EmptyState) throws(RewardError) -> Shaped {
    var rewards: [Double?] = []
    var abstractions: [JSONValue] = []
    for group in batch.groups {
      for abstraction in try group.fields.list("abstractions") ?? [] {
        guard let object = abstraction.objectValue else {
          throw RewardError(.wrongType, field: "abstractions", found: abstraction.description, expected: "objects")
        }
        let runs = try object.flags("solver_correct").required("solver_correct")
        abstractions.append(JSONValue(runs.isEmpty ? nil : BigRational(runs.count { $0 }, over: runs.count).reward))
      }
      rewards += try ScoredGroup(group, usesLength: false).rewards { r throws(RewardError) in
        let hasAbstraction = try r.rollout.fields.flag("abstraction") ?? false
        return masks && !hasAbstraction ? .zero : r.correctness
      }
    }
    return Shaped(rewards: rewards, outputs: [Shaped.Output("abstraction_rewards", .batch(.array(abstractions)))])
  }
}

extension RladShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "rlad", version: 1,
    summary: "An abstraction is worth what solvers make of it, and solving without one is worth nothing (RLAD).",
    equation: "abstraction: mean success of its solver runs; solver run: c·[it had an abstraction]",
    level: .group, usesLength: false, rolloutFields: ["abstraction"], groupFields: ["abstractions"],
    options: [
      OptionDescription("mask_without_abstraction", .boolean, default: true, "Whether a run without an abstraction is worth 0.")
    ],
    edges: ["No `abstraction`: false. No `abstractions`: none.", "An abstraction without solver runs, or only undecided ones: null."],
    properties: ["Correctness dominance with margin 0: a right answer without an abstraction ties with a wrong one."],
    sources: [Source("RLAD: Training LLMs to Discover Abstractions, the rewards", "arXiv 2510.02263", confidence: .note)],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"abstractions": [{"solver_correct": [true, false, true, true]}, {"solver_correct": []}],
            "samples": [{"correct": true, "abstraction": true}, {"correct": true}, {"correct": false, "abstraction": true}]}]}
          """#,
        result: #"{"abstraction_rewards": [0.75, null], "rewards": [1, 0, 0]}"#),
      ShaperExample(
        params: #"{"mask_without_abstraction": false}"#, inputs: #"{"groups": [{"samples": [{"correct": true}, {"correct": null}]}]}"#,
        result: #"{"abstraction_rewards": [], "rewards": [1, null]}"#),
    ])
}
