import RewardCore

/// Row → verdict → correctness reward: the part of the way that has no state and runs on all cores.
package struct RowVerification: Sendable {
  private let recipe: Recipe
  private let reader: RowReader
  private let checksOnlyGroundTruth: Bool
  /// The first shaper that needs lengths.
  private let lengthShaper: String?

  /// - Parameters:
  ///   - recipe: what to do.
  ///   - keepsRest: whether rows are written out later.
  ///   - checksOnlyGroundTruth: judge data without completions.
  package init(recipe: Recipe, keepsRest: Bool, checksOnlyGroundTruth: Bool = false) {
    self.recipe = recipe
    self.checksOnlyGroundTruth = checksOnlyGroundTruth
    lengthShaper = recipe.chain.steps.first { $0.shaper.description.usesLength }?.name
    reader = RowReader(
      fields: recipe.fields, routePath: recipe.verifiers.route, inputs: recipe.inputs, keepsRest: keepsRest,
      replacing: recipe.signals.members)
  }

  /// Judges one line, which is without its line end.
  package func judge(_ line: UnsafeBufferPointer<UInt8>, number: Int, file: Int, fileName: String) -> JudgedLine {
    func placed(_ error: RewardError) -> RewardError {
      var error = error
      error.file = fileName
      error.line = number
      return error
    }
    do throws(RewardError) {
      var row = try reader.read(line, number: number)
      if checksOnlyGroundTruth { row.problems.removeAll { $0.field == recipe.fields.name(of: .completion) } }
      var judged = judge(row)
      judged.file = file
      judged.line = number
      judged.lineBytes = line.count
      judged.findings = judged.findings.map(placed)
      return .row(judged)
    } catch {
      return .unreadable(placed(error))
    }
  }

  /// Judges a row.
  package func judge(_ row: Row) -> JudgedRow {
    var findings = row.problems
    let verdict = verdict(of: row, findings: &findings)
    let rollout = row.rollout
    let formatOK = row.inputs["format_ok"]?.boolValue ?? true
    let correctness = recipe.policy.reward(for: verdict, truncated: rollout.truncated, formatOK: formatOK)
    if correctness != nil, let problem = missingLength(of: row) { findings.append(problem) }
    return JudgedRow(
      file: 0, line: 0, lineBytes: 0, ownID: row.hasOwnID ? rollout.id : nil, verdict: verdict, correctness: correctness,
      judged: JudgedRollout(
        correct: correctness == nil ? nil : recipe.policy.correctness(of: verdict), length: length(of: rollout),
        truncated: rollout.truncated, formatOK: formatOK, reward: correctness, fields: fields(row.inputs, recipe.inputs.ofRollouts)),
      groupInputs: fields(row.inputs, recipe.inputs.ofGroups), batchInputs: fields(row.inputs, recipe.inputs.ofBatches),
      groupID: rollout.groupID, step: rollout.step, expected: row.expected,
      recordedReward: row.recordedReward, output: row.kept.map { RowWriter.start(of: $0, verdict: verdict) } ?? [],
      findings: findings)
  }

  private func verdict(of row: Row, findings: inout [RewardError]) -> Verdict {
    let verifier: ConfiguredVerifier
    do throws(RewardError) { verifier = try recipe.verifiers.verifier(for: row) } catch {
      findings.append(error)
      return .unverifiable(.missingField, chargedTo: .verifier, detail: error.message)
    }
    if checksOnlyGroundTruth { return check(row, with: verifier, findings: &findings) }
    guard row.hasCompletion else {
      // A row without a completion is the data's doing, not the model's.
      var verdict = Verdict.unverifiable(.missingField, chargedTo: .verifier, detail: "no completion")
      verdict.verifier = verifier.description.name
      verdict.version = verifier.description.version
      return verdict
    }
    var work = Work()
    let verdict = verifier.verify(row.rollout, work: &work)
    let name = verifier.description.name
    if verdict.reason == .verifierError { findings.append(failure(verdict, of: name)) }
    if verdict.reason == .malformedGroundTruth { findings.append(unreadable(row, verdict.detail, source: name)) }
    if verdict.reason == .missingField, verdict.chargedTo == .groundTruth { reportMissingGroundTruth(of: row, &findings, source: name) }
    return verdict
  }

  private func check(_ row: Row, with verifier: ConfiguredVerifier, findings: inout [RewardError]) -> Verdict {
    let name = verifier.description.name
    guard row.rollout.groundTruth != nil else {
      guard verifier.description.needsGroundTruth else { return .noAnswer() }
      reportMissingGroundTruth(of: row, &findings, source: name)
      return .unverifiable(.missingField, chargedTo: .groundTruth)
    }
    var work = Work()
    switch verifier.check(row.rollout, work: &work) {
    case .readable: return .noAnswer()
    case .malformed(let why):
      findings.append(unreadable(row, why, source: name))
      return .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth)
    case .unsupported(let why):
      findings.append(unreadable(row, "\(why); only equal text will be decided", source: name))
      return .unverifiable(.unsupported, chargedTo: .verifier)
    }
  }

  private func reportMissingGroundTruth(of row: Row, _ findings: inout [RewardError], source: String) {
    let field = recipe.fields.name(of: .groundTruth)
    // What cannot be read was reported as such.
    guard !findings.contains(where: { $0.field == field }) else { return }
    findings.append(RewardError(.missingField, field: field, expected: FieldMap.remedy, nearest: row.nearGroundTruth, source: source))
  }

  /// Says that a verifier failed: a row that was not judged is no zero, and a run in which one fails on every row must not look like any other.
  private func failure(_ verdict: Verdict, of verifier: String) -> RewardError {
    let words = verdict.detail ?? "it failed without a word"
    // What a plugin did begins with its name.
    let namesPlugin = words.hasPrefix("plugin ")
    return RewardError(.pluginFailed, found: words, source: namesPlugin ? nil : verifier)
  }

  private func unreadable(_ row: Row, _ why: String?, source: String) -> RewardError {
    var found = row.rollout.groundTruth?.value.description ?? "nothing"
    if found.unicodeScalars.count > 80 { found = String(String.UnicodeScalarView(found.unicodeScalars.prefix(80))) + "…" }
    return RewardError(
      .unreadableGroundTruth, field: recipe.fields.name(of: .groundTruth), found: found + (why.map { " (\($0))" } ?? ""),
      source: source)
  }

  /// Says that shapers need a length that the row does not have: they skip it then, and a reward would be missing without a word.
  private func missingLength(of row: Row) -> RewardError? {
    guard !checksOnlyGroundTruth, recipe.lengthUnit == .tokens, row.rollout.tokenCount == nil, let shaper = lengthShaper else { return nil }
    let field = recipe.fields.name(of: .tokenCount)
    guard !row.problems.contains(where: { $0.field == field }) else { return nil }
    return RewardError(
      .missingField, field: field, expected: #"the length in tokens, or `"length": "characters"` in the recipe"#, source: shaper)
  }

  private func length(of rollout: Rollout) -> Double? {
    switch recipe.lengthUnit {
    case .tokens: rollout.tokenCount.map(Double.init)
    case .characters: Double(rollout.completion.unicodeScalars.count)
    }
  }

  private func fields(_ inputs: JSONObject, _ names: Set<String>) -> JSONObject {
    guard !names.isEmpty, !inputs.members.isEmpty else { return JSONObject() }
    return JSONObject(members: inputs.members.filter { names.contains($0.name) })
  }
}
