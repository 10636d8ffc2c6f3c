import Foundation
import RewardCore
import RewardPipeline
import Rewards
import TestSupport
import Testing

@Suite("docs/reference")
struct ReferencePagesTests {
  private static let folder = Folders.root.appending(path: "docs/reference")

  private static func pages() throws -> [ReferencePages.Page] {
    let bytes = [UInt8](try Data(contentsOf: Folders.fixtures.appending(path: "errors.jsonl")))
    return ReferencePages.all(of: .builtIn, errorExamples: try ReferencePages.errorExamples(bytes))
  }

  @Test("every page is current, and there is no other")
  func current() throws {
    let pages = try Self.pages()
    for page in pages {
      let stored = try? String(contentsOf: Self.folder.appending(path: page.path), encoding: .utf8)
      #expect(stored == page.text, "docs/reference/\(page.path) is not what the code says: run Scripts/generate-docs")
    }
    let files = (FileManager.default.subpaths(atPath: Self.folder.path) ?? []).filter { $0.hasSuffix(".md") }
    #expect(Set(files) == Set(pages.map(\.path)))
  }

  @Test("the registry, the pages and what `describe` knows agree")
  func agree() throws {
    let registry = Registry.builtIn
    let names = Set(try Self.pages().filter { $0.path.contains("/") }.map { $0.path.split(separator: "/")[1].dropLast(3) }.map(String.init))
    #expect(names == Set(registry.names))
    for name in names { #expect(registry.page(about: name) != nil) }
    for code in ErrorDescription.all.map(\.code.rawValue) { #expect(!names.contains(code), "`describe \(code)` would have two meanings") }
  }

  @Test(
    "every key of a recipe has examples that are read",
    arguments: RecipeKey.all.map(\.name).filter { !["version", "plugins"].contains($0) })
  func recipeKeys(name: String) throws {
    let key = try #require(RecipeKey.all.first { $0.name == name })
    #expect(!key.examples.isEmpty)
    for example in key.examples {
      var recipe = try #require(JSONValue(parsing: example).objectValue)
      #expect(recipe[name] != nil, "it shows the key")
      recipe["version"] = 1
      if recipe["verifier"] == nil { recipe["verifier"] = "math" }
      _ = try Recipe(json: .object(recipe), registry: .builtIn)
    }
  }
}
