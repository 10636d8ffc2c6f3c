import Foundation
import TestSupport
import Testing

/// `--plugin` on every command, `plugins` in recipes, `check` and `new`, as a person calls them.
@Suite("Plugins on the command line")
struct PluginCommandTests {
  private static let command = #"{"command": ["python3", "plugin.py"]}"#

  private static func bench() throws -> Bench {
    let bench = try Bench([
      "rows.jsonl": [
        #"{"id":1,"completion":"a","ground_truth":"a","group_id":"g"}"#, #"{"id":2,"completion":"exit","ground_truth":"a","group_id":"g"}"#,
        #"{"id":3,"completion":"b","ground_truth":"a","group_id":"g"}"#,
      ].file,
      "recipe.json": #"{"version":1,"verifier":"echo","plugins":[\#(command)],"shapers":["count"]}"#,
      "plain.json": #"{"version":1,"verifier":"echo","shapers":["count"]}"#,
      "recipe.yaml": "version: 1\nverifier: echo\nplugins:\n  - command: [python3, plugin.py]\n",
      "cases.jsonl": #"{"id":"c","shaper":"count","inputs":{"groups":[{"samples":[{"correct":true}]}]},"state_in":{"n":4}}"# + "\n",
    ])
    try bench.write(try Data(contentsOf: Folders.fixtures.appending(path: "plugins/service.py")), to: "plugin.py")
    return bench
  }

  @Test("list, describe and verify know what a plugin has")
  func catalogue() throws {
    let bench = try Self.bench()
    defer { bench.remove() }
    #expect(try bench.run("list", "--plugin", Self.command).text.contains("echo"))
    #expect(!(try bench.run("list").text.contains("echo")))
    #expect(try bench.run("--plugin", Self.command, "list", "verifiers").text.contains("echo"))
    #expect(try bench.run("--plugin=\(Self.command)", "verify", "a", "a", "--verifier", "echo").status == 0)
    #expect(try bench.run("--plugin", "x").status == 2)
    #expect(try bench.run("describe", "echo", "--plugin", Self.command).text.contains("least: an integer; default 0"))
    let run = try bench.run("verify", "a", "a", "--verifier", "echo", "--plugin", Self.command)
    #expect(run.status == 0 && run.text.contains("echo 2"))
    #expect(try bench.run("verify", "--verifier", "echo", "--plugin=\(Self.command)", "-5", "-5").status == 0)
    let unknown = try bench.run("verify", "a", "a", "--verifier", "ecko", "--plugin", Self.command)
    #expect(unknown.status == 2 && unknown.errors.contains("did you mean `echo`?"))
  }

  @Test("rows are scored by a recipe's plugin, and the failure of one row is that row's; the same bytes for any --jobs")
  func score() throws {
    let bench = try Self.bench()
    defer { bench.remove() }
    let one = try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--jobs", "1", "--state-out", "s.json")
    let four = try bench.run("score", "rows.jsonl", "--recipe", "recipe.json", "--jobs", "4")
    #expect(one.status == 1 && four.status == 1 && one.output == four.output && one.errors == four.errors, "\(one.errors)")
    #expect(one.errorLines == ["rows.jsonl:2: plugin service 1.0: it ended with status 3 [plugin_failed]"])
    #expect(values("reward", one.rows, as: Double.self) == [0, nil, 0])
    #expect(
      one.lines[1].contains(#""reason":"verifier_error","charged_to":"verifier","detail":"plugin service 1.0: it ended with status 3""#))
    #expect(try bench.text("s.json").contains(#"{"name":"count","version":1,"state":{"n":1}}"#))
    let option = try bench.run("score", "rows.jsonl", "--recipe", "plain.json", "--plugin", Self.command)
    #expect(option.output == one.output)
    let report = try bench.run("validate", "rows.jsonl", "--recipe", "recipe.yaml")
    #expect(report.status == 1 && report.lines.first == one.errorLines.first && report.text.contains("1 × plugin_failed: "))
    #expect(try bench.run("describe", "verifier_error").text == bench.run("describe", "plugin_failed").text)
    let shaped = try bench.run("shape", "--cases", "cases.jsonl", "--plugin", Self.command)
    #expect(shaped.text == #"{"id":"c","result":{"rewards":[4]},"state_out":{"n":5}}"# + "\n")
  }

  @Test("a recipe's plugin that is not there is said with the recipe, and names the plugin")
  func missing() throws {
    let bench = try Bench(["r.json": #"{"version":1,"verifier":"math","plugins":["lib/none.so"]}"#])
    defer { bench.remove() }
    for arguments in [
      ["score", "-", "--recipe", "r.json"], ["audit", "--recipe", "r.json"], ["plot", "--recipe", "r.json", "--out", "x.svg"],
    ] {
      let run = try bench.run(arguments)
      #expect(
        run.status == 2 && run.errors.contains("r.json: ") && run.errors.contains("plugins[0]") && run.errors.contains("lib/none.so"),
        "\(run.errors)")
    }
    let unnamed = try bench.run("list", "--plugin", "none.so")
    #expect(unnamed.status == 2 && unnamed.errors.contains("none.so: the plugin cannot be loaded"))
    #expect(try bench.run("list", "--plugin", "{").status == 2)
  }

  @Test("check tells findings from what is not there")
  func check() throws {
    let bench = try Bench(["not.so": "no library"])
    defer { bench.remove() }
    let broken = try bench.run("check", "--plugin", "not.so")
    #expect(broken.status == 1 && broken.text.contains(#"breaks the law "it can be loaded""#))
    let json = try bench.run("check", "--plugin", "not.so", "--json")
    #expect(json.status == 1 && json.rows.first?["law"] as? String == "it can be loaded")
    let absent = try bench.run("check", "--plugin", "none.so")
    #expect(absent.status == 2 && absent.errors.contains("[unreadable_plugin]") && !absent.errors.contains("partial"))
    #expect(try bench.run("check").status == 2)
  }

  /// A bench with the library `broken.so`, which does something worse than a wrong verdict once a completion is long.
  private static func benchWithLibrary(_ macro: String) throws -> Bench {
    let bench = try Bench(["rows.jsonl": ["four", "five", String(repeating: "long ", count: 20)].map(row).file])
    let root = Folders.root.path
    let cc = "cc -std=c11 -D_GNU_SOURCE -D\(macro) -fPIC -shared -I '\(root)/Sources/CRewardPlugins/include'"
    let compiled = try Command.shell("\(cc) '\(root)/Fixtures/plugins/verifier.c' -o broken.so", in: bench.folder)
    try #require(compiled.status == 0, "\(compiled.errors)")
    try bench.write(#"{"version":1,"verifier":"sample","plugins":["./broken.so"]}"#, to: "recipe.json")
    return bench
  }

  private static func row(_ completion: String) -> String {
    #"{"id":"\#(completion)","completion":"\#(completion)","ground_truth":"four"}"#
  }

  /// What the plugin does, the law, and what is said of it.
  static let fatal: [(macro: String, law: String, words: String)] = [
    ("ENDS", "it does not end its host", "ended with status 0"), ("ABORTS", "it does not end its host", "ended by signal 6"),
    ("LOOPS", "every call comes back", "1 s of processor time"), ("PAUSES", "every call comes back", "waited for 3 s"),
  ]

  @Test("check names a plugin that ends it, or never comes back, with the law under way", arguments: fatal)
  func checksFatal(macro: String, law: String, words: String) throws {
    let bench = try Self.benchWithLibrary(macro)
    defer { bench.remove() }
    let run = try bench.run("check", "--plugin", "./broken.so", "--call-limit", "1")
    #expect(run.status == 1)
    let line = try #require(run.lines.first { $0.contains(law) }, "\(run.text)\(run.errors)")
    #expect(line.hasPrefix("./broken.so: sample breaks the law") && line.contains("while the law") && line.contains(words), "\(line)")
    let json = try bench.run("check", "--plugin", "./broken.so", "--call-limit", "1", "--json")
    #expect(json.status == 1 && json.rows.contains { $0["law"] as? String == law && $0["subject"] as? String == "sample" })
  }

  /// Commands that a library is loaded by.
  static let commands = [
    ["score", "rows.jsonl", "--recipe", "recipe.json", "--out", "out.jsonl"], ["validate", "rows.jsonl", "--recipe", "recipe.json"],
    ["verify", "four", String(repeating: "long ", count: 20), "--verifier", "sample", "--plugin", "./broken.so"],
  ]

  @Test("a library that ends the command is no success", arguments: commands)
  func endsCommand(arguments: [String]) throws {
    let bench = try Self.benchWithLibrary("ENDS")
    defer { bench.remove() }
    let run = try bench.run(arguments)
    #expect(run.status == 2 && run.errorLines.count == 1 && !bench.has("out.jsonl"), "\(run.status) \(run.errors)")
    #expect(run.errors.contains("plugin ./broken.so: it ended the command with `exit`") && run.errors.contains("[plugin_failed]"))
  }

  @Test("new makes a package, and writes over nothing")
  func new() throws {
    let bench = try Bench()
    defer { bench.remove() }
    #expect(try bench.run("new", "verifier", "my_check", "--path", Folders.root.path).status == 0)
    #expect(bench.has("MyCheck/Sources/MyCheck/MyCheckVerifier.swift") && bench.has("MyCheck/.gitignore"))
    let before = try bench.text("MyCheck/Package.swift")
    let again = try bench.run("new", "verifier", "my_check")
    #expect(again.status == 2 && again.errors.contains("MyCheck"))
    #expect(try bench.text("MyCheck/Package.swift") == before)
    try FileManager.default.createDirectory(at: bench.folder.appending(path: "empty"), withIntermediateDirectories: true)
    #expect(try bench.run("new", "shaper", "my_shaper", "--out", "empty").status == 0)
    #expect(bench.has("empty/Sources/MyShaper/MyShaperShaper.swift") || bench.has("empty/Sources/MyShaper/MyShaper.swift"))
    #expect(try bench.run("new", "verifier", "My").errors.contains("did you mean `my`?"))
    #expect(try bench.run("new", "thing", "x").status == 2)
    #expect(try bench.run("new", "verifier", "x", "--path", "nowhere").status == 2)
  }

  @Test("new depends on the checkout that the command was built in, where nothing else is said: there is no release yet")
  func newDependsOnThisCheckout() throws {
    let bench = try Bench()
    defer { bench.remove() }
    let here = try bench.run("new", "verifier", "my_check")
    #expect(here.status == 0 && here.errors.contains("MyCheck depends on the checkout \(Folders.root.path)."), "\(here.errors)")
    #expect(try bench.text("MyCheck/Package.swift").contains(#".package(name: "swift-rewards", path: "\#(Folders.root.path)")"#))
    let release = try bench.run("new", "verifier", "other", "--url", "https://example.com/swift-rewards.git")
    #expect(release.status == 0)
    #expect(try bench.text("Other/Package.swift").contains(#".package(url: "https://example.com/swift-rewards.git", from: "0.1.0")"#))
    #expect(try bench.run("new", "verifier", "third", "--url", "https://example.com/swift-rewards.git", "--revision", "abc").status == 0)
    #expect(try bench.text("Third/Package.swift").contains(#"revision: "abc""#))
    #expect(try bench.run("new", "verifier", "x", "--url", "u", "--path", ".").status == 2)
    #expect(try bench.run("new", "verifier", "x", "--revision", "u").status == 2)
  }

  @Test("new makes the folders on the way to --out")
  func newMakesFolders() throws {
    let bench = try Bench(["file": ""])
    defer { bench.remove() }
    #expect(try bench.run("new", "verifier", "y", "--out", "a/b/c").status == 0)
    #expect(bench.has("a/b/c/Sources/Y/Plugin.swift"))
    let blocked = try bench.run("new", "verifier", "y", "--out", "file/b")
    #expect(blocked.status == 2 && blocked.errors.contains("[unwritable_file]"), "\(blocked.errors)")
  }

  @Test("what new refuses is said with what helps in the case of new")
  func newHints() throws {
    let bench = try Bench()
    defer { bench.remove() }
    #expect(try bench.run("new", "verifier", "y", "--out", "full").status == 0)
    for arguments in [
      ["verifier", "My"], ["shaper", "x", "--language", "c"], ["verifier", "x", "--path", "nowhere"], ["verifier", "self"],
    ] {
      let run = try bench.run(["new"] + arguments)
      #expect(run.status == 2 && run.errors.contains("[wrong_usage]") && run.errors.contains("`rewards help COMMAND`"), "\(run.errors)")
    }
    let nowhere = try bench.run("new", "verifier", "x", "--path", "nowhere").errors
    #expect(nowhere.contains("`--path` cannot be that: found nowhere: No such file or directory, expected a checkout of swift-rewards"))
    #expect(try bench.run("new", "verifier", "x", "--path", ".").errors.contains("no Package.swift"))
    let full = try bench.run("new", "verifier", "x", "--out", "full").errors
    #expect(full.contains("a folder is never written over"), "\(full)")
    #expect(try bench.run("new", "verifier", "a__b").errors.contains("single underscores"))
  }
}
