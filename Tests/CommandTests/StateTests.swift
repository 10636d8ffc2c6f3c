import Foundation
import TestSupport
import Testing

/// State flows from run to run through files.
@Suite struct StateTests {
  static let recipes = [
    statefulRecipe,
    statefulRecipe.replacingOccurrences(of: #""verifier""#, with: #""batch":{"groups":2},"verifier""#),
    statefulRecipe.replacingOccurrences(of: #""verifier""#, with: #""group_size":4,"verifier""#),
    #"{"version":1,"verifier":"math","shapers":["hapo",{"name":"laser","target":300},"hapo"]}"#,
    #"{"version":1,"verifier":"math"}"#,
  ]

  @Test(arguments: recipes) func oneRunIsTwoRuns(_ recipe: String) throws {
    let rows = groupRows(12)
    let bench = try Bench(["rows.jsonl": rows.file, "recipe.json": recipe])
    defer { bench.remove() }
    let whole = try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--state-out", "whole.state")
    #expect(whole.status == 0, "\(whole.errors)")
    for cut in [2, 6, 10] {
      try bench.write(rows.prefix(4 * cut).map { $0 }.file, to: "a.jsonl")
      try bench.write(rows.dropFirst(4 * cut).map { $0 }.file, to: "b.jsonl")
      let first = try bench.run("score", "a.jsonl", "--recipe", "recipe.json", "--state-out", "s", "--force")
      let second = try bench.run(
        "score", "b.jsonl", "--recipe", "recipe.json", "--state-in", "s", "--state-out", "s", "--force", "--jobs", "1")
      #expect(first.status == 0 && second.status == 0, "\(first.errors)\(second.errors)")
      #expect(first.output + second.output == whole.output, "cut after \(cut) groups")
      #expect(try bench.data("s") == bench.data("whole.state"), "cut after \(cut) groups")
    }
  }

  @Test func manyRunsAreOneRun() throws {
    let rows = groupRows(9, seed: 3)
    let bench = try Bench(["rows.jsonl": rows.file, "recipe.json": statefulRecipe])
    defer { bench.remove() }
    let whole = try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--state-out", "whole.state")
    var output = Data()
    for group in 0..<9 {
      try bench.write(rows[4 * group..<4 * group + 4].map { $0 }.file, to: "part.jsonl")
      let from = group == 0 ? [] : ["--state-in", "s"]
      output += try bench.run(
        ["score", "part.jsonl", "--recipe", "recipe.json", "--state-out", "s", "--force"] + from
      ).output
    }
    #expect(output == whole.output)
    #expect(try bench.data("s") == bench.data("whole.state"))
  }

  @Test func statesOfSeveralProcessesAreJoined() throws {
    let recipe = #"{"version":1,"verifier":"math","shapers":["hapo"]}"#
    let rows = groupRows(12, seed: 5)
    let bench = try Bench(["recipe.json": recipe])
    defer { bench.remove() }
    func score(_ groups: Range<Int>, _ states: String...) throws -> Run {
      try bench.write(rows[4 * groups.lowerBound..<4 * groups.upperBound].map { $0 }.file, to: "part.jsonl")
      return try bench.run(["score", "part.jsonl", "--recipe", "recipe.json", "--force"] + states)
    }
    _ = try score(0..<12, "--state-out", "whole")
    _ = try score(0..<4, "--state-out", "base")
    _ = try score(4..<8, "--state-in", "base", "--state-out", "a")
    _ = try score(8..<12, "--state-in", "base", "--state-out", "b")
    let after = try score(0..<12, "--state-in", "whole")
    let joined = try score(0..<12, "--state-in", "a", "--state-in", "b", "--state-base", "base")
    // A joined state knows nothing of groups that are still open.
    #expect(joined.status == 0 && !joined.output.isEmpty, "\(joined.errors)")
    #expect(values("reward", joined.rows, as: Double.self) == values("reward", after.rows, as: Double.self))
    #expect(values("reward", joined.rows, as: Double.self) != values("reward", try score(0..<12).rows, as: Double.self))

    let alone = try score(0..<4, "--state-in", "a", "--state-base", "base")
    #expect(alone.status == 2 && alone.errors.contains("--state-base is for several --state-in"))
    try bench.write(#"{"version":1,"verifier":"math","shapers":["dual_lambda"]}"#, to: "recipe.json")
    _ = try score(0..<4, "--state-out", "c")
    let refused = try score(4..<8, "--state-in", "c", "--state-in", "c")
    #expect(refused.status == 2 && refused.errors.contains("dual_lambda"), "\(refused.errors)")
  }

  @Test func stateChangesRewards() throws {
    let rows = groupRows(20)
    let bench = try Bench(["rows.jsonl": rows.file, "recipe.json": statefulRecipe])
    defer { bench.remove() }
    let first = try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--state-out", "s")
    let fresh = try bench.run("score", "rows.jsonl", "--recipe", "recipe.json")
    #expect(first.output == fresh.output)
    let state = try #require(object(try bench.text("s")))
    #expect(!state.isEmpty)
    // The same prompts again: HAPO remembers their lengths.
    let renamed = groupRows(20).map { $0.replacingOccurrences(of: #","ground_truth""#, with: #","step":2,"ground_truth""#) }
    try bench.write(renamed.file, to: "again.jsonl")
    let again = try bench.run("score", "again.jsonl", "--recipe", "recipe.json", "--state-in", "s")
    #expect(values("reward", again.rows, as: Double.self) != values("reward", fresh.rows, as: Double.self))
  }

  @Test(arguments: [1, 2, 3]) func aCutInsideAGroupIsReported(_ inside: Int) throws {
    let rows = groupRows(6)
    let bench = try Bench([
      "a.jsonl": rows.prefix(12 + inside).map { $0 }.file, "b.jsonl": rows.dropFirst(12 + inside).map { $0 }.file,
      "recipe.json": statefulRecipe,
    ])
    defer { bench.remove() }
    let first = try bench.run("score", "a.jsonl", "--recipe", "recipe.json", "--state-out", "s")
    let second = try bench.run("score", "b.jsonl", "--recipe", "recipe.json", "--state-in", "s")
    #expect(first.status == 1 || second.status == 1)
    #expect((first.errors + second.errors).contains("`3`"), "the group is named")
    #expect(second.lines.count == 24 - 12 - inside)
  }

  @Test(arguments: ["", "garbage", "{}", "[]", #"{"version":99,"shapers":[]}"#, #"{"version":1,"#])
  func brokenStates(_ text: String) throws {
    let bench = try Bench(["rows.jsonl": groupRows(1).file, "recipe.json": statefulRecipe, "s": text])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--state-in", "s", "--out", "o")
    #expect(run.status == 2)
    #expect(run.errors.contains("s: ") && run.errors.contains("state"), "\(run.errors)")
    #expect(!run.errors.contains("recipe"), "it is the state that cannot be read: \(run.errors)")
    #expect(!bench.has("o"))
  }

  /// A state that is JSON and yet no state, in each of its parts.
  @Test(arguments: [
    (#""open_groups":5"#, "open_groups"), (#""open_groups":[5]"#, "open_groups[0]"), (#""open_groups":[{}]"#, "open_groups[0].group_id"),
    (#""open_groups":[{"group_id":"p","rows":-1,"reach":5}]"#, "open_groups[0].rows"),
    (#""open_groups":[{"group_id":"p","rows":1,"reach":1e30}]"#, "open_groups[0].reach"),
    (#""open_groups":[{"group_id":"p","rows":1,"reach":5,"step":"x"}]"#, "open_groups[0].step"),
    (#""open_steps":{}"#, "open_steps"), (#""open_steps":[{"step":1,"reach":5}]"#, "open_steps[0].groups"),
    (#""open_batch":"1""#, "open_batch"),
  ]) func brokenParts(_ part: String, _ field: String) throws {
    let bench = try Bench(["rows.jsonl": groupRows(1).file, "s": #"{"version":1,"shapers":[],\#(part)}"#])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl", "--state-in", "s")
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("s: ") && run.errors.contains("`\(field)` of the state"), "\(run.errors)")
  }

  @Test(arguments: ["5", "null", "{}", #"{"history":5}"#, #"{"history":{"p":-1}}"#, #"{"history":{"p":1e999}}"#, #"{"history":{"p":"x"}}"#])
  func brokenStatesOfAShaper(_ state: String) throws {
    let recipe = #"{"version":1,"verifier":"math","shapers":["hapo"]}"#
    let saved = #"{"version":1,"shapers":[{"name":"hapo","version":1,"state":\#(state)}]}"#
    let bench = try Bench(["rows.jsonl": groupRows(1).file, "r": recipe, "s": saved])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl", "--recipe", "r", "--state-in", "s", "--state-out", "s")
    #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("s: ") && run.errors.contains("state"), "\(run.errors)")
    #expect(try bench.text("s") == saved)
  }

  @Test func foreignStates() throws {
    let bench = try Bench([
      "rows.jsonl": groupRows(2).file, "recipe.json": statefulRecipe,
      "other.json": #"{"version":1,"verifier":"math","shapers":["hapo"]}"#,
    ])
    defer { bench.remove() }
    #expect(try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--state-out", "s").status == 0)
    let run = try bench.run("score", "rows.jsonl", "--recipe", "other.json", "--state-in", "s")
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("laser_d") && run.errors.contains("hapo"))
    #expect(try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--state-in", "none").status == 2)
  }

  @Test func existingStatesAreKept() throws {
    let bench = try Bench(["rows.jsonl": groupRows(2).file, "recipe.json": statefulRecipe, "s": "mine"])
    defer { bench.remove() }
    let refused = try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--state-out", "s", "--out", "o")
    #expect(refused.status == 2 && refused.errors.contains("s"))
    #expect(try bench.text("s") == "mine")
    #expect(!bench.has("o"), "nothing is done before it is known that it can be finished")
    #expect(
      try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--state-out", "s", "--force").status == 0)
    #expect(object(try bench.text("s")) != nil)
  }

  @Test func rowsAndStateNeedTwoFiles() throws {
    let bench = try Bench(["rows.jsonl": groupRows(2).file])
    defer { bench.remove() }
    #expect(try bench.run("score", "rows.jsonl", "--out", "same", "--state-out", "same").status == 2)
    #expect(try bench.run("score", "rows.jsonl", "--out", "same", "--state-out", "./same").status == 2)
    #expect(try bench.run("score", "rows.jsonl", "--state-out", "-").status == 2)
    #expect(!bench.has("same") && !bench.has("same.partial"))
  }
}
