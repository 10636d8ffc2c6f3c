import Foundation
import RewardCore
import RewardPipeline
import Rewards
import Testing

@Suite("Shapers of plugin libraries")
struct LibraryShaperTests {
  private static func rollouts(_ step: Int) -> [Rollout] {
    [(#"\boxed{four}"#, 1), (#"\boxed{five}"#, 2)].map { completion, number in
      Rollout(id: "\(step)/\(number)", completion: completion, groundTruth: "four", groupID: "g\(step)", step: step)
    }
  }

  private static func recipe(_ macros: [String] = []) throws -> Recipe {
    try Recipe(
      json: ["version": 1, "verifier": "exact_match", "batch": ["by": "step"], "shapers": ["sample_shaper"]],
      registry: try CompiledPlugin.registry("shaper.c", macros))
  }

  @Test("the state flows from batch to batch, and a saved one resumes the run exactly")
  func state() throws {
    let recipe = try Self.recipe()
    var whole = Scorer(recipe: recipe)
    let rewards = (1...4).flatMap { whole.score(Self.rollouts($0)).map(\.reward) }
    #expect(rewards == [1, 0, 0.9, 0, 0.8, 0, 1 - 0.1 * 3, 0])
    var first = Scorer(recipe: recipe)
    var parts = (1...2).flatMap { first.score(Self.rollouts($0)).map(\.reward) }
    let saved = try first.savedState()
    #expect(saved.objectValue?["shapers"]?.arrayValue?.first == ["name": "sample_shaper", "version": 2, "state": ["n": 2]])
    var second = Scorer(recipe: try Self.recipe())
    try second.resume(from: saved)
    parts += (3...4).flatMap { second.score(Self.rollouts($0)).map(\.reward) }
    #expect(parts == rewards)
    #expect(try second.savedState() == whole.savedState())
  }

  @Test("what is kept is refused where it cannot be merged")
  func merging() throws {
    var scorer = Scorer(recipe: try Self.recipe())
    _ = scorer.score(Self.rollouts(1))
    let saved = try scorer.savedState()
    let refused = rewardError { try scorer.resume(fromMerged: [saved, saved]) }
    #expect(refused?.code == .stateNotMergeable && refused?.source == "sample_shaper")
  }

  /// What a plugin does wrong, the error, and what its sentence says.
  static let nonsense: [(macro: String, code: RewardError.Code, words: String)] = [
    ("REWARD=NAN", .pluginFailed, "rewards[0]"), ("REWARD=INFINITY", .pluginFailed, "inf"), ("UPDATE_FAILS", .pluginFailed, "no more room"),
    ("SHAPE_FAILS", .missingField, "budget"), (#"OUTPUTS="[%g""#, .pluginFailed, "side outputs that is no JSON"),
    (#"OUTPUTS="[{\"name\":\"n\",\"per\":\"group\",\"values\":[%g,1,1]}]""#, .pluginFailed, "without one value for each group"),
  ]

  @Test("a batch that a plugin fails on is refused by name, its state stays, and the run goes on", arguments: nonsense)
  func refusals(macro: String, code: RewardError.Code, words: String) throws {
    let recipe = try Self.recipe([macro])
    var scorer = Scorer(recipe: recipe)
    let before = try scorer.savedState()
    let scored = scorer.score(Self.rollouts(1) + Self.rollouts(2))
    #expect(scored.count == 4 && scored.allSatisfy { $0.reward == nil })
    #expect(scored.map(\.verdict.outcome) == [.correct, .incorrect, .correct, .incorrect])
    let problem = try #require(scored[0].problems.first)
    #expect(problem.code == code && problem.source == "sample_shaper (plugin shapely 0.0.1)", "\(problem)")
    #expect(problem.message.contains(words), "\(problem.message)")
    #expect(scored[2].problems.count == 1)
    let after = try scorer.savedState()
    #expect(after.objectValue?["shapers"] == before.objectValue?["shapers"])
  }

  @Test("a state that is none is refused when the shaper is made", arguments: [#"STATE_TEXT="{n""#, "NO_STATE_PUT"])
  func states(macro: String) throws {
    let registry = try CompiledPlugin.registry("shaper.c", [macro])
    let error = rewardError { _ = try registry.shaper("sample_shaper", context: ShaperContext(registry: registry)) }
    #expect(error?.code == .pluginFailed && error?.source == "plugin shapely 0.0.1", "\(error.map { "\($0)" } ?? "")")
  }

  @Test("a state is the same bytes for a plugin whether it was saved in between or not")
  func canonicalStates() throws {
    let text =
      #"STATE_TEXT="{\"z\": 1.50, \"a\": [1e3, -0.0, 12345678901234567890, 1e300, 0.1], \"n\": {\"b\": null, \"a\": \"\\u00e4\"}}""#
    let registry = try CompiledPlugin.registry("shaper.c", [text])
    let shaper = try registry.shaper("sample_shaper", context: ShaperContext(registry: registry))
    let state = shaper.makeState()
    let saved = try JSONEncoder().encode(state.value)
    let read = try shaper.state { try JSONDecoder().decode($0, from: saved) }
    #expect(AnyHashable(read.value) == AnyHashable(state.value))
    #expect(AnyHashable(try shaper.state { try JSONDecoder().decode($0, from: Data(#"{"n":1}"#.utf8)) }.value) != AnyHashable(state.value))
  }

  @Test("options out of range are refused like those that come with the package")
  func options() throws {
    let registry = try CompiledPlugin.registry("shaper.c")
    let error = rewardError {
      _ = try registry.shaper("sample_shaper", options: ["loss": 2], context: ShaperContext(registry: registry))
    }
    #expect(error?.code == .invalidParameter && error?.field == "loss")
  }
}
