import Foundation
import TestSupport
import Testing

@Suite struct ValidateTests {
  /// What the report says, as JSON.
  private func report(
    _ rows: [String], _ arguments: String..., recipe: String? = nil
  ) throws -> (
    status: Int32, findings: [[String: Any]], summary: [String: Any]
  ) {
    let bench = try Bench(["rows.jsonl": rows.file, "recipe.json": recipe ?? ""])
    defer { bench.remove() }
    let run = try bench.run(
      ["validate", "rows.jsonl", "--format", "json"] + arguments + (recipe == nil ? [] : ["--recipe", "recipe.json"]))
    #expect(run.rows.count == run.lines.count, "every line of the report is JSON")
    let summary = try #require(run.rows.last?["summary"] as? [String: Any], "\(run.errors)")
    return (run.status, Array(run.rows.dropLast()), summary)
  }

  private static let right = #""completion":"\\boxed{4}","ground_truth":"4""#
  private static let wrong = #""completion":"\\boxed{5}","ground_truth":"4""#
  private static let none = #""completion":"hm","ground_truth":"4""#
  private static let unclear = #""completion":"\\boxed{\\int_0^1 x dx}","ground_truth":"4""#

  @Test(arguments: [
    (right, "true", 1), (right, #""correct""#, 1), (right, "false", -1), (right, #""incorrect""#, -1),
    (right, #""no_answer""#, -1), (right, "null", 0), (wrong, "false", 1), (wrong, #""incorrect""#, 1), (wrong, "true", -1),
    (wrong, #""correct""#, -1), (none, "false", 1), (none, #""incorrect""#, 1), (none, #""no_answer""#, 1),
    (none, "true", -1), (none, #""correct""#, -1), (unclear, "true", 0), (unclear, "false", 0), (unclear, #""correct""#, 0),
  ]) func labels(_ row: String, _ label: String, _ agrees: Int) throws {
    let report = try report(["{\(row),\"expected\":\(label)}"])
    #expect(report.status == (agrees < 0 ? 1 : 0))
    #expect(report.findings.count == (agrees < 0 ? 1 : 0))
    let labels = report.summary["labels"] as? [String: Int]
    #expect(labels?["agree"] == (agrees > 0 ? 1 : 0))
    #expect(labels?["differ"] == (agrees < 0 ? 1 : 0))
    if row == Self.unclear { #expect(labels?["unverifiable"] == 1) }
    if agrees < 0 {
      #expect(report.findings.first?["line"] as? Int == 1)
      #expect((report.findings.first?["message"] as? String)?.contains("expected") == true)
      #expect(report.findings.first?["field"] as? String == "expected")
    }
  }

  @Test func unverifiableAsALabel() throws {
    #expect(try report(["{\(Self.unclear),\"expected\":\"unverifiable\"}"]).status == 0)
    #expect(try report(["{\(Self.right),\"expected\":\"unverifiable\"}"]).status == 1)
  }

  @Test(
    arguments: [
      (right, "1", nil, true), (right, "1.0", nil, true), (right, "1.0000000001", nil, true), (right, "1.001", nil, false),
      (right, "0", nil, false), (right, "null", nil, false), (right, "1.001", "0.01", true), (right, "1.001", "0.0001", false),
      (right, "1.0000000001", "0", false), (right, "1", "0", true), (wrong, "0", nil, true), (wrong, "-0.0", nil, true),
      (wrong, "1e-12", nil, true), (wrong, "1e-6", nil, false), (wrong, "1e-6", "1e-3", true), (none, "0", nil, true),
    ] as [(String, String, String?, Bool)])
  func recordedRewards(_ row: String, _ reward: String, _ tolerance: String?, _ agrees: Bool) throws {
    let rows = ["{\(row),\"reward\":\(reward)}"]
    let report = try tolerance.map { try self.report(rows, "--tolerance", $0) } ?? self.report(rows)
    #expect(report.status == (agrees ? 0 : 1))
    #expect(report.findings.count == (agrees ? 0 : 1))
    #expect(json(report.summary["recorded_rewards"]) == #"{"compared":1,"differ":\#(agrees ? 0 : 1)}"#)
  }

  @Test func skippedRewards() throws {
    let skipped = #""completion":"\\boxed{2x}","ground_truth":"\\foo{3}""#
    for (reward, findings) in [("null", ["unreadable_ground_truth"]), ("0", ["unreadable_ground_truth", "reward_differs"])] {
      #expect(try report(["{\(skipped),\"reward\":\(reward)}"]).findings.map { $0["finding"] as? String } == findings)
    }
  }

  @Test func shapedRewardsAreChecked() throws {
    let bench = try Bench(["rows.jsonl": groupRows(10).file, "recipe.json": statefulRecipe])
    defer { bench.remove() }
    #expect(try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--out", "scored.jsonl").status == 0)
    #expect(try bench.run("validate", "scored.jsonl", "--recipe", "recipe.json").status == 0)
    #expect(try bench.run("validate", "scored.jsonl", "--recipe", "recipe.json", "--tolerance", "0").status == 0)
    #expect(try bench.run("validate", "scored.jsonl").status == 1, "another recipe, other rewards")
  }

  @Test func summaryCounts() throws {
    let rows = [
      #"{"group_id":1,\#(Self.right),"expected":true,"reward":1}"#, #"{"group_id":1,\#(Self.wrong),"expected":true}"#,
      #"{"group_id":2,\#(Self.none),"reward":1}"#, #"{"group_id":1,\#(Self.right)}"#, #"{"group_id":2,\#(Self.unclear)}"#,
      #"{"group_id":3,"completion":"\\boxed{4}","ground_truth":"\\frac{1","expected":false}"#, "oops", "",
    ]
    let recipe = #"{"version":1,"verifier":"math","reward":{"correct":1,"incorrect":-0.5,"no_answer":0.25}}"#
    let report = try report(rows, recipe: recipe)
    #expect(report.status == 1)
    let summary = report.summary
    #expect(summary["rows"] as? Int == 6)
    #expect(summary["unreadable"] as? Int == 1)
    #expect(summary["groups"] as? Int == 3)
    #expect(json(summary["group_sizes"]) == #"{"1":1,"2":1,"3":1}"#)
    #expect(json(summary["outcomes"]) == #"{"correct":2,"incorrect":1,"no_answer":1,"unverifiable":2}"#)
    #expect(json(summary["labels"]) == #"{"agree":1,"differ":1,"unverifiable":1}"#)
    #expect(json(summary["recorded_rewards"]) == #"{"compared":2,"differ":1}"#)
    #expect(summary["findings"] as? Int == 4)
    #expect(report.findings.count == 4)
    #expect(Set(report.findings.compactMap { $0["line"] as? Int }) == [2, 3, 6, 7])
    // 1, -0.5, 0.25, 1 and 0 for the completion's fault; the ground truth's fault is skipped.
    #expect(summary["rewarded"] as? Int == 5)
    #expect(summary["mean_reward"] as? Double == 0.35)
    #expect(summary["rows_per_second"] is NSNumber)
  }

  @Test func textSummary() throws {
    let rows = [#"{"group_id":1,\#(Self.right)}"#, #"{"group_id":1,\#(Self.wrong)}"#]
    let run = try Command.run("validate", "-", text: rows.file)
    #expect(run.status == 0)
    for word in ["rows", "groups", "outcomes", "correct 1", "incorrect 1", "reward", "0.5", "correctness", "findings", "rows/s"] {
      #expect(run.text.contains(word), "no \(word) in \(run.text)")
    }
  }

  @Test func partsInTheSummary() throws {
    let row = #"{\#(Self.right),"token_count":10}"#
    let recipe = #"{"version":1,"verifier":"math","shapers":[{"name":"laser","target":100},{"name":"laser","target":5}]}"#
    let summary = try report([row, row], recipe: recipe).summary
    #expect(json(summary["mean_parts"]) == #"{"correctness":1,"laser":0.5,"laser#2":0}"#)
    #expect(summary["mean_reward"] as? Double == 1.5)
  }

  /// A length shaper without lengths gives no reward to anyone: that is to be said.
  @Test func lengthsThatShapersNeed() throws {
    let recipe = #"{"version":1,"verifier":"math","shapers":[{"name":"laser","target":100}]}"#
    let report = try report(["{\(Self.right)}", "{\(Self.right),\"token_count\":5}"], recipe: recipe)
    #expect(report.status == 1)
    #expect(report.findings.count == 1 && report.findings.first?["line"] as? Int == 1)
    #expect((report.findings.first?["message"] as? String)?.contains("token_count") == true)
    let characters = recipe.replacingOccurrences(of: "\"verifier\"", with: "\"length\":\"characters\",\"verifier\"")
    #expect(try self.report(["{\(Self.right)}"], recipe: characters).status == 0)
  }

  @Test func groundTruthsAlone() throws {
    let rows = [
      #"{"ground_truth":"4"}"#, #"{"ground_truth":"\\frac{1"}"#, #"{"ground_truth":""}"#, "{}", #"{"ground_truth":0.5}"#,
      #"{"ground_truth":["1","1/0"]}"#, #"{"ground_truth":["1",2]}"#, "oops", #"{"ground_truth":"$\\frac{3}{4}$","f":1}"#,
    ]
    let report = try report(rows, "--ground-truths")
    #expect(report.status == 1)
    #expect(report.findings.compactMap { $0["line"] as? Int } == [2, 3, 4, 6, 8])
    #expect(report.summary["rows"] as? Int == 8)
    #expect(try self.report([rows[0], rows[4], rows[8]], "--ground-truths").status == 0)
    #expect(try self.report([rows[0]]).status == 1, "without the flag a completion is missing")
  }

  /// Labels, recorded rewards and groups of rollouts are about completions; none is compared with a verdict that nobody gave.
  @Test func groundTruthsAloneAreComparedWithNothing() throws {
    let recipe = #"{"version":1,"verifier":"math","group_size":2,"shapers":[{"name":"laser","target":100}],"advantages":"grpo"}"#
    let rows = [
      #"{"group_id":"g","ground_truth":"4","expected":"correct","reward":1}"#, #"{"ground_truth":"5","expected":"perhaps","reward":"x"}"#,
      #"{"completion":"\u0008oxed{4}","ground_truth":"4","expected":true}"#,
    ]
    let report = try report(rows, "--ground-truths", recipe: recipe)
    #expect(report.status == 0 && report.findings.isEmpty, "\(report.findings)")
    #expect(json(report.summary["ground_truths"]) == #"{"readable":3,"unreadable":0}"#)
    for name in ["outcomes", "labels", "recorded_rewards", "rewarded", "mean_reward", "mean_parts"] {
      #expect(report.summary[name] == nil, "\(name)")
    }
    let text = try Command.run("validate", "-", "--ground-truths", text: rows.file)
    for word in ["outcomes", "labels", "recorded", "mean"] { #expect(!text.text.contains(word), "\(text.text)") }
  }

  /// A ground truth is read whatever the completion says: no answer, or one that no one can compare.
  @Test func groundTruthsBesideAnyCompletion() throws {
    let unread = #""ground_truth":"H\\zeug{2} x""#
    let broken = #""ground_truth":"\\frac{1""#
    let rows = [
      #"{"completion":"\\boxed{3}",\#(unread)}"#, #"{"completion":"dunno",\#(unread)}"#, #"{"completion":"dunno",\#(broken)}"#,
      #"{"completion":"dunno",\#(broken)}"#, #"{"completion":"dunno","ground_truth":["4","\\frac{1"]}"#,
      #"{"completion":"dunno","ground_truth":"4"}"#, #"{"completion":"dunno",\#(broken)}"#,
    ]
    let found = try report(rows)
    #expect(found.status == 1)
    #expect(found.findings.compactMap { $0["line"] as? Int } == [1, 2, 3, 4, 5, 7])
    #expect(found.findings.allSatisfy { $0["finding"] as? String == "unreadable_ground_truth" })
    #expect(json(found.summary["outcomes"]) == #"{"correct":0,"incorrect":0,"no_answer":2,"unverifiable":5}"#)
  }

  /// Where nothing can be right, a silent completion gets what an answer gets: in a group of both neither is paid.
  @Test func silenceAgainstABrokenGroundTruthIsNoZero() throws {
    let rows = ["dunno", #"\\boxed{1}"#].map { #"{"group_id":1,"completion":"\#($0)","ground_truth":"\\frac{1"}"# }
    let run = try Command.run("score", "-", text: rows.file)
    for row in run.rows {
      let verdict = row["verdict"] as? [String: Any]
      #expect(verdict?["reason"] as? String == "malformed_ground_truth" && verdict?["charged_to"] as? String == "ground_truth")
      #expect(row["reward"] is NSNull)
    }
    #expect(run.rows.count == 2)
  }

  /// The options of a row stand in its metadata: where those cannot be read, it would be judged under other options than it states.
  @Test(arguments: [#""note":"\ud83d","#, #""note":\#(String(repeating: "[", count: 200))\#(String(repeating: "]", count: 200)),"#, ""])
  func optionsInMetadataThatAreLost(_ note: String) throws {
    let metadata = #"{\#(note)"math_options":{"strictness":"strict"}}"#
    let row = #"{"completion":"\\boxed{50}","ground_truth":"50\\%","metadata":\#(metadata)}"#
    let run = try Command.run("score", "-", text: row + "\n")
    // The row is carried as it is, and Foundation reads no half of a surrogate pair.
    guard !note.isEmpty else { return #expect(run.text.contains(#""outcome":"incorrect""#)) }
    #expect(run.text.contains(#""reason":"unsupported","charged_to":"verifier""#), "\(run.text)")
    #expect(run.text.contains(#""reward":null"#) && run.status == 1)
    #expect(run.errorLines.count == 1 && run.errors.contains("`metadata` cannot be read"), "\(run.errors)")
  }

  /// `cat` of two files that begin with a byte order mark.
  @Test func aByteOrderMarkInTheMiddle() throws {
    let row = Data(("{\(Self.right)}" + "\n").utf8)
    let run = try Command.run(["validate", "-"], input: row + Data([0xEF, 0xBB, 0xBF]) + row)
    #expect(run.status == 1 && run.lines.first?.hasPrefix("-:2: not a row: a byte order mark, which may only begin a file") == true)
  }

  @Test func groundTruthsThatNoVerifierNeeds() throws {
    let recipe = #"{"version":1,"verifier":"format"}"#
    let report = try report(["{}"], "--ground-truths", recipe: recipe)
    #expect(report.status == 0 && json(report.summary["reasons"]) == "{}")
  }

  /// A field that is not there may be there under a name that is nearly its own.
  @Test(arguments: [
    (#"{"completions":"\\boxed{4}","ground_truth":"4"}"#, "completion", "completions"),
    (#"{"completion":"\\boxed{4}","ground_thruth":"4"}"#, "ground_truth", "ground_thruth"),
    (#"{"completion":"\\boxed{4}","groundTruth":"4"}"#, "ground_truth", "groundTruth"),
  ]) func misspeltFields(_ row: String, _ field: String, _ found: String) throws {
    let report = try report([row])
    #expect(report.status == 1 && report.findings.count == 1)
    #expect(report.findings.first?["field"] as? String == field && report.findings.first?["nearest"] as? String == found)
    #expect((report.findings.first?["message"] as? String)?.contains("`fields`") == true, "and there is a way to say so")
  }

  /// A ground truth is read by the verifier that the row is routed to.
  @Test func groundTruthsByTheirVerifier() throws {
    let recipe = #"{"version":1,"verifier":{"route":"s","cases":{"w":"exact_match"},"default":"math"}}"#
    let rows = [#"{"s":"w","ground_truth":"Paris {"}"#, #"{"s":"m","ground_truth":"\\frac{1"}"#]
    let report = try report(rows, "--ground-truths", recipe: recipe)
    #expect(report.findings.compactMap { $0["line"] as? Int } == [2])
  }

  /// A number whose exponent is the least of all, with a fraction before it, ended the whole run.
  @Test(arguments: ["id", "group_id", "step", "token_count"]) func exponentsAtTheEdge(_ field: String) throws {
    let odd = "{\(Self.right),\"\(field)\":1.5e-9223372036854775808}"
    let report = try report([odd, "{\(Self.right)}"])
    #expect(report.summary["rows"] as? Int == 2)
    #expect(report.findings.allSatisfy { $0["line"] as? Int == 1 && $0["field"] as? String == field })
    #expect(report.status == 1 && report.findings.count == 1)
  }

  @Test func reportToAFile() throws {
    let bench = try Bench(["rows.jsonl": ["oops", goodRow("a")].file])
    defer { bench.remove() }
    let run = try bench.run("validate", "rows.jsonl", "--out", "report.txt")
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(try bench.text("report.txt").hasPrefix("rows.jsonl:1: "))
  }

  @Test(arguments: [
    ["--tolerance=-1"], ["--tolerance", "x"], ["--tolerance", "nan"], ["--format", "xml"], ["--jobs", "0"], ["--jobs=-1"],
    ["--jobs", "x"], ["--jobs", "2000"], ["--jobs", "99999999999999999999"], ["--recpie", "r"], ["--recipe"],
  ]) func wrongUsage(_ arguments: [String]) throws {
    let bench = try Bench(["rows.jsonl": goodRow("a") + "\n"])
    defer { bench.remove() }
    let run = try bench.run(["validate", "rows.jsonl"] + arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty && !run.errors.isEmpty)
  }

  private static let rollouts = "rollouts/math_qwen_8x100.jsonl"

  /// Real completions: 800 rows, 100 groups.
  @Test(.enabled(if: Folders.hasShared(rollouts), "../shared/rollouts is not there")) func realCompletions() throws {
    let file = try #require(Folders.shared(Self.rollouts, skipping: "800 real completions"))
    let run = try Command.run("validate", file.path, "--format", "json")
    let summary = try #require(run.rows.last?["summary"] as? [String: Any])
    #expect(summary["rows"] as? Int == 800)
    #expect(summary["groups"] as? Int == 100)
    let bench = try Bench(["r.json": #"{"version":1,"verifier":"math","shapers":[{"name":"laser_d","default_target":256},"hapo"]}"#])
    defer { bench.remove() }
    let scores = try ["1", "2"].map { jobs in
      try bench.run("score", file.path, "--recipe", "r.json", "--jobs", jobs, "--state-out", "s\(jobs)")
    }
    #expect(scores[0].output == scores[1].output && scores[0].lines.count == 800)
    #expect(try bench.data("s1") == bench.data("s2"))
    #expect(try zip(lines(of: file), scores[0].lines).allSatisfy { rowIn($1) == $0 })
  }
}
