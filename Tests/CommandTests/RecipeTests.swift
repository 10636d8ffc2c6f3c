import Foundation
import TestSupport
import Testing

/// A recipe that is wrong, and the words that its message needs.
struct WrongRecipe: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var text: String
  var mentions: [String]

  static let all: [WrongRecipe] = fixture("recipe_errors.jsonl").map { line in
    WrongRecipe(
      testDescription: line["name"] as? String ?? "", text: line["recipe"] as? String ?? "",
      mentions: line["mentions"] as? [String] ?? [])
  }
}

@Suite struct RecipeTests {
  @Test func areThere() { #expect(WrongRecipe.all.count >= 65) }

  @Test(arguments: WrongRecipe.all) func isRefused(_ recipe: WrongRecipe) throws {
    let bench = try Bench(["rows.jsonl": goodRow("a") + "\n", "my.recipe": recipe.text])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl", "--recipe", "my.recipe", "--out", "o")
    #expect(run.status == 2)
    #expect(run.output.isEmpty && !bench.has("o"))
    #expect(run.errors.contains("my.recipe"), "the message names the file: \(run.errors)")
    for mention in recipe.mentions { #expect(run.errors.contains(mention), "no \(mention) in \(run.errors)") }
  }

  /// The path says where, the value says what: they are not mixed up.
  @Test(arguments: [
    (#"{"version":1,"verifier":"maht"}"#, "maht"), (#"{"version":1,"verifier":"math","shapers":["lazer"]}"#, "lazer"),
    (#"{"version":1,"verifier":"math","extract":["boxd"]}"#, "boxd"),
  ]) func whatIsNotThereIsTheName(_ recipe: String, _ name: String) throws {
    let bench = try Bench(["r": recipe])
    defer { bench.remove() }
    let run = try bench.run("score", "-", "--recipe", "r")
    #expect(run.errors.contains("called `\(name)`"), "\(run.errors)")
  }

  @Test(arguments: ["score", "validate"]) func recipesThatCannotBeRead(_ call: String) throws {
    let bench = try Bench(["rows.jsonl": goodRow("a") + "\n"])
    defer { bench.remove() }
    for name in ["none.json", "."] {
      let run = try bench.run(call, "rows.jsonl", "--recipe", name)
      #expect(run.status == 2)
      #expect(run.errors.contains(name == "." ? "irectory" : "none.json"), "\(run.errors)")
    }
    try bench.write(Data([0xFF, 0xFE, 0x00]), to: "bytes.json")
    let bytes = try bench.run(call, "rows.jsonl", "--recipe", "bytes.json")
    #expect(bytes.status == 2 && bytes.errors.contains("bytes.json"))
  }

  /// Aliases of aliases: 300 bytes that stand for 9⁹ values.
  @Test func aliasesDoNotGrowWithoutBound() throws {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
    var text = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for (before, name) in zip(names, names.dropFirst()) {
      text += "\(name): &\(name) [" + [String](repeating: "*\(before)", count: 9).joined(separator: ",") + "]\n"
    }
    let bench = try Bench(["r.yaml": text])
    defer { bench.remove() }
    let run = try bench.run("score", "-", "--recipe", "r.yaml")
    #expect(run.status == 2 && run.errors.contains("r.yaml") && run.errors.contains("aliases"))
  }

  @Test func standardInputIsReadOnce() throws {
    let bench = try Bench(["rows.jsonl": goodRow("a") + "\n"])
    defer { bench.remove() }
    for call in [
      ["score", "-", "--recipe", "-"], ["validate", "-", "--recipe", "-"], ["score", "-", "-"], ["score", "-", "--state-in", "-"],
      ["score", "rows.jsonl", "--recipe", "-", "--state-in", "-"],
    ] {
      let run = try bench.run(call)
      #expect(run.status == 2 && run.errors.contains("standard input"), "\(call): \(run.errors)")
    }
  }

  @Test func recipeOnStandardInput() throws {
    let bench = try Bench(["rows.jsonl": goodRow("a") + "\n"])
    defer { bench.remove() }
    let run = try Command.run(
      ["score", "rows.jsonl", "--recipe", "-"], input: Data(#"{"version":1,"verifier":"math","reward":{"correct":7}}"#.utf8),
      in: bench.folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(values("reward", run.rows) == [7.0])
  }

  static let yaml = """
    # The same recipe, as a person writes it.
    version: 1
    fields: {completion: response, ground_truth: a.b, group_id: pid, token_count: usage.completion_tokens}
    length: tokens
    extract: [boxed, answer_tag]
    verifier:
      route: src
      cases:
        s: {name: math, strictness: strict}
        "1": math
      default:
        name: math
        strictness: lenient
    reward:
      correct: 0.1
      incorrect: -0.30
      no_answer: skip
      unverifiable: {completion: 1e-1, ground_truth: 'skip'}
      truncated: -1
    group_size: 2
    short_groups: skip
    batch:
      groups: 2
    shapers:
      - name: laser
        target: 100
        alpha: 0.0003
      - {name: laser, target: 50, alpha: 0.2}
      - "kimi_length"
    """
  static let json = """
    {"version":1,
     "fields":{"completion":"response","ground_truth":"a.b","group_id":"pid","token_count":"usage.completion_tokens"},
     "length":"tokens","extract":["boxed","answer_tag"],
     "verifier":{"route":"src","cases":{"s":{"name":"math","strictness":"strict"},"1":"math"},
                 "default":{"name":"math","strictness":"lenient"}},
     "reward":{"correct":0.1,"incorrect":-0.30,"no_answer":"skip","unverifiable":{"completion":1e-1,"ground_truth":"skip"},
               "truncated":-1},
     "group_size":2,"short_groups":"skip","batch":{"groups":2},
     "shapers":[{"name":"laser","target":100,"alpha":0.0003},{"name":"laser","target":50,"alpha":0.2},"kimi_length"]}
    """

  @Test func yamlIsJson() throws {
    let rows = [
      #"{"response":"\\boxed{4}","a":{"b":4},"pid":"p","usage":{"completion_tokens":40},"src":"s"}"#,
      #"{"response":"\\boxed{5}","a":{"b":4},"pid":"p","usage":{"completion_tokens":400},"src":"1"}"#,
      #"{"response":"none","a":{"b":4},"pid":"q","usage":{"completion_tokens":40}}"#,
      #"{"response":"\\boxed{4}","a":{"b":4},"pid":"q","usage":{"completion_tokens":70},"src":"x","truncated":true}"#,
      #"{"response":"\\boxed{x}","a":{"b":"4"},"pid":"r","usage":{"completion_tokens":40},"src":"s"}"#,
      #"{"response":"<answer>50</answer>","a":{"b":"50\\%"},"pid":"r","usage":{"completion_tokens":45},"src":"z"}"#,
      #"{"response":"\\boxed{4}","a":{"b":4},"pid":"lone","usage":{"completion_tokens":45}}"#,
    ]
    let bench = try Bench([
      "rows.jsonl": rows.file, "a.yaml": Self.yaml, "b.yml": Self.yaml, "c.json": Self.json, "d.yaml": Self.json,
      "e": Self.yaml.replacingOccurrences(of: "\n", with: "\r\n"), "f": "\u{FEFF}" + Self.json,
    ])
    defer { bench.remove() }
    let plain = try bench.run("score", "rows.jsonl", "--recipe", "c.json")
    #expect(plain.lines.count == 7)
    for recipe in ["a.yaml", "b.yml", "d.yaml", "e", "f"] {
      let run = try bench.run("score", "rows.jsonl", "--recipe", recipe)
      #expect(run.status == plain.status, "\(recipe): \(run.errors)")
      #expect(run.output == plain.output, "\(recipe)")
      #expect(run.errors == plain.errors, "\(recipe)")
    }
  }

  /// 0.1 is one tenth in both; a double would be seen in the state that is compared by digits.
  @Test(arguments: ["0.1", "0.3", "1e-1", "2.5E+1", "0.10000000000000001", "123456789012345678901234567890", "-0", "7"])
  func decimalsInYamlAreThoseOfJson(_ number: String) throws {
    let bench = try Bench([
      "rows.jsonl": goodRow("a") + "\n", "r.json": #"{"version":1,"verifier":"math","reward":{"correct":\#(number)}}"#,
      "r.yaml": "version: 1\nverifier: math\nreward: {correct: \(number)}\n",
    ])
    defer { bench.remove() }
    let json = try bench.run("score", "rows.jsonl", "--recipe", "r.json")
    let yaml = try bench.run("score", "rows.jsonl", "--recipe", "r.yaml")
    #expect(json.status == 0 && yaml.status == 0, "\(json.errors)\(yaml.errors)")
    #expect(json.output == yaml.output)
    #expect(yaml.lines.map { CommandTests.number("reward", in: $0) } == [Double(number)])
  }

  @Test(arguments: ["yes", "~", "0x10", "1_000", ".5", "\"0.5\"", "true"]) func whatIsNoNumberInJsonIsNoneInYaml(
    _ value: String
  )
    throws
  {
    let recipe = "version: 1\nverifier: math\nshapers: [{name: laser, alpha: \(value)}]\n"
    let bench = try Bench(["rows.jsonl": goodRow("a") + "\n", "r.yaml": recipe])
    defer { bench.remove() }
    let run = try bench.run("score", "rows.jsonl", "--recipe", "r.yaml")
    #expect(run.status == 2)
    #expect(run.errors.contains("shapers[0].alpha"))
  }
}
