import Foundation
import PluginScaffold
import RewardCore
import Rewards
import TestSupport
import Testing

@Suite("rewards new")
struct PluginScaffoldTests {
  /// A first-party plugin, and what is compiled in of it.
  struct Template: CustomTestStringConvertible {
    var plugin: String
    var files: [PluginScaffold.File]
    var testDescription: String { plugin }
  }

  static let templates = [
    Template(plugin: "PhraseCoverage", files: PluginScaffold.swiftVerifier),
    Template(plugin: "RunningLength", files: PluginScaffold.swiftShaper), Template(plugin: "WordCount", files: PluginScaffold.cVerifier),
  ]

  @Test("templates are the first-party plugins as they are", arguments: templates)
  func templatesAreCurrent(_ template: Template) throws {
    let (plugin, files) = (template.plugin, template.files)
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
    let branch = PluginScaffold.Dependency.revision(url: "file:///a/mine.git", "0123abc")
    let forked = try PluginScaffold(.verifier, language: .swift, name: "a", dependency: branch, registry: .builtIn)
    let manifest = try #require(forked.files.first { $0.path == "Package.swift" }).text
    // The package manager calls a package by the end of its URL.
    #expect(manifest.contains(#".package(url: "file:///a/mine.git", revision: "0123abc")"#))
    #expect(manifest.contains(#"package: "mine""#) && !manifest.contains(#"package: "swift-rewards""#))
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
    #expect(error?.code == .wrongUsage && error?.field == "NAME" && error?.nearest == nearest, "\(error?.nearest ?? "nothing")")
  }

  @Test("what a name has to be like is said whole")
  func badUnderscores() {
    let error = rewardError {
      _ = try PluginScaffold(.verifier, language: .swift, name: "a__b", dependency: .checkout("/"), registry: .builtIn)
    }
    #expect(error?.expected?.contains("single underscores") == true)
  }

  @Test(
    "a name that is taken, with which the package would not build, or whose module would hide another, is refused",
    arguments: [
      "math", "laser", "boxed", "testing", "swift", "self", "any", "configured", "composite", "group", "response", "exact_math",
      "reward_core", "yams",
    ])
  func takenNames(name: String) {
    let error = rewardError {
      _ = try PluginScaffold(.shaper, language: .swift, name: name, dependency: .checkout("/"), registry: .builtIn)
    }
    #expect(error?.code == .duplicateName || error?.code == .wrongUsage)
  }

  @Test("a name in C is in its text only, so that words of C and of the library are names", arguments: ["int", "printf", "verify", "self"])
  func namesInC(name: String) throws {
    let scaffold = try PluginScaffold(.verifier, language: .c, name: name, dependency: .checkout("/"), registry: .builtIn)
    let source = try #require(scaffold.files.first { $0.path == "\(name).c" }).text
    let template = try #require(PluginScaffold.cVerifier.first { $0.path == "word_count.c" }).text
    #expect(template.components(separatedBy: "word_count").count == 1 + 6, "a use of the name that this test does not know")
    #expect(source.contains(#"\"name\": \"\#(name)\""#) && source.contains(#".name = "\#(name)""#))
  }

  @Test("every target and product of this package, and every type that a plugin's may be mistaken for, is refused as a name")
  func namesOfOurs() throws {
    let manifest = try String(contentsOf: Folders.root.appending(path: "Package.swift"), encoding: .utf8)
    let targets = manifest.matches(of: /(?:module\(|[a-zA-Z]\(\s*name: )"([A-Za-z0-9]+)"/).map { String($0.1) }.filter { $0 != "Algebraic" }
    #expect(targets.count > 30 && targets.contains("CFLINT") && targets.contains("RewardCore") && targets.contains("ValidateRewards"))
    for target in targets {
      #expect(refuses(.verifier, target.lowercased()), "\(target)")
    }
    var types: [Substring] = []
    for folder in ["RewardCore", "RewardPluginExport", "RewardLaws"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: Folders.root.appending(path: "Sources/\(folder)").path) {
        guard name.hasSuffix(".swift") else { continue }
        let source = try String(contentsOf: Folders.root.appending(path: "Sources/\(folder)/\(name)"), encoding: .utf8)
        types += source.matches(of: /public (?:final )?(?:struct|class|enum|protocol|typealias) (\w+(?:Verifier|Shaper))\b/).map(\.1)
      }
    }
    #expect(types.contains("GroupShaper"))
    for type in types {
      let kind: PluginScaffold.Kind = type.hasSuffix("Shaper") ? .shaper : .verifier
      #expect(refuses(kind, type.dropLast(kind.rawValue.count).lowercased()), "\(type)")
    }
  }

  private func refuses(_ kind: PluginScaffold.Kind, _ name: String) -> Bool {
    rewardError { _ = try PluginScaffold(kind, language: .swift, name: name, dependency: .checkout("/"), registry: .builtIn) } != nil
  }
}
