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
    var checked = CheckedGroundTruth()
    return judge(line, number: number, file: file, fileName: fileName, checked: &checked)
  }

  /// The same, for lines that come one after the other; `checked` is what is known of the ground truth of the one before.
  func judge(
    _ line: UnsafeBufferPointer<UInt8>, number: Int, file: Int, fileName: String, checked: inout CheckedGroundTruth
  ) -> JudgedLine {
    func placed(_ error: RewardError) -> RewardError {
      var error = error
      error.file = fileName
      error.line = number
      return error
    }
    do throws(RewardError) {
      var row = try reader.read(line, number: number)
      if checksOnlyGroundTruth { Self.removeComparisons(from: &row, fields: recipe.fields) }
      var judged = judge(row, checked: &checked)
      judged.file = file
      judged.line = number
      judged.lineBytes = line.count
      judged.findings = judged.findings.map(placed)
      return .row(judged)
    } catch {
      return .unreadable(placed(error))
    }
  }

  /// Takes out of a row what its ground truth has nothing to do with: what verdicts and rewards would be compared with.
  private static func removeComparisons(from row: inout Row, fields: FieldMap) {
    let compared: Set<String> = [fields.name(of: .completion), fields.name(of: .expected), fields.name(of: .reward)]
    row.problems.removeAll { $0.field.map(compared.contains) ?? false }
    row.expected = nil
    row.recordedReward = .absent
  }

  /// Judges a row.
  package func judge(_ row: Row) -> JudgedRow {
    var checked = CheckedGroundTruth()
    return judge(row, checked: &checked)
  }

  private func judge(_ row: Row, checked: inout CheckedGroundTruth) -> JudgedRow {
    var findings = row.problems + LostBackslash.findings(in: row, fields: recipe.fields)
    if checksOnlyGroundTruth { findings.removeAll { $0.code == .lostBackslash && $0.field == recipe.fields.name(of: .completion) } }
    let verdict = verdict(of: row, findings: &findings, checked: &checked)
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
      groupID: rollout.groupID, step: rollout.step,
      content: rollout.groupID == nil ? RowContent() : RowContent(of: rollout, judged: verdict), expected: row.expected,
      recordedReward: row.recordedReward, output: row.kept.map { RowWriter.start(of: $0, verdict: verdict) } ?? [],
      findings: findings)
  }

  private func verdict(of row: Row, findings: inout [RewardError], checked: inout CheckedGroundTruth) -> Verdict {
    let verifier: ConfiguredVerifier
    do throws(RewardError) { verifier = try recipe.verifiers.verifier(for: row) } catch {
      findings.append(error)
      return .unverifiable(.missingField, chargedTo: .verifier, detail: error.message)
    }
    let problem = verifier.problemOfOptions(in: row.rollout)?.under(recipe.fields.name(of: .metadata))
    if let problem { findings.append(problem) }
    if checksOnlyGroundTruth {
      var rollout = row.rollout
      // The ground truth is looked at by itself; what is wrong with the options beside it was said.
      if problem != nil { rollout.metadata = JSONObject() }
      return check(rollout, of: row, with: verifier, findings: &findings)
    }
    let name = verifier.description.name
    if verifier.description.needsGroundTruth, row.rollout.groundTruth?.value ?? .null == .null {
      reportMissingGroundTruth(of: row, &findings, source: name)
    }
    // A row without a completion, or with options that are none, is the data's doing, not the model's.
    guard row.hasCompletion else {
      return refused(by: verifier, .unverifiable(.missingField, chargedTo: .verifier, detail: "no completion"))
    }
    if let problem = problem ?? lostMetadata(of: row) {
      return refused(by: verifier, .unverifiable(.unsupported, chargedTo: .verifier, detail: problem.message))
    }
    var work = Work()
    let verdict = verifier.verify(row.rollout, work: &work, checked: &checked)
    if verdict.reason == .verifierError { findings.append(failure(verdict, of: name)) }
    if verdict.reason == .missingField, verdict.chargedTo == .groundTruth { reportMissingGroundTruth(of: row, &findings, source: name) }
    findings += unreadableGroundTruths(of: row.rollout, verdict, verifier, checked: &checked)
    return verdict
  }

  /// What is wrong with the ground truth of a row that was judged.
  ///
  /// A verdict that was decided has read it, or met it by equal text. So it is looked at again only where it may be why nothing was decided, and
  /// where there was no answer that it would have been read for.
  private func unreadableGroundTruths(
    of rollout: Rollout, _ verdict: Verdict, _ verifier: ConfiguredVerifier, checked: inout CheckedGroundTruth
  ) -> [RewardError] {
    let name = verifier.description.name
    let isUnread = verdict.outcome == .noAnswer || (verdict.reason == .unsupported && verdict.chargedTo == .verifier)
    let alternatives = verifier.unreadableAlternatives(of: rollout).compactMap { alternative -> RewardError? in
      // A form that is not handled may still be met by equal text, and where it was, it is no error of the data.
      if case .unsupported = alternative.check, !isUnread { return nil }
      return unreadable(alternative, source: name)
    }
    guard alternatives.isEmpty, let groundTruth = rollout.groundTruth, groundTruth.value != .null else { return alternatives }
    if verdict.reason == .malformedGroundTruth { return [unreadable(groundTruth.value, verdict.detail, source: name)] }
    guard isUnread, verifier.description.needsGroundTruth, verifier.alternatives(of: groundTruth) == nil else { return [] }
    var work = Work()
    let why = Self.words(for: checked.check(rollout, by: verifier, work: &work))
    return why.map { [unreadable(groundTruth.value, $0, source: name)] } ?? []
  }

  /// The finding about metadata that cannot be read: how the row is to be judged may stand in them, and it must not be judged otherwise.
  private func lostMetadata(of row: Row) -> RewardError? {
    let name = recipe.fields.name(of: .metadata)
    return row.problems.first { $0.code == .malformedField && $0.field == name }
  }

  /// A verdict that the verifier was not asked for, in its name.
  private func refused(by verifier: ConfiguredVerifier, _ verdict: Verdict) -> Verdict {
    var verdict = verdict
    verdict.verifier = verifier.description.name
    verdict.version = verifier.description.version
    return verdict
  }

  private func check(
    _ rollout: Rollout, of row: Row, with verifier: ConfiguredVerifier, findings: inout [RewardError]
  ) -> Verdict {
    let name = verifier.description.name
    guard rollout.groundTruth != nil else {
      guard verifier.description.needsGroundTruth else { return .noAnswer() }
      reportMissingGroundTruth(of: row, &findings, source: name)
      return .unverifiable(.missingField, chargedTo: .groundTruth)
    }
    let alternatives = verifier.unreadableAlternatives(of: rollout).map { unreadable($0, source: name) }
    findings += alternatives
    var work = Work()
    let check = verifier.check(rollout, work: &work)
    if alternatives.isEmpty, let why = Self.words(for: check) {
      findings.append(unreadable(rollout.groundTruth?.value, why, source: name))
    }
    switch check {
    case .readable: return .noAnswer()
    case .malformed: return .unverifiable(.malformedGroundTruth, chargedTo: .groundTruth)
    case .unsupported: return .unverifiable(.unsupported, chargedTo: .verifier)
    }
  }

  /// What a check found, for messages; `nil`: nothing.
  private static func words(for check: GroundTruthCheck) -> String? {
    switch check {
    case .readable: nil
    case .malformed(let why): why
    case .unsupported(let why): "\(why); only equal text will be decided"
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

  private func unreadable(_ alternative: UnreadableAlternative, source: String) -> RewardError {
    var error = unreadable(alternative.value, Self.words(for: alternative.check), source: source)
    error.field = error.field.map { "\($0)[\(alternative.index)]" }
    return error
  }

  private func unreadable(_ value: JSONValue?, _ why: String?, source: String) -> RewardError {
    let found = PrintableText.quote(value?.description ?? "nothing", scalars: PrintableText.shortScalars)
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
