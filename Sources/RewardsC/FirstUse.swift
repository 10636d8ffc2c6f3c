import RewardCore
import RewardPipeline
import Rewards

/// What the Swift runtime and our own tables make when they are first used, made with the first registry.
///
/// Such things are made under locks. A process that forks while another thread holds one leaves its child waiting for it for ever; so
/// none may be left for later calls. Every built-in verifier judges its own examples once, as rows, and one chain shapes them: some
/// milliseconds. What remains is a fork during the first call of `rewards_registry_make`, which the header names.
enum FirstUse {
  /// Touched by the functions that make registries.
  static let isOver: Bool = {
    for description in Registry.builtIn.verifiers {
      // What goes wrong here goes wrong for the caller too, who is told then.
      guard let recipe = try? Recipe(json: recipe(with: description.name), registry: .builtIn) else { continue }
      let scorer = ScorerHandle(RecipeHandle(recipe, threads: WorkThreads.forDecisions()))
      let rows = Array(description.examples.filter { $0.options.members.isEmpty }.map { row(of: $0) }.joined())
      _ = try? rows.withUnsafeBufferPointer { bytes throws(RewardError) in try Scoring.rows(bytes, scorer, threads: 2) }
    }
    return true
  }()

  private static func recipe(with verifier: String) -> JSONValue {
    ["version": 1, "verifier": .string(verifier), "length": "characters", "shapers": ["kimi_length"]]
  }

  private static func row(of example: VerifierExample) -> [UInt8] {
    var row: JSONObject = ["completion": .string(example.completion), "group_id": "first use"]
    if let truth = example.groundTruth { row["ground_truth"] = truth.value }
    if !example.metadata.members.isEmpty { row["metadata"] = .object(example.metadata) }
    return Array(JSONValue.object(row).description.utf8) + [0x0A]
  }
}
