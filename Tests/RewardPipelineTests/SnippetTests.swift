import Foundation
import TestSupport
import Testing

@Suite("Swift in the documentation")
struct SnippetTests {
  /// A block of Swift in a page, and the file that it says it is from.
  struct Snippet: Sendable, CustomTestStringConvertible {
    var page: String
    var source: String?
    var text: String
    var testDescription: String { "\(page): \(text.prefix(40))" }
  }

  private static let pages: [String] = {
    let docs = (try? FileManager.default.contentsOfDirectory(atPath: Folders.root.appending(path: "docs").path)) ?? []
    return ["README.md"] + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
  }()

  private static func snippets(of page: String) -> [Snippet] {
    let text = (try? String(contentsOf: Folders.root.appending(path: page), encoding: .utf8)) ?? ""
    return text.matches(of: /(?s)(?:<!-- From ([^ ]+) -->\n)?```swift\n(.*?)```/).map { match in
      Snippet(page: page, source: match.1.map(String.init), text: String(match.2))
    }
  }

  @Test("what a page shows is what its example has", arguments: pages.flatMap { snippets(of: $0) }.filter { $0.source != nil })
  func current(_ snippet: Snippet) throws {
    let source = try #require(snippet.source)
    let text = try String(contentsOf: Folders.root.appending(path: source), encoding: .utf8)
    #expect(text.contains(snippet.text), "\(snippet.page) shows other Swift than \(source) has")
  }

  @Test("all Swift of the README is from an example")
  func readme() throws {
    let snippets = Self.snippets(of: "README.md")
    #expect(!snippets.isEmpty && snippets.allSatisfy { $0.source?.hasPrefix("Examples/") == true })
  }
}
