import Foundation
import PluginScaffold
import RewardCore
import Rewards
import TestSupport
import Testing

@Suite("rewards new")
struct PluginScaffoldTests {
  static let templates = [
    ("PhraseCoverage", PluginScaffold.swiftVerifier), ("RunningLength", PluginScaffold.swiftShaper),
    ("WordCount", PluginScaffold.cVerifier),
  ]

  @Test("templates are the first-party plugins as they are", arguments: templates)
  func templatesAreCurrent(plugin: String, files: [PluginScaffold.File]) throws {
    for file in files {
      let place = file.path == "rewards_plugin.h" ? "Sources/CRewardPlugins/include/rewards_plugin.h" : "Plugins/\(plugin)/\(file.path)"
      let text = try String(contentsOf: Folders.root.appending(path: place), encoding: .utf8)
      #expect(file.text == text, "\(place) has changed: run Scripts/generate-templates")
    }
    // And none is missing.
    let folder = Folders.root.appending(path: "Plugins/\(plugin)")
    let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let sources = found.filter { name in
      !name.hasPrefix(".build") && name != "Package.resolved"
        && [".swift", ".c", ".md", "Makefile", ".gitignore"].contains { name.hasSuffix($0) }
    }
    #expect(Set(sources) == Set(files.map(\.path)).subtracting(["rewards_plugin.h"]))
  }

  @Test("nothing of the template's name is left, and the dependency is the one that was asked for")
  func names() throws {
    for (kind, template) in [(PluginScaffold.Kind.verifier, "hrase"), (.shaper, "unning")] {
      let scaffold = try PluginScaffold(
        kind, language: .swift, name: "my_own_2", dependency: .release(url: "https://example.com/x.git", from: "0.1.0"), registry: .builtIn)
      #expect(scaffold.packageName == "MyOwn2")
      for file in scaffold.files {
        #expect(!file.path.contains(template))
        #expect(
          !file.text.contains("\(template)Coverage") && !file.text.contains("\(template)Length") && !file.text.contains("hrase_coverage"))
      }
      let manifest = try #require(scaffold.files.first { $0.path == "Package.swift" }).text
      #expect(manifest.contains(#".package(url: "https://example.com/x.git", from: "0.1.0")"#) && !manifest.contains("../.."))
      #expect(scaffold.files.contains { $0.path == "Sources/MyOwn2/Plugin.swift" && $0.text.contains(#"name: "my_own_2""#) })
    }
    let checkout = try PluginScaffold(.verifier, language: .swift, name: "a", dependency: .checkout("/a \"b"), registry: .builtIn)
    #expect(checkout.files.contains { $0.text.contains(#".package(name: "swift-rewards", path: "/a \"b")"#) })
    let c = try PluginScaffold(.verifier, language: .c, name: "my_c", dependency: .checkout("/x"), registry: .builtIn)
    #expect(Set(c.files.map(\.path)) == ["Makefile", ".gitignore", "README.md", "my_c.c", "rewards_plugin.h"])
    #expect(c.files.contains { $0.path == "Makefile" && $0.text.contains("HEADERS ?= .\n") })
  }

  @Test(
    "a name that is none is refused, with what may have been meant",
    arguments: [
      ("MyCheck", "my_check"), ("my-check", "my_check"), ("", nil), ("2nd", nil), ("a__b", "a_b"), ("a_", "a"), ("é", nil), ("../x", "x"),
      (String(repeating: "a", count: 65), nil),
    ])
  func badNames(name: String, nearest: String?) {
    let error = rewardError {
      _ = try PluginScaffold(.verifier, language: .swift, name: name, dependency: .checkout("/"), registry: .builtIn)
    }
    #expect(error?.code == .invalidValue && error?.field == "NAME" && error?.nearest == nearest, "\(error?.nearest ?? "nothing")")
  }

  @Test("a name that is taken, or whose module would hide another, is refused", arguments: ["math", "laser", "boxed", "testing", "swift"])
  func takenNames(name: String) {
    let error = rewardError {
      _ = try PluginScaffold(.shaper, language: .swift, name: name, dependency: .checkout("/"), registry: .builtIn)
    }
    #expect(error?.code == .duplicateName || error?.code == .invalidValue)
  }
}
