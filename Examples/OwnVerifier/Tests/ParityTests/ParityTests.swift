import Parity
import RewardTesting
import Rewards
import Testing

@Suite struct ParityTests {
  @Test func verifierKeepsTheLaws() { expectLaws(of: ParityVerifier.self) }
  @Test func extractorKeepsTheLaws() { expectLaws(of: LastWordExtractor.self) }
  @Test func shaperKeepsTheLaws() { expectLaws(of: FirstTryShaper.self) }

  @Test func reward() throws {
    var registry = Registry.builtIn
    try registry.add(ParityVerifier.self)
    var scorer = Scorer(recipe: try Recipe(json: ["version": 1, "verifier": "parity"], registry: registry))
    #expect(scorer.score([Rollout(completion: #"\boxed{8}"#, groundTruth: "even")])[0].reward == 1)
  }
}
