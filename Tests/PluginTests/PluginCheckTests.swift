import Foundation
import PluginLaws
import RewardCore
import RewardLaws
import Rewards
import TestSupport
import Testing

@Suite("rewards check")
struct PluginCheckTests {
  /// What is broken, and the law that has to be named.
  static let broken: [(source: String, macros: [String], law: String)] = [
    ("verifier.c", ["VERSION=2"], "it is built for this version of the interface"),
    ("verifier.c", ["ENTRY=another_entry"], "it can be loaded"),
    ("verifier.c", [#"NAME="math""#], "its names are its own"),
    ("verifier.c", ["NO_VERIFY"], "its table and its descriptions are whole"),
    ("verifier.c", ["SCORE=NAN"], "what it gives is a verdict"),
    ("verifier.c", ["SCORE=2.0"], "what it gives is a verdict"),
    ("verifier.c", ["BAD_UTF8"], "what it gives is a verdict"),
    ("verifier.c", ["NULL_TEXT"], "what it gives is a verdict"),
    ("verifier.c", ["OUTCOME=9"], "what it gives is a verdict"),
    ("verifier.c", ["RANDOM"], "the same input gives the same verdict"),
    ("verifier.c", ["ORDER"], "what was judged before changes nothing"),
    ("verifier.c", ["THREAD"], "the thread changes nothing"),
    ("verifier.c", ["QUADRATIC"], "work grows in proportion to the text"),
    ("verifier.c", ["WRONG_EXAMPLE"], "examples hold"),
    ("shaper.c", ["REWARD=NAN"], "what it gives are rewards"),
    ("shaper.c", ["UPDATE_FAILS"], "what it gives are rewards"),
    ("shaper.c", ["HIDDEN"], "a saved state goes on as the run would have"),
    ("shaper.c", ["RANDOM"], "the same input gives the same bits"),
    ("shaper.c", ["WRONG_EXAMPLE"], "examples hold"),
  ]

  @Test("a broken plugin is found out, with the law that it breaks", arguments: broken)
  func findsBroken(source: String, macros: [String], law: String) throws {
    let check = try PluginCheck(.string(try CompiledPlugin.path(source, macros)), in: .builtIn)
    #expect(check.findings.contains { $0.law == law }, "\(check.findings.map(\.description))")
  }

  @Test("a plugin that keeps the laws has no findings", arguments: ["verifier.c", "shaper.c"])
  func passesGood(source: String) throws {
    let check = try PluginCheck(.string(try CompiledPlugin.path(source)), in: .builtIn)
    #expect(check.findings.isEmpty && check.names.count == 1, "\(check.findings.map(\.description))")
  }

  @Test("the Python example keeps the laws")
  func passesPython() throws {
    let script = Folders.root.appending(path: "Plugins/RegexMatch/regex_match.py").path
    let check = try PluginCheck(["command": ["python3", .string(script)]], in: .builtIn)
    #expect(check.findings.isEmpty && check.names == ["regex_match"], "\(check.findings.map(\.description))")
  }

  @Test("nothing at the path is no finding but an error")
  func missing() {
    #expect(rewardError { _ = try PluginCheck("nowhere/lib.so", in: .builtIn) }?.code == .unreadableFile)
  }
}
