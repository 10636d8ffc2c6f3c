import Foundation
import RewardCore
import RewardPipeline
import Rewards
import TestSupport
import Testing

@Suite("Loading plugin libraries")
struct LibraryLoadingTests {
  /// What is broken, the error, and what its sentence says.
  static let broken: [(source: String, macros: [String], code: RewardError.Code, words: String)] = [
    ("verifier.c", ["VERSION=2"], .incompatiblePlugin, "found 2, expected 1"),
    ("verifier.c", ["VERSION=0"], .incompatiblePlugin, "found 0, expected 1"),
    ("verifier.c", ["NULL_TABLE"], .incompatiblePlugin, "NULL from `rewards_plugin_entry`"),
    ("verifier.c", ["SMALL"], .incompatiblePlugin, "`verifiers[0].struct_size`"),
    ("verifier.c", ["ENTRY=another_entry"], .unreadablePlugin, "no symbol `rewards_plugin_entry`"),
    ("verifier.c", ["NULL_ENTRY"], .malformedPlugin, "`verifiers[0]`"),
    ("verifier.c", ["EMPTY"], .malformedPlugin, "a verifier or a shaper"),
    ("verifier.c", ["NO_VERIFY"], .malformedPlugin, "`verifiers[0].verify`"),
    ("verifier.c", ["NO_DESCRIPTION"], .malformedPlugin, "`verifiers[0].description`"),
    ("verifier.c", [#"DESCRIPTION="{""#], .malformedPlugin, "at byte 2"),
    ("verifier.c", [#"DESCRIPTION="\xFF""#], .malformedPlugin, "not UTF-8"),
    ("verifier.c", [#"DESCRIPTION="{\"name\": \"Big\"}""#], .malformedPlugin, "`verifiers[0].name`"),
    ("verifier.c", [#"DESCRIPTION="{\"name\": \"a\", \"version\": 0}""#], .malformedPlugin, "an integer, at least 1"),
    ("verifier.c", [#"DESCRIPTION="{\"name\": \"a\", \"version\": 1, \"sumary\": \"x\"}""#], .malformedPlugin, "did you mean `summary`?"),
    (
      "verifier.c",
      [
        #"DESCRIPTION="{\"name\":\"a\",\"version\":1,\"summary\":\"x\",\"options\":[{\"name\":\"o\",\"type\":\"nmber\",\"summary\":\"x\"}]}""#
      ],
      .malformedPlugin, "did you mean `number`?"
    ),
    (
      "verifier.c",
      [
        #"DESCRIPTION="{\"name\":\"a\",\"version\":1,\"summary\":\"x\",\"options\":[{\"name\":\"o\",\"type\":\"number\",\"minimum\":1,\"default\":0,\"summary\":\"x\"}]}""#
      ], .malformedPlugin, "`verifiers[0].options[0].default`"
    ),
    ("verifier.c", [#"NAME="math""#], .duplicateName, "`math` is taken"),
    ("verifier.c", [#"NAME="laser""#], .duplicateName, "`laser` is taken"),
    ("shaper.c", ["NO_UPDATE"], .malformedPlugin, "`shapers[0].update`"),
    ("shaper.c", [#"LEVEL="group""#], .malformedPlugin, "`stateful`, as it keeps a state"),
  ]

  @Test("a plugin that cannot be used is refused by name, and adds nothing", arguments: broken)
  func refuses(source: String, macros: [String], code: RewardError.Code, words: String) throws {
    let path = try CompiledPlugin.path(source, macros)
    var registry = Registry.builtIn
    let error = try #require(rewardError { try registry.load(.string(path)) })
    #expect(error.code == code)
    #expect(error.message.contains(words), "\(error.message)")
    #expect(error.source?.hasSuffix(URL(filePath: path).lastPathComponent) == true)
    #expect(registry.names == Registry.builtIn.names)
  }

  @Test("what is no library is refused", arguments: ["nowhere.so", "", "README.md", "Sources"])
  func refusesOtherFiles(path: String) throws {
    var registry = Registry.builtIn
    let error = try #require(rewardError { try registry.load(.string(path), in: Folders.root.path) })
    #expect(error.code == .unreadablePlugin, "\(error)")
  }

  @Test("what is no entry is refused", arguments: [JSONValue.number(JSONNumber(3)), .null, ["a.so"], [:]])
  func refusesOtherEntries(entry: JSONValue) throws {
    var registry = Registry.builtIn
    let error = try #require(rewardError { try registry.load(entry) })
    #expect([.invalidValue, .missingParameter].contains(error.code), "\(error)")
  }

  @Test("a plugin is described like what comes with the package, and its options are checked alike")
  func describes() throws {
    let registry = try CompiledPlugin.registry("verifier.c")
    let description = try #require(registry.verifiers.first { $0.name == "sample" })
    #expect(description.version == 3 && description.options.map(\.name) == ["mode"] && description.examples.count == 3)
    let page = try #require(registry.page(about: "sample"))
    #expect(page.text.contains("mode: `same`, `length`; default \"same\""))
    let unknown = try #require(rewardError { _ = try registry.verifier("sample", options: ["mod": "same"]) })
    #expect(unknown.code == .unknownParameter && unknown.nearest == "mode" && unknown.source == "sample")
    #expect(rewardError { _ = try registry.verifier("sample", options: ["mode": "lenght"]) }?.nearest == "length")
    #expect(rewardError { _ = try registry.verifier("sampel") }?.nearest == "sample")
  }

  @Test("descriptions of Swift types come back from their JSON as they were")
  func descriptionsRoundTrip() throws {
    for description in Registry.builtIn.verifiers {
      let read = try VerifierDescription(json: description.json, plugin: "x")
      #expect(read.json == description.json, "\(description.name)")
      #expect(read.options == description.options && read.examples.map(\.line) == description.examples.map(\.line))
    }
    for description in Registry.builtIn.shapers {
      let read = try ShaperDescription(json: description.json, plugin: "x")
      #expect(read.json == description.json, "\(description.name)")
      #expect(read.options == description.options && read.combination == description.combination && read.level == description.level)
    }
  }

  @Test("a plugin that a recipe and the command line both name is loaded once")
  func loadsOnce() throws {
    let path = try CompiledPlugin.path("verifier.c")
    var registry = Registry.builtIn
    try registry.load(.string(path))
    try registry.load(.string(path))
    let recipe = try Recipe(json: ["version": 1, "verifier": "sample", "plugins": [.string(path)]], registry: registry)
    #expect(recipe.registry.names == registry.names)
    // The same names in another library are another plugin's.
    let other = try CompiledPlugin.path("verifier.c")
    #expect(rewardError { try registry.load(.string(other)) }?.code == .duplicateName)
  }

  @Test("a recipe's plugins stand beside it, and are named in its errors")
  func recipes() throws {
    let path = URL(filePath: try CompiledPlugin.path("verifier.c"))
    let (folder, name) = (path.deletingLastPathComponent().path, path.lastPathComponent)
    let json: JSONValue = ["version": 1, "verifier": ["name": "sample", "mode": "length"], "plugins": [.string(name)]]
    var scorer = Scorer(recipe: try Recipe(json: json, registry: .builtIn, folder: folder))
    let scored = scorer.score([Rollout(completion: "five", groundTruth: "four")])
    #expect(scored[0].reward == 1 && scored[0].verdict.verifier == "sample" && scored[0].verdict.version == 3)
    let missing = try #require(rewardError { _ = try Recipe(json: json, registry: .builtIn, folder: "/") })
    #expect(missing.code == .unreadablePlugin && missing.field == "plugins[0]")
    #expect(
      rewardError { _ = try Recipe(json: ["version": 1, "verifier": "math", "plugins": "a.so"], registry: .builtIn) }?.field == "plugins")
    #expect(
      rewardError { _ = try Recipe(json: ["version": 1, "verifier": "math", "plugins": [7]], registry: .builtIn) }?.field == "plugins[0]")
  }

  @Test("a registry without a loader refuses recipes with plugins")
  func refusesPlugins() throws {
    var registry = Registry.builtIn
    registry.pluginLoader = nil
    let path = try CompiledPlugin.path("verifier.c")
    let error = rewardError { _ = try Recipe(json: ["version": 1, "verifier": "math", "plugins": [.string(path)]], registry: registry) }
    #expect(error?.code == .pluginsNotAllowed)
    #expect(rewardError { try registry.load("a.so") }?.code == .pluginsNotAllowed)
    _ = try Recipe(json: ["version": 1, "verifier": "math", "plugins": []], registry: registry)
  }
}
