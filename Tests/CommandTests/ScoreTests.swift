import Foundation
import TestSupport
import Testing

/// A recipe, a row, and what comes out.
struct PolicyCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var recipe: String
  var row: String
  var rewards: String
  var reward: String

  static let all: [PolicyCase] = fixture("policies.jsonl").map { line in
    PolicyCase(
      testDescription: line["name"] as? String ?? "", recipe: json(line["recipe"]), row: json(line["row"]),
      rewards: json(line["rewards"]), reward: json(line["reward"]))
  }
}

@Suite struct ScoreTests {
  @Test func policiesAreThere() { #expect(PolicyCase.all.count >= 45) }

  @Test(arguments: PolicyCase.all) func policy(_ policy: PolicyCase) throws {
    let bench = try Bench(["recipe.json": policy.recipe, "row.jsonl": policy.row + "\n"])
    defer { bench.remove() }
    let run = try bench.run("score", "row.jsonl", "--recipe", "recipe.json")
    #expect(run.status == 0 || run.status == 1, "\(run.errors)")
    let row = try #require(run.rows.first)
    #expect(json(row["rewards"]) == policy.rewards)
    #expect(json(row["reward"]) == policy.reward)
  }

  @Test func sameBytesForAnyJobs() throws {
    var rows = groupRows(40)
    for place in stride(from: 0, to: rows.count, by: 17) { rows.insert("oops \(place)", at: place) }
    let bench = try Bench(["rows.jsonl": rows.file, "recipe.json": statefulRecipe])
    defer { bench.remove() }
    for call in [
      ["score", "rows.jsonl"], ["score", "rows.jsonl", "--recipe", "recipe.json"],
      ["validate", "rows.jsonl", "--recipe", "recipe.json", "--format", "json"],
    ] {
      let runs = try [nil, "1", "2", "5"].map { jobs in try bench.run(call + (jobs.map { ["--jobs", $0] } ?? [])) }
      func comparable(_ run: Run) -> [String] { run.lines.filter { !$0.hasPrefix("{\"summary\"") } }
      for run in runs {
        #expect(run.status == 1)
        #expect(comparable(run) == comparable(runs[0]))
        #expect(run.errors == runs[0].errors)
      }
    }
  }

  @Test func inputOrderWithScatteredGroups() throws {
    var random = FixedSeed(11)
    let rows = groupRows(25).shuffled(using: &random)
    let bench = try Bench(["rows.jsonl": rows.file, "recipe.json": statefulRecipe])
    defer { bench.remove() }
    let runs = try ["1", "2", "5"].map { try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--jobs", $0) }
    for run in runs {
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.lines.map(rowIn) == rows)
      #expect(run.output == runs[0].output)
    }
    let checked = try bench.run("validate", "rows.jsonl", "--format", "json")
    let summary = checked.rows.last?["summary"] as? [String: Any]
    #expect(summary?["groups"] as? Int == 25)
    #expect(json(summary?["group_sizes"]) == #"{"4":25}"#)
  }

  /// A group's shaper sees all of its rows, wherever they stand.
  @Test func scatteredGroupIsOneGroup() throws {
    func row(_ group: String, _ length: Int) -> String {
      #"{"group_id":\#(group),"completion":"\\boxed{4}","ground_truth":"4","token_count":\#(length)}"#
    }
    let rows = [row("1", 100), row("\"a\"", 70), row("1", 300), row("2", 5), row("1", 200)]
    let recipe = #"{"version":1,"verifier":"math","shapers":["kimi_length"]}"#
    let bench = try Bench(["together.jsonl": [rows[0], rows[2], rows[4]].file, "scattered.jsonl": rows.file, "r": recipe])
    defer { bench.remove() }
    let together = try bench.run("score", "together.jsonl", "--recipe", "r").rows.map { json($0["rewards"]) }
    let scattered = try bench.run("score", "scattered.jsonl", "--recipe", "r").rows.map { json($0["rewards"]) }
    #expect(together == [scattered[0], scattered[2], scattered[4]])
    #expect(Set(together).count == 3)
  }

  @Test(arguments: [#"1"#, #""1""#, #"-7"#, #""""#, #""a b""#]) func groupNames(_ name: String) throws {
    let row = #"{"group_id":\#(name),"completion":"\\boxed{4}","ground_truth":"4"}"#
    let run = try Command.run("validate", "-", "--format", "json", text: row + "\n" + row + "\n")
    let summary = run.rows.last?["summary"] as? [String: Any]
    #expect(summary?["groups"] as? Int == 1)
    #expect(run.status == 0)
  }

  @Test func withoutAGroupIdARowIsAGroup() throws {
    let rows = [goodRow("a"), goodRow("b"), #"{"group_id":null,"completion":"\\boxed{4}","ground_truth":"4"}"#]
    let run = try Command.run("validate", "-", "--format", "json", text: rows.file)
    #expect((run.rows.last?["summary"] as? [String: Any])?["groups"] as? Int == 3)
  }

  /// The recipe says how far a group may reach; what is beyond is reported, and still comes out.
  @Test func groupsBeyondTheirReach() throws {
    let rows = ["a", "b", "c", "d", "a"].map { #"{"group_id":"\#($0)","completion":"\\boxed{4}","ground_truth":"4"}"# }
    let bench = try Bench(["rows.jsonl": rows.file])
    defer { bench.remove() }
    for (reach, status) in [(2, Int32(1)), (10, 0)] {
      try bench.write(#"{"version":1,"verifier":"math","group_reach":\#(reach)}"#, to: "r.json")
      let run = try bench.run("score", "rows.jsonl", "--recipe", "r.json")
      #expect(run.status == status)
      #expect(run.lines.map(rowIn) == rows)
      #expect(run.errors.hasPrefix("rows.jsonl:5: ") == (status == 1))
    }
  }

  @Test func rewardIsTheSumFromLeftToRight() throws {
    let recipe = """
      {"version":1,"verifier":"math","reward":{"correct":0.1,"incorrect":-0.7,"no_answer":0.3},
       "shapers":[{"name":"laser","target":300,"alpha":0.2},{"name":"laser","target":400,"alpha":0.7},"kimi_length",
       {"name":"laser","target":500,"alpha":0.1},"hapo"]}
      """
    let bench = try Bench(["rows.jsonl": groupRows(30).file, "recipe.json": recipe])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl", "--recipe", "recipe.json")
    #expect(run.status == 0)
    for line in run.lines {
      let parts = parts(line)
      #expect(parts.map(\.name) == ["correctness", "laser", "laser#2", "kimi_length", "laser#3", "hapo"])
      let reward = number("reward", in: line)
      if parts.contains(where: { $0.value == nil }) {
        #expect(reward == nil)
      } else {
        #expect(reward == parts.reduce(into: 0.0) { $0 += $1.value ?? .nan })
      }
      #expect(!line.contains("-0.0,") && !line.hasSuffix("-0.0}"), "negative zero is reported as 0")
    }
  }

  @Test func rowOutHasItsMembersInOrder() throws {
    let run = try Command.run("score", "-", text: goodRow("a") + "\n")
    let out = try #require(run.lines.first)
    let verdict = try #require(object(out)?["verdict"] as? [String: Any])
    #expect(verdict["outcome"] as? String == "correct")
    #expect(verdict["score"] as? Double == 1)
    #expect(verdict["verifier"] as? String == "math")
    #expect((verdict["version"] as? Int ?? 0) >= 1)
    #expect(verdict["extracted"] as? String == "4")
    #expect(verdict["proof"] as? String != nil)
    #expect(verdict["reason"] == nil && verdict["charged_to"] == nil, "absent where they do not apply")
    let places = ["\"verdict\":", "\"rewards\":", "\"reward\":"].compactMap { out.range(of: $0)?.lowerBound }
    #expect(places.count == 3 && places == places.sorted())
  }

  @Test func unverifiableSaysWhyAndWhoIsCharged() throws {
    let rows = [
      (#"{"completion":"\\boxed{\\int_0^1 x dx}","ground_truth":"4"}"#, "completion"),
      (#"{"completion":"\\boxed{4}","ground_truth":"\\frac{1"}"#, "ground_truth"),
      (#"{"completion":"\\boxed{4}"}"#, "ground_truth"),
    ]
    let run = try Command.run("score", "-", text: rows.map(\.0).file)
    for (row, charged) in zip(run.rows, rows.map(\.1)) {
      let verdict = row["verdict"] as? [String: Any]
      #expect(verdict?["outcome"] as? String == "unverifiable")
      #expect(verdict?["charged_to"] as? String == charged)
      #expect((verdict?["reason"] as? String)?.isEmpty == false)
    }
    #expect(json(run.rows.last?["verdict"].flatMap { ($0 as? [String: Any])?["reason"] }) == "\"missing_field\"")
  }

  @Test func routing() throws {
    let rows = [
      #"{"src":"strict","completion":"\\boxed{50}","ground_truth":"50\\%"}"#,
      #"{"src":"math","completion":"\\boxed{50}","ground_truth":"50\\%"}"#,
      #"{"src":"words","completion":"\\boxed{PARIS}","ground_truth":"Paris"}"#,
      #"{"src":"choice","completion":"The answer is (B).","ground_truth":"B"}"#,
      #"{"src":"elsewhere","completion":"\\boxed{4}","ground_truth":"4"}"#,
      #"{"completion":"\\boxed{4}","ground_truth":"4"}"#,
      #"{"src":null,"completion":"\\boxed{4}","ground_truth":"4"}"#,
    ]
    let cases = """
      "cases":{"strict":{"name":"math","strictness":"strict"},"math":"math","words":"exact_match",
      "choice":{"name":"multiple_choice"}}
      """
    let bench = try Bench([
      "rows.jsonl": rows.file,
      "default.json": #"{"version":1,"verifier":{"route":"src",\#(cases),"default":"math"}}"#,
      "none.json": #"{"version":1,"verifier":{"route":"src",\#(cases)}}"#,
      "deep.json":
        #"{"version":1,"verifier":{"route":"metadata.src","cases":{"s":{"name":"math","strictness":"strict"}},"default":"math"}}"#,
      "deep.jsonl": #"{"metadata":{"src":"s"},"completion":"\\boxed{50}","ground_truth":"50\\%"}"#,
    ])
    defer { bench.remove() }
    func outcomes(_ run: Run) -> [String?] { run.rows.map { ($0["verdict"] as? [String: Any])?["outcome"] as? String } }
    func verifiers(_ run: Run) -> [String?] { run.rows.map { ($0["verdict"] as? [String: Any])?["verifier"] as? String } }

    let defaulted = try bench.run("score", "rows.jsonl", "--recipe", "default.json")
    #expect(defaulted.status == 0, "\(defaulted.errors)")
    #expect(verifiers(defaulted) == ["math", "math", "exact_match", "multiple_choice", "math", "math", "math"])
    #expect(outcomes(defaulted) == ["incorrect"] + [String](repeating: "correct", count: 6))

    let bare = try bench.run("score", "rows.jsonl", "--recipe", "none.json")
    #expect(bare.status == 1)
    #expect(bare.errorLines.map { $0.prefix(13) } == ["rows.jsonl:5:", "rows.jsonl:6:", "rows.jsonl:7:"])
    #expect(bare.errorLines.allSatisfy { $0.contains("src") })
    #expect(outcomes(bare).suffix(3) == ["unverifiable", "unverifiable", "unverifiable"])
    #expect(verifiers(bare).suffix(3) == [nil, nil, nil], "members that do not apply are absent")
    #expect(bare.rows.suffix(3).allSatisfy { $0["reward"] is NSNull })
    #expect(bare.lines.compactMap(rowIn) == rows)

    #expect(outcomes(try bench.run("score", "deep.jsonl", "--recipe", "deep.json")) == ["incorrect"])
  }

  @Test func batchesByStepAndByNumber() throws {
    func row(_ group: String, _ step: Int, _ length: Int) -> String {
      #"{"group_id":"\#(group)","step":\#(step),"completion":"\\boxed{4}","ground_truth":"4","token_count":\#(length)}"#
    }
    // The second group is of the same prompt: what it is measured by depends on whether the first was a batch before.
    let rows = [row("p", 1, 100), row("p", 1, 150), row("p", 2, 50), row("p", 2, 60)]
    let bench = try Bench(["rows.jsonl": rows.file])
    defer { bench.remove() }
    func rewards(_ batch: String) throws -> [Double?] {
      try bench.write(#"{"version":1,"verifier":"math",\#(batch)"shapers":["hapo"]}"#, to: "r.json")
      let run = try bench.run("score", "rows.jsonl", "--recipe", "r.json")
      #expect(run.status == 0, "\(run.errors)")
      return values("reward", run.rows)
    }
    let one = try rewards("")
    #expect(one[0] == 1 && one[1] == 1, "nothing is known of the prompt yet")
    #expect((one[2] ?? 0) > 1, "shorter than before")
    #expect(try rewards(#""batch":{"by":"step"},"#) == one)
    #expect(try rewards(#""batch":{"groups":1},"#) == one)
    #expect(try rewards(#""batch":{"groups":2},"#) == [1, 1, 1, 1], "one batch is rewarded by one state")
  }

  /// A finding of a shaper stands where the row stands that it is about; its batch gets no reward.
  @Test func shaperFindingsNameTheRow() throws {
    let rows = [
      #"{"group_id":"p","completion":"\\boxed{4}","ground_truth":"4","token_count":10}"#,
      #"{"completion":"\\boxed{4}","ground_truth":"4","token_count":10}"#,
    ]
    let recipe = #"{"version":1,"verifier":"math","batch":{"groups":2},"shapers":["hapo"]}"#
    let bench = try Bench(["rows.jsonl": rows.file, "r.json": recipe])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl", "--recipe", "r.json")
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("rows.jsonl:2: "))
    #expect(run.errors.contains("`group_id`"), "a field is called as the row calls it")
    #expect(run.errorLines.count == 1)
    #expect(run.lines.map(rowIn) == rows && run.rows.allSatisfy { $0["reward"] is NSNull })
  }

  @Test(arguments: [("shape", [1.5, 1.5, 1.5, nil]), ("skip", [nil, 1.5, 1.5, nil])] as [(String, [Double?])])
  func shortGroups(_ way: String, _ rewards: [Double?]) throws {
    let rows = [
      #"{"group_id":"short","completion":"\\boxed{4}","ground_truth":"4","token_count":10}"#,
      #"{"group_id":"whole","completion":"\\boxed{4}","ground_truth":"4","token_count":10}"#,
      #"{"group_id":"whole","completion":"\\boxed{4}","ground_truth":"4","token_count":10}"#,
      #"{"group_id":"lone","completion":"\\boxed{4}","ground_truth":"4"}"#,
    ]
    let recipe = """
      {"version":1,"verifier":"math","group_size":2,"short_groups":"\(way)","shapers":[{"name":"laser","target":100}]}
      """
    let bench = try Bench(["rows.jsonl": rows.file, "r.json": recipe])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl", "--recipe", "r.json")
    #expect(values("reward", run.rows) == rewards)
    let checked = try bench.run("validate", "rows.jsonl", "--recipe", "r.json", "--format", "json")
    #expect(checked.status == 1)
    let messages = checked.rows.compactMap { $0["message"] as? String }
    #expect(messages.contains { $0.contains("short") } && messages.contains { $0.contains("lone") })
    #expect(!messages.contains { $0.contains("whole") })
  }

  @Test func overfullGroupsAreFindings() throws {
    let row = #"{"group_id":"p","completion":"\\boxed{4}","ground_truth":"4"}"#
    let bench = try Bench([
      "rows.jsonl": [row, row, row].file, "r.json": #"{"version":1,"verifier":"math","group_size":2}"#,
    ])
    defer { bench.remove() }
    let run = try bench.run("validate", "rows.jsonl", "--recipe", "r.json")
    #expect(run.status == 1)
    #expect(run.lines.contains { $0.hasPrefix("rows.jsonl:") && $0.contains("`p`") && $0.contains("2") })
  }
}
