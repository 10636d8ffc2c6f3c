package import RewardCore

/// What `Scorer` is made of, in two halves, for faces that verify on threads of their own and hold the state behind a handle.
///
/// Judging has no state and may run anywhere, in any order; shaping takes the judged rows in their order and moves the state on. Together
/// they give what `Scorer.score` (rollouts) and `rewards score` (lines) give, bit for bit.
package struct BatchScorer: Sendable {
  /// What is done.
  package let recipe: Recipe
  private let verification: RowVerification
  private let lineVerification: RowVerification

  /// A batch scorer for a recipe.
  package init(recipe: Recipe) {
    self.recipe = recipe
    verification = RowVerification(recipe: recipe, keepsRest: false)
    lineVerification = RowVerification(recipe: recipe, keepsRest: true)
  }

  /// Whether scoring a batch changes what the next one gets.
  package var isStateful: Bool {
    recipe.chain.steps.contains { $0.shaper.isStateful } || recipe.signals.steps.contains { $0.selector.isStateful }
  }

  /// The names of the parts of a reward, in order.
  package var partNames: [String] { ["correctness"] + recipe.chain.steps.map(\.name) }

  // MARK: Judging

  /// Judges a rollout: the part of `Scorer.score` that has no state.
  ///
  /// - Parameters:
  ///   - rollout: the rollout; its completion is empty when there is none.
  ///   - hasCompletion: whether there is one.
  ///   - route: what the recipe's route says, when the rollout's metadata do not.
  ///   - index: its place in the batch, from 0.
  package func judge(_ rollout: Rollout, hasCompletion: Bool = true, route: String? = nil, at index: Int) -> JudgedLine {
    var row = recipe.row(for: rollout)
    row.route = route ?? row.route
    if !hasCompletion {
      row.hasCompletion = false
      row.problems.append(RewardError(.missingField, field: recipe.fields.name(of: .completion)))
    }
    var judged = verification.judge(row)
    judged.line = index + 1
    judged.findings = judged.findings.map { error in
      var error = error
      error.line = index + 1
      return error
    }
    return .row(judged)
  }

  /// Judges a line without its line end, as `rewards score` does.
  package func judge(_ line: UnsafeBufferPointer<UInt8>, number: Int) -> JudgedLine {
    guard line.count <= Limits.lineBytes else {
      return .unreadable(RewardError(.lineTooLong, line: number, expected: "at most \(Limits.lineBytes) bytes"))
    }
    return lineVerification.judge(line, number: number, file: 0, fileName: "")
  }

  /// One verdict by itself, with the steps to it when they are asked for.
  ///
  /// - Throws: `malformed_row`, and the first field of the row that is not as it should be.
  package func verify(
    _ line: UnsafeBufferPointer<UInt8>, explaining: Bool
  ) throws(RewardError) -> (verdict: Verdict, steps: [Work.Step]?) {
    let reader = RowReader(fields: recipe.fields, routePath: recipe.verifiers.route)
    let row = try reader.read(line, number: 1)
    if let problem = row.problems.first { throw problem }
    let verifier = try recipe.verifiers.verifier(for: row)
    if let problem = verifier.problemOfOptions(in: row.rollout) { throw problem.under(recipe.fields.name(of: .metadata)) }
    var work = Work(explaining: explaining)
    let verdict = verifier.verify(row.rollout, work: &work)
    return (verdict, work.steps)
  }

  // MARK: Shaping

  /// What becomes of the groups of one call.
  package enum Wholeness: Sendable {
    /// The call has whole groups, however far apart their rows are: as `Scorer.score`.
    case wholeGroups
    /// As far as the recipe's reach: as a file in `rewards score`.
    case recipeReach
  }

  /// Shapes judged rows, in order, and moves the state on; what the state keeps is updated in place.
  ///
  /// - Parameters:
  ///   - rows: the rows.
  ///   - state: the state before, and afterwards the state after.
  ///   - wholeness: how groups close; rows out are made for `recipeReach`.
  ///   - receive: takes findings and rows, in order. A finding has its line, from 1, and no file.
  package func shape(
    _ rows: [JudgedLine], state: inout RunState, _ wholeness: Wholeness, receive: (Pipeline.Event) -> Void
  ) {
    var settings = Pipeline.Settings()
    switch wholeness {
    case .wholeGroups: (settings.reach, settings.waitingLimit, settings.tellsRepeatedIDs) = (max(rows.count, 1), .max, false)
    case .recipeReach: settings.writesRows = true
    }
    // The state is moved and not copied, so that a history of a million prompts has one owner and grows in place.
    var shaping = BatchShaping(recipe: recipe, state: Self.taking(&state, for: recipe), settings: settings, names: [""])
    func pass(_ event: Pipeline.Event) {
      guard case .finding(var error) = event else { return receive(event) }
      error.file = nil
      receive(.finding(error))
    }
    do throws(RewardError) {
      for row in rows {
        switch row {
        case .row(let row): try shaping.add(row, pass)
        case .unreadable(let error): pass(.finding(error))
        }
      }
      state = try shaping.finish(pass)
    } catch {
      preconditionFailure("`receive` throws nothing, and there is no other source of errors: \(error)")
    }
    // Every group of the call is whole by contract: there is nothing that a later one could go on with.
    state.openEnds = []
  }

  private static func taking(_ state: inout RunState, for recipe: Recipe) -> RunState {
    var taken = RunState(for: recipe)
    swap(&taken, &state)
    taken.openEnds = []
    return taken
  }

  // MARK: State

  /// The state before the first batch.
  package func makeState() -> RunState { RunState(for: recipe) }

  /// A state as JSON: what `--state-out` writes.
  package func json(of state: RunState) throws(RewardError) -> JSONValue {
    try ShaperStateFile.json(of: state, recipe: recipe)
  }

  /// The state that JSON tells of.
  ///
  /// - Throws: `invalid_state` when it is not one of this recipe.
  package func state(from json: JSONValue) throws(RewardError) -> RunState {
    try ShaperStateFile.state(from: json, for: recipe)
  }

  /// The state that joins those of several processes; see `Scorer.resume(fromMerged:since:)`.
  ///
  /// - Throws: `state_not_mergeable`, `invalid_state`.
  package func state(merging saved: [JSONValue], since base: JSONValue?) throws(RewardError) -> RunState {
    let begin = if let base { try state(from: base) } else { makeState() }
    var states: [RunState] = []
    for saved in saved { states.append(try state(from: saved)) }
    return try RunState(merging: states, since: begin, for: recipe)
  }
}
