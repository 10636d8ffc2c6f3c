import Foundation
import RewardPipeline
import TestSupport
import Testing

@Suite("Chunks in pieces") struct PiecesTests {
  /// Lines of a chunk, threads, and how large the largest piece may be.
  static let cases: [(lines: Int, threads: Int, most: Int)] = [
    (1, 4, 1), (3, 4, 1), (40, 4, 2), (100, 2, 12), (5_000, 2, 256), (5_000, 64, 19), (5_000, 1, 5_000),
  ]

  @Test("hold every line once and in order, small enough that every thread has some", arguments: cases)
  func pieces(lines: Int, threads: Int, most: Int) throws {
    let file = try Folders.temporary().appending(path: "rows.jsonl")
    try Data((1...lines).map { "\($0)\n" }.joined().utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    var source = LineSource([file.path])
    let next = source.next()
    let chunk = try #require(next)
    let pieces = chunk.pieces(for: threads)
    #expect(pieces.flatMap(\.lines).map(\.number) == Array(1...lines))
    #expect(pieces.allSatisfy { $0.file == 0 && $0.bytes == chunk.bytes && $0.lines.count <= most })
    #expect(pieces.count >= min(lines, threads))
  }
}
