import Foundation
import RewardCore
import Rewards
import TestSupport
import Testing

@Suite("docs/paper-index.md")
struct PaperIndexTests {
  private static let root = Folders.root.path

  /// The Swift files of the shapers, as paths from the root.
  private static func files() -> [String] {
    (FileManager.default.subpaths(atPath: root + "/Sources/Shapers") ?? []).filter { $0.hasSuffix(".swift") }.sorted()
      .map { "Sources/Shapers/" + $0 }
  }

  @Test("the page is current")
  func current() throws {
    let files = Self.files()
    let page = try PaperIndex.page(of: .builtIn) { name in files.first { $0.hasSuffix("/" + name) } }
    let stored = try String(contentsOf: Folders.root.appending(path: "docs/paper-index.md"), encoding: .utf8)
    #expect(page == stored, "docs/paper-index.md is not what the descriptions say: run Scripts/generate-docs")
  }

  @Test("every id is there with its file, and every paper with its confidence")
  func complete() throws {
    let files = Self.files()
    let registry = Registry.builtIn
    let page = try PaperIndex.page(of: registry) { name in files.first { $0.hasSuffix("/" + name) } }
    for description in registry.shapers + registry.metrics + registry.normalisers + registry.selectors {
      let rows = page.split(separator: "\n").filter { $0.contains("| `\(description.name)` |") }
      #expect(rows.count == description.sources.count)
      for source in description.sources {
        #expect(
          rows.contains { $0.contains("| \(source.confidence?.rawValue ?? "") |") && $0.contains(source.title) }, "\(description.name)")
      }
      for row in rows {
        let file = try #require(row.firstMatch(of: /\(\.\.\/([^)]+)\)/)).1
        let text = try String(contentsOfFile: Self.root + "/" + file, encoding: .utf8)
        #expect(text.contains("name: \"\(description.name)\""), "\(file) does not describe \(description.name)")
      }
    }
  }

  @Test("an id without a file is an error")
  func missing() {
    #expect(throws: RewardError.self) { try PaperIndex.page(of: .builtIn) { _ in nil } }
  }
}
