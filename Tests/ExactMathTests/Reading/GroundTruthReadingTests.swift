import ExactMath
import Foundation
import TestSupport
import Testing

/// Ground truths in the style of eight data sets, each with the kind that it is.
@Suite("Ground truths are read as what they are")
struct GroundTruthReadingTests {
  private struct Row: Decodable {
    var dataset: String
    var kind: String
    var answer: String
  }

  /// Of the ground truths, the part that has to be read as what it is.
  private static let leastShare = 0.98

  @Test("Nearly all are read as their kind, and none as text for want of better")
  func kinds() throws {
    let rows = try lines(of: Folders.fixtures.appending(path: "ground_truths.jsonl"))
      .map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
    #expect(rows.count >= 400)
    var right = 0
    var wrong: [String] = []
    for row in rows {
      let kind = try #require(ReadingKind(rawValue: row.kind), "\(row.kind) is a kind")
      let result = MathReader().read(row.answer)
      let found = ReadingKind(result)
      if found == kind { right += 1 } else { wrong.append("\(row.dataset), \(row.kind): \(row.answer) reads \(summary(result))") }
      if kind != .text { #expect(found != .text, "\(row.answer) is no text") }
    }
    let share = Double(right) / Double(rows.count)
    print("ground_truths.jsonl: \(right) of \(rows.count) are read as what they are\n\(wrong.joined(separator: "\n"))")
    #expect(share >= Self.leastShare, "\(wrong.joined(separator: "\n"))")
  }
}
