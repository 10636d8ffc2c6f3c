package import RewardCore

/// The way of one row, from bytes to a reward; read this first.
///
/// ```
/// LineSource ─▶ RowReader ─▶ VerifierSelection ─▶ verify ─▶ RewardAssignment   on all cores: no state
///                                                                │
///   GroupAssembly ─▶ ShaperChain ─▶ TrainingSignals (batch, inout state) ─▶ RowWriter    in row order: state flows
/// ```
///
/// Verification runs in parallel because a verifier has no state; everything from `GroupAssembly` on runs in row order because state flows
/// from batch to batch. So the output is the same for any number of jobs. Memory is bounded by the rows that wait for their group
/// (`Limits.groupReach`, `Limits.waitingBytes`), and does not grow with the file.
package struct Pipeline: Sendable {
  /// What a run tells while it goes on; called on the caller's thread, in row order.
  package enum Event: Sendable {
    /// Something wrong with a line, a group or a label.
    case finding(RewardError)
    /// A row is done. `output` is the row out, when output was asked for.
    case row(FinishedRow, output: [UInt8])
    /// Lines were read: rows so far, and bytes so far.
    case progress(lines: Int, bytes: Int)
  }

  /// How to run.
  package struct Settings: Sendable {
    /// Threads that verify.
    package var jobs = WorkThreads.cores
    /// Whether rows out are made.
    package var writesRows = false
    /// Judge data without completions.
    package var checksOnlyGroundTruth = false
    /// Whether rows with the id of another are told of: rows of a file, and not rollouts of a trainer's batch, whose ids are theirs to choose.
    package var tellsRepeatedIDs = true
    /// Bytes of a line, beyond which it is passed over.
    package var lineLimit = Limits.lineBytes
    /// Rows that a group or batch may reach over, when that is not the recipe's to say.
    package var reach: Int?
    /// Bytes that may wait for their group.
    package var waitingLimit = Limits.waitingBytes

    package init() {}
  }

  /// The recipe.
  package let recipe: Recipe

  /// A pipeline for a recipe.
  package init(recipe: Recipe) { self.recipe = recipe }

  /// Runs over files.
  ///
  /// - Parameters:
  ///   - paths: files, or `-`.
  ///   - state: the shapers' state; afterwards the state to go on with. Untouched when the run throws.
  ///   - receive: takes the events; what it throws ends the run.
  /// - Returns: files that could not be read, or not to their end.
  package func run(
    _ paths: [String], settings: Settings, state: inout RunState,
    receive: (Event) throws(RewardError) -> Void
  ) throws(RewardError) -> [RewardError] {
    let verification = RowVerification(
      recipe: recipe, keepsRest: settings.writesRows, checksOnlyGroundTruth: settings.checksOnlyGroundTruth)
    var source = LineSource(paths, lineLimit: settings.lineLimit)
    let workers = OrderedWorkers<LineSource.Chunk, [JudgedLine]>(count: settings.jobs) { [names = source.names] chunk in
      Self.judge(chunk, with: verification, names: names)
    }
    var shaping = BatchShaping(recipe: recipe, state: state, settings: settings, names: source.names)
    var lines = 0
    var pieces: ArraySlice<LineSource.Chunk> = []
    while true {
      while workers.hasRoom {
        if pieces.isEmpty { pieces = source.next()?.pieces(for: settings.jobs)[...] ?? [] }
        guard let piece = pieces.popFirst() else { break }
        workers.submit(piece)
      }
      guard let judged = workers.next() else { break }
      for line in judged {
        switch line {
        case .row(let row): try shaping.add(row, receive)
        case .unreadable(let error): try receive(.finding(error))
        }
      }
      lines += judged.count
      try receive(.progress(lines: lines, bytes: source.bytesRead))
    }
    state = try shaping.finish(receive)
    return source.failures
  }

  private static func judge(
    _ chunk: LineSource.Chunk, with verification: RowVerification, names: [String]
  ) -> [JudgedLine] {
    let name = names[chunk.file]
    var checked = CheckedGroundTruth()
    return chunk.bytes.withUnsafeBufferPointer { bytes in
      chunk.lines.map { line in
        if var problem = line.problem {
          (problem.file, problem.line) = (name, line.number)
          return .unreadable(problem)
        }
        return verification.judge(
          UnsafeBufferPointer(rebasing: bytes[line.range]), number: line.number, file: chunk.file, fileName: name, checked: &checked)
      }
    }
  }
}
