import Foundation
import TestSupport
import Testing

@Suite struct PassThroughTests {
  static let carried = (try? lines(of: Folders.fixtures.appending(path: "rows/carried.jsonl"))) ?? []

  @Test func areThere() { #expect(Self.carried.count >= 20) }

  @Test(arguments: carried) func byteForByte(_ row: String) throws {
    let run = try Command.run("score", "-", text: row + "\n")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty, "\(run.errors)")
    #expect(run.lines.count == 1)
    #expect(run.lines.first.flatMap(rowIn) == row)
    #expect(run.text.hasSuffix("\"reward\":1.0}\n"))
  }

  /// What we do not own, we need not understand.
  @Test(arguments: [10, 127, 1_000, 100_000]) func deepForeignFields(_ depth: Int) throws {
    let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let row = #"{"id":1,"deep":\#(deep),"completion":"\\boxed{4}","ground_truth":"4"}"#
    let run = try Command.run("score", "-", text: row + "\n")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines.first.flatMap(rowIn) == row)
  }

  /// A model that writes half of a surrogate pair is judged like any other, and gains no skip by it.
  @Test(arguments: [
    (#""x\ud800 \\boxed{4}""#, 1.0), (#""\\boxed{5}\udc00""#, 0), (#""\\boxed{4\ud800}""#, 0),
    (#"[{"role":"assistant","content":"\ud800 \\boxed{4}"}]"#, 1),
  ]) func halfASurrogatePairIsJudged(_ completion: String, _ reward: Double) throws {
    let row = #"{"completion":\#(completion),"ground_truth":"4"}"#
    let run = try Command.run("score", "-", text: row + "\n")
    #expect(run.status == 1 && run.errorLines.count == 1 && run.errors.contains("`completion`"))
    #expect(run.lines.compactMap(rowIn) == [row])
    #expect(run.lines.first.flatMap { number("reward", in: $0) } == reward)
  }

  @Test func emptyObject() throws {
    let run = try Command.run("score", "-", text: "{}\n")
    #expect(run.status == 1)
    #expect(run.lines.compactMap(rowIn) == ["{}"])
  }

  @Test(arguments: [
    #"{"verdict":1,"completion":"\\boxed{4}","ground_truth":"4"}"#,
    #"{"completion":"\\boxed{4}","rewards":{"old":1},"ground_truth":"4"}"#,
    #"{"completion":"\\boxed{4}","ground_truth":"4","reward":null}"#,
    #"{"completion":"\\boxed{4}","verdict":{"outcome":"incorrect"},"rewards":{},"reward":0.25,"ground_truth":"4"}"#,
    #"{"rewards":[],"verdict":"x","completion":"\\boxed{4}","ground_truth":"4","verdict":"y"}"#,
    #"{"completion":"\\boxed{4}","ground_truth":"4","r\u0065ward":7}"#,
    #"{"verdict":null}"#,
  ]) func ownMembersAreReplaced(_ row: String) throws {
    let run = try Command.run("score", "-", text: row + "\n")
    let out = try #require(run.lines.first)
    for member in ["verdict", "rewards", "reward"] {
      #expect(out.components(separatedBy: "\"\(member)\":").count == 2, "\(member) in \(out)")
    }
    #expect(!out.contains("r\\u0065ward"))
    let read = try #require(object(out))
    #expect(read["verdict"] is [String: Any])
    if row.contains("completion") { #expect(read["reward"] as? Double == 1) }
  }

  @Test func neighboursOfReplacedMembersStay() throws {
    let row =
      #"{ "f" : 1.0e+00, "reward" : 0.5, "u":"\u00e9","f":2 , "verdict" : {"x":[1,2]} , "#
      + #""completion":"\\boxed{4}","ground_truth" :  "4","rewards":[], "tail" :  null }"#
    let run = try Command.run("score", "-", text: row + "\n")
    let out = try #require(run.lines.first)
    var rest = out[...]
    for member in [
      #""f" : 1.0e+00"#, #""u":"\u00e9""#, #""f":2"#, #""completion":"\\boxed{4}""#, #""ground_truth" :  "4""#,
      #""tail" :  null"#, #""verdict":{"outcome":"correct""#, #""rewards":{"correctness":1.0}"#, #""reward":1.0}"#,
    ] {
      let found = try #require(rest.range(of: member), "\(member) is not in its place in \(out)")
      rest = rest[found.upperBound...]
    }
    #expect(!out.contains("0.5") && !out.contains("[1,2]"))
  }

  /// `advantage`, `weight` and `selected` are ours where the recipe asks for them, and foreign where it does not.
  @Test(arguments: ["advantage", "weight", "selected"]) func whatTheRecipeDoesNotAskForIsForeign(_ name: String) throws {
    let row = #"{"\#(name)":0.125,"completion":"\\boxed{4}","ground_truth":"4"}"#
    let run = try Command.run("score", "-", text: row + "\n")
    #expect(run.lines.first.flatMap(rowIn) == row)
  }

  @Test func scoringTwiceChangesNothing() throws {
    let bench = try Bench(["rows.jsonl": groupRows(5).file, "recipe.json": statefulRecipe])
    defer { bench.remove() }
    #expect(try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--out", "once.jsonl").status == 0)
    let again = try bench.run("score", "once.jsonl", "--recipe", "recipe.json")
    #expect(again.status == 0)
    #expect(try again.output == bench.data("once.jsonl"))
  }

  @Test func mappedFields() throws {
    let rows = [
      #"{"r":{"text":"\\boxed{4}"},"a":"4","pid":"p","u":{"n":3},"completion":"junk","ground_truth":"junk","group_id":[1]}"#,
      #"{"r":{"text":"\\boxed{5}"},"a":"4","pid":"p","u":{"n":3},"token_count":"many","id":1.5}"#,
      #"{"r":{"text":"\\boxed{4}"},"a":"4","pid":"q","u":{"n":"3"}}"#,
      #"{"r":{"text":5},"a":"4","pid":"q"}"#,
      #"{"r":"\\boxed{4}","a":"4","pid":"q"}"#,
    ]
    let recipe = """
      {"version":1,"verifier":"math","fields":{"completion":"r.text","ground_truth":"a","group_id":"pid",
      "token_count":"u.n","id":"x.id"}}
      """
    let bench = try Bench(["rows.jsonl": rows.file, "recipe.json": recipe])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl", "--recipe", "recipe.json")
    #expect(run.status == 1)
    #expect(run.errorLines.map { $0.prefix(13) } == ["rows.jsonl:3:", "rows.jsonl:4:", "rows.jsonl:5:"])
    for (line, name) in zip(run.errorLines, ["u.n", "r.text", "r.text"]) {
      #expect(line.contains("`\(name)`"), "a finding names the field as the row has it: \(line)")
    }
    #expect(run.lines.prefix(3).map(rowIn) == rows.prefix(3).map { $0 })
    #expect(values("reward", run.rows, as: Double.self).prefix(3) == [1, 0, 1])
  }

  /// A reward that was recorded under another name stays; ours stands beside it.
  @Test func mappedReward() throws {
    let row = #"{"completion":"\\boxed{4}","ground_truth":"4","old":{"score":1}}"#
    let recipe = #"{"version":1,"verifier":"math","fields":{"reward":"old.score"}}"#
    let bench = try Bench(["rows.jsonl": row + "\n", "recipe.json": recipe])
    defer { bench.remove() }
    #expect(try bench.run("score", "rows.jsonl", "--recipe", "recipe.json").lines.compactMap(rowIn) == [row])
    let checked = try bench.run("validate", "rows.jsonl", "--recipe", "recipe.json", "--format", "json")
    let summary = checked.rows.last?["summary"] as? [String: Any]
    #expect(json(summary?["recorded_rewards"]) == #"{"compared":1,"differ":0}"#)
  }

  @Test func groundTruthsOfEveryKind() throws {
    let file = Folders.fixtures.appending(path: "rows/ground_truths.jsonl")
    let rows = try lines(of: file)
    let run = try Command.run("score", file.path)
    #expect(run.lines.compactMap(rowIn) == rows)
    for row in run.rows {
      let outcome = (row["verdict"] as? [String: Any])?["outcome"] as? String
      let expected = row["expected"] as? String
      #expect(outcome == expected, "\(row["note"] ?? ""): \(row["verdict"] ?? "")")
    }
    let checked = try Command.run("validate", file.path, "--format", "json")
    let kinds = checked.rows.compactMap { $0["finding"] as? String }
    #expect(!kinds.contains("expected_differs"))
  }

  /// 300 random rows: without what was added, a row out is the row in.
  @Test func randomRows() throws {
    var random = FixedSeed(2026)
    let rows = (0..<300).map { _ in RandomRow.make(&random) }
    for row in rows { #expect(object(row) != nil, "the generator wrote no JSON: \(row)") }
    let bench = try Bench(["rows.jsonl": rows.file, "recipe.json": statefulRecipe])
    defer { bench.remove() }
    for extra in [["--jobs", "1"], ["--jobs", "3", "--recipe", "recipe.json"]] {
      let run = try bench.run(["score", "rows.jsonl"] + extra)
      #expect(run.lines.count == 300)
      for (row, out) in zip(rows, run.lines) {
        #expect(rowIn(out) == row)
        #expect(object(out) != nil)
      }
    }
  }
}

/// Rows with foreign members of every shape, around a completion and a ground truth.
enum RandomRow {
  static func make(_ random: inout FixedSeed) -> String {
    var members = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      string(&random, key: true) + space(&random) + ":" + space(&random) + value(&random, depth: 0)
    }
    let owned = [
      #""completion":"so \\boxed{\#(Int.random(in: 3...5, using: &random))}""#,
      #""ground_truth" : "4""#,
      #""group_id":\#(Int.random(in: 0...9, using: &random))"#,
      #""token_count": \#(Int.random(in: 1...600, using: &random))"#,
    ]
    for member in owned { members.insert(member, at: Int.random(in: 0...members.count, using: &random)) }
    return "{" + space(&random)
      + members.map { $0 + space(&random) }.joined(separator: "," + space(&random)) + "}"
  }

  private static func space(_ random: inout FixedSeed) -> String {
    ["", "", "", " ", "  ", "\t"].randomElement(using: &random) ?? ""
  }

  private static func string(_ random: inout FixedSeed, key: Bool = false) -> String {
    let pieces = [
      "a", "Z", "0", " ", "é", "中", "😀", "\\n", "\\t", "\\\"", "\\\\", "\\/", "\\u00e9", "\\u0000", "\\ud83d\\ude00", "{",
      "}", "[", "]", ",", ":", "verdict", "\\\"reward\\\":1", "\u{200B}", "\u{FEFF}", "\u{2028}",
    ]
    let text = (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }
    return "\"" + (key ? "f" : "") + text.joined() + "\""
  }

  private static func value(_ random: inout FixedSeed, depth: Int) -> String {
    let numbers = ["0", "-0", "1.0e+00", "1E5", "-1.50", "12345678901234567890", "0.1", "1e-7", "100", "-7", "1.0e+5", "0E0", "-1E-9"]
    switch Int.random(in: 0...(depth < 4 ? 6 : 4), using: &random) {
    case 0: return "null"
    case 1: return Bool.random(using: &random) ? "true" : "false"
    case 2: return numbers.randomElement(using: &random) ?? "0"
    case 3, 4: return string(&random)
    case 5:
      let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        space(&random) + value(&random, depth: depth + 1) + space(&random)
      }
      return "[" + (items.isEmpty ? space(&random) : items.joined(separator: ",")) + "]"
    default:
      let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        space(&random) + string(&random) + ":" + value(&random, depth: depth + 1)
      }
      return "{" + items.joined(separator: ",") + space(&random) + "}"
    }
  }
}
