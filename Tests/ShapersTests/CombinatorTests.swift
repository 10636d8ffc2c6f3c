import RewardCore
import RewardPipeline
import Rewards
import Testing

@testable import Shapers

/// Shapers that are made of others, and recipes of them.
@Suite struct CombinatorTests {
  /// Combinators of ours, which the specification's catalogue does not have; their cases are here and not in the case file.
  static let names: Set<String> = ["weighted_sum", "when", "schedule", "clip"]

  private func shaper(_ json: String, followsRun: Bool = true) throws -> ConfiguredShaper {
    var options = try #require(JSONValue(json: json).objectValue)
    let name = try #require(options["name"]?.stringValue)
    options["name"] = nil
    return try Registry.builtIn.shaper(
      name, options: options, context: ShaperContext(followsRun: followsRun, registry: .builtIn))
  }

  private func recipe(_ json: String) throws -> Recipe {
    var object: JSONObject = ["version": 1, "verifier": "math"]
    for member in try #require(JSONValue(json: json).objectValue).members { object[member.name] = member.value }
    return try Recipe(json: .object(object), registry: .builtIn)
  }

  private func batch(_ lengths: [Double], right: Int, id: String = "a", step: Int? = nil) -> Batch {
    let rollouts = lengths.enumerated().map {
      JudgedRollout(correct: $0.offset < right, length: $0.element, reward: $0.offset < right ? 1 : 0)
    }
    return Batch(groups: [Group(id: id, rollouts: rollouts)], step: step)
  }

  // MARK: States of parts

  @Test(arguments: [
    #"{"name": "weighted_sum", "shapers": ["outcome", "hapo"], "weights": [0, 1]}"#,
    #"{"name": "gate", "shaper": "hapo", "otherwise": "outcome", "threshold": 0}"#,
    #"{"name": "when", "shapers": ["hapo"], "from_step": 0}"#,
    #"{"name": "schedule", "shaper": "hapo", "parameter": "w", "stages": [[0, 1], [1000, 2]]}"#,
    #"{"name": "when", "shapers": [{"name": "weighted_sum", "shapers": ["hapo"]}], "from_step": 0}"#,
  ]) func carriesTheStatesOfItsParts(_ text: String) throws {
    let combined = try shaper(text)
    let alone = try shaper(#"{"name": "hapo"}"#)
    #expect(combined.isStateful)
    var (state, own) = (combined.makeState(), alone.makeState())
    for (step, lengths) in [[100.0, 50], [80, 200], [40, 160], [90, 10]].enumerated() {
      let batch = self.batch(lengths, right: 1, step: step)
      // Saved and read again before every batch.
      state = try combined.state(from: json(of: state.value))
      let rewards = try combined.shape(batch, updating: &state).rewards
      // A chain inside adds its parts in doubles.
      for (reward, expected) in zip(rewards, try alone.shape(batch, updating: &own).rewards) {
        #expect(abs(try #require(reward) - #require(expected)) < 1e-12)
      }
    }
  }

  @Test func nothingIsKeptForPartsWithoutState() throws {
    let gate = try shaper(#"{"name": "gate", "shaper": "laser", "otherwise": "outcome"}"#)
    #expect(!gate.isStateful)
    let nested = try shaper(#"{"name": "weighted_sum", "shapers": [{"name": "gate", "shaper": "laser", "otherwise": "outcome"}]}"#)
    #expect(!nested.isStateful)
  }

  @Test(arguments: [#"{"parts": []}"#, #"{"parts": [{}, {}]}"#, #"{"parts": [{"history": 5}]}"#, #"{}"#])
  func refusesStatesThatAreNot(_ json: String) throws {
    let combined = try shaper(#"{"name": "weighted_sum", "shapers": ["hapo"]}"#)
    #expect(throws: RewardError.self) { try combined.state(from: json.json) }
  }

  @Test func needsWhatItsPartsNeed() throws {
    let description = try shaper(
      #"""
      {"name": "when", "field": "subject", "equals": "math", "shapers": [
        "lcpo_max", {"name": "gate", "shaper": "adaptthink", "otherwise": "outcome"}]}
      """#
    ).description
    #expect(description.rolloutFields == ["budget", "think"])
    #expect(description.groupFields == ["ref_acc", "subject"])
    #expect(description.usesLength && description.usesCorrectness)
  }

  // MARK: Meaning

  @Test func whenIsTheStepItself() throws {
    for name in ["laser", "kimi_length", "shorterbetter", "efficient_reasoning"] {
      let batch = self.batch([10, 20, 30], right: 2, step: 7)
      let inside = try ShaperChain([shaper(#"{"name": "when", "until_step": 8, "shapers": ["\#(name)"]}"#)])
      let alone = try ShaperChain([shaper(#"{"name": "\#(name)"}"#)])
      var (first, second) = (inside.makeState(), alone.makeState())
      #expect(try inside.shape(batch, updating: &first).rewards == alone.shape(batch, updating: &second).rewards)
    }
  }

  @Test func standardizedPartsHaveEqualWeight() throws {
    // Ten times the reward, and the same after standardisation up to GDPO's 1e-4.
    let sum = try shaper(
      #"""
      {"name": "weighted_sum", "normalize": "standardize", "shapers": ["outcome", {"name": "outcome", "correct_reward": -10}]}
      """#)
    let rewards = try sum.shape(batch([1, 2, 3, 4], right: 2), state: sum.makeState()).rewards
    for case let reward? in rewards { #expect(abs(reward) < 1e-3) }
    #expect(rewards.count == 4)
  }

  @Test func aLineMovesWithTheSteps() throws {
    let line = try shaper(
      #"{"name": "schedule", "shaper": "truncation", "parameter": "limit", "interpolation": "linear", "stages": [[0, 4000], [100, 3000]]}"#)
    func counts(_ length: Double, _ step: Int) throws -> Bool {
      try line.shape(batch([length], right: 1, step: step), state: line.makeState()).rewards == [1]
    }
    for (length, step) in [(4000.0, 0), (3990, 1), (3000, 100), (3000, 5000)] { #expect(try counts(length, step)) }
    for (length, step) in [(4000.0, 1), (3991, 1), (3001, 100), (3001, 5000)] { #expect(try !counts(length, step)) }
    #expect(throws: RewardError.self) { try line.shape(batch([1], right: 1), state: line.makeState()) }
  }

  @Test func aComponentAddsItsTermAndATableReplaces() throws {
    let text = JudgedRollout(correct: true, length: 5, reward: 1, fields: ["tokens": [1, 1, 1, 1]])
    let chain = ShaperChain([
      try shaper(#"{"name": "repetition_ngram", "n": 1}"#), try shaper(#"{"name": "thinkless", "correct_short": 3}"#),
    ])
    var rollout = text
    rollout.fields["think"] = false
    let result = try chain.shape(Batch(groups: [Group(rollouts: [rollout])]), state: chain.makeState())
    #expect(result.parts == [[-0.75], [2]])
    #expect(result.rewards == [2.25], "the table stands in place of the 1, and the term stays")
  }

  /// Also by a shaper that does not look at correctness: a sum without its first part is none, and the others are as if it were not there.
  @Test func whatThePolicySkipsStaysSkipped() throws {
    let chain = ShaperChain([try shaper(#"{"name": "semantic_entropy"}"#), try shaper(#"{"name": "clip", "low": -1, "high": 1}"#)])
    var rollouts = ["A", "A", "B", "B"].map { JudgedRollout(correct: false, reward: 0, fields: ["cluster": .string($0)]) }
    rollouts[2] = JudgedRollout(correct: nil, fields: ["cluster": "B"])
    let result = try chain.shape(Batch(groups: [Group(rollouts: rollouts)]), state: chain.makeState())
    let expected: [Double?] = [2.0 / 3, 2.0 / 3, nil, 1.0 / 3]
    let nothing: [Double?] = [0, 0, nil, 0]
    #expect(result.rewards == expected)
    #expect(result.parts == [expected, nothing])
  }

  /// What is trained without a verifier pays the undecided with a number, and has the shaper's in its place.
  @Test func whatNeedsNoVerifierReplacesANumber() throws {
    let chain = ShaperChain([try shaper(#"{"name": "semantic_entropy"}"#)])
    let rollouts = ["A", "A", "B"].map { JudgedRollout(correct: false, reward: 0, fields: ["cluster": .string($0)]) }
    let result = try chain.shape(Batch(groups: [Group(rollouts: rollouts)]), state: chain.makeState())
    let expected: [Double?] = [2.0 / 3, 2.0 / 3, 1.0 / 3]
    #expect(result.rewards == expected)
  }

  // MARK: Errors at their places

  @Test(arguments: [
    (
      #"{"name": "weighted_sum", "shapers": ["outcome", {"name": "laser", "target": 0}]}"#, RewardError.Code.invalidParameter,
      "shapers[1].target"
    ),
    (#"{"name": "weighted_sum", "shapers": ["outcome", "lasre"]}"#, .unknownShaper, "shapers[1]"),
    (#"{"name": "weighted_sum", "shapers": ["outcome"], "weights": [1, 2]}"#, .invalidParameter, "weights"),
    (#"{"name": "weighted_sum", "shapers": []}"#, .invalidParameter, "shapers"),
    (#"{"name": "weighted_sum", "shapers": ["stop_properly"]}"#, .invalidParameter, "shapers[0]"),
    (#"{"name": "gate", "shaper": "laser", "params": {"targt": 1}, "otherwise": "outcome"}"#, .unknownParameter, "params.targt"),
    (#"{"name": "gate", "shaper": "laser", "otherwise": "outcom"}"#, .unknownShaper, "otherwise"),
    (#"{"name": "gate", "shaper": "laser", "otherwise": "outcome", "threshold": 1.5}"#, .invalidParameter, "threshold"),
    (#"{"name": "gate", "shaper": "laser", "otherwise": "outcome", "mode": "top_fraction", "fraction": 0}"#, .invalidParameter, "fraction"),
    (#"{"name": "when", "shapers": ["laser"]}"#, .invalidParameter, "from_step"),
    (#"{"name": "when", "shapers": ["laser"], "from_step": 5, "until_step": 5}"#, .invalidParameter, "until_step"),
    (#"{"name": "when", "shapers": ["laser"], "from_step": 5, "equals": 1}"#, .invalidParameter, "equals"),
    (#"{"name": "when", "shapers": [{"name": "clip", "low": 0}, "laser"], "from_step": 5}"#, .invalidValue, "shapers[1]"),
    (#"{"name": "schedule", "shaper": "truncation", "parameter": "limit", "stages": [[0, 5], [9, 0]]}"#, .invalidParameter, "stages[1]"),
    (#"{"name": "schedule", "shaper": "truncation", "parameter": "limit", "stages": [[1, 5]]}"#, .invalidParameter, "stages[0]"),
    (#"{"name": "schedule", "shaper": "truncation", "parameter": "limt", "stages": [[0, 5]]}"#, .unknownParameter, "parameter"),
    (#"{"name": "schedule", "shaper": "truncation", "parameter": "limit", "stages": []}"#, .invalidParameter, "stages"),
    (
      #"{"name": "schedule", "shaper": "laser", "parameter": "variant", "interpolation": "linear", "stages": [[0, "reward"]]}"#,
      .invalidParameter, "stages[0]"
    ),
    (#"{"name": "clip"}"#, .invalidParameter, "low"),
    (#"{"name": "clip", "low": 1, "high": 0.5}"#, .invalidParameter, "low"),
  ]) func says(_ json: String, _ code: RewardError.Code, _ field: String) throws {
    let error = #expect(throws: RewardError.self) { try shaper(json) }
    #expect(error?.code == code && error?.field == field, "\(error.map { "\($0)" } ?? "")")
  }

  @Test(arguments: [
    (#"{"shapers": [{"name": "clip", "low": 0}, "laser"]}"#, RewardError.Code.invalidValue, "shapers[1]"),
    (#"{"shapers": ["stop_properly", {"name": "repetition_ngram"}]}"#, .invalidValue, "shapers[1]"),
    (#"{"shapers": ["cosine_scaled", "shorterbetter"]}"#, .invalidValue, "shapers[1]"),
    (#"{"shapers": ["stop_properly"], "reward": {"truncated": "skip"}}"#, .invalidValue, "shapers[0]"),
    (#"{"shapers": ["format_combine"], "reward": {"bad_format": "skip"}}"#, .invalidValue, "shapers[0]"),
    (#"{"shapers": ["laser"], "length": "characters"}"#, .missingParameter, "shapers[0].target"),
    (
      #"{"shapers": [{"name": "weighted_sum", "shapers": ["dast"]}], "length": "characters"}"#, .missingParameter,
      "shapers[0].shapers[0].max_length"
    ),
    (
      #"""
      {"length": "characters",
       "shapers": [{"name": "schedule", "shaper": "dapo_overlong", "parameter": "max_length", "stages": [[0, 9000]]}]}
      """#,
      .missingParameter, "shapers[0].params.cache"
    ),
  ]) func recipesAreCheckedWhenTheyAreRead(_ json: String, _ code: RewardError.Code, _ field: String) throws {
    let error = #expect(throws: RewardError.self) { try recipe(json) }
    #expect(error?.code == code && error?.field == field, "\(error.map { "\($0)" } ?? "")")
  }

  @Test(arguments: [
    #"{"shapers": ["laser", "stop_properly", {"name": "clip", "low": -1}]}"#,
    #"{"shapers": ["cosine_scaled", {"name": "repetition_ngram"}, "format_combine", "stop_properly"]}"#,
    #"{"shapers": [{"name": "laser", "target": 8000}, "kimi_length"], "length": "characters"}"#,
    #"{"shapers": [{"name": "risk_scaled", "max_length": 9000, "margin": 0}], "length": "characters"}"#,
  ]) func goodRecipesAreRead(_ json: String) throws { #expect(try !recipe(json).chain.steps.isEmpty) }
}
