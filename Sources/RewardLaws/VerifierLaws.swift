public import RewardCore

/// A law that something does not keep, with what shows it.
public struct LawFinding: Sendable, Hashable, CustomStringConvertible {
  /// The law, in a few words.
  public var law: String
  /// Who breaks it.
  public var subject: String
  /// What shows it: the input and what came of it.
  public var evidence: String

  /// A finding.
  public init(law: String, subject: String, evidence: String) {
    self.law = law
    self.subject = subject
    self.evidence = evidence
  }

  /// The finding as a sentence.
  public var description: String { "\(subject) breaks the law \"\(law)\": \(evidence)" }
}

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

  /// All findings of all laws.
  public func findings() -> [LawFinding] {
    completeDescription() + examples() + variants() + hostileText() + badGroundTruths() + groundTruthAsAnswer()
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
        findings.append(finding("the same input gives the same verdict", place(example)))
      }
      return findings
    }
  }

  /// Text in front, other line ends and a blank at the end change no verdict.
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
        return mismatch(verdict(of: variant), example, "\(name) changes nothing")
      }
    }
  }

  /// Hostile text gives a verdict, and never `correct`.
  public func hostileText() -> [LawFinding] {
    guard let example = description.examples.first(where: { $0.outcome == .correct && $0.options.members.isEmpty }) else { return [] }
    return Self.hostile.compactMap { name, text in
      var variant = example
      variant.completion = text
      guard verdict(of: variant).outcome == .correct else { return nil }
      return finding("hostile text is not correct", "\(name), against \(example.groundTruth?.value ?? .null)")
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

  /// The ground truth, boxed, is correct against itself.
  public func groundTruthAsAnswer() -> [LawFinding] {
    guard description.needsGroundTruth, description.groundTruthIsAnswer else { return [] }
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

  // MARK: Pieces

  /// Texts that have hurt somebody: deep, long, unclosed, half a character, an expression too large to compute.
  static let hostile: [(String, String)] = [
    ("a hundred thousand braces", String(repeating: "{", count: 100_000)),
    ("unclosed boxes", String(repeating: "\\boxed{", count: 20_000)),
    ("nested boxes", String(repeating: "\\boxed{", count: 5_000) + String(repeating: "}", count: 5_000)),
    ("unclosed tags", String(repeating: "<answer>", count: 20_000)),
    ("closing tags", String(repeating: "</think>", count: 20_000)),
    ("a tower of powers", "\\boxed{9^{9^{9^{9}}}}"),
    ("a huge exponent", "\\boxed{1e999999999}"),
    ("many digits", "\\boxed{" + String(repeating: "9", count: 100_000) + "}"),
    ("nested fractions", "\\boxed{" + String(repeating: "\\frac{1}{", count: 5_000) + "1" + String(repeating: "}", count: 5_000) + "}"),
    ("control characters", "\\boxed{\u{0}\u{1B}[2J\u{202E}}"),
    ("combining marks", "\\boxed{" + String(repeating: "e\u{0301}\u{0302}", count: 5_000) + "}"),
    ("nothing but backslashes", String(repeating: "\\", count: 50_000)),
  ]

  private func verdict(of example: VerifierExample) -> Verdict {
    verdict(
      Rollout(completion: example.completion, groundTruth: example.groundTruth, metadata: example.metadata),
      options: example.options)
  }

  private func verdict(_ rollout: Rollout, options: JSONObject) -> Verdict {
    do throws(RewardError) {
      var work = Work()
      return try registry.verifier(description.name, options: options).verify(rollout, work: &work)
    } catch { return .unverifiable(.verifierError, chargedTo: .verifier, detail: error.description) }
  }

  private func mismatch(_ verdict: Verdict, _ example: VerifierExample, _ law: String) -> LawFinding? {
    let isAsStated =
      verdict.outcome == example.outcome && (example.reason == nil || example.reason == verdict.reason)
      && (example.score == nil || example.score == verdict.score)
    return isAsStated ? nil : finding(law, "\(place(example)) states \(example.outcome.rawValue), got \(verdict.json)")
  }

  private func place(_ example: VerifierExample) -> String { "\(example.fileID):\(example.line)" }

  private func finding(_ law: String, _ evidence: String) -> LawFinding {
    LawFinding(law: law, subject: description.name, evidence: evidence)
  }
}
