import Foundation
import Rewards

/// A training loop: rollouts of a step, their rewards and advantages, an update, and everything saved so that a run can be cut anywhere.
///
///     TrainingLoop FOLDER STEPS     goes on from what FOLDER holds
@main struct TrainingLoop {
  static let recipe: JSONValue = [
    "version": 1,
    "verifier": ["name": "math", "strictness": "strict"],
    "group_size": 4,
    "batch": ["by": "step"],
    "shapers": [["name": "hapo", "w": 0.5]],
    "advantages": "dr_grpo",
  ]

  static func main() throws {
    let folder = URL(filePath: CommandLine.arguments[1])
    let steps = Int(CommandLine.arguments[2]) ?? 1
    var scorer = Scorer(recipe: try Recipe(json: recipe, registry: .builtIn))
    var policy = Policy()

    let checkpoint = folder.appending(path: "checkpoint.json")
    if let data = try? Data(contentsOf: checkpoint) {
      let saved = try JSONValue(parsing: String(decoding: data, as: UTF8.self)).objectValue ?? [:]
      try scorer.resume(from: saved["shapers"] ?? .null)
      policy = Policy(step: saved["step"]?.integerValue ?? 0, length: saved["length"]?.doubleValue ?? 0)
    }
    for _ in 0..<steps {
      let rollouts = policy.sample()
      let scored = scorer.score(rollouts)
      for problem in scored.flatMap(\.problems) { print("step \(policy.step): \(problem)") }
      policy.update(rollouts, scored)
      let rewards = scored.compactMap(\.reward)
      print("step \(policy.step): mean reward \(rewards.reduce(0, +) / Double(rewards.count)), length \(policy.length)")
    }
    let saved: JSONValue = [
      "step": .number(JSONNumber(policy.step)), "length": .number(JSONNumber(policy.length)), "shapers": try scorer.savedState(),
    ]
    try Data(saved.description.utf8).write(to: checkpoint, options: .atomic)
  }
}

/// Stands for a model: it knows the answers and learns how long to think about them.
struct Policy {
  var step = 0
  /// Tokens that it writes on average.
  var length = 1000.0

  /// Four completions for each of two prompts, one of them wrong.
  func sample() -> [Rollout] {
    [("p1", "7"), ("p2", "\\frac{1}{2}")].flatMap { prompt, answer in
      (0..<4).map { index in
        let tokens = Int(length * (0.7 + 0.2 * Double(index)))
        return Rollout(
          id: "\(step)/\(prompt)/\(index)", completion: "so it is \\boxed{\(index == 3 ? "0" : answer)}",
          groundTruth: GroundTruth(.string(answer)), groupID: prompt, step: step, tokenCount: tokens)
      }
    }
  }

  /// Goes where the advantages point: rollouts that were better than the others of their group, and longer, make it longer.
  mutating func update(_ rollouts: [Rollout], _ scored: [ScoredRollout]) {
    for (rollout, result) in zip(rollouts, scored) {
      guard let advantage = result.advantage, let tokens = rollout.tokenCount else { continue }
      length += 0.05 * advantage * (Double(tokens) - length)
    }
    length = max(1, length)
    step += 1
  }
}
