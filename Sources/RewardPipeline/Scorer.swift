public import RewardCore

/// A recipe with the state of its shapers and selectors: what a trainer holds.
///
/// ```swift
/// var scorer = Scorer(recipe: try Recipe(json: ["version": 1, "verifier": "math"], registry: .builtIn))
/// let scored = scorer.score([Rollout(completion: #"so \boxed{0.5}"#, groundTruth: #"\frac12"#)])
/// print(scored[0].reward ?? .nan)  // 1.0
/// ```
///
/// A value: a copy taken before a call is a checkpoint. Not to be shared between threads that both score, since state flows.
public struct Scorer: Sendable {
  /// What is done.
  public var recipe: Recipe { scorer.recipe }
  private let scorer: BatchScorer
  private var state: RunState

  /// A scorer with the state before the first batch.
  public init(recipe: Recipe) {
    scorer = BatchScorer(recipe: recipe)
    state = scorer.makeState()
  }

  /// Scores rollouts, in order.
  ///
  /// One call has whole groups: rollouts with the same `groupID` (and step) form a group, and the groups form batches as the recipe says.
  /// A batch that a shaper refuses gets no rewards, and its first rollout tells why (`ScoredRollout.problems`).
  ///
  /// Complexity: that of verifying each rollout; synchronous, on the caller's thread.
  public mutating func score(_ rollouts: [Rollout]) -> [ScoredRollout] {
    var scored: [ScoredRollout] = []
    scored.reserveCapacity(rollouts.count)
    var problems: [Int: [RewardError]] = [:]
    let rows = rollouts.enumerated().map { index, rollout in scorer.judge(rollout, at: index) }
    scorer.shape(rows, state: &state, .wholeGroups) { event in
      switch event {
      case .finding(let error): problems[error.line ?? 1, default: []].append(error)
      case .row(let row, output: _):
        scored.append(
          ScoredRollout(
            verdict: row.row.verdict, parts: row.parts.map { ScoredRollout.Part(name: $0.name, value: $0.value) },
            reward: row.reward, signals: row.signals, problems: []))
      case .progress: break
      }
    }
    for (line, errors) in problems where scored.indices.contains(line - 1) {
      scored[line - 1].problems += errors.map { error in
        var error = error
        error.line = nil
        return error
      }
    }
    return scored
  }
}

extension Scorer {
  /// The shapers' state, as JSON: what `--state-out` writes.
  ///
  /// - Throws: `invalid_state` when a shaper's state cannot be encoded.
  public func savedState() throws(RewardError) -> JSONValue { try scorer.json(of: state) }

  /// Goes on from a saved state.
  ///
  /// - Throws: `invalid_state` when it is not one of this recipe; the scorer is then as before.
  public mutating func resume(from saved: JSONValue) throws(RewardError) { state = try scorer.state(from: saved) }

  /// Goes on from what several processes have saved, which all began with `base` and each scored other batches of the run.
  ///
  /// What that gives, and which states cannot be joined, is in each description (`rewards describe NAME`, "several processes"). Groups that
  /// the ends of the runs closed are forgotten: the next run begins with new ones.
  ///
  /// - Parameters:
  ///   - saved: what each process saved.
  ///   - base: what they began with; `nil`: the state before the first batch.
  /// - Throws: `state_not_mergeable`, naming the shaper or selector; `invalid_state`. The scorer is then as before.
  public mutating func resume(fromMerged saved: [JSONValue], since base: JSONValue? = nil) throws(RewardError) {
    state = try scorer.state(merging: saved, since: base)
  }
}
