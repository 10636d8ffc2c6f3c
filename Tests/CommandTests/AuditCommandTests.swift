import Foundation
import RewardCore
import TestSupport
import Testing

/// `rewards audit`, as a person calls it.
@Suite("rewards audit") struct AuditCommandTests {
  /// The command, which is built beside the tests.
  private static let binary = ["debug", "release"].map { Folders.root.appending(path: ".build/\($0)/rewards") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }

  private func audit(_ recipe: String, _ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
    let folder = try Folders.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let (file, output, errors) = (folder.appending(path: "r"), folder.appending(path: "out"), folder.appending(path: "err"))
    for (url, text) in [(file, recipe), (output, ""), (errors, "")] { try Data(text.utf8).write(to: url) }
    let process = Process()
    let binary: URL = try #require(Self.binary, "the command is not built beside the tests")
    process.executableURL = binary
    process.arguments = ["audit", "--recipe", file.path] + arguments
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    func text(_ url: URL) throws -> String { String(decoding: try Data(contentsOf: url), as: UTF8.self) }
    return (process.terminationStatus, try text(output), try text(errors))
  }

  private func recipe(requires: String) -> String {
    #"{"version": 1, "verifier": "math", "shapers": [{"name": "laser", "target": 2000}], "requires": ["\#(requires)"]}"#
  }

  @Test("a recipe that is what it has to be is fine, and the report says why") func fine() throws {
    let run = try audit(recipe(requires: "correctness_dominance"))
    #expect(run.status == 0)
    #expect(run.output.contains("correctness_dominance          holds  required"))
    #expect(run.output.contains("1 × right   2001 tokens   reward 1      advantage -0.1875"))
    #expect(run.errors.isEmpty)
  }

  @Test("one that is not ends with 1, as JSON too") func findings() throws {
    let run = try audit(recipe(requires: "no_correct_negative_advantage"), "--format", "json")
    #expect(run.status == 1)
    let report = try #require(try JSONValue(parsing: run.output.trimmingCharacters(in: .newlines)).objectValue)
    let property = report[path: ["properties", "no_correct_negative_advantage"]]?.objectValue
    #expect(property?["result"] == "fails")
    #expect(property?["required"] == true)
    #expect(property?[path: ["witness", "group", "samples"]]?.arrayValue?.count == 8)
    #expect(report[path: ["reference_probes", "margin"]]?.doubleValue == 1.5)
  }

  @Test("an unknown property is wrong usage, and names the nearest; YAML is read") func unknown() throws {
    let run = try audit("version: 1\nverifier: math\nrequires: [all_wrong_silnt]\n")
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("`requires[0]`") && run.errors.contains("did you mean `all_wrong_silent`?"))
  }
}
