import Foundation
import RewardCore
import RewardPipeline
import TestSupport
import Testing

@Suite("Rows of two files")
struct RowDifferencesTests {
  private static let count = 30_000

  private static func row(_ id: Int, _ outcome: String = "correct") -> String {
    #"{"id":"row-\#(id)","verdict":{"outcome":"\#(outcome)","verifier":"math","version":2},"reward":1}"#
  }

  private func compare(_ old: [String], _ new: [String]) throws -> RowDifferences {
    let folder = try Folders.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try [("old", old), ("new", new)].map { name, rows in
      let file = folder.appending(path: name)
      try Data(rows.joined(separator: "\n").utf8).write(to: file)
      return file.path
    }
    return try RowDifferences.between(
      files[0], files[1], tolerance: 0, changed: { _ in }, refused: { (error) throws(RewardError) in throw error }
    ).differences
  }

  @Test("rows in the same order wait for a chunk of the other file at the most, however many there are")
  func sameOrder() throws {
    let rows = (0..<Self.count).map { Self.row($0) }
    let differences = try compare(rows, rows)
    #expect(differences.pairs == Self.count && !differences.areThereAny(ignoringVersions: false))
    #expect(differences.mostWaiting > 0 && differences.mostWaiting < Self.count / 3)
  }

  @Test("rows that are missing at the beginning cost no more than themselves")
  func shifted() throws {
    let rows = (0..<Self.count).map { Self.row($0) }
    let differences = try compare(rows, Array(rows.dropFirst(100)) + [Self.row(-1)])
    #expect(differences.pairs == Self.count - 100 && differences.missing == 100 && differences.added == 1)
    #expect(differences.mostWaiting < Self.count / 3)
  }

  @Test("every row finds its partner in any order")
  func shuffled() throws {
    var random = FixedSeed(11)
    let rows = (0..<2_000).map { Self.row($0) }
    var others = (0..<2_000).map { Self.row($0, $0 % 100 == 0 ? "incorrect" : "correct") }
    others.shuffle(using: &random)
    let differences = try compare(rows, others)
    #expect(differences.pairs == 2_000 && differences.outcomeChanges == 20 && differences.rewardChanges == 0)
    #expect(differences.outcomes.map { "\($0.key.old) → \($0.key.new): \($0.value)" } == ["correct → incorrect: 20"])
  }
}
