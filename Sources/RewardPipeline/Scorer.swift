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
  public let recipe: Recipe
  private var state: RunState

  /// A scorer with the state before the first batch.
  public init(recipe: Recipe) {
    self.recipe = recipe
    state = RunState(for: recipe)
  }

  /// Scores rollouts, in order.
  ///
  /// One call has whole groups: rollouts with the same `groupID` (and step) form a group, and the groups form batches as the recipe says.
  /// A batch that a shaper refuses gets no rewards, and its first rollout tells why (`ScoredRollout.problems`).
  ///
  /// Complexity: that of verifying each rollout; synchronous, on the caller's thread.
  public mutating func score(_ rollouts: [Rollout]) -> [ScoredRollout] {
    let verification = RowVerification(recipe: recipe, keepsRest: false)
    var settings = Pipeline.Settings()
    settings.reach = max(rollouts.count, 1)
    settings.waitingLimit = .max
    settings.tellsRepeatedIDs = false
    var runState = state
    runState.openEnds = []
    var shaping = BatchShaping(recipe: recipe, state: runState, settings: settings, names: [""])
    var scored: [ScoredRollout] = []
    var problems: [Int: [RewardError]] = [:]
    func receive(_ event: Pipeline.Event) {
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
    do throws(RewardError) {
      for (index, rollout) in rollouts.enumerated() {
        var judged = verification.judge(recipe.row(for: rollout))
        judged.line = index + 1
        try shaping.add(judged, receive)
      }
      state = try shaping.finish(receive)
    } catch {
      preconditionFailure("`receive` throws nothing, and there is no other source of errors: \(error)")
    }
    for (line, errors) in problems where scored.indices.contains(line - 1) {
      scored[line - 1].problems += errors.map { error in
        var error = error
        (error.file, error.line) = (nil, nil)
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
  public func savedState() throws(RewardError) -> JSONValue { try ShaperStateFile.json(of: state, recipe: recipe) }

  /// Goes on from a saved state.
  ///
  /// - Throws: `invalid_state` when it is not one of this recipe; the scorer is then as before.
  public mutating func resume(from saved: JSONValue) throws(RewardError) {
    state = try ShaperStateFile.state(from: saved, for: recipe)
  }

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
    var begin = RunState(for: recipe)
    if let base { begin = try ShaperStateFile.state(from: base, for: recipe) }
    var states: [RunState] = []
    for saved in saved { states.append(try ShaperStateFile.state(from: saved, for: recipe)) }
    state = try RunState(merging: states, since: begin, for: recipe)
  }
}

/// What a scorer says of a rollout.
public struct ScoredRollout: Sendable, Hashable {
  /// A part of the reward.
  public struct Part: Sendable, Hashable {
    /// `correctness`, or the name of a shaper (`laser`, `laser#2`).
    public var name: String
    /// What it added; `nil` where the reward is a skip.
    public var value: Double?
  }

  /// The verdict.
  public var verdict: Verdict
  /// The parts, in order.
  public var parts: [Part]
  /// The sum of the parts from left to right; `nil` = skip this rollout.
  public var reward: Double?
  /// What normaliser and selectors say.
  package var signals: RowSignals
  /// What is wrong with the data: a ground truth that cannot be read, a batch that a shaper refused.
  public var problems: [RewardError]

  /// The advantage, where the recipe has a normaliser; 0 for a skip, `nil` where it could not be computed (`problems` says why).
  public var advantage: Double? { signals.advantage ?? nil }
  /// Whether to train on it, where the recipe has selectors that decide.
  public var isSelected: Bool? { signals.selected ?? nil }
  /// Its weight, where the recipe has selectors that give one.
  public var weight: Double? { signals.weight ?? nil }
  /// Named values of the recipe's selectors, by selector.
  public var selection: JSONObject? { signals.values ?? nil }
}
