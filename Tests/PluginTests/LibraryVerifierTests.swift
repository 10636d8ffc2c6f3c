import RewardCore
import RewardPipeline
import Rewards
import Testing

@Suite("Verifiers of plugin libraries")
struct LibraryVerifierTests {
  private func verdict(_ completion: String, _ truth: JSONValue?, macros: [String] = [], explaining: Bool = false) throws -> (Verdict, Work)
  {
    let verifier = try CompiledPlugin.registry("verifier.c", macros).verifier("sample")
    var work = Work(explaining: explaining)
    let verdict = verifier.verify(Rollout(completion: completion, groundTruth: truth.map(GroundTruth.init)), work: &work)
    return (verdict, work)
  }

  @Test("what a plugin finds is a verdict like any other")
  func verdicts() throws {
    let (right, work) = try verdict("four", "four", explaining: true)
    #expect(right.json == #"{"outcome":"correct","score":1.0,"verifier":"sample","version":3,"extracted":"four","proof":"text"}"#)
    #expect(work.steps?.map(\.name) == ["compare"] && work.steps?.map(\.finding) == ["by bytes"])
    #expect(work.budget.remaining == Limits.verdictWork - 4)
    #expect(try verdict("five", "four").0.outcome == .incorrect)
    #expect(try verdict("7", 7).0.outcome == .correct)
    #expect(try verdict("four", " ").0.reason == .malformedGroundTruth)
  }

  @Test("any of these, a missing ground truth and an empty budget are as for every verifier")
  func configured() throws {
    #expect(try verdict("four", ["five", "four"]).0.outcome == .correct)
    #expect(try verdict("six", ["five", "four"]).0.outcome == .incorrect)
    #expect(try verdict("six", nil).0.reason == .missingField)
    let verifier = try CompiledPlugin.registry("verifier.c").verifier("sample")
    var work = Work(budget: WorkBudget(units: 3))
    let verdict = verifier.verify(Rollout(completion: "four", groundTruth: "four"), work: &work)
    #expect(verdict.reason == .limitExceeded && verdict.chargedTo == .completion && work.budget.remaining == 0)
  }

  @Test(
    "a score is exact, or the number that was given",
    arguments: [("SCORE=0.75", Score(3, of: 4)), ("PARTS=2", Score(2, of: 3)), ("SCORE=1e-30", Score(0, of: 1))])
  func scores(macro: String, score: Score) throws { #expect(try verdict("five", "four", macros: [macro]).0.score == score) }

  /// What a plugin does wrong, and what the verdict says of it.
  static let nonsense: [(macro: String, words: String)] = [
    ("SCORE=NAN", "a score of nan"), ("SCORE=2.0", "a score of 2.0"), ("SCORE=-0.5", "a score of -0.5"),
    ("SCORE=INFINITY", "a score of inf"),
    ("SCORE=1.0", "`incorrect` with a score of 1"), ("PARTS=4", "a score of 4/3"), ("PARTS=-1", "a score of -1/3"),
    ("OUTCOME=0", "an outcome of 0"), ("OUTCOME=17", "an outcome of 17"), ("REASON=0", "a reason of 0"), ("REASON=3", "charged to 0"),
    ("BAD_UTF8", "a detail that is not UTF-8"), ("NULL_TEXT", "NULL for a detail of 12 bytes"), ("UNKNOWN_PLACE", "something put as 99"),
    ("FAILS", "the disk is full"), ("STATUS=7", "a status that there is not"), ("STATUS=1", "it failed without a word"),
  ]

  @Test("nonsense is `unverifiable(verifier_error)` that names the plugin, and the run goes on", arguments: nonsense)
  func nonsenseIsNoVerdict(macro: String, words: String) throws {
    let registry = try CompiledPlugin.registry("verifier.c", [macro])
    let recipe = try Recipe(
      json: ["version": 1, "verifier": ["route": "kind", "cases": ["p": "sample"], "default": "exact_match"]], registry: registry)
    var scorer = Scorer(recipe: recipe)
    let scored = scorer.score([
      Rollout(completion: "four", groundTruth: "four", metadata: ["kind": "p"]), Rollout(completion: "a", groundTruth: "a"),
    ])
    // Routed by metadata or by default: the other row's verifier is not the plugin's.
    let verifier = try registry.verifier("sample")
    var work = Work()
    let verdict = verifier.verify(Rollout(completion: "four", groundTruth: "four"), work: &work)
    #expect(verdict.outcome == .unverifiable && verdict.reason == .verifierError && verdict.chargedTo == .verifier)
    #expect(verdict.verifier == "sample")
    let detail = try #require(verdict.detail)
    #expect(detail.hasPrefix("plugin sampler 1.2.3: ") && detail.contains(words), "\(detail)")
    #expect(scored.count == 2 && scored[1].verdict.verifier == "exact_match")
  }
}
