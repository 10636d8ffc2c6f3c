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
    ("shaper.c", ["COUNTS_UNKNOWN"], "an unknown rollout leaves nothing in the state"),
    ("shaper.c", ["REMEMBERS_FIRST"], "the order in a group leaves nothing in the state"),
    ("shaper.c", ["READS_REWARDS"], "an update does not look at rewards"),
    ("stateless.c", ["BATCH_MEAN"], "a reward depends on its own rollout and no other"),
    ("stateless.c", [#"LEVEL="group""#, "MANY_GROUPS"], "a reward depends on its own group and no other"),
    ("stateless.c", ["READS_NAME"], "what groups are called changes nothing"),
    ("stateless.c", ["READS_STEP"], "the number of the step changes nothing"),
  ]

  @Test("a broken plugin is found out, with the law that it breaks", arguments: broken)
  func findsBroken(source: String, macros: [String], law: String) throws {
    let check = try PluginCheck(.string(try CompiledPlugin.path(source, macros)), in: .builtIn)
    #expect(check.findings.contains { $0.law == law }, "\(check.findings.map(\.description))")
  }

  /// Nothing is broken; and what would be is declared.
  static let sound: [(source: String, macros: [String])] = [
    ("verifier.c", []), ("shaper.c", []), ("stateless.c", []), ("stateless.c", [#"LEVEL="group""#]),
    ("stateless.c", [#"LEVEL="batch""#, "MANY_GROUPS"]), ("stateless.c", ["READS_NAME", #"GROUP_FIELDS="\"id\"""#]),
    ("stateless.c", ["READS_STEP", #"BATCH_FIELDS="\"step\"""#]),
  ]

  @Test("a plugin that keeps the laws has no findings", arguments: sound)
  func passesGood(source: String, macros: [String]) throws {
    let check = try PluginCheck(.string(try CompiledPlugin.path(source, macros)), in: .builtIn)
    #expect(check.findings.isEmpty && check.names.count == 1, "\(check.findings.map(\.description))")
  }

  @Test("the Python example keeps the laws")
  func passesPython() throws {
    let script = Folders.root.appending(path: "Plugins/RegexMatch/regex_match.py").path
    let check = try PluginCheck(["command": ["python3", .string(script)]], in: .builtIn)
    #expect(check.findings.isEmpty && check.names == ["regex_match"], "\(check.findings.map(\.description))")
  }

  @Test("a process whose verdicts differ from process to process is found out", arguments: ["verifier", "shaper"])
  func processes(kind: String) throws {
    let script = Folders.fixtures.appending(path: "plugins/fickle.py").path
    let check = try PluginCheck(["command": ["python3", .string(script), .string(kind)]], in: .builtIn)
    #expect(check.findings.contains { $0.law == "another process gives the same" }, "\(check.findings.map(\.description))")
  }

  @Test("findings are written for authors of any language, each once")
  func words() throws {
    for (source, macro) in [("shaper.c", "COUNTS_UNKNOWN"), ("shaper.c", "RANDOM"), ("verifier.c", "QUADRATIC"), ("stateless.c", "SLOW")] {
      let lines = try PluginCheck(.string(try CompiledPlugin.path(source, [macro])), in: .builtIn).findings.map(\.description)
      #expect(!lines.isEmpty && Set(lines).count == lines.count, "\(lines)")
      #expect(!lines.contains { $0.contains("Optional") || $0.contains("nil") || $0.contains("PluginState") }, "\(lines)")
      if macro == "COUNTS_UNKNOWN" { #expect(lines.contains { $0.contains(#"{"n":"#) }, "\(lines)") }
      if macro == "SLOW" { #expect(lines.contains { $0.contains("groups") } && !lines.contains { $0.contains("bytes") }, "\(lines)") }
    }
  }

  @Test("nothing at the path is no finding but an error")
  func missing() {
    #expect(rewardError { _ = try PluginCheck("nowhere/lib.so", in: .builtIn) }?.code == .unreadablePlugin)
  }
}
