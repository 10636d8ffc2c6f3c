import Foundation
import TestSupport
import Testing

/// `Fixtures/rows/findings.jsonl`: what is wrong with data that can be read, and nothing else, in the same words from both commands.
@Suite struct FindingTests {
  @Test func areThere() { #expect(FindingCase.all.count >= 60) }

  @Test(arguments: FindingCase.all) func found(_ finding: FindingCase) throws {
    let bench = try Bench(["rows.jsonl": finding.lines.file, "recipe.json": finding.recipe ?? ""])
    defer { bench.remove() }
    let recipe = finding.recipe == nil ? [] : ["--recipe", "recipe.json"]
    let status: Int32 = finding.findings.isEmpty ? 0 : 1
    let expected = finding.findings.map { "rows.jsonl:" + $0 }
    let validated = try bench.run(["validate", "rows.jsonl"] + recipe + finding.arguments)
    #expect(validated.lines.filter { $0.hasPrefix("rows.jsonl:") } == expected)
    #expect(validated.status == status && validated.errors.isEmpty, "\(validated.errors)")
    for words in finding.summary { #expect(validated.text.contains(words), "no \(words) in \(validated.text)") }
    for words in finding.never { #expect(!validated.text.contains(words), "\(words) in \(validated.text)") }
    guard finding.arguments.isEmpty else { return }
    let scored = try bench.run(["score", "rows.jsonl"] + recipe)
    #expect(scored.errorLines == expected, "score and validate find the same")
    #expect(scored.status == status)
  }
}
