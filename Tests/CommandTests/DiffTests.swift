import Foundation
import TestSupport
import Testing

/// A row out.
private func scored(
  _ id: String?, _ outcome: String = "correct", _ reward: String? = "1", version: Int = 2, reason: String? = nil
) -> String {
  let id = id.map { #""id":\#($0),"# } ?? ""
  let reason = reason.map { #","reason":"\#($0)""# } ?? ""
  let reward = reward.map { #","reward":\#($0)"# } ?? ""
  return #"{\#(id)"verdict":{"outcome":"\#(outcome)","score":1.0,"verifier":"math","version":\#(version)\#(reason)}\#(reward)}"#
}

@Suite struct DiffTests {
  private func diff(_ old: [String], _ new: [String], _ arguments: String...) throws -> Run {
    let bench = try Bench(["old.jsonl": old.file, "new.jsonl": new.file])
    defer { bench.remove() }
    return try bench.run(["diff", "old.jsonl", "new.jsonl"] + arguments)
  }

  private func report(
    _ old: [String], _ new: [String], _ arguments: String...
  ) throws -> (
    status: Int32, changes: [[String: Any]], summary: [String: Any]
  ) {
    let bench = try Bench(["old.jsonl": old.file, "new.jsonl": new.file])
    defer { bench.remove() }
    let run = try bench.run(["diff", "old.jsonl", "new.jsonl", "--format", "json"] + arguments)
    let summary = try #require(run.rows.last?["summary"] as? [String: Any], "\(run.errors)")
    return (run.status, Array(run.rows.dropLast()), summary)
  }

  /// A file that is not there has no missing rows.
  @Test func filesThatAreNotThere() throws {
    let bench = try Bench(["a.jsonl": [scored(#""a""#)].file])
    defer { bench.remove() }
    for files in [["a.jsonl", "nofile"], ["nofile", "a.jsonl"], [".", "a.jsonl"]] {
      let run = try bench.run(["diff"] + files)
      #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("unreadable_file"), "\(run.text)\(run.errors)")
    }
  }

  /// Of rows that nobody judged nothing is the same and nothing changed.
  @Test func filesThatWereNeverScored() throws {
    let raw = [#"{"id":"a","completion":"x","ground_truth":"4"}"#]
    for (old, new) in [(raw, raw), (raw, [scored(#""a""#)]), ([scored(#""a""#)], raw)] {
      let run = try diff(old, new)
      #expect(run.status == 2 && run.errors.contains("`verdict` is missing"), "\(run.errors)")
    }
  }

  @Test func same() throws {
    let rows = [scored(#""a""#), scored(#""b""#, "incorrect", "0"), scored(nil), scored("7", "unverifiable", "null", reason: "undecided")]
    let run = try diff(rows, rows)
    #expect(run.status == 0 && run.lines.allSatisfy { !$0.contains("→") || $0.hasPrefix("reward") })
    #expect(run.lines.first?.hasSuffix("4 in both, 0 only in old.jsonl, 0 only in new.jsonl") == true)
  }

  @Test func changed() throws {
    let old = [scored(#""a""#), scored(#""b""#, "incorrect", "0"), scored(nil), scored(#""d""#, "correct", "0.5"), scored(#""e""#)]
    let new = [
      scored(#""a""#), scored(#""b""#, "correct", "1"), scored(nil, "unverifiable", "null", reason: "timeout"),
      scored(#""d""#, "correct", "0.25"), scored(#""e""#, version: 3),
    ]
    let run = try diff(old, new)
    #expect(run.status == 1)
    #expect(
      Array(run.lines.prefix(3)) == [
        "b (line 2): outcome incorrect → correct; reward 0 → 1", "line 3: outcome correct → unverifiable (timeout); reward 1 → skip",
        "d (line 4): reward 0.5 → 0.25",
      ])
    #expect(run.lines[4].hasSuffix("3: outcome of 2, reward of 3"))
    #expect(run.text.contains("1 × math 2 → math 3, 0 of them with another outcome"))
    #expect(try diff(old, new, "--summary").lines.count == run.lines.count - 3)
    let report = try report(old, new)
    #expect(report.changes.count == 3 && report.summary["changed"] as? Int == 3)
    #expect(json(report.changes[1]["new"]) == #"{"line":3,"outcome":"unverifiable (timeout)","reward":null,"verifier":"math 2"}"#)
    #expect(json(report.summary["mean_reward"]) == #"{"new":0.8125,"old":0.625}"#)
  }

  /// Exit statuses of one change.
  @Test(
    arguments: [
      (scored("1"), scored("1", version: 3), [], 1), (scored("1"), scored("1", version: 3), ["--ignore-versions"], 0),
      (scored("1"), scored("1", "incorrect", version: 3), ["--ignore-versions"], 1), (scored("1"), scored("1", "correct", "1.0"), [], 0),
      (scored("1"), scored("1", "correct", "1.0000001"), [], 1),
      (scored("1"), scored("1", "correct", "1.0000001"), ["--tolerance", "1e-6"], 0), (scored("1"), scored("1", "correct", "null"), [], 1),
      (scored("1", "correct", "0"), scored("1", "correct", "null"), ["--tolerance", "5"], 1),
      (scored("1", "correct", "null"), scored("1", "correct", nil), [], 1), (scored("1"), scored("2"), [], 1),
      (scored("1.0"), scored("1"), [], 0),
    ] as [(String, String, [String], Int32)])
  func one(_ old: String, _ new: String, _ arguments: [String], _ status: Int32) throws {
    let bench = try Bench(["old.jsonl": [old].file, "new.jsonl": [new].file])
    defer { bench.remove() }
    #expect(try bench.run(["diff", "old.jsonl", "new.jsonl"] + arguments).status == status)
  }

  @Test func orderMissingAndAdded() throws {
    let old = (0..<50).map { scored("\($0)") }
    var new = Array(old.reversed().dropFirst(3)) + [scored(#""new""#)]
    new[20] = scored("26", "incorrect", "0")
    let report = try report(old, new)
    #expect(report.status == 1 && report.summary["rows"] as? Int == 47)
    #expect(report.summary["missing"] as? Int == 3 && report.summary["added"] as? Int == 1)
    #expect(report.changes.compactMap { $0["change"] as? String } == ["changed", "missing", "missing", "missing", "added"])
    #expect(report.changes.compactMap { ($0["old"] as? [String: Any])?["line"] as? Int } == [27, 48, 49, 50])
  }

  @Test("an id that stands several times is met in order") func repeated() throws {
    let old = [scored("1", "correct", "1"), scored("1", "correct", "2"), scored("1", "correct", "3"), scored("2")]
    let new = [
      scored("2"), scored("1", "correct", "1"), scored("1", "correct", "2.5"), scored("1", "correct", "3"), scored("1", "correct", "4"),
    ]
    let report = try report(old, new)
    #expect(report.changes.count == 2)
    #expect(json(report.changes[0]["old"]).contains(#""line":2"#) && json(report.changes[0]["new"]).contains(#""line":3"#))
    #expect(report.changes[1]["change"] as? String == "added" && json(report.changes[1]["new"]).contains(#""line":5"#))
  }

  @Test func brokenInput() throws {
    let run = try diff([scored("1"), "{", #"{"id":2,"verdict":5}"#], [scored("1"), #"{"id":2,"reward":"x"}"#])
    #expect(run.status == 2)
    #expect(run.errorLines.count == 3)
    #expect(run.errors.contains("old.jsonl:2: not a row") && run.errors.contains("[malformed_row]"))
    #expect(run.errors.contains("old.jsonl:3: `verdict` has the wrong type") && run.errors.contains("new.jsonl:2: `reward`"))
    #expect(run.lines.contains { $0.contains("1 in both") }, "what could be read is compared")
    let bench = try Bench(["old.jsonl": scored("1")])
    defer { bench.remove() }
    #expect(try bench.run("diff", "old.jsonl", "none.jsonl").status == 2)
    #expect(try bench.run("diff", "-", "-").status == 2)
  }

  @Test("a recipe that is changed shows in the rows; the same one does not") func afterScoring() throws {
    let bench = try Bench([
      "rows.jsonl": groupRows(20).file, "a.json": #"{"version":1,"verifier":"math"}"#,
      "b.json": #"{"version":1,"verifier":"math","shapers":[{"name":"laser","target":300}]}"#,
    ])
    defer { bench.remove() }
    for name in ["a", "b"] { _ = try bench.run("score", "rows.jsonl", "--recipe", "\(name).json", "--out", "\(name).jsonl") }
    #expect(try bench.run("diff", "a.jsonl", "a.jsonl").status == 0)
    let run = try bench.run("diff", "a.jsonl", "b.jsonl", "--format", "json")
    #expect(run.status == 1)
    let summary = try #require(run.rows.last?["summary"] as? [String: Any])
    #expect(summary["outcome_changes"] as? Int == 0 && summary["reward_changes"] as? Int ?? 0 > 10)
    #expect(try Command.shell(#""$0" score rows.jsonl --recipe b.json | "$0" diff b.jsonl - --summary"#, in: bench.folder).status == 0)
  }
}
