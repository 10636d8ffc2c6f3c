import RewardPluginExport

/// A right answer that is longer than right answers have been so far earns less.
public struct RunningLengthShaper: Shaper {
  /// What is kept from batch to batch.
  ///
  /// Saved as JSON with `--state-out`, so its names are a format.
  public struct State: Codable, Sendable, Hashable {
    /// The running mean of the lengths of right answers; `nil` before the first.
    var mean: Double?
    /// Batches with a right answer so far.
    var batches = 0
  }

  /// What `rewards describe` shows, what options are checked against, and (its examples) what `rewards check` runs.
  public static let description = ShaperDescription(
    name: "running_length", version: 1,
    summary: "Takes from a right answer that is longer than right answers have been so far.",
    equation:
      "R = C − α·min(1, max(0, L/μ − 1)) for a right answer, R = C for a wrong one; afterwards μ ← μ + ρ·(mean L of right answers − μ)",
    level: .stateful, usesLength: true,
    options: [
      OptionDescription("alpha", .number(.nonNegative), default: 0.5, "What an answer of twice the running length, or more, loses."),
      OptionDescription("rate", .number(.unit), default: 0.25, "ρ: how fast the running length follows."),
      OptionDescription("correct_reward", .number(.any), default: 1, "C of a right answer."),
      OptionDescription("wrong_reward", .number(.any), default: 0, "C of a wrong answer."),
    ],
    edges: [
      "Before the first right answer there is no running length, and R = C.",
      "A batch without a right answer leaves the running length as it was.",
      "Unknown correctness or length: no reward, and no part in the running length.",
    ],
    properties: ["Length is never a gain: a right answer is worth C at most, and a wrong one does not depend on it."],
    sources: [Source("An exponential moving average as target length", confidence: .inferred)],
    examples: [
      ShaperExample(result: #"{"rewards": [1, 1, 0, 1, 0, 0]}"#, note: "the first batch"),
      ShaperExample(
        params: #"{"rate": 0.5}"#,
        inputs: #"{"groups": [{"id": "p", "samples": [{"correct": true, "length": 3000}, {"correct": false, "length": 9000}]}]}"#,
        stateIn: #"{"mean": 2000, "batches": 1}"#, result: #"{"rewards": [0.75, 0]}"#, stateOut: #"{"mean": 2500, "batches": 2}"#),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"correct": null, "length": 10}, {"correct": false, "length": 10}]}]}"#,
        stateIn: #"{"mean": 2000, "batches": 1}"#, result: #"{"rewards": [null, 0]}"#, stateOut: #"{"mean": 2000, "batches": 1}"#,
        note: "nothing to learn from"),
    ])

  private let alpha: Double
  private let rate: Double
  private let correctReward: Double
  private let wrongReward: Double

  /// A shaper with options, which have been checked against the description.
  public init(options: Options, context: ShaperContext) {
    alpha = options.double("alpha")
    rate = options.double("rate")
    correctReward = options.double("correct_reward")
    wrongReward = options.double("wrong_reward")
  }

  /// The state before the first batch.
  public func makeState() -> State { State() }

  /// The rewards of a batch, by the state that earlier batches have left.
  public func shape(_ batch: Batch, state: State) throws(RewardError) -> Shaped {
    var shaped = Shaped(rewards: [])
    for group in batch.groups {
      for rollout in group.rollouts {
        // Refuses a length that is none; unknown ones are passed over.
        guard try rollout.isScorableWithLength(), let correct = rollout.correct, let length = rollout.length else {
          shaped.rewards.append(nil)
          continue
        }
        guard correct else {
          shaped.rewards.append(wrongReward)
          continue
        }
        let excess = state.mean.map { $0 > 0 ? length / $0 - 1 : 0 } ?? 0
        shaped.rewards.append(correctReward - alpha * min(1, max(0, excess)))
      }
    }
    return shaped
  }

  /// Takes a batch into the state.
  public func update(_ state: inout State, after batch: Batch) {
    // Sorted, because sums of doubles depend on their order and rewards must not.
    let lengths = batch.groups.flatMap(\.rollouts).filter { $0.correct == true }.compactMap(\.length).sorted()
    guard !lengths.isEmpty else { return }
    let mean = lengths.reduce(0, +) / Double(lengths.count)
    state.mean = state.mean.map { $0 + rate * (mean - $0) } ?? mean
    state.batches += 1
  }
}
