import Foundation
import RewardCore
import Rewards
import TestSupport
import Testing

/// What earlier versions have written is read by this one.
@Suite("Formats of earlier versions") struct FormatTests {
  private static let folder = Folders.fixtures.appending(path: "formats")

  private static func files(_ prefix: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasPrefix(prefix + "-") }.sorted()
  }

  static let versions: [String] = files("recipe").map { String($0.dropFirst("recipe-".count).prefix { $0 != "." }) }

  private func json(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8))
  }

  @Test func areThere() { #expect(Self.versions.contains("1") && Self.files("state").count >= Self.versions.count) }

  @Test("a recipe is read, and a state of its run resumed and written as it was", arguments: versions)
  func recipeAndState(_ version: String) throws {
    let recipe = try Recipe(json: json("recipe-\(version).json"), registry: .builtIn)
    var scorer = Scorer(recipe: recipe)
    let state = try json("state-\(version).json")
    try scorer.resume(from: state)
    let saved = try #require(try scorer.savedState().objectValue)
    for member in ["shapers", "selectors"] { #expect(saved[member] == state.objectValue?[member]) }
    var other = Scorer(recipe: recipe)
    try other.resume(from: .object(saved))
    let rollout = Rollout(
      completion: #"\boxed{4}"#, groundTruth: "4", groupID: "p1", step: 4, tokenCount: 90, metadata: ["domain": "algebra"])
    #expect(scorer.score([rollout, rollout]) == other.score([rollout, rollout]))
  }

  @Test("rows that were scored by an earlier version have the same rewards, or diff tells", arguments: versions)
  func scoredRows(_ version: String) throws {
    let bench = try Bench()
    defer { bench.remove() }
    let folder = Self.folder.path
    let score = try bench.run(
      "score", "\(folder)/rows-\(version).jsonl", "--recipe", "\(folder)/recipe-\(version).json", "--out", "now.jsonl", "--state-out", "s")
    #expect(score.status == 1, "its last group is short")
    let diff = try bench.run("diff", "\(folder)/scored-\(version).jsonl", "now.jsonl", "--ignore-versions")
    #expect(diff.status == 0, "\(diff.text)")
    #expect(diff.lines.first?.hasSuffix("9 in both, 0 only in \(folder)/scored-\(version).jsonl, 0 only in now.jsonl") == true)
    // And the run goes on from the state of then.
    let on = try bench.run(
      "score", "\(folder)/rows-\(version).jsonl", "--recipe", "\(folder)/recipe-\(version).json", "--state-in",
      "\(folder)/state-\(version).json")
    #expect(on.rows.count == 9)
  }

  @Test("a state or recipe of a later version is refused, and says what this one reads") func later() throws {
    let recipe = try Recipe(json: json("recipe-1.json"), registry: .builtIn)
    var state = try #require(try json("state-1.json").objectValue)
    state["version"] = 2
    var scorer = Scorer(recipe: recipe)
    #expect {
      try scorer.resume(from: .object(state))
    } throws: { error in "\(error)".contains("found version 2, expected version 1") && "\(error)".hasSuffix("[invalid_state]") }
    var later = try #require(try json("recipe-1.json").objectValue)
    later["version"] = 2
    #expect {
      try Recipe(json: .object(later), registry: .builtIn)
    } throws: { error in "\(error)" == "`version` cannot be that: found 2, expected 1 [invalid_value]" }
  }
}
