import ArgumentParser
import RewardCore
import RewardPipeline

/// `rewards diff`: what changed between two scored files.
struct DiffCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Lists every row whose outcome or reward changed between two scored files, and sums up.",
    discussion: """
      Rows with the same id are the same row, and rows without one by their lines; an id that stands several times is met in order. What a \
      new version changes on stored rows: `rewards score OLD.jsonl | rewards diff OLD.jsonl -`.
      Rows whose verifier or version alone changed are counted and not listed. Exit status: 0 no changes, 1 changes, 2 unreadable input.
      """)

  @Argument(help: "The file before, as `rewards score` wrote it, plain or gzip; `-` is standard input.")
  var old: String

  @Argument(help: "The file after.")
  var new: String

  @Option(name: .long, help: "How far rewards may differ, relative to the larger of the old one and 1.")
  var tolerance = 0.0

  @Flag(name: .long, help: "Another verifier or version by itself is no change.")
  var ignoreVersions = false

  @Flag(name: .long, help: "Only the summary.")
  var summary = false

  @Option(name: .long, help: "How the report is written.")
  var format = Format.text

  @Option(name: .long, help: "Where the report goes.")
  var out = "-"

  @Flag(name: .long, help: "Write over a file that is there already.")
  var force = false

  func validate() throws {
    guard tolerance >= 0, tolerance.isFinite else { throw ValidationError("--tolerance has to be a number, at least 0") }
    try RunOptions.checkStandardInput([old, new])
  }

  mutating func run() throws {
    var output = try OutputFile(out, force: force)
    var bar = ProgressBar(paths: [old, new])
    var refusedLines = 0
    let (listsRows, format) = (!summary, format)
    let (differences, failures) = try RowDifferences.between(
      old, new, tolerance: tolerance,
      changed: { (change) throws(RewardError) in
        guard listsRows else { return }
        switch format {
        case .text: try output.write((DiffReport.line(of: change) + "\n").utf8)
        case .json: try output.write((DiffReport.json(of: change).description + "\n").utf8)
        }
      },
      refused: { (error) throws(RewardError) in
        refusedLines += 1
        bar.clear()
        Terminal.say("\(error)")
      }, progress: { lines, bytes in bar.show(lines: lines, bytes: bytes) })
    bar.clear()
    switch format {
    case .text: try output.write(DiffReport.text(of: differences, old: old, new: new).utf8)
    case .json: try output.write((JSONValue.object(["summary": DiffReport.json(of: differences)]).description + "\n").utf8)
    }
    try output.finish()
    for failure in failures { Terminal.report(failure) }
    if !failures.isEmpty || refusedLines > 0 { throw RewardsCommand.Status.unreadable }
    if differences.areThereAny(ignoringVersions: ignoreVersions) { throw RewardsCommand.Status.findings }
  }
}
