package import RewardCore

/// What changed between two scored files.
package struct RowDifferences: Sendable {
  /// What differs in a row.
  package struct Change: Sendable {
    /// The row's name.
    package var name: RowName
    /// The row before; `nil`: it was added.
    package var old: ScoredLine?
    /// The row after; `nil`: it is missing.
    package var new: ScoredLine?
    /// Whether the outcome, or the reason of an undecided one, differs.
    package var changesOutcome: Bool
    /// Whether the reward differs by more than the tolerance.
    package var changesReward: Bool
  }

  /// How many rows went from one thing to another.
  package struct Transition: Sendable, Hashable {
    package var old: String
    package var new: String
  }

  /// How far rewards may differ, relative to the larger of the old one and 1.
  package let tolerance: Double

  /// Rows that both files have.
  package private(set) var pairs = 0
  /// Of these, the ones whose outcome changed.
  package private(set) var outcomeChanges = 0
  /// Of these, the ones whose reward changed.
  package private(set) var rewardChanges = 0
  /// Of these, the ones whose outcome or reward changed.
  package private(set) var changedRows = 0
  /// Of these, the ones that another verifier or version judged.
  package private(set) var verifierChanges = 0
  /// The most rows that waited for their partner at one time.
  package private(set) var mostWaiting = 0
  /// Rows that only the old file has.
  package private(set) var missing = 0
  /// Rows that only the new file has.
  package private(set) var added = 0
  /// Changed outcomes.
  package private(set) var outcomes: [Transition: Int] = [:]
  /// Changed verifiers, with how many of their rows have another outcome.
  package private(set) var verifiers: [Transition: (rows: Int, outcomes: Int)] = [:]
  /// The rewards of the rows that have a number in both files.
  package private(set) var rewarded = 0
  private var oldRewards = CompensatedSum()
  private var newRewards = CompensatedSum()

  /// Nothing compared yet.
  package init(tolerance: Double) { self.tolerance = tolerance }

  /// The mean reward before and after, of the rows that have a number in both files; `nil` when none has.
  package var meanRewards: (old: Double, new: Double)? {
    rewarded == 0 ? nil : (oldRewards.value / Double(rewarded), newRewards.value / Double(rewarded))
  }

  /// Whether anything differs; versions count unless they are to be ignored.
  package func areThereAny(ignoringVersions: Bool) -> Bool {
    changedRows + missing + added > 0 || (!ignoringVersions && verifierChanges > 0)
  }

  /// Compares two rows.
  ///
  /// - Returns: what changed; `nil` when outcome and reward are the same.
  package mutating func add(_ pair: RowMatching.Pair) -> Change? {
    pairs += 1
    let changesOutcome = pair.old.outcome != pair.new.outcome
    if changesOutcome {
      outcomeChanges += 1
      outcomes[Transition(old: pair.old.outcome, new: pair.new.outcome), default: 0] += 1
    }
    if pair.old.verifier != pair.new.verifier {
      verifierChanges += 1
      verifiers[Transition(old: pair.old.verifier, new: pair.new.verifier), default: (0, 0)].rows += 1
      if changesOutcome { verifiers[Transition(old: pair.old.verifier, new: pair.new.verifier), default: (0, 0)].outcomes += 1 }
    }
    if case .number(let old) = pair.old.reward, case .number(let new) = pair.new.reward {
      rewarded += 1
      oldRewards.add(old)
      newRewards.add(new)
    }
    let changesReward = !agree(pair.old.reward, pair.new.reward)
    if changesReward { rewardChanges += 1 }
    guard changesOutcome || changesReward else { return nil }
    changedRows += 1
    return Change(name: pair.name, old: pair.old, new: pair.new, changesOutcome: changesOutcome, changesReward: changesReward)
  }

  /// Counts a row that only one file has.
  package mutating func add(_ name: RowName, _ row: ScoredLine, onlyIn side: RowMatching.Side) -> Change {
    switch side {
    case .old:
      missing += 1
      return Change(name: name, old: row, new: nil, changesOutcome: false, changesReward: false)
    case .new:
      added += 1
      return Change(name: name, old: nil, new: row, changesOutcome: false, changesReward: false)
    }
  }

  private func agree(_ old: ScoredLine.Reward, _ new: ScoredLine.Reward) -> Bool {
    guard case .number(let left) = old, case .number(let right) = new else { return old == new }
    return left == right || abs(left - right) <= tolerance * max(1, abs(left))
  }
}

extension RowDifferences {
  /// Compares two files; memory is bounded by the rows that wait for their partner (`RowMatching`).
  ///
  /// - Parameters:
  ///   - old: the file before, or `-`.
  ///   - new: the file after, or `-`.
  ///   - tolerance: how far rewards may differ, relative to the larger of the old one and 1.
  ///   - changed: takes each row whose outcome or reward changed, in the order in which both were read, and at the end those of one file only.
  ///   - refused: takes lines that are no scored row.
  ///   - progress: takes lines and bytes read so far.
  /// - Returns: what changed, and files that could not be read to their end, or in which no row was judged.
  /// - Throws: `unreadable_file` for one that cannot be opened, before anything changed.
  package static func between(
    _ old: String, _ new: String, tolerance: Double, changed: (Change) throws(RewardError) -> Void,
    refused: (RewardError) throws(RewardError) -> Void, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(RewardError) -> (differences: RowDifferences, failures: [RewardError]) {
    var differences = RowDifferences(tolerance: tolerance)
    var matching = RowMatching()
    var olds = LineSource([old])
    var news = LineSource([new])
    var lines = (old: 0, new: 0)
    // Rows, and those of them that were judged.
    var rows = (old: 0, new: 0)
    var judged = (old: 0, new: 0)
    // Both are opened before anything is said: of a file that is not there nothing is missing.
    var oldChunk = olds.next()
    var newChunk = news.next()
    if oldChunk == nil, let failure = olds.failures.first { throw failure }
    if newChunk == nil, let failure = news.failures.first { throw failure }

    func take(
      _ chunk: LineSource.Chunk, _ side: RowMatching.Side, _ name: String
    ) throws(RewardError) -> Int {
      for line in chunk.lines {
        let read: (name: RowName, scored: ScoredLine)
        do throws(RewardError) {
          if let problem = line.problem { throw problem }
          read = try chunk.bytes.withUnsafeBufferPointer { (bytes) throws(RewardError) in
            try ScoredLineReader.read(UnsafeBufferPointer(rebasing: bytes[line.range]), number: line.number)
          }
        } catch {
          var error = error
          (error.file, error.line) = (name, line.number)
          try refused(error)
          continue
        }
        switch side {
        case .old: (rows.old, judged.old) = (rows.old + 1, judged.old + (read.scored.hasVerdict ? 1 : 0))
        case .new: (rows.new, judged.new) = (rows.new + 1, judged.new + (read.scored.hasVerdict ? 1 : 0))
        }
        // Outside of the `do`: what `changed` throws is no error of the line, and ends the comparison.
        if let pair = matching.add(read.scored, named: read.name, of: side), let change = differences.add(pair) { try changed(change) }
      }
      return chunk.lines.count
    }

    // The file that is behind is read on, so that rows in the same order meet soon.
    var (oldEnded, newEnded) = (false, false)
    while !oldEnded || !newEnded {
      if !oldEnded, newEnded || lines.old <= lines.new {
        if let chunk = oldChunk.take() ?? olds.next() { lines.old += try take(chunk, .old, old) } else { oldEnded = true }
      } else if let chunk = newChunk.take() ?? news.next() {
        lines.new += try take(chunk, .new, new)
      } else {
        newEnded = true
      }
      progress(lines.old + lines.new, olds.bytesRead + news.bytesRead)
    }
    differences.mostWaiting = matching.mostWaiting
    for (name, row) in matching.missing { try changed(differences.add(name, row, onlyIn: .old)) }
    for (name, row) in matching.added { try changed(differences.add(name, row, onlyIn: .new)) }
    var failures = olds.failures + news.failures
    for (file, rows, judged) in [(old, rows.old, judged.old), (new, rows.new, judged.new)] where rows > 0 && judged == 0 {
      failures.append(
        RewardError(.missingField, file: file, field: "verdict", expected: "rows as `rewards score` writes them; none here has one"))
    }
    return (differences, failures)
  }
}
