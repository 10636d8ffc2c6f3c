import RewardCore
import RewardLaws
import Rewards
import Testing

@Suite("Laws for verifiers")
struct VerifierLawTests {
  @Test("every registered verifier upholds them", arguments: Registry.builtIn.verifiers.map { $0.name })
  func laws(name: String) throws {
    for finding in try VerifierLaws(name, in: .builtIn).findings() { Issue.record("\(finding)") }
  }

  @Test("a verifier that guesses is found out")
  func brokenVerifier() throws {
    var registry = Registry()
    try registry.add(GuessingVerifier.self)
    let laws = Set(try VerifierLaws("guessing", in: registry).findings().map { $0.law })
    #expect(laws.contains("the description is complete"))
    #expect(laws.contains("a ground truth that cannot be right decides nothing"))
    #expect(laws.contains("hostile text is not correct"))
  }
}

/// Says yes to everything.
private struct GuessingVerifier: Verifier {
  static let description = VerifierDescription(
    name: "guessing", version: 0, summary: "Guesses", rationale: "", examples: [.correct("x", "x")])
  init(options: Options, environment: VerifierEnvironment) {}
  func verify(_ rollout: Rollout, work: inout Work) -> Verdict { .correct(proof: "guess") }
}
