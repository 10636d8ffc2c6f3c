import PhraseCoverage
import RewardLaws
import RewardPluginExport
import Testing

@Suite("phrase_coverage")
struct PhraseCoverageTests {
  let registry: Registry

  init() throws {
    var registry = Registry()
    try registry.add(PhraseCoverageVerifier.self)
    self.registry = registry
  }

  @Test("keeps the laws of every verifier; its examples are among them")
  func laws() throws {
    for finding in try VerifierLaws("phrase_coverage", in: registry).findings() { Issue.record("\(finding)") }
  }

  @Test("the score is the share of phrases that are there", arguments: [("a", 1), ("a b", 2), ("a b c", 3), ("x", 0)])
  func score(completion: String, found: Int) throws {
    let verifier = try registry.verifier("phrase_coverage")
    var work = Work()
    let verdict = verifier.verify(Rollout(completion: completion, groundTruth: GroundTruth(["a", "b", "c"])), work: &work)
    #expect(verdict.score == Score(found, of: 3))
    #expect(verdict.outcome == (found == 3 ? .correct : .incorrect))
  }

  @Test("an unknown option is refused, with the one that was meant")
  func options() {
    #expect(throws: RewardError.self) { try registry.verifier("phrase_coverage", options: ["whole_word": true]) }
  }
}
