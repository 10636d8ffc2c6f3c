import Foundation
import RewardCore
import RewardPipeline
import Rewards
import TestSupport
import Testing

/// Real completions beside the checkout, when they are there; what is decided has to agree with the label, but for the rows that
/// `docs/label-disagreements.md` explains.
@Suite("Real completions")
struct RolloutLabelTests {
  private static func explained() throws -> Set<String> {
    let page = try lines(of: Folders.root.appending(path: "docs/label-disagreements.md"))
    return Set(page.compactMap { line in line.hasPrefix("| `") ? String(line.dropFirst(3).prefix { $0 != "`" }) : nil })
  }

  private static let files = ["math_qwen_8x100.jsonl", "math_reasoning_models.jsonl"]

  @Test(
    "decided rows agree with their labels",
    .enabled(if: files.allSatisfy { Folders.hasShared("rollouts/\($0)") }, "../shared/rollouts is not there"), arguments: files)
  func agree(file: String) throws {
    let url = try #require(Folders.shared("rollouts/\(file)", skipping: "real completions"))
    let explained = try Self.explained()
    var validation = Validation()
    var state = RunState(for: ShaperChain([]))
    var differing: [String] = []
    let failures = try Pipeline(recipe: try Recipe.standard(registry: .builtIn)).run([url.path], settings: .init(), state: &state) {
      (event) throws(RewardError) in
      switch event {
      case .finding(let finding): if finding.code != .unreadableGroundTruth { Issue.record("\(finding)") }
      case .row(let row, output: _):
        let findings = validation.add(row, fileName: file)
        if !findings.isEmpty || row.row.verdict.reason == .malformedGroundTruth { differing.append(row.row.ownID ?? "?") }
      case .progress: break
      }
    }
    #expect(failures.isEmpty)
    let summary = validation.summary
    #expect(summary.rows > 0 && summary.labels.agreeing > summary.rows / 2)
    for id in differing where !explained.contains(id) { Issue.record("\(id) differs from its label and is not explained") }
    print(
      "\(file): \(summary.rows) rows, labels \(summary.labels.agreeing) agree, \(summary.labels.differing) differ, \(summary.labels.unverifiable) unverifiable"
    )
  }
}
