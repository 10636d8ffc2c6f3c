import RewardCore
import RewardLaws

/// What a verifier of a plugin upholds beside `VerifierLaws`: what a compiler cannot promise of foreign code.
final class PluginVerifierLaws {
  /// Calls that follow each other with the same input.
  private static let repetitions = 8
  /// Threads that judge at once; more than one, and few enough to begin at the same time.
  private static let threads = 4

  private let description: VerifierDescription
  private let plugin: CheckedPlugin
  private let cases: [Case]
  /// What each case gives, and whether it does so again: found out once.
  private lazy var repeated = sameInput()

  init(_ description: VerifierDescription, of plugin: CheckedPlugin) {
    (self.description, self.plugin) = (description, plugin)
    cases = Case.all(of: description, in: plugin.registry)
  }

  /// The law without which no other one is worth trying.
  var first: Law { Law("what it gives is a verdict", wholeVerdicts) }

  /// The laws one by one, those first that tell why others would take forever.
  var laws: [Law] {
    [
      Law("work grows in proportion to the text", isGrowth: true, growth),
      Law("the same input gives the same verdict") { [self] in repeated.findings },
      Law("what was judged before changes nothing") { [self] in repeated.findings.isEmpty ? order(cases, repeated.verdicts) : [] },
      Law("the thread changes nothing") { [self] in repeated.findings.isEmpty ? threads(cases, repeated.verdicts) : [] },
      Law("another process gives the same") { [self] in repeated.findings.isEmpty ? otherProcesses() : [] },
    ]
  }

  // MARK: Laws

  /// Every call gives a verdict: no score that cannot be, no unknown outcome, no text that is not UTF-8.
  private func wholeVerdicts() -> [LawFinding] {
    for one in cases {
      let verdict = one.verdict()
      guard verdict.reason == .verifierError else { continue }
      return [finding("what it gives is a verdict", "\(one.name) gives \(verdict.detail ?? "nothing")")]
    }
    return []
  }

  /// The same input gives the same verdict, call after call.
  private func sameInput() -> (verdicts: [Verdict], findings: [LawFinding]) {
    var references: [Verdict] = []
    for one in cases {
      // The first call may see what other rows have left; that is the next law's.
      _ = one.verdict()
      let verdicts = (0..<Self.repetitions).map { _ in one.verdict() }
      references.append(verdicts[0])
      if let other = verdicts.first(where: { $0 != verdicts[0] }) {
        return (
          references, [finding("the same input gives the same verdict", "\(one.name) gives \(verdicts[0].json) and then \(other.json)")]
        )
      }
    }
    return (references, [])
  }

  /// Which process is asked changes nothing: a run has several, and starts one again where one has ended.
  private func otherProcesses() -> [LawFinding] {
    for registry in plugin.freshRegistries() {
      for (one, reference) in zip(Case.all(of: description, in: registry), repeated.verdicts) {
        let verdict = one.verdict()
        guard verdict != reference else { continue }
        return [
          finding("another process gives the same", "\(one.name) gives \(reference.json), and in another process \(verdict.json)")
        ]
      }
    }
    return []
  }

  /// What was judged before changes nothing.
  private func order(_ cases: [Case], _ references: [Verdict]) -> [LawFinding] {
    var orders = [Array(cases.indices), Array(cases.indices.reversed())]
    // Each after each other one, too.
    orders.append(cases.indices.flatMap { first in cases.indices.flatMap { [first, $0] } }.suffix(400))
    for order in orders {
      for (place, index) in order.enumerated() {
        let verdict = cases[index].verdict()
        guard verdict != references[index] else { continue }
        let before = place == 0 ? "the first" : "after " + cases[order[place - 1]].name
        return [
          finding(
            "what was judged before changes nothing", "\(cases[index].name) gives \(references[index].json), but \(before) \(verdict.json)")
        ]
      }
    }
    return []
  }

  /// The thread changes nothing, nor does what other threads do.
  private func threads(_ cases: [Case], _ references: [Verdict]) -> [LawFinding] {
    let found = OtherThreads.first(Self.threads) { number in
      for step in cases.indices {
        let index = (step + number) % cases.count
        let verdict = cases[index].verdict()
        if verdict != references[index] {
          return "\(cases[index].name) gives \(references[index].json), and on another thread \(verdict.json)"
        }
      }
      return nil
    }
    return found.map { [finding("the thread changes nothing", $0)] } ?? []
  }

  /// Work grows in proportion to the text.
  private func growth() -> [LawFinding] {
    guard let example = description.examples.first(where: { $0.outcome == .correct }) ?? description.examples.first,
      let verifier = try? plugin.registry.verifier(description.name, options: example.options)
    else { return [] }
    let pieces = [
      ("the completion of its first example", example.completion + "\n"), ("letters", "x"), ("words", "and so "),
      ("unclosed boxes", "\\boxed{"), ("line ends", "\n"),
    ]
    for (name, piece) in pieces where !piece.isEmpty {
      let growth = Growth("bytes", isProcess: plugin.isProcess) { size in
        let text = String(repeating: piece, count: max(1, size / piece.utf8.count))
        let rollout = Rollout(completion: text, groundTruth: example.groundTruth, metadata: example.metadata)
        return {
          var work = Work()
          _ = verifier.verify(rollout, work: &work)
        }
      }
      if let steep = growth.finding { return [finding("work grows in proportion to the text", "\(name): \(steep)")] }
    }
    return []
  }

  // MARK: Pieces

  /// A rollout with the verifier that judges it.
  private struct Case: Sendable {
    var name: String
    var verifier: ConfiguredVerifier
    var rollout: Rollout

    func verdict() -> Verdict {
      var work = Work()
      return verifier.verify(rollout, work: &work)
    }

    /// The examples, and some texts that no one expects.
    static func all(of description: VerifierDescription, in registry: Registry) -> [Case] {
      var cases: [Case] = description.examples.compactMap { example in
        guard let verifier = try? registry.verifier(description.name, options: example.options) else { return nil }
        return Case(
          name: "\(example.fileID):\(example.line)", verifier: verifier,
          rollout: Rollout(completion: example.completion, groundTruth: example.groundTruth, metadata: example.metadata))
      }
      if let first = cases.first {
        for (name, text) in [
          ("nothing", ""), ("a zero", "\u{0}"), ("half a box", "\\boxed{"), ("emoji", "🤔🏴‍☠️"),
          ("many lines", String(repeating: "\n", count: 1000)),
        ] {
          var one = first
          (one.name, one.rollout.completion) = (name, text)
          cases.append(one)
        }
      }
      return cases
    }
  }

  private func finding(_ law: String, _ evidence: String) -> LawFinding {
    LawFinding(law: law, subject: description.name, evidence: evidence)
  }
}
