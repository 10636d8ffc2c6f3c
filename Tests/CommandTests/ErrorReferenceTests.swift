import Foundation
import RewardCore
import Rewards
import TestSupport
import Testing

/// How an error is met: files, arguments, and what the command then says.
struct ErrorCase: Codable, Sendable, CustomTestStringConvertible {
  var code: String
  var files: [String: String]
  var arguments: [String]
  var status: Int32
  var says: String
  var testDescription: String { "\(code): rewards \(arguments.joined(separator: " "))" }

  /// Whether a line is what it says, where `…` stands for a list that grows.
  func isSaid(_ line: String) -> Bool {
    let ends = says.components(separatedBy: "…")
    return ends.count == 1 ? line == says : line.hasPrefix(ends[0]) && line.hasSuffix(ends[ends.count - 1])
  }

  static let all: [ErrorCase] = {
    let lines = (try? lines(of: Folders.fixtures.appending(path: "errors.jsonl"))) ?? []
    return lines.compactMap { try? JSONDecoder().decode(ErrorCase.self, from: Data($0.utf8)) }
  }()
}

@Suite("Errors and their reference") struct ErrorReferenceTests {
  /// What the command cannot meet, and where a test meets it.
  private static let elsewhere = [
    "duplicate_name": "here", "state_not_mergeable": "here", "invalid_argument": "Tests/CInterface/rewards_test.c",
    "incompatible_version": "Tests/CInterface/rewards_test.c", "line_too_long": "Tests/CommandTests/BrokenLineTests.swift",
    "busy": "python/tests/test_processes.py",
    "lost_in_fork": "python/tests/test_processes.py", "incompatible_plugin": "Tests/PluginTests/LibraryLoadingTests.swift",
    "malformed_plugin": "Tests/PluginTests/LibraryLoadingTests.swift", "plugin_failed": "Tests/PluginTests/LibraryShaperTests.swift",
    "plugins_not_allowed": "Tests/PluginTests/LibraryLoadingTests.swift",
  ]

  @Test("each is met as the reference shows it", arguments: ErrorCase.all) func met(_ error: ErrorCase) throws {
    let bench = try Bench(error.files)
    defer { bench.remove() }
    let run = try bench.run(error.arguments)
    #expect(run.status == error.status)
    #expect((run.lines + run.errorLines).contains(where: error.isSaid), "\(run.text)\(run.errors)")
    #expect(error.says.hasSuffix(" [\(error.code)]") || error.says.contains("\"error\":\"\(error.code)\""))
    // What ends a run also says what to do; the parser's errors are followed by the usage.
    if error.status == 2, error.code != "wrong_usage" {
      let remedy = try #require(ErrorDescription.named(error.code)?.remedy)
      #expect(run.errorLines.count == 2 && run.errorLines.first.map(error.isSaid) == true && run.errorLines.last == "  " + remedy)
    }
  }

  @Test("every code that the sources declare is described, and met by a test") func complete() throws {
    let declared = try Self.declaredCodes()
    #expect(declared.count >= 45)
    #expect(Set(ErrorDescription.all.map(\.code.rawValue)) == declared)
    #expect(ErrorDescription.all.count == declared.count, "one stands twice")
    let met = Set(ErrorCase.all.map(\.code))
    #expect(met.isDisjoint(with: Self.elsewhere.keys))
    #expect(met.union(Self.elsewhere.keys) == declared)
    for (code, file) in Self.elsewhere where file != "here" {
      let text = try String(contentsOf: Folders.root.appending(path: file), encoding: .utf8)
      #expect(text.contains(Self.spelled(code, in: file)), "\(file) meets no \(code)")
    }
  }

  /// A code as it stands in a file: in Swift, `pluginFailed`.
  private static func spelled(_ code: String, in file: String) -> String {
    guard file.hasSuffix(".swift"), file.contains("PluginTests") else { return code }
    let words = code.split(separator: "_")
    return words[0] + words.dropFirst().map(\.capitalized).joined()
  }

  @Test("each says what to do in a sentence", arguments: ErrorDescription.all.map(\.code.rawValue)) func said(_ code: String) throws {
    let error = try #require(ErrorDescription.named(code))
    for sentence in [error.meaning, error.remedy] { #expect(sentence.hasSuffix(".") && sentence.count > 20) }
    let run = try Command.run("describe", code)
    #expect(run.status == 0 && run.text.hasPrefix("\(code) — error\n\(error.meaning)\n") && run.text.contains(error.remedy))
    #expect(object(try Command.run("describe", code, "--json").text)?["remedy"] as? String == error.remedy)
  }

  @Test("those that only the library meets") func ofTheLibrary() throws {
    var registry = Registry.builtIn
    let type = try #require(FirstVerifier.self as (any Verifier.Type)?)
    try registry.add(type)
    func add() -> String { do { try registry.add(type) } catch { return "\(error)" }; return "" }
    #expect(add() == "the name `first` is taken [duplicate_name]")
    var scorer = Scorer(
      recipe: try Recipe(json: ["version": 1, "verifier": "math", "shapers": ["laser_d"]], registry: .builtIn))
    let saved = try scorer.savedState()
    func merge() -> RewardError? { do { try scorer.resume(fromMerged: [saved, saved]) } catch { return error }; return nil }
    let error = try #require(merge())
    #expect(error.code == .stateNotMergeable && error.source == "laser_d")
    #expect(error.description.hasSuffix(" [state_not_mergeable]") && error.remedy?.isEmpty == false)
  }

  @Test("the summary of validate tells each kind of finding once, with what to do") func summary() throws {
    let bench = try Bench(["rows.jsonl": [goodRow("a"), goodRow("a"), goodRow("a"), "{"].file])
    defer { bench.remove() }
    let run = try bench.run("validate", "rows.jsonl")
    let remedy = try #require(ErrorDescription.named("duplicate_id")?.remedy)
    #expect(run.lines.contains { $0.hasSuffix(" 2 × duplicate_id: \(remedy)") })
    #expect(run.lines.contains { $0.contains(" 1 × malformed_row: ") })
  }

  /// What stands in the extensions of `RewardError.Code`.
  private static func declaredCodes() throws -> Set<String> {
    let sources = Folders.root.appending(path: "Sources")
    let files = FileManager.default.subpaths(atPath: sources.path) ?? []
    var codes: Set<String> = []
    for file in files where file.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      guard text.contains("extension RewardError.Code") else { continue }
      codes.formUnion(text.matches(of: /static let \w+ = Self\(rawValue: "([a-z_]+)"\)/).map { String($0.1) })
    }
    return codes
  }
}

private struct FirstVerifier: Verifier {
  static let description = VerifierDescription(name: "first", version: 1, summary: "First.", rationale: "", examples: [])
  init(options: Options, environment: VerifierEnvironment) {}
  func verify(_ rollout: Rollout, work: inout Work) -> Verdict { .noAnswer() }
}
