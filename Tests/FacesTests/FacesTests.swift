import CRewards
import Foundation
import RewardCore
import RewardPipeline
import Rewards
import TestSupport
import Testing

@Suite("One truth in every face")
struct FacesTests {
  @Test("there are suites of rows")
  func suites() throws {
    #expect(RowSuite.all.count >= 8)
    #expect(try RowSuite.all.filter { try $0.rollouts() != nil }.count >= 6, "columns are compared too")
  }

  @Test("rows: C gives the bytes of the command, for any number of threads, and its findings", arguments: RowSuite.all)
  func rows(suite: RowSuite) throws {
    let command = try CommandRun(["score", suite.rowsFile.path, "--recipe", suite.recipeFile.path])
    #expect(command.output.count > 0)
    for threads: UInt32 in [1, 2, 7, 0] {
      let scored = try LibraryScorer(recipe: suite.recipe).score(suite.rows, threads: threads)
      #expect(scored.rows == command.output, "\(threads) threads")
      #expect(scored.findings.arrayValue?.count == command.errors.split(separator: "\n").count, "\(command.errors)")
    }
  }

  @Test("columns: C gives the bits of the Swift scorer, batch after batch", arguments: RowSuite.all)
  func columns(suite: RowSuite) throws {
    guard let rollouts = try suite.rollouts() else { return }
    var scorer = Scorer(
      recipe: try Recipe(json: JSONValue(parsing: String(decoding: suite.recipe, as: UTF8.self)), registry: .builtIn))
    let library = try LibraryScorer(recipe: suite.recipe)
    for _ in 0..<2 {
      let expected = scorer.score(rollouts)
      try library.scoreColumns(rollouts) { scores in
        let scores = scores.pointee
        try #require(scores.count == UInt64(expected.count))
        for (row, expected) in expected.enumerated() {
          #expect(scores.rewards[row].bitPattern == (expected.reward ?? .nan).bitPattern)
          #expect(scores.scores[row].bitPattern == expected.verdict.score.doubleValue.bitPattern)
          #expect(Int(scores.outcomes[row]) == Verdict.Outcome.allCases.firstIndex(of: expected.verdict.outcome))
          for (part, value) in expected.parts.enumerated() {
            #expect(scores.parts[part * expected.count(of: scores) + row].bitPattern == (value.value ?? .nan).bitPattern)
          }
          if let advantages = scores.advantages { #expect(advantages[row].bitPattern == (expected.advantage ?? .nan).bitPattern) }
          if let weights = scores.weights { #expect(weights[row].bitPattern == (expected.weight ?? .nan).bitPattern) }
          if let selected = scores.selected {
            let unknown = UInt8(REWARDS_SELECTION_UNKNOWN)
            #expect(selected[row] == expected.isSelected.map { UInt8($0 ? REWARDS_SELECTED : REWARDS_NOT_SELECTED) } ?? unknown)
          }
        }
        #expect(Int(scores.finding_count) == expected.reduce(0) { $0 + $1.problems.count })
      } verdict: { row, json in
        #expect(json == expected[row].verdict.json)
      }
      #expect(try library.state.objectValue?["shapers"] == scorer.savedState().objectValue?["shapers"])
    }
  }

  @Test("columns give the rewards of rows", arguments: RowSuite.all)
  func columnsAndRows(suite: RowSuite) throws {
    guard let rollouts = try suite.rollouts() else { return }
    let rows = try LibraryScorer(recipe: suite.recipe).score(suite.rows).rows.split(separator: UInt8(ascii: "\n"))
    try LibraryScorer(recipe: suite.recipe).scoreColumns(rollouts) { scores in
      try #require(rows.count == Int(scores.pointee.count))
      for (index, row) in rows.enumerated() {
        let object = try JSONValue(parsing: String(decoding: row, as: UTF8.self)).objectValue
        #expect((object?["reward"]?.doubleValue ?? .nan).bitPattern == scores.pointee.rewards[index].bitPattern)
      }
    } verdict: { _, _ in
    }
  }

  @Test("lists, descriptions and the version are the command's")
  func pages() throws {
    var registry: OpaquePointer?
    try checked { rewards_registry_make(&registry, $0) }
    defer { rewards_registry_free(registry) }
    let list = try bytes { rewards_registry_list(registry, nil, $0, $1) }
    #expect(try list == CommandRun(["list", "--json"]).output.dropLast())
    for name in ["math", "laser", "boxed"] {
      let page = try bytes { rewards_registry_describe(registry, name, $0, $1) }
      #expect(try page == CommandRun(["describe", name, "--json"]).output.dropLast())
    }
    #expect(try String(cString: rewards_version()) == CommandRun(["--version"]).text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  @Test("one verdict is the command's, steps and all")
  func verdict() throws {
    let scorer = try LibraryScorer(recipe: Data(#"{"version": 1, "verifier": "math"}"#.utf8))
    for (truth, completion) in [(#"\frac12"#, #"so \boxed{0.5}"#), ("2", "?"), (#"1+\sqrt2"#, #"\boxed{\sqrt{3+2\sqrt2}}"#)] {
      let row = JSONValue.object(["completion": .string(completion), "ground_truth": .string(truth)]).description
      let verdict = try bytes { rewards_verify(scorer.recipe, row, row.utf8.count, 1, $0, $1) }
      let command = try CommandRun(["verify", "--json", "--explain", "--", truth, completion])
      #expect(verdict == command.output.dropLast(), "\(command.text)")
    }
  }
}

extension ScoredRollout {
  fileprivate func count(of scores: rewards_scores) -> Int { Int(scores.count) }
}

extension LibraryScorer {
  /// Scores rollouts by columns; `verdict` is given each row's verdict as JSON.
  func scoreColumns(
    _ rollouts: [Rollout], _ body: (UnsafePointer<rewards_scores>) throws -> Void, verdict: (Int, String) throws -> Void
  ) throws {
    let completions = TextColumn(rollouts.map(\.completion))
    let truths = TextColumn(rollouts.map { $0.groundTruth?.value.description })
    let groups = TextColumn(rollouts.map(\.groupID))
    let metadata = TextColumn(rollouts.map { JSONValue.object($0.metadata).description })
    let tokens = rollouts.map { $0.tokenCount.map(Int64.init) ?? .min }
    let steps = rollouts.map { $0.step.map(Int64.init) ?? .min }
    let truncated = rollouts.map { $0.truncated ? UInt8(1) : 0 }
    var scores: UnsafeMutablePointer<rewards_scores>?
    try completions.with { completions in
      try truths.with { truths in
        try groups.with { groups in
          try metadata.with { metadata in
            try tokens.withUnsafeBufferPointer { tokens in
              try steps.withUnsafeBufferPointer { steps in
                try truncated.withUnsafeBufferPointer { truncated in
                  var columns = rewards_columns()
                  columns.struct_size = UInt32(MemoryLayout<rewards_columns>.size)
                  columns.flags = REWARDS_GROUND_TRUTHS_ARE_JSON
                  columns.count = UInt64(rollouts.count)
                  (columns.completions, columns.ground_truths) = (completions, truths)
                  (columns.group_ids, columns.metadata) = (groups, metadata)
                  (columns.token_counts, columns.steps) = (tokens.baseAddress, steps.baseAddress)
                  columns.truncated = truncated.baseAddress
                  try checked { rewards_score_columns(pointer, &columns, 2, &scores, $0) }
                }
              }
            }
          }
        }
      }
    }
    let result = try #require(scores)
    defer { rewards_scores_free(result) }
    try body(result)
    for row in rollouts.indices {
      let json = try bytes { rewards_scores_verdict(result, UInt64(row), $0, $1) }
      try verdict(row, String(decoding: json, as: UTF8.self))
    }
  }
}

/// A run of the command, which is built beside the tests.
struct CommandRun {
  let output: Data
  let errors: String
  var text: String { String(decoding: output, as: UTF8.self) }

  init(_ arguments: [String]) throws {
    let folders =
      CommandLine.arguments.map { URL(filePath: $0).deletingLastPathComponent() }
      + ["debug", "release"].map { Folders.root.appending(path: ".build/\($0)") }
    let command = try #require(
      folders.map { $0.appending(path: "rewards") }.first { FileManager.default.isExecutableFile(atPath: $0.path) },
      "the command is not built beside the tests")
    let folder = try Folders.temporary()
    defer { try? FileManager.default.removeItem(at: folder) }
    let streams = try ["stdout", "stderr"].map { name in
      let file = folder.appending(path: name)
      _ = FileManager.default.createFile(atPath: file.path, contents: nil)
      return (file, try FileHandle(forWritingTo: file))
    }
    let process = Process()
    process.executableURL = command
    process.arguments = arguments
    (process.standardOutput, process.standardError) = (streams[0].1, streams[1].1)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    output = try Data(contentsOf: streams[0].0)
    errors = String(decoding: try Data(contentsOf: streams[1].0), as: UTF8.self)
  }
}
