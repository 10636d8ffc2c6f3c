public import RewardCore

/// What every verifier upholds, as plain functions that return findings.
///
/// Source: `docs/design.md`, the contract on `Verifier`.
public struct VerifierLaws: Sendable {
  private let registry: Registry
  private let description: VerifierDescription

  /// The laws for the verifier of this name.
  ///
  /// - Throws: `unknown_verifier`.
  public init(_ name: String, in registry: Registry) throws(RewardError) {
    self.registry = registry
    // Not by making one: it may have options that have to be given.
    if let description = registry.verifiers.first(where: { $0.name == name }) {
      self.description = description
    } else {
      description = try registry.verifier(name).description
    }
  }

  /// The laws for a verifier of this type, in a registry that it is added to unless it is there.
  ///
  /// - Throws: what is wrong with its defaults.
  public init(of type: (some Verifier).Type, in registry: Registry) throws(RewardError) {
    var registry = registry
    if !registry.verifiers.contains(where: { $0.name == type.description.name }) { try registry.add(type) }
    try self.init(type.description.name, in: registry)
  }

  /// All findings of all laws.
  public func findings() -> [LawFinding] { laws.findings() }

  /// The laws one by one; growth comes early, because a verifier whose work grows too fast takes forever on long text.
  package var laws: [Law] {
    [
      Law("the description is complete", completeDescription), Law("examples hold", examples),
      Law("work grows with the text and no faster", isGrowth: true, growth), Law("variants of examples change nothing", variants),
      Law("a verdict's members go together", usesLargeInput: true, consistentVerdicts),
      Law("hostile text is not correct", usesLargeInput: true, hostileText),
      Law("a ground truth that cannot be right decides nothing", badGroundTruths), Law("null metadata counts as absent", nullMetadata),
      Law("the ground truth is correct against itself", groundTruthAsAnswer),
      Law("`check` reads the ground truths that decide", checkAgrees), Law("an explanation changes nothing", explanations),
      Law("what there is no work left for is not decided", smallBudgets), Law("threads do not disturb each other", threads),
    ]
  }

  // MARK: Laws

  /// The description says everything, and its examples show each kind of verdict.
  public func completeDescription() -> [LawFinding] {
    var findings: [LawFinding] = []
    func require(_ condition: Bool, _ what: String) {
      if !condition { findings.append(finding("the description is complete", what)) }
    }
    require(description.version >= 1, "the version is below 1")
    require(description.summary.hasSuffix("."), "the summary is no sentence")
    require(!description.rationale.isEmpty, "there is no rationale")
    require(description.options.allSatisfy { !$0.summary.isEmpty }, "an option has no summary")
    require(Set(description.options.map(\.name)).count == description.options.count, "an option stands twice")
    for option in description.options {
      require(option.defaultValue.map(option.accepts) ?? true, "the default of `\(option.name)` is none of its values")
    }
    for outcome in [Verdict.Outcome.correct, .incorrect] {
      require(description.examples.contains { $0.outcome == outcome }, "no example is \(outcome.rawValue)")
    }
    return findings
  }

  /// Every example gives the verdict that it states, again and again.
  public func examples() -> [LawFinding] {
    description.examples.flatMap { example -> [LawFinding] in
      let first = verdict(of: example)
      var findings = mismatch(first, example, "examples hold").map { [$0] } ?? []
      if verdict(of: example) != first {
        findings.append(finding("the same input gives the same verdict", "it did not the second time", at: example))
      }
      return findings
    }
  }

  /// Text in front, other line ends, a blank at the end, and what names the row change no verdict.
  public func variants() -> [LawFinding] {
    description.examples.filter(\.hasVariants).flatMap { example -> [LawFinding] in
      var texts: [(String, String)] = [("a newline at the end", example.completion + "\n")]
      if !example.completion.isEmpty {
        texts.append(("multi-byte text in front", "Überlegung 🤔: ∀x.\n\n" + example.completion))
        // A verifier without a ground truth judges the whole text, reasoning and all.
        if description.needsGroundTruth {
          texts.append(("reasoning in front", "<think>Maybe \\boxed{17}? No.</think>\n" + example.completion))
        }
        texts.append(("CRLF", example.completion.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")))
      }
      return texts.compactMap { name, text in
        var variant = example
        variant.completion = text
        return mismatch(verdict(of: variant), example, "\(name) changes nothing", text: text)
      } + [otherNames(example)].compactMap { $0 }
    }
  }

  /// What names a row, and where it stands in the run, is no part of the answer.
  private func otherNames(_ example: VerifierExample) -> LawFinding? {
    var rollout = rollout(of: example)
    rollout.id = "another"
    rollout.groupID = "a group"
    rollout.step = 17
    return mismatch(verdict(rollout, options: example.options), example, "the names of a row change nothing")
  }

  /// What a verdict says goes together.
  public func consistentVerdicts() -> [LawFinding] {
    let hostile = hostileRollouts().map { ($0.name, $0.rollout, JSONObject(), nil as VerifierExample?) }
    let own = description.examples.map { ("", rollout(of: $0), $0.options, $0 as VerifierExample?) }
    return (own + hostile).compactMap { name, rollout, options, example in
      let verdict = verdict(rollout, options: options)
      let problem: String? =
        switch verdict.outcome {
        case .correct where verdict.score != .full: "`correct` with a score of \(verdict.score.doubleValue)"
        case .correct where verdict.proof?.isEmpty ?? true: "`correct` without a proof"
        case .incorrect where verdict.score >= .full: "`incorrect` with a score of 1"
        case .incorrect where verdict.proof?.isEmpty ?? true: "`incorrect` without a proof"
        case .noAnswer where verdict.score != .none: "`no_answer` with a score of \(verdict.score.doubleValue)"
        case .unverifiable where verdict.reason == nil || verdict.chargedTo == nil:
          "`unverifiable` without a reason or whom it is charged to"
        case .unverifiable where verdict.score != .none: "`unverifiable` with a score of \(verdict.score.doubleValue)"
        case .correct, .incorrect, .noAnswer: verdict.reason == nil ? nil : "`\(verdict.outcome.rawValue)` with a reason"
        case .unverifiable: nil
        }
      return problem.map { finding("a verdict's members go together", name.isEmpty ? $0 : "\($0), on \(name)", at: example) }
    }
  }

  /// Hostile text gives a verdict, and never `correct`.
  public func hostileText() -> [LawFinding] {
    hostileRollouts().compactMap { name, rollout in
      guard verdict(rollout, options: [:]).outcome == .correct else { return nil }
      return finding("hostile text is not correct", "\(name), against \(rollout.groundTruth?.value ?? .null)")
    }
  }

  /// A member of the metadata that is null counts as absent.
  public func nullMetadata() -> [LawFinding] {
    description.examples.compactMap { example -> LawFinding? in
      guard !example.metadata.members.isEmpty else { return nil }
      var (null, absent) = (rollout(of: example), rollout(of: example))
      null.metadata = JSONObject(members: example.metadata.members.map { JSONObject.Member(name: $0.name, value: .null) })
      absent.metadata = JSONObject()
      let (first, second) = (verdict(null, options: example.options), verdict(absent, options: example.options))
      guard first.outcome != second.outcome || first.reason != second.reason else { return nil }
      return finding(
        "null metadata counts as absent", "null gives \(first.outcome.rawValue), and absent \(second.outcome.rawValue)", at: example)
    }
  }

  /// What no ground truth can be is never held against the model.
  public func badGroundTruths() -> [LawFinding] {
    guard description.needsGroundTruth else { return [] }
    let completions = description.examples.prefix(4).map(\.completion)
    return completions.flatMap { completion in
      ([.null, .string(""), .string(" \n"), .object([:]), .array([])] as [JSONValue]).compactMap { value -> LawFinding? in
        let verdict = verdict(Rollout(completion: completion, groundTruth: GroundTruth(value)), options: [:])
        guard verdict.outcome == .incorrect || verdict.outcome == .correct || verdict.chargedTo == .completion else { return nil }
        return finding("a ground truth that cannot be right decides nothing", "\(value) gives \(verdict.outcome.rawValue)")
      }
    }
  }

  /// The ground truth, boxed, is correct against itself, where ground truths have the form of answers.
  public func groundTruthAsAnswer() -> [LawFinding] {
    guard description.needsGroundTruth, description.groundTruthIsAnswer, groundTruthsAreAnswers else { return [] }
    return description.examples.compactMap { example in
      // An option may say that the ground truth is something else than the answer, such as an index.
      guard example.outcome == .correct, example.options.members.isEmpty, let truth = example.groundTruth, let text = truth.text,
        !text.contains("boxed"),
        !text.contains("####"), !text.contains("$")
      else { return nil }
      var variant = example
      variant.completion = "Therefore \\boxed{\(text)}."
      let verdict = verdict(of: variant)
      guard verdict.outcome != .correct else { return nil }
      return finding("the ground truth is correct against itself", "\(truth.value) gives \(verdict.json)")
    }
  }

  /// Whether ground truths have the form of answers (`12`), and are no words about them (`even`): an example shows it.
  private var groundTruthsAreAnswers: Bool {
    description.examples.contains { example in
      example.outcome == .correct && example.groundTruth?.text != nil && verdict(of: example).extracted == example.groundTruth?.text
    }
  }

  /// A ground truth by which something was decided is one that `check` can read.
  public func checkAgrees() -> [LawFinding] {
    guard description.needsGroundTruth else { return [] }
    return description.examples.compactMap { example in
      guard example.outcome == .correct || example.outcome == .incorrect, let verifier = verifier(example.options) else { return nil }
      var work = Work()
      guard case .malformed(let problem) = verifier.check(rollout(of: example), work: &work) else { return nil }
      return finding("`check` reads the ground truths that decide", "it calls the ground truth malformed: \(problem)", at: example)
    }
  }

  /// Who asks for an explanation gets the same verdict.
  public func explanations() -> [LawFinding] {
    description.examples.compactMap { example in
      let plain = verdict(of: example)
      var work = Work(explaining: true)
      guard let explained = verifier(example.options)?.verify(rollout(of: example), work: &work), explained != plain else { return nil }
      return finding("an explanation changes nothing", "\(plain.json) becomes \(explained.json)", at: example)
    }
  }

  /// With less work to spend the verdict is the same or `unverifiable(limit_exceeded)`: what was not looked at is not decided.
  public func smallBudgets() -> [LawFinding] {
    description.examples.flatMap { example -> [LawFinding] in
      let plain = verdict(of: example)
      return [0, 1, 10, 100, 1_000].compactMap { units in
        var work = Work(budget: WorkBudget(units: units))
        guard let poor = verifier(example.options)?.verify(rollout(of: example), work: &work) else { return nil }
        let isOpen = poor.outcome == .unverifiable && poor.reason == .limitExceeded
        // What cannot be decided with all the work there is may be given up for another reason.
        guard !isOpen, poor.outcome != plain.outcome, poor.outcome != .unverifiable || plain.outcome != .unverifiable else { return nil }
        return finding("what there is no work left for is not decided", "\(units) units give \(poor.json)", at: example)
      }.prefix(1).map { $0 }
    }
  }

  /// One verifier, called from many threads at once, gives the verdicts that it gives one after the other.
  public func threads() -> [LawFinding] {
    let examples = description.examples
    let verifiers = examples.map { verifier($0.options) }
    let alone = examples.map(verdict)
    let rounds = Threads.run { thread in
      // Each thread begins at another example, so that different ones meet.
      (0..<examples.count * Threads.rounds).map { index -> (Int, Verdict?) in
        let at = (index + thread) % examples.count
        var work = Work()
        return (at, verifiers[at]?.verify(rollout(of: examples[at]), work: &work))
      }
    }
    var broken: [Int: Verdict] = [:]
    for (at, verdict) in rounds.joined() { if let verdict, verdict != alone[at] { broken[at] = verdict } }
    return broken.sorted { $0.key < $1.key }.map { at, verdict in
      finding("threads do not disturb each other", "alone \(alone[at].json), among others \(verdict.json)", at: examples[at])
    }
  }

  /// Eight times the text takes about eight times the work: a model must not be able to buy minutes with a few kilobytes.
  public func growth() -> [LawFinding] {
    guard let example = plainExample, let verifier = verifier([:]) else { return [] }
    return HostileText.units.compactMap { name, before, unit, behind in
      var rollout = rollout(of: example)
      let excess = Growth.excess(over: Growth.linear, upTo: Self.largestGrowth) { size in
        rollout.completion = before + String(repeating: unit, count: max(1, size / unit.utf8.count)) + behind
        var work = Work()
        _ = verifier.verify(rollout, work: &work)
        return Limits.verdictWork - work.budget.remaining
      }
      return excess.map { finding("work grows with the text and no faster", "\(name): of bytes, \($0)") }
    }
  }

  // MARK: Pieces

  /// A completion of a hundred thousand tokens is about as long.
  private static let largestGrowth = 1 << 19

  /// The first example that is correct without options.
  private var plainExample: VerifierExample? { description.examples.first { $0.outcome == .correct && $0.options.members.isEmpty } }

  private func hostileRollouts() -> [(name: String, rollout: Rollout)] {
    guard let example = plainExample else { return [] }
    return HostileText.all.map { name, text in
      var rollout = rollout(of: example)
      rollout.completion = text
      return (name, rollout)
    }
  }

  private func rollout(of example: VerifierExample) -> Rollout {
    Rollout(completion: example.completion, groundTruth: example.groundTruth, metadata: example.metadata)
  }

  private func verifier(_ options: JSONObject) -> ConfiguredVerifier? { try? registry.verifier(description.name, options: options) }

  private func verdict(of example: VerifierExample) -> Verdict { verdict(rollout(of: example), options: example.options) }

  private func verdict(_ rollout: Rollout, options: JSONObject) -> Verdict {
    do throws(RewardError) {
      var work = Work()
      return try registry.verifier(description.name, options: options).verify(rollout, work: &work)
    } catch { return .unverifiable(.verifierError, chargedTo: .verifier, detail: error.description) }
  }

  private func mismatch(_ verdict: Verdict, _ example: VerifierExample, _ law: String, text: String? = nil) -> LawFinding? {
    let isAsStated =
      verdict.outcome == example.outcome && (example.reason == nil || example.reason == verdict.reason)
      && (example.score == nil || example.score == verdict.score)
    guard !isAsStated else { return nil }
    return finding(law, "the example states \(example.outcome.rawValue), got \(verdict.json)", at: example, text: text)
  }

  private func finding(
    _ law: String, _ evidence: String, at example: VerifierExample? = nil, text: String? = nil
  ) -> LawFinding {
    let place = example.map { "\($0.fileID):\($0.line): " } ?? ""
    return LawFinding(
      law: law, subject: description.name, evidence: place + evidence, fileID: example?.fileID, line: example?.line,
      lookAtIt: example.map { lookAt($0, text: text) })
  }

  /// Code that judges the example again, step by step.
  private func lookAt(_ example: VerifierExample, text: String?) -> String {
    func literal(_ value: JSONObject) -> String { "JSONValue(parsing: #\"\(JSONValue.object(value))\"#).objectValue ?? [:]" }
    let truth = example.groundTruth.map { ", groundTruth: GroundTruth(try JSONValue(parsing: ##\"\($0.value)\"##))" } ?? ""
    let metadata = example.metadata.members.isEmpty ? "" : ", metadata: try \(literal(example.metadata))"
    let options = example.options.members.isEmpty ? "" : ", options: try \(literal(example.options))"
    return """
      var work = Work(explaining: true)
      let verifier = try registry.verifier("\(description.name)"\(options))
      let rollout = Rollout(completion: \(String(reflecting: text ?? example.completion))\(truth)\(metadata))
      print(verifier.verify(rollout, work: &work).json, work.steps ?? [])
      """
  }
}
