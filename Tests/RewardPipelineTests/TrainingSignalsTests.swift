import Foundation
import RewardCore
import Rewards
import TestSupport
import Testing

@testable import RewardPipeline

/// `advantages`, `select` and `inputs` of a recipe, on rows.
@Suite("Advantages, selections and inputs on rows")
struct TrainingSignalsTests {
  /// Runs rows through a recipe.
  private func score(
    _ rows: [String], _ recipe: JSONObject, state: inout RunState?, jobs: Int = 1
  ) throws -> (rows: [String], findings: [String]) {
    let recipe = try self.recipe(recipe)
    let folder = try Folders.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "rows.jsonl")
    try Data(rows.map { $0 + "\n" }.joined().utf8).write(to: file)
    var settings = Pipeline.Settings()
    settings.writesRows = true
    settings.jobs = jobs
    var run = state ?? RunState(for: recipe)
    var out: [String] = []
    var findings: [String] = []
    let failures = try Pipeline(recipe: recipe).run([file.path], settings: settings, state: &run) { (event) throws(RewardError) in
      switch event {
      case .finding(var finding):
        finding.file = "rows.jsonl"
        findings.append("\(finding)")
      case .row(_, let output): out.append(String(decoding: output.dropLast(), as: UTF8.self))
      case .progress: break
      }
    }
    #expect(failures.isEmpty)
    state = run
    return (out, findings)
  }

  private func score(_ rows: [String], _ recipe: JSONObject, jobs: Int = 1) throws -> (rows: [String], findings: [String]) {
    var state: RunState?
    return try score(rows, recipe, state: &state, jobs: jobs)
  }

  private func recipe(_ keys: JSONObject) throws -> Recipe {
    var recipe: JSONObject = ["version": 1, "verifier": "math"]
    for member in keys.members { recipe[member.name] = member.value }
    return try Recipe(json: .object(recipe), registry: .builtIn)
  }

  private func refusal(_ keys: JSONObject) -> String? {
    do {
      _ = try recipe(keys)
      return nil
    } catch { return "\(error)" }
  }

  /// A row; `answer` right is 7, and nil has no completion, so that nothing is known.
  private func row(_ group: String, _ answer: Int?, _ tokens: Int? = 10, step: Int? = nil, metadata: String = "") -> String {
    var text = #"{"group_id":"\#(group)","ground_truth":7"#
    if let answer { text += #","completion":"\\boxed{\#(answer)}""# }
    if let tokens { text += #","token_count":\#(tokens)"# }
    if let step { text += #","step":\#(step)"# }
    if !metadata.isEmpty { text += #","metadata":\#(metadata)"# }
    return text + "}"
  }

  /// The members behind `reward`, as they are written.
  private func signals(_ rows: [String]) -> [String] {
    rows.map { row in
      guard let start = row.range(of: #""reward":"#, options: .backwards) else { return "no reward" }
      return String(row[start.lowerBound...].drop { $0 != "," }.dropFirst().dropLast())
    }
  }

  @Test("an advantage for each row, 0 without a reward")
  func advantages() throws {
    let rows = [row("a", 7), row("a", 8), row("b", 7), row("a", nil), row("b", 7)]
    let scored = try score(rows, ["advantages": "dr_grpo"])
    #expect(
      signals(scored.rows) == [#""advantage":0.5"#, #""advantage":-0.5"#, #""advantage":0.0"#, #""advantage":0.0"#, #""advantage":0.0"#])
    let loo = try score(rows, ["advantages": ["name": "rloo", "singleton": "raw"]])
    #expect(signals(loo.rows)[0...1] == [#""advantage":1.0"#, #""advantage":-1.0"#])
  }

  @Test("the normaliser sees what the shapers made of the reward")
  func afterShapers() throws {
    let scored = try score(
      [row("a", 7, 10), row("a", 7, 30)], ["advantages": "dr_grpo", "shapers": [["name": "laser", "target": 20]]])
    #expect(signals(scored.rows) == [#""advantage":0.25"#, #""advantage":-0.25"#])
  }

  @Test("what is not selected has no advantage and takes no part in those of others")
  func selection() throws {
    let rows = [
      row("a", 7, 10, step: 1), row("a", 8, 20, step: 1), row("b", 7, 10, step: 1), row("b", 7, 90, step: 1), row("c", 8, 10, step: 1),
      row("c", 7, 10, step: 1),
    ]
    let keys: JSONObject = [
      "batch": ["by": "step"], "select": "dynamic_sampling",
      "advantages": ["name": "reinforce_pp", "baseline": false, "weighting": "sequence", "eps": 0],
    ]
    let scored = try score(rows, keys)
    // Of 1, 0, 0, 1: the mean is 1/2 and the variance 1/3, whatever became of b.
    let half = "0.8660254037844386"
    #expect(
      signals(scored.rows) == [
        #""advantage":\#(half),"selected":true"#, #""advantage":-\#(half),"selected":true"#, #""advantage":0.0,"selected":false"#,
        #""advantage":0.0,"selected":false"#, #""advantage":-\#(half),"selected":true"#, #""advantage":\#(half),"selected":true"#,
      ])
    let both = try score(rows, ["batch": ["by": "step"], "select": ["dynamic_sampling", ["name": "difficulty_filter", "max_pass": 0.4]]])
    #expect(signals(both.rows) == Array(repeating: #""selected":false"#, count: 6))
  }

  /// One recipe for each normaliser and each selector, with what it needs.
  private static let recipes: [(name: String, keys: JSONObject)] = {
    let options: [String: JSONObject] = [
      "passk": ["k": 2], "gdpo": ["weights": [1, 0.5]], "gfpo": ["k": 3], "sec_bandit": ["categories": ["x", "y"]],
      "length_schedule": ["stages": [[0, 100], [2, 50]]], "length_controller": ["patience": 1],
      "difficulty_filter": ["max_pass": 0.5],
    ]
    var all: [(String, JSONObject)] = []
    for description in Registry.builtIn.normalisers + Registry.builtIn.selectors {
      var named = options[description.name] ?? [:]
      named["name"] = .string(description.name)
      var keys: JSONObject = ["batch": ["by": "step"]]
      if Registry.builtIn.normalisers.contains(where: { $0.name == description.name }) {
        keys["advantages"] = .object(named)
        if description.name == "gdpo" { keys["shapers"] = ["laser"] }
      } else {
        keys["select"] = .object(named)
        if description.name == "sec_bandit" { keys["advantages"] = "grpo" }
      }
      keys["inputs"] =
        description.rolloutFields.contains("mode")
        ? ["mode": "metadata.which"] : description.groupFields.contains("domain") ? ["domain": "topic"] : [:]
      all.append((description.name, keys))
    }
    return all
  }()

  /// Three steps of two groups of four, with everything that anyone asks for.
  private static func rows() -> [String] {
    var rows: [String] = []
    for step in 1...3 {
      for at in 0..<8 {
        let group = at % 2 == 0 ? "p" : "q"
        let answer = [7, 7, 8, 7, 9, 7, 8, 7][(at + step) % 8]
        let which = at < 4 ? "long" : "short"
        rows.append(
          #"{"group_id":"\#(group)","step":\#(step),"ground_truth":7,"completion":"\\boxed{\#(answer)}","token_count":\#(40 - 3 * at),"#
            + #""topic":"\#(group)","metadata":{"category":"\#(group == "p" ? "x" : "y")","which":"\#(which)","think_length":\#(900 + 50 * at),"#
            + #""solution_length":100}}"#)
      }
    }
    return rows
  }

  @Test("every normaliser and every selector works on rows", arguments: recipes.map(\.name))
  func every(_ name: String) throws {
    let keys = try #require(Self.recipes.first { $0.name == name }).keys
    let rows = Self.rows()
    var state: RunState?
    let scored = try score(rows, keys, state: &state)
    #expect(scored.findings.isEmpty, "\(scored.findings)")
    #expect(scored.rows.count == rows.count)
    let values = signals(scored.rows)
    #expect(values.allSatisfy { !$0.isEmpty && !$0.contains("null,") }, "\(values)")
    #expect(Set(values).count > 1 || name == "length_controller", "it tells rows apart: \(values)")
    // The same bytes for any number of jobs.
    #expect(try score(rows, keys, jobs: 4).rows == scored.rows)
    // Cut between steps, saved as JSON and resumed: the same bytes as in one go, and the same state.
    var cut: RunState?
    let recipe = try self.recipe(keys)
    var resumed = try score(Array(rows[..<8]), keys, state: &cut).rows
    let saved = try ShaperStateFile.json(of: #require(cut), recipe: recipe)
    cut = try ShaperStateFile.state(from: JSONValue(parsing: saved.description), for: recipe)
    resumed += try score(Array(rows[8...]), keys, state: &cut).rows
    #expect(resumed == scored.rows)
    let (one, other) = (try #require(state), try #require(cut))
    let ends = (try ShaperStateFile.json(of: one, recipe: recipe), try ShaperStateFile.json(of: other, recipe: recipe))
    #expect(ends.0.objectValue?["selectors"] == ends.1.objectValue?["selectors"])
  }

  @Test("what selectors say of rows")
  func values() throws {
    let keys: JSONObject = [
      "batch": ["by": "step"], "select": [["name": "length_controller", "patience": 1, "init": 9000, "minimum": 7000], "pace_prefix"],
    ]
    let scored = try score(Self.rows(), keys)
    let steps = [0, 8, 16].map { signals(scored.rows)[$0] }
    #expect(
      steps == [
        #""selection":{"length_controller":{"limit":7976},"pace_prefix":{"prefix":512}}"#,
        #""selection":{"length_controller":{"limit":7000},"pace_prefix":{"prefix":512}}"#,
        #""selection":{"length_controller":{"limit":7000},"pace_prefix":{"prefix":512}}"#,
      ], "p is solved at step 1 and not at step 2, so it keeps its prefix")
    #expect(signals(scored.rows)[17].contains(#""prefix":256"#), "q is not, and then is")
    let weights = try score(
      Self.rows(),
      ["batch": ["by": "step"], "inputs": ["domain": "topic", "batch_size": "metadata.think_length"], "select": "domain_sampling"])
    #expect(
      signals(weights.rows)[0].hasPrefix(#""weight":0."#) && signals(weights.rows)[0].contains(#""selection":{"domain_sampling":{"count":"#)
    )
  }

  @Test("a batch that the normaliser refuses keeps its rewards")
  func refused() throws {
    let scored = try score(
      [row("a", 7), row("a", 8), row("b", 7)], ["advantages": "topgap", "select": "dynamic_sampling"])
    #expect(
      signals(scored.rows) == [
        #""advantage":1.4142115623759235,"selected":true"#, #""advantage":0.0,"selected":true"#, #""advantage":null,"selected":null"#,
      ])
    #expect(scored.rows[2].contains(#""reward":1.0"#))
    #expect(scored.findings == ["rows.jsonl:3: topgap: the group is too small: found 1 reward, expected at least 2 [group_too_small]"])
  }

  @Test("a row that takes no part, and one without a length")
  func withheld() throws {
    let short = try score(
      [row("a", 7), row("b", 7), row("b", 8)],
      ["advantages": "grpo", "select": "dynamic_sampling", "group_size": 2, "short_groups": "skip"])
    #expect(signals(short.rows)[0] == #""advantage":0.0,"selected":false"#)
    let opo = try score([row("a", 7, 10), row("a", 8, 10), row("a", 7, nil)], ["advantages": "opo"])
    #expect(signals(opo.rows) == [#""advantage":0.5"#, #""advantage":-0.5"#, #""advantage":0.0"#])
    #expect(
      opo.findings == [
        "rows.jsonl:3: opo: the field `token_count` is missing; expected a length; the advantage is 0 without it [missing_field]"
      ]
    )
  }

  @Test("fields of the wrong type are reported where they stand, and left out")
  func typedInputs() throws {
    let keys: JSONObject = ["select": "elastic_budget", "inputs": ["think_length": "usage.think"]]
    let good = #"{"ground_truth":7,"completion":"\\boxed{7}","usage":{"think":5},"metadata":{"solution_length":2000}}"#
    let scored = try score([good, good.replacing(#""think":5"#, with: #""think":"5""#)], keys)
    #expect(
      signals(scored.rows)[0]
        == #""selection":{"elastic_budget":{"think_used":5,"forced_close":false,"solution_used":1024,"solution_truncated":true}}"#)
    #expect(
      scored.findings == [
        #"rows.jsonl:2: `usage.think` has the wrong type: found "5", expected a number, at least 0 [wrong_type]"#,
        "rows.jsonl:2: elastic_budget: the field `usage.think` is missing; expected a length [missing_field]",
      ])
    #expect(signals(scored.rows)[1] == #""selection":null"#)
    let format = try score([row("a", 7, metadata: #"{"format_ok":"yes"}"#)], [:])
    #expect(
      format.findings == [#"rows.jsonl:1: `metadata.format_ok` has the wrong type: found "yes", expected true or false [wrong_type]"#])
  }

  @Test("a member `selection` of a row is its own, unless the recipe writes one")
  func ownMembers() throws {
    let own = #"{"ground_truth":7,"completion":"\\boxed{7}","selection":5,"advantage":9}"#
    #expect(
      try score([own], ["advantages": "dr_grpo"]).rows[0].hasPrefix(#"{"ground_truth":7,"completion":"\\boxed{7}","selection":5,"verdict""#)
    )
    #expect(try score([own], ["select": "pass_rate_cv"]).rows[0].contains(#""selection":{"pass_rate_cv":{"mean":1,"cv":0}}"#))
    #expect(try !score([own], ["select": "pass_rate_cv"]).rows[0].contains(#""selection":5"#))
  }

  @Test("recipes are checked when they are read")
  func checkedWhenRead() throws {
    #expect(
      refusal(["advantages": "gpro"])?.hasPrefix("`advantages`: no normaliser is called") == true
        || refusal(["advantages": "gpro"])?.contains("did you mean `grpo`?") == true)
    #expect(refusal(["advantages": ["name": "grpo", "epsilon": 1]])?.contains("`advantages.epsilon`") == true)
    #expect(
      refusal(["select": ["dynamic_sampling", ["name": "dynamic_sampling", "metric": "rewards"]]])?.contains("`select[1].metric`") == true)
    #expect(refusal(["select": "dynamic_samplin"])?.contains("did you mean `dynamic_sampling`?") == true)
    #expect(
      refusal(["select": ["name": "sec_bandit", "categories": ["a"]]])
        == "the key `advantages` is missing; expected a normaliser, because `sec_bandit` looks at advantages [missing_key]")
    #expect(
      refusal(["advantages": ["name": "gdpo", "weights": [1, 2]]])?.contains("expected 1, one for each part of the reward: correctness")
        == true)
    #expect(refusal(["advantages": ["name": "passk", "k": 9], "group_size": 8])?.contains("`advantages.k`") == true)
    #expect(refusal(["select": "domain_sampling", "inputs": ["domian": "topic"]])?.contains("did you mean `domain`?") == true)
    #expect(refusal(["inputs": ["length": "n"]])?.contains("nothing: it comes from `fields.token_count`") == true)
    #expect(refusal(["select": "domain_sampling", "inputs": ["domain": "a..b"]])?.contains("`inputs.domain`") == true)
    #expect(refusal(["advantages": 5]) != nil && refusal(["select": [5]]) != nil)
    #expect(refusal(["advantages": "grpo", "select": []])?.contains("`select`") == true)
  }

  @Test("a state of other selectors is refused")
  func states() throws {
    let pace = try recipe(["select": "pace_prefix"])
    let saved = try ShaperStateFile.json(of: RunState(for: pace), recipe: pace)
    #expect(
      saved.description
        == #"{"version":1,"shapers":[],"selectors":[{"name":"pace_prefix","version":1,"state":{"acc":{},"prefix":{}}}],"open_groups":[],"open_steps":[]}"#
    )
    for other: JSONObject in [[:], ["select": ["pace_prefix", "pace_prefix"]], ["select": "length_controller"]] {
      #expect(throws: RewardError.self) { try ShaperStateFile.state(from: saved, for: try recipe(other)) }
    }
    let wrong = try JSONValue(parsing: saved.description.replacing(#""acc":{}"#, with: #""acc":{"a":2}"#))
    do throws(RewardError) {
      _ = try ShaperStateFile.state(from: wrong, for: pace)
      Issue.record("no error")
    } catch { #expect(error.code == .invalidState && error.field == "selectors[0].state") }
  }

  @Test("a scorer gives what the pipeline gives")
  func scorer() throws {
    var scorer = Scorer(recipe: try recipe(["advantages": "rloo", "select": ["dynamic_sampling", "pass_rate_cv"]]))
    let scored = scorer.score([7, 8, 7].map { Rollout(completion: "\\boxed{\($0)}", groundTruth: "7", groupID: "a") })
    #expect(scored.map(\.advantage) == [0.5, -1, 0.5] && scored.map(\.isSelected) == [true, true, true])
    #expect(scored[0].weight == nil && scored[0].selection == ["pass_rate_cv": ["mean": 0.6666666666666666, "cv": 0.7071067811865476]])
    var plain = Scorer(recipe: try recipe([:]))
    let alone = plain.score([Rollout(completion: "7", groundTruth: "7")])
    #expect(alone[0].advantage == nil && alone[0].isSelected == nil && alone[0].selection == nil)
  }

  @Test("what several processes have saved")
  func merging() throws {
    func rollouts(_ group: String, _ lengths: [Int]) -> [Rollout] {
      lengths.map { Rollout(completion: #"\boxed{7}"#, groundTruth: "7", groupID: group, step: 1, tokenCount: $0) }
    }
    let recipe = try self.recipe(["shapers": ["hapo"], "select": "pace_prefix"])
    var first = Scorer(recipe: recipe)
    _ = first.score(rollouts("a", [50, 40]))
    let base = try first.savedState()
    var (left, right, one) = (Scorer(recipe: recipe), Scorer(recipe: recipe), Scorer(recipe: recipe))
    for scorer in [0, 1, 2] {
      if scorer == 0 {
        try left.resume(from: base)
      } else if scorer == 1 {
        try right.resume(from: base)
      } else {
        try one.resume(from: base)
      }
    }
    _ = left.score(rollouts("a", [45]) + rollouts("b", [9]))
    _ = right.score(rollouts("c", [30]))
    _ = one.score(rollouts("a", [45]) + rollouts("b", [9]))
    _ = one.score(rollouts("c", [30]))
    var merged = Scorer(recipe: recipe)
    try merged.resume(fromMerged: [try left.savedState(), try right.savedState()], since: base)
    func states(_ scorer: Scorer) throws -> [JSONValue?] {
      let saved = try scorer.savedState().objectValue
      return [saved?["shapers"], saved?["selectors"]]
    }
    #expect(try states(merged) == states(one))
    // Both saw the prompt a.
    _ = right.score(rollouts("a", [20]))
    let before = try merged.savedState()
    do throws(RewardError) {
      try merged.resume(fromMerged: [try left.savedState(), try right.savedState()], since: base)
      Issue.record("no error")
    } catch { #expect(error.code == .stateNotMergeable && error.source == "pace_prefix" && error.field == "acc.a") }
    #expect(try merged.savedState() == before)
    var priced = Scorer(recipe: try self.recipe(["shapers": ["dual_lambda"]]))
    let price = try priced.savedState()
    do throws(RewardError) {
      try priced.resume(fromMerged: [price, price])
      Issue.record("no error")
    } catch { #expect(error.code == .stateNotMergeable && error.source == "dual_lambda") }
  }

  @Test("HAPO's means are joined by how many lengths they are of")
  func mergedMeans() throws {
    let registry = Registry.builtIn
    let hapo = try registry.shaper("hapo", options: ["mode": "mean"], context: ShaperContext(registry: registry))
    func state(_ json: String) throws -> ConfiguredShaper.State {
      try hapo.state { try JSONDecoder().decode($0, from: Data(json.utf8)) }
    }
    let base = try state(#"{"history": {"a": [10, 2]}}"#)
    let merged = try hapo.merge(
      [try state(#"{"history": {"a": [20, 4], "b": [5, 1]}}"#), try state(#"{"history": {"a": [12, 3]}}"#)], since: base)
    // 20 for two, 60 more for two, 16 more for one: 96/5.
    let text = String(decoding: try JSONEncoder().encode(merged.value), as: UTF8.self)
    let history = try JSONValue(parsing: text).objectValue?["history"]?.objectValue
    #expect(history?["a"]?.objectValue?["mean"]?.doubleValue == 19.2 && history?["a"]?.objectValue?["count"]?.integerValue == 5)
    #expect(history?["b"]?.objectValue?["mean"]?.doubleValue == 5)
    let fewer = try state(#"{"history": {"a": [9, 1]}}"#)
    do throws(RewardError) {
      _ = try hapo.merge([fewer], since: base)
      Issue.record("no error")
    } catch { #expect(error.code == .invalidState) }
  }

  @Test("everything with a state says what becomes of it in several processes")
  func said() throws {
    for description in Registry.builtIn.shapers + Registry.builtIn.selectors {
      let merging = try #require(Registry.builtIn.merging(of: description.name))
      // A shaper made of others has their states, whatever they are.
      let isMadeOfOthers = ["gate", "weighted_sum", "when", "schedule"].contains(description.name)
      #expect((merging == .stateless) == (description.level != .stateful && !isMadeOfOthers), "\(description.name)")
      #expect(Registry.builtIn.page(about: description.name)?.text.contains(merging.sentence) == true)
    }
  }
}
