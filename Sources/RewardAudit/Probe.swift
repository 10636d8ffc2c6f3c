import RewardCore

/// A group on which properties are tried, with what surrounds it.
struct Probe: Sendable, Hashable {
  /// What the verifier said of a rollout, as far as a reward policy tells verdicts apart.
  enum Outcome: String, Sendable, Hashable {
    case correct
    case incorrect
    /// `incorrect` with a score of a half, for policies that pay the score.
    case partial
    case noAnswer = "no_answer"
    /// Undecided, and charged to the completion.
    case unverifiable
    /// Nothing is known: no reward.
    case unscorable

    /// The verdict; `nil` when there is nothing to reward.
    var verdict: Verdict? {
      switch self {
      case .correct: .correct(proof: "text")
      case .incorrect: .incorrect(proof: "text")
      case .partial: .incorrect(proof: "text", score: Score(1, of: 2))
      case .noAnswer: .noAnswer()
      case .unverifiable: .unverifiable(.unreadableAnswer, chargedTo: .completion)
      case .unscorable: nil
      }
    }
  }

  /// A rollout.
  struct Rollout: Sendable, Hashable {
    var outcome: Outcome
    var length: Double
    var truncated = false
    var formatOK = true
    var fields = JSONObject()

    var isRight: Bool { outcome == .correct }
    var isWrong: Bool { outcome != .correct && outcome != .unscorable }

    /// Whether nothing but length tells it from another one.
    func differsInLengthOnly(from other: Rollout) -> Bool {
      var copy = self
      copy.length = other.length
      return copy == other && length != other.length
    }
  }

  var rollouts: [Rollout]
  /// The group's own fields.
  var fields = JSONObject()
  var step = 0
  /// Which of the subject's states is the one before.
  var state = 0
  /// Whether four groups without a right answer stand in the same batch, for shapers that look at the whole of it.
  var hasCompanions = false

  /// Whether right and wrong answers stand beside each other.
  var isMixed: Bool { rollouts.contains { $0.isRight } && rollouts.contains { $0.isWrong } }

  /// How many different rollouts there are.
  var kindCount: Int { Set(rollouts).count }
}

extension Probe {
  /// The lengths of the reference probes (2.4).
  static let referenceLengths: [Double] = [10, 500, 2000, 3000, 9000]

  /// The reference probes of the shaping specification (2.4), in its order: each with right and wrong answers by length.
  static let reference: [[Rollout]] = {
    func right(_ length: Double) -> Rollout { Rollout(outcome: .correct, length: length) }
    func wrong(_ length: Double) -> Rollout { Rollout(outcome: .incorrect, length: length) }
    var groups = [
      [wrong(10), wrong(500), wrong(9000)],
      [right(10), right(20), right(30), right(40), right(50), right(60), right(9000), wrong(500)],
    ]
    for a in referenceLengths { groups += referenceLengths.map { [right(a), wrong($0)] } }
    for a in referenceLengths {
      for b in referenceLengths where a < b { groups += [[right(a), right(b), wrong(500)], [wrong(a), wrong(b)]] }
    }
    return groups
  }()
}
