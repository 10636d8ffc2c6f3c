import ArgumentParser
import Foundation
import RewardCore
import TestSupport
import Testing

@testable import RewardsCLI

@Suite("rewards plot")
struct PlotCommandTests {
  private func plot(_ arguments: [String]) throws {
    var command = try PlotCommand.parse(arguments)
    try command.run()
  }

  @Test("writes a picture, does not write over one, and says what is wrong with a recipe")
  func writes() throws {
    let folder = try Folders.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let recipe = folder.appending(path: "my <recipe>.v2.yaml")
    try Data("version: 1\nverifier: math\nshapers: [{name: laser, target: 900}]\n".utf8).write(to: recipe)
    let out = folder.appending(path: "out.svg").path
    try plot(["--recipe", recipe.path, "--out", out])
    let first = try Data(contentsOf: URL(filePath: out))
    #expect(String(decoding: first, as: UTF8.self).contains(">my &lt;recipe&gt;.v2</text>"))
    let exists = #expect(throws: RewardError.self) { try plot(["--recipe", recipe.path, "--out", out]) }
    #expect(exists?.code == .fileExists && exists?.file == out)
    try plot(["--recipe", recipe.path, "--out", out, "--force"])
    #expect(try Data(contentsOf: URL(filePath: out)) == first)

    let characters = folder.appending(path: "characters.json")
    try Data(#"{"version": 1, "verifier": "math", "length": "characters"}"#.utf8).write(to: characters)
    let other = folder.appending(path: "other.svg").path
    let units = #expect(throws: RewardError.self) { try plot(["--recipe", recipe.path, characters.path, "--out", other]) }
    #expect(units?.file == characters.path && units?.field == "length")
    try Data(#"{"version": 1, "verifier": "math", "shapers": ["lasr"]}"#.utf8).write(to: characters)
    let name = #expect(throws: RewardError.self) { try plot(["--recipe", recipe.path, "--recipe", characters.path, "--out", other]) }
    #expect(name?.code == .unknownShaper && name?.file == characters.path && name?.nearest == "laser")
    #expect(!FileManager.default.fileExists(atPath: other))
  }

  @Test(
    "wrong usage is refused",
    arguments: [
      ["--out", "x.svg"], ["--recipe", "r.json"], ["--recipe", "r.json", "--out", "x.svg", "--max-length", "1"],
      ["--recipe", "r.json", "--out", "x.svg", "--step", "-1"], ["--recipe", "-", "-", "--out", "x.svg"],
    ])
  func usage(_ arguments: [String]) { #expect(throws: (any Error).self) { try PlotCommand.parse(arguments) } }

  @Test("files give their names, and their paths where names are the same")
  func names() {
    #expect(PlotCommand.names(of: ["a/laser.json", "b/dast.v2.yaml", "plain", "-"]) == ["laser", "dast.v2", "plain", "standard input"])
    #expect(PlotCommand.names(of: ["a/r.json", "b/r.json", "c/s.json"]) == ["a/r.json", "b/r.json", "s"])
  }
}
