package import RewardCore
import RewardPipeline

/// What findings quote, as JSON: authors in C or Python do not know how Swift prints a value.
package enum Evidence {
  /// Rewards, with `null` for a skip.
  package static func rewards(_ rewards: some Collection<Double?>) -> String {
    JSONValue.array(rewards.map { JSONValue($0) }).description
  }

  /// A state as it is saved, or why it cannot be.
  package static func state(_ state: ConfiguredShaper.State) -> String {
    do throws(RewardError) { return try CodableJSON.encode(state.value).description } catch { return "no state (\(error.message))" }
  }

  /// Rollouts as the samples of a shaping case; of many, how many there are.
  package static func rollouts(_ rollouts: [JudgedRollout]) -> String {
    guard rollouts.count <= shownRollouts else { return "a group of \(rollouts.count)" }
    let samples = rollouts.map { rollout -> JSONValue in
      var sample: JSONObject = ["correct": rollout.correct.map { .bool($0) } ?? .null]
      sample["length"] = rollout.length.map { JSONValue($0) }
      return .object(sample)
    }
    return (samples.count == 1 ? samples[0] : .array(samples)).description
  }

  /// How large a batch is.
  package static func size(of batch: Batch) -> String {
    "\(batch.count) \(batch.count == 1 ? "rollout" : "rollouts") in \(batch.groups.count) \(batch.groups.count == 1 ? "group" : "groups")"
  }

  private static let shownRollouts = 6
}
