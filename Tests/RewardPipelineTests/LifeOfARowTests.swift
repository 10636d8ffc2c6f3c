import Foundation
import RewardCore
import RewardPipeline
import Rewards
import TestSupport
import Testing

@Suite("docs/life-of-a-row.md")
struct LifeOfARowTests {
  /// The box of the page whose fence says this.
  private func box(_ name: String) throws -> String {
    let page = try String(contentsOf: Folders.root.appending(path: "docs/life-of-a-row.md"), encoding: .utf8)
    let start = try #require(page.range(of: "\n```\(name)\n")).upperBound
    let end = try #require(page.range(of: "\n```\n", range: start..<page.endIndex)).lowerBound
    return String(page[start..<end])
  }

  @Test("the page tells what happens")
  func page() throws {
    let sample = Folders.fixtures.appending(path: "rollouts/sample.jsonl")
    let rowIn = try box("json row-in")
    #expect(try lines(of: sample)[9] == rowIn)
    let recipe = try Recipe(json: JSONValue(parsing: try box("json recipe")), registry: .builtIn)
    var settings = Pipeline.Settings()
    settings.writesRows = true
    var state = RunState(for: recipe.chain)
    var rowOut: String?
    var verdict: String?
    _ = try Pipeline(recipe: recipe).run([sample.path], settings: settings, state: &state) { (event) throws(RewardError) in
      if case .row(let row, let output) = event, row.row.ownID == "dice/1" {
        rowOut = String(decoding: output, as: UTF8.self)
        verdict = row.row.verdict.json
      }
    }
    #expect(rowOut == (try box("json row-out")) + "\n")
    #expect(verdict == (try box("json verdict")))
    let row = try #require(try JSONValue(parsing: rowIn).objectValue)
    var work = Work(explaining: true)
    _ = try Registry.builtIn.verifier("math").verify(
      Rollout(completion: try #require(row["completion"]?.stringValue), groundTruth: row["ground_truth"].map(GroundTruth.init)), work: &work
    )
    let width = 14
    let steps = (work.steps ?? []).map { $0.name.padding(toLength: width, withPad: " ", startingAt: 0) + $0.finding }
    #expect(steps.joined(separator: "\n") == (try box("text explain")))
  }
}
