import Foundation
import TestSupport
import Testing

@Suite struct VerifyTests {
  @Test(arguments: [
    (["4", "\\boxed{4}"], 0, "correct"), (["4", "\\boxed{5}"], 1, "incorrect"), (["4", "hm"], 1, "no_answer"),
    (["4", ""], 1, "no_answer"), (["4", "\\boxed{\\int_0^1 x dx}"], 3, "unverifiable"), (["\\frac{1", "\\boxed{4}"], 3, "unverifiable"),
    (["", "\\boxed{4}"], 3, "unverifiable"), (["-4", "\\boxed{-4}"], 0, "correct"), (["-4", "\\boxed{4}"], 1, "incorrect"),
    (["-1/2", "The answer is -0.5."], 0, "correct"), (["-.5", "\\boxed{-.5}"], 0, "correct"),
    (["-1e3", "\\boxed{-1000}"], 0, "correct"), (["--", "-4", "\\boxed{-4}"], 0, "correct"),
    (["$0.5$", "\\boxed{\\frac{1}{2}}"], 0, "correct"), (["#### 50", "\\boxed{50}"], 0, "correct"),
    (["50\\%", "\\boxed{50}"], 0, "correct"), (["50\\%", "\\boxed{50}", "--option", "strictness=strict"], 1, "incorrect"),
    (["50\\%", "\\boxed{50}", "--option", "percent=value"], 1, "incorrect"),
    (["--verifier", "exact_match", "Paris", "\\boxed{PARIS}"], 0, "correct"),
    (["Paris", "\\boxed{PARIS}", "--verifier", "exact_match", "--option", "ignore_case=false"], 1, "incorrect"),
    (["B", "The answer is (B).", "--verifier", "multiple_choice"], 0, "correct"),
    (["50\\%", "\\boxed{50}", "--strictness", "strict"], 1, "incorrect"), (["50\\%", "\\boxed{50}", "--strictness=lenient"], 0, "correct"),
    (["42", "42"], 1, "no_answer"), (["42", "42", "--extract", "whole"], 0, "correct"), (["-42", "-42", "--extract=whole"], 0, "correct"),
    (["42", "it is 42", "--extract", "boxed", "--extract", "last_number"], 0, "correct"),
    (["42", "=42=", "--extract", #"{"name":"pattern","pattern":"=(\\d+)="}"#], 0, "correct"),
    (["-7", "\\boxed{-7}", "--verifier=math", "--option=strictness=lenient", "--option=units=exact"], 0, "correct"),
  ]) func statusAndOutcome(_ arguments: [String], _ status: Int, _ outcome: String) throws {
    let run = try Command.run(["verify"] + arguments)
    #expect(Int(run.status) == status, "\(run.errors)")
    #expect(run.text.hasPrefix(outcome))
    let options = arguments.contains("--") ? ["verify", "--json"] + arguments : ["verify"] + arguments + ["--json"]
    let json = try Command.run(options)
    #expect(Int(json.status) == status)
    #expect(json.lines.count == 1)
    #expect(object(json.text)?["outcome"] as? String == outcome)
  }

  /// A completion that begins with a hyphen is text too.
  @Test func negativeCompletions() throws {
    #expect(try Command.run("verify", "-4", "-4").status != 2)
    #expect(try Command.run("verify", "4", "- so \\boxed{4}").status == 0)
  }

  /// Text of an option is text, also when it looks like a number; other options are JSON.
  @Test func optionsByTheirKind() throws {
    #expect(try Command.run("verify", "4", "\\boxed{4}", "--option", "strictness=5").errors.contains(#"found "5""#))
    #expect(try Command.run("verify", "4", "\\boxed{4}", "--verifier", "exact_match", "--option", "ignore_case=no").status == 2)
  }

  @Test func completionsCannotControlTheTerminal() throws {
    for extra in [[], ["--explain"]] {
      let run = try Command.run(["verify", "4", "a\nb \\boxed{\u{1B}[2J\u{9B}4}"] + extra)
      #expect(run.status == 3)
      #expect(!run.text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control }, "\(run.text)")
    }
  }

  @Test func completionOnStandardInput() throws {
    #expect(try Command.run("verify", "4", "-", text: "so \\boxed{4}\n").status == 0)
    #expect(try Command.run("verify", "4", "-", text: "so \\boxed{5}").status == 1)
    #expect(try Command.run("verify", "4", "-", text: "").status == 1)
    let long = String(repeating: "word ", count: 10_000) + "\\boxed{4}"
    #expect(try Command.run("verify", "4", "-", text: long).status == 0)
    let bytes = try Command.run(["verify", "4", "-"], input: Data([0x78, 0xFF, 0x0A]))
    #expect(bytes.status == 2 || bytes.status == 1, "bytes that are no text do not end it otherwise")
  }

  @Test func json() throws {
    let verdict = try #require(object(try Command.run("verify", "0.5", "\\boxed{\\frac12}", "--json").text))
    #expect(verdict["score"] as? Double == 1)
    #expect(verdict["verifier"] as? String == "math")
    #expect(verdict["extracted"] as? String == "\\frac12")
    #expect(verdict["proof"] as? String == "rational")
    #expect(verdict["reason"] == nil && verdict["charged_to"] == nil)
    let unclear = try #require(object(try Command.run("verify", "4", "\\boxed{\\int_0^1 x dx}", "--json").text))
    #expect(unclear["charged_to"] as? String == "completion" && unclear["reason"] is String && unclear["proof"] == nil)
  }

  @Test func explain() throws {
    let run = try Command.run("verify", "0.5", "so \\boxed{\\frac{3}{4}}", "--explain")
    #expect(run.status == 1)
    for word in ["0.5", "\\frac{3}{4}", "3/4", "1/2", "boxed", "incorrect"] {
      #expect(run.text.contains(word), "no \(word) in \(run.text)")
    }
    let plain = try Command.run("verify", "0.5", "so \\boxed{\\frac{3}{4}}")
    #expect(run.text.utf8.count > plain.text.utf8.count)
    let both = try Command.run("verify", "0.5", "so \\boxed{\\frac{3}{4}}", "--explain", "--json")
    #expect(both.lines.count == 1 && object(both.text)?["outcome"] as? String == "incorrect")
    for text in ["nothing", "", "\\boxed{x+1}"] { #expect(!(try Command.run("verify", "4", text, "--explain")).text.isEmpty) }
  }

  /// Who finds nothing is told where it was looked for, and how to have the whole text taken.
  @Test(arguments: [
    ([], "nothing by boxed, answer_tag, answer_phrase, hash_answer, and no one else was asked; `--extract whole` takes the whole text"),
    (["--strictness", "strict"], "nothing by boxed, answer_tag, and no one else was asked; `--extract whole` takes the whole text"),
    (["--extract", "boxed"], "nothing by boxed, and no one else was asked; `--extract whole` takes the whole text"),
    (["--verifier", "exact_match"], "nothing by boxed, "),
    (["--verifier", "multiple_choice", "--strictness", "strict"], "nothing by boxed, "),
  ]) func whereItWasLookedFor(_ arguments: [String], _ detail: String) throws {
    let truth = arguments.contains("multiple_choice") ? "B" : "42"
    let plain = try Command.run(["verify", truth, "forty-two"] + arguments)
    #expect(plain.status == 1 && plain.lines.contains { $0.hasPrefix("  detail      " + detail) }, "\(plain.text)")
    let explained = try Command.run(["verify", truth, "forty-two", "--explain"] + arguments)
    #expect(explained.lines.contains { $0.hasPrefix("extract") && $0.contains(detail.prefix { $0 != "," }) }, "\(explained.text)")
    #expect(explained.text.hasSuffix(plain.text), "the verdict is the same")
    let json = try Command.run(["verify", truth, "forty-two", "--json"] + arguments)
    #expect(object(json.text)?["detail"] == nil && object(json.text)?["steps"] == nil, "a verdict does not change by being shown")
  }

  @Test(arguments: [
    (["verify"], ""), (["verify", "4"], ""), (["verify", "4", "4", "5"], "5"), (["verify", "4", "4", "--verifier", "maht"], "`math`"),
    (["verify", "4", "4", "--option", "strictnes=strict"], "`strictness`"),
    (["verify", "4", "4", "--option", "strictness=strickt"], "`strict`"), (["verify", "4", "4", "--option", "strictness"], "NAME=VALUE"),
    (["verify", "4", "4", "--option", "=x"], "NAME=VALUE"), (["verify", "4", "4", "--option"], ""),
    (["verify", "4", "4", "--strictness", "strickt"], "did you mean `strict`?"), (["verify", "4", "4", "--strictness"], ""),
    (["verify", "4", "4", "--strictness", "strict", "--option", "strictness=strict"], "`--strictness`"),
    (["verify", "4", "4", "--strictness", "strict", "--verifier", "format"], "`strictness`"),
    (["verify", "4", "4", "--extract", "hole"], "did you mean `whole`?"), (["verify", "4", "4", "--extract", "{"], "`--extract`"),
    (["verify", "4", "4", "--option", "extract=whole"], "expected `--extract whole`"),
    (["verify", "4", "4", "--verifier"], ""), (["verify", "4", "4", "--explian"], "--explain"),
  ]) func wrongUsage(_ arguments: [String], _ mention: String) throws {
    let run = try Command.run(arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty && !run.errors.isEmpty)
    #expect(mention.isEmpty || run.errors.contains(mention), "\(run.errors)")
  }

  /// The command says what `score` says.
  @Test func agreesWithScore() throws {
    for (truth, completion) in [("4", "\\boxed{4}"), ("1/3", "\\boxed{0.333}"), ("4", "hm"), ("x^2", "\\boxed{2x}")] {
      let row = #"{"ground_truth":\#(CommandTests.json(truth)),"completion":\#(CommandTests.json(completion))}"#
      let scored = try Command.run("score", "-", text: row + "\n").rows.first?["verdict"]
      let verified = object(try Command.run("verify", truth, completion, "--json").text)
      #expect(CommandTests.json(scored) == CommandTests.json(verified))
    }
  }
}
