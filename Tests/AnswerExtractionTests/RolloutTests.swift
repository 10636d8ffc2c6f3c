import AnswerExtraction
import Foundation
import Testing

/// Runs over real completions, where there are any: `REWARDS_ROLLOUTS`, or `../shared/rollouts` beside the package.
@Suite("Real rollouts")
struct RolloutTests {
  struct Row: Decodable {
    var completion: String
    var ground_truth: String
    var expected: String?
  }

  static func files() -> [URL] {
    let folder =
      ProcessInfo.processInfo.environment["REWARDS_ROLLOUTS"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath).appending(path: "../../../../shared/rollouts").standardized
    let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }
  }

  @Test("what is extracted from real completions")
  func rollouts() throws {
    let files = Self.files()
    if files.isEmpty { print("skipped: no rollouts (set REWARDS_ROLLOUTS)") }
    for file in files {
      var counts: [String: Int] = [:]
      var bytesRead = 0
      var elapsed = Duration.zero
      for line in try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")) {
        let row = try JSONDecoder().decode(Row.self, from: line)
        let bytes = Array(row.completion.utf8)
        bytesRead += bytes.count
        counts["rows", default: 0] += 1
        bytes.withUnsafeBufferPointer { text in
          var work = ExtractionWork()
          let start = ContinuousClock.now
          let separation = ReasoningStripper().separate(text, range: 0..<text.count)
          let result = ExtractorChain.standard.lastCandidate(in: text, range: separation.answer, work: &work)
          elapsed += ContinuousClock.now - start
          if separation.hasClosingTag { counts["closing tag", default: 0] += 1 }
          if separation.hasUnclosedOpening { counts["unclosed <think>", default: 0] += 1 }
          counts["all: \(result.candidate?.extractor ?? "none")", default: 0] += 1
          counts["\(row.expected ?? "unlabelled"): \(result.candidate?.extractor ?? "none")", default: 0] += 1
          if let candidate = result.candidate {
            if candidate.parts.count > 1 {
              counts["several parts, \(row.expected ?? "unlabelled")", default: 0] += 1
              let shown = String(decoding: text[candidate.range], as: UTF8.self).debugDescription.prefix(100)
              print("  several parts, \(row.expected ?? "unlabelled"):", row.ground_truth.prefix(60), "|", shown)
            }
            for name in candidate.leniencies.names { counts["leniency \(name)", default: 0] += 1 }
            let truth = Array(row.ground_truth.utf8)
            let bare = truth.withUnsafeBufferPointer { Array($0[GroundTruthText($0, range: 0..<$0.count).range]) }
            if Array(text[candidate.range]) == bare {
              counts["same bytes, \(row.expected ?? "unlabelled")", default: 0] += 1
            }
          }
          if row.expected == "correct", result.candidate?.extractor != "boxed" {
            print(
              "  correct without a box:", row.ground_truth, "|",
              result.candidate.map { String(decoding: text[$0.range], as: UTF8.self) } ?? "-", "|",
              String(row.completion.suffix(90)).debugDescription)
          }
          for extractor in ExtractorChain.builtIn {
            var work = ExtractionWork()
            let found = extractor.init().lastCandidate(in: text, range: separation.answer, work: &work)
            if found != .nothing { counts["alone: \(extractor.about.name)", default: 0] += 1 }
          }
          if case .limitExceeded = result { Issue.record("limit exceeded") }
        }
      }
      print("rollouts \(file.lastPathComponent): \(bytesRead) bytes in \(elapsed)")
      for (key, count) in counts.sorted(by: { $0.key < $1.key }) { print("  \(key): \(count)") }
    }
  }
}
