import Foundation
import TestSupport
import Testing

@Suite struct CatalogueTests {
  static let kinds = ["verifiers", "shapers", "normalisers", "selectors", "extractors"]

  static let names: [String] = {
    let run = try? Command.run("list", "--json")
    let all = run.flatMap { object($0.text) } ?? [:]
    return kinds.flatMap { (all[$0] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String } }
  }()

  @Test func list() throws {
    let all = try Command.run("list")
    #expect(all.status == 0 && all.errors.isEmpty)
    for name in [
      "math", "exact_match", "multiple_choice", "format", "efficient_reasoning", "laser", "laser_d", "kimi_length", "hapo", "boxed",
      "answer_tag",
    ] {
      #expect(Self.names.contains(name))
      #expect(all.lines.contains { $0.trimmingCharacters(in: .whitespaces).hasPrefix(name + " ") })
    }
    #expect(Set(Self.names).count == Self.names.count)
  }

  @Test(arguments: kinds) func oneKind(_ kind: String) throws {
    #expect(try Command.run("list", kind).status == 0)
    let run = try Command.run("list", kind, "--json")
    #expect(run.status == 0)
    let read = try #require(object(run.text))
    #expect(Array(read.keys) == [kind])
    for entry in try #require(read[kind] as? [[String: Any]]) {
      #expect((entry["name"] as? String)?.isEmpty == false && (entry["summary"] as? String)?.isEmpty == false)
    }
  }

  @Test(arguments: names) func describe(_ name: String) throws {
    let text = try Command.run("describe", name)
    #expect(text.status == 0 && text.text.hasPrefix(name))
    #expect(text.text.contains("examples"))
    let run = try Command.run("describe", name, "--json")
    #expect(run.status == 0 && run.lines.count == 1)
    let read = try #require(object(run.text))
    #expect(read["name"] as? String == name)
    #expect((read["examples"] as? [Any])?.isEmpty == false)
    for option in try #require(read["options"] as? [[String: Any]]) {
      let option = option.mapValues { $0 }
      #expect(option["name"] is String && option["values"] is String && option["summary"] is String)
      #expect(text.text.contains(option["name"] as? String ?? "?"))
      #expect(option["default"] != nil || option["required"] as? Bool == true)
    }
  }

  @Test(arguments: [
    (["describe", "lser"], "`laser`"), (["describe", "maht", "--json"], "`math`"), (["describe"], ""), (["describe", "math", "boxed"], ""),
    (["list", "verifier"], "verifiers"), (["list", "verifiers", "shapers"], ""), (["list", "--jsn"], "--json"),
    (["scor"], "score"), (["score"], ""), (["validate"], ""), (["shape"], ""), (["shape", "--case", "x"], "--cases"), (["--jobs"], ""),
    (["describe", ""], ""), (["scor"], "`score`"), (["help", "lst"], "`list`"), ([""], "validate"), (["vaildate", "x"], "`validate`"),
  ]) func wrongUsage(_ arguments: [String], _ mention: String) throws {
    let run = try Command.run(arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty && !run.errors.isEmpty)
    #expect(mention.isEmpty || run.errors.contains(mention), "\(run.errors)")
  }

  @Test(arguments: ["validate", "score", "verify", "shape", "list", "describe"]) func help(_ name: String) throws {
    for call in [[name, "--help"], [name, "-h"], ["help", name]] {
      let run = try Command.run(call)
      #expect(run.status == 0)
      #expect(run.text.contains("USAGE: rewards \(name)") && run.errors.isEmpty)
    }
  }

  @Test func withoutArguments() throws {
    let bare = try Command.run([])
    #expect(bare.status == 0 || bare.status == 2)
    #expect((bare.text + bare.errors).contains("SUBCOMMANDS"))
    for call in ["--help", "-h", "help"] { #expect(try Command.run(call).status == 0) }
    let version = try Command.run("--version")
    #expect(version.status == 0 && version.text.contains("."))
    for name in ["validate", "score", "verify", "shape", "list", "describe"] { #expect((bare.text + bare.errors).contains(name)) }
  }
}

@Suite struct ArgumentTests {
  /// Of an option that is given twice one value would be dropped.
  @Test(arguments: [
    ["validate", "-", "--recipe", "a", "--recipe", "b"], ["score", "-", "--out", "a", "--out=b"],
    ["score", "-", "--jobs", "1", "--jobs", "2"],
    ["verify", "4", "5", "--strictness", "strict", "--strictness", "lenient"],
    ["verify", "4", "5", "--option", "strictness=strict", "--option", "strictness=lenient"],
  ]) func twice(_ arguments: [String]) throws {
    let run = try Command.run(arguments)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("once"), "\(run.errors)")
  }

  @Test func textThatIsAnOptionTwice() throws {
    #expect(try Command.run("verify", "--", "--out", "--out").status == 1)
  }

  @Test(arguments: [
    ["validate", "-", "--jobs", "-1"], ["validate", "-", "--tolerance", "-1"], ["plot", "--recipe", "r", "--out", "-", "--step", "-1"],
  ])
  func negativeNumbers(_ arguments: [String]) throws {
    let run = try Command.run(arguments)
    #expect(run.status == 2 && run.errors.contains("has to be") && !run.errors.contains("Missing value"), "\(run.errors)")
  }

  @Test(arguments: [
    (["validate", "-", "--format", "JSON"], "json"), (["list", "verifer"], "verifiers"), (["list", "verifier"], "verifiers"),
  ]) func nearestWord(_ arguments: [String], _ word: String) throws {
    let run = try Command.run(arguments)
    #expect(run.status == 2 && run.errors.contains("Did you mean `\(word)`?"), "\(run.errors)")
  }

  /// There is a partial file only where rows were written.
  @Test func noPartialFileIsPromised() throws {
    #expect(try !Command.run("score", "nofile").errors.contains("partial"))
  }
}

@Suite struct DescriptionTextTests {
  /// What can be described is in a list, metrics among it.
  @Test func metricsAreListed() throws {
    let all = try Command.run("list")
    let own = try Command.run("list", "metrics")
    for name in ["pbrs", "drpo_weights", "tail_loop"] { #expect(all.text.contains("  \(name) ") && own.text.contains("  \(name) ")) }
    #expect(own.text.hasPrefix("metrics\n"))
  }

  /// An example without the options or the metadata that it was made with comes out otherwise.
  @Test func examplesSayAllThatTheyNeed() throws {
    #expect(try Command.run("describe", "pattern").text.contains(#"with {"pattern":"#))
    #expect(try Command.run("describe", "pattern", "--json").text.contains(#""options":{"pattern":"#))
    #expect(try Command.run("describe", "math").text.contains(#", metadata {"math_options":"#))
    #expect(try Command.run("describe", "laser").text.contains("\nW\n  {"))
  }
}

/// A line of shaping cases.
struct ShapeLine: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var line: String
  /// As sorted JSON, where they are known.
  var result: String?
  var stateOut: String?
  /// It is no case: a finding.
  var refused: Bool
  /// It gives no rewards: a finding, or an error for a result.
  var fails: Bool
  /// What is said of it.
  var mentions: [String]

  static let all: [ShapeLine] = fixture("shape_lines.jsonl").map { line in
    ShapeLine(
      testDescription: line["name"] as? String ?? "", line: line["line"] as? String ?? "",
      result: line["result"].map { json($0) }, stateOut: line["state_out"].map { json($0) },
      refused: line["refused"] as? Bool ?? false, fails: line["fails"] as? Bool ?? false, mentions: line["mentions"] as? [String] ?? [])
  }
}

@Suite struct ShapeTests {
  @Test func areThere() { #expect(ShapeLine.all.count >= 20) }

  @Test(arguments: ShapeLine.all) func line(_ line: ShapeLine) throws {
    let after = #"{"id":"after","shaper":"outcome","params":{},"inputs":{"groups":[]}}"#
    let bench = try Bench(["cases.jsonl": line.line + "\n\n" + after + "\n"])
    defer { bench.remove() }
    let run = try bench.run("shape", "--cases", "cases.jsonl")
    #expect(run.rows.last?["id"] as? String == "after", "one line stops no other")
    try #require(run.rows.count == 2, "results stand line for line beside cases")
    let result = run.rows[0]["result"] as? [String: Any]
    if line.refused || (line.fails && run.status == 1) {
      #expect(run.status == 1 && result?["error"] is String)
      #expect(run.errors.hasPrefix("cases.jsonl:1: "))
      for mention in line.mentions { #expect(run.errors.contains(mention), "\(run.errors)") }
    } else {
      #expect(run.status == 0, "an error of a case is its result: \(run.errors)")
      // Foundation reads no number beyond the doubles.
      if let shaping = object(line.line) { #expect(json(run.rows[0]["id"]) == json(shaping["id"])) }
      if line.fails { #expect(result?["error"] is String, "\(run.text)") }
      if let expected = line.result { #expect(json(result) == expected) }
      #expect(run.errorLines.count == (line.mentions.isEmpty && result?["error"] == nil ? 0 : 1), "\(run.errors)")
      for mention in line.mentions { #expect(run.errors.hasPrefix("cases.jsonl:1: ") && run.errors.contains(mention), "\(run.errors)") }
      if let expected = line.stateOut { #expect(json(run.rows[0]["state_out"]) == expected) }
      if result?["error"] != nil { #expect(result?.count == 1) }
    }
  }

  @Test func casesOfTheRepository() throws {
    let file = Folders.fixtures.appending(path: "shaping_cases.jsonl")
    let run = try Command.run("shape", "--cases", file.path)
    let cases = try lines(of: file)
    #expect(run.status == 0 && run.errorLines.count == cases.count { $0.contains(#""expected": {"error""#) })
    #expect(run.rows.count == cases.count)
    for (line, result) in zip(cases, run.rows) {
      // Foundation reads neither NaN nor numbers beyond the doubles.
      guard let shaping = object(line) else { continue }
      #expect(json(shaping["id"]) == json(result["id"]))
      #expect(agree(shaping["expected"], result["result"]), "\(json(shaping["id"])): \(json(result["result"]))")
    }
  }

  /// Equal at 1e-9.
  private func agree(_ left: Any?, _ right: Any?) -> Bool {
    switch (left, right) {
    case (let left as [Any], let right as [Any]):
      left.count == right.count && zip(left, right).allSatisfy { agree($0, $1) }
    case (let left as [String: Any], let right as [String: Any]):
      left.allSatisfy { agree($1, right[$0]) }
    case (let left as NSNumber, let right as NSNumber):
      abs(left.doubleValue - right.doubleValue) <= 1e-9 * max(1, abs(left.doubleValue))
    default: json(left) == json(right)
    }
  }

  @Test func files() throws {
    let line = #"{"id":1,"shaper":"outcome","params":{},"inputs":{"groups":[{"samples":[{"correct":true}]}]}}"# + "\n"
    let bench = try Bench(["cases.jsonl": line, "empty.jsonl": ""])
    defer { bench.remove() }
    let plain = try bench.run("shape", "--cases", "cases.jsonl")
    #expect(plain.status == 0 && plain.lines.count == 1)
    #expect(try Command.run("shape", "--cases", "-", text: line).output == plain.output)
    #expect(try bench.run("shape", "--cases", "cases.jsonl", "--out", "o").status == 0)
    #expect(try bench.data("o") == plain.output)
    let empty = try bench.run("shape", "--cases", "empty.jsonl")
    #expect(empty.status == 0 && empty.output.isEmpty)
    #expect(try bench.run("shape", "--cases", "none.jsonl").status == 2)
  }
}
