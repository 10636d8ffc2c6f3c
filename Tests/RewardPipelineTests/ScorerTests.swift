import RewardCore
import RewardPipeline
import Rewards
import TestSupport
import Testing

@Suite("Scorer")
struct ScorerTests {
  private static let group: [Rollout] = [(100, "7"), (300, "7"), (50, "8")].map { tokens, answer in
    Rollout(completion: "\\boxed{\(answer)}", groundTruth: "7", groupID: "p", tokenCount: tokens)
  }

  @Test("a scorer gives what the pipeline gives, and its state goes on")
  func scores() throws {
    let recipe = try Recipe(
      json: ["version": 1, "verifier": "math", "shapers": ["hapo"]], registry: .builtIn)
    var scorer = Scorer(recipe: recipe)
    #expect(scorer.score(Self.group).map { $0.reward } == [1, 1, 0], "nothing is remembered yet")
    let saved = try scorer.savedState()
    let second = scorer.score(Self.group)
    #expect(second.map { $0.parts.map { $0.name } } == Array(repeating: ["correctness", "hapo"], count: 3))
    #expect(second.map { $0.reward } == [1, 0.30000000000000004, 0] || second.map { $0.reward } == [1, 0.3, 0])
    var resumed = Scorer(recipe: recipe)
    try resumed.resume(from: saved)
    #expect(resumed.score(Self.group) == second)
    #expect(throws: RewardError.self) { try resumed.resume(from: ["version": 1, "shapers": []]) }
    #expect(try resumed.savedState() == scorer.savedState())
  }

  @Test("a batch that a shaper refuses gets no reward, and says why")
  func refused() throws {
    let recipe = try Recipe(json: ["version": 1, "verifier": "math", "shapers": ["hapo"]], registry: .builtIn)
    var scorer = Scorer(recipe: recipe)
    let scored = scorer.score([Rollout(completion: #"\boxed{7}"#, groundTruth: "7", tokenCount: 3)])
    #expect(scored[0].reward == nil && scored[0].verdict.outcome == .correct)
    #expect(scored[0].problems.map { $0.code } == [.missingField])
  }

  @Test("what is wrong with a rollout is said of that rollout")
  func problemsOfTheirRollout() throws {
    var scorer = Scorer(recipe: try Recipe(json: ["version": 1, "verifier": "math"], registry: .builtIn))
    let scored = scorer.score(["7", #"\frac{1"#, "7"].map { Rollout(completion: #"\boxed{7}"#, groundTruth: GroundTruth(.string($0))) })
    #expect(scored.map { $0.problems.map(\.code) } == [[], [.unreadableGroundTruth], []])
    #expect(scored[1].problems.allSatisfy { $0.line == nil && $0.file == nil })
  }

  /// A call that copied the history would take as long as the history is large.
  @Test("a batch takes as long after many prompts as after few")
  func longHistory() throws {
    let recipe = try Recipe(json: ["version": 1, "verifier": "math", "shapers": ["hapo"]], registry: .builtIn)
    func time(prompts: Int) throws -> Duration {
      let history = (0..<prompts).map { JSONObject.Member(name: "p\($0)", value: 320) }
      let entry: JSONObject = ["name": "hapo", "version": 1, "state": ["history": .object(JSONObject(members: history))]]
      var scorer = Scorer(recipe: recipe)
      try scorer.resume(from: ["version": 1, "shapers": [.object(entry)]])
      _ = scorer.score(Self.group)
      return processorTime { for _ in 0..<20 { #expect(scorer.score(Self.group)[0].reward != nil) } }
    }
    let (few, many) = (try time(prompts: 10), try time(prompts: 100_000))
    #expect(many < few * 3, "\(few), \(many)")
  }

  @Test("nothing in, nothing out")
  func empty() throws {
    var scorer = Scorer(recipe: try Recipe.standard(registry: .builtIn))
    #expect(scorer.score([]).isEmpty)
  }

  /// What a group is said to have in common is told once, and every row that says otherwise is a finding, though the reward stands.
  @Test func groupFieldsThatDisagreeAreReported() throws {
    let recipe = try Recipe(json: ["version": 1, "verifier": "math", "shapers": ["o1_pruner"]], registry: .builtIn)
    func rollout(_ number: Int, _ length: JSONValue?) -> Rollout {
      var metadata: JSONObject = ["ref_acc": 0.5]
      if let length { metadata["ref_length"] = length }
      return Rollout(
        id: "\(number)", completion: #"\boxed{2}"#, groundTruth: "2", groupID: "g", tokenCount: 100 * number, metadata: metadata)
    }
    var scorer = Scorer(recipe: recipe)
    let agreed = scorer.score([rollout(1, 400), rollout(2, nil), rollout(3, 400)])
    #expect(agreed.allSatisfy { $0.problems.isEmpty && $0.reward != nil })
    let scored = scorer.score([rollout(1, 400), rollout(2, 500), rollout(3, 400)])
    #expect(scored.map(\.reward) == agreed.map(\.reward))
    #expect(scored.map(\.problems.count) == [0, 1, 0])
    let problem = try #require(scored[1].problems.first)
    #expect(problem.field == "metadata.ref_length" && problem.found == "500", "\(problem)")
    #expect(problem.expected?.contains("400") == true)
  }
}
