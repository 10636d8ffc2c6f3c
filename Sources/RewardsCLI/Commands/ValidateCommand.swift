import ArgumentParser
import RewardCore
import RewardPipeline
import Rewards

/// `rewards validate`: checks every row and sums up.
struct ValidateCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks every row: readable, complete, and its recorded reward and label equal to what is computed.",
    discussion: "Exit status: 0 no findings, 1 findings, 2 unreadable input.")

  @OptionGroup var input: RunOptions

  @Option(name: .long, help: "How far a recorded reward may be from the computed one, relative to the larger of it and 1.")
  var tolerance = 1e-9

  @Flag(name: .long, help: "Check the ground truths of data without completions.")
  var groundTruths = false

  @Option(name: .long, help: "How the report is written.")
  var format = Format.text

  @Option(name: .long, help: "Where the report goes.")
  var out = "-"

  func validate() throws {
    guard tolerance >= 0, tolerance.isFinite else { throw ValidationError("--tolerance has to be a number, at least 0") }
  }

  mutating func run() throws {
    var recipe = try RecipeFile.load(input.recipe, registry: try input.plugins.registry())
    if groundTruths { recipe = recipe.forGroundTruthsAlone }
    var output = try OutputFile(out, force: input.force)
    var settings = input.settings
    settings.checksOnlyGroundTruth = groundTruths
    var validation = Validation(tolerance: tolerance, fields: recipe.fields)
    var report = ValidationReport(format: format, checksOnlyGroundTruth: groundTruths)
    var progress = ProgressBar(paths: input.files)
    var state = RunState(for: recipe)
    let files = input.files
    let start = monotonicSeconds()
    var bytes = 0
    var unreadable = 0
    let failures = try Pipeline(recipe: recipe).run(files, settings: settings, state: &state) {
      (event) throws(RewardError) in
      switch event {
      case .finding(let finding):
        if finding.code == .malformedRow || finding.code == .lineTooLong { unreadable += 1 }
        try output.write(report.finding(finding))
      case .row(let row, output: _):
        for finding in validation.add(row, fileName: files[row.row.file]) { try output.write(report.finding(finding)) }
      case .progress(let lines, let read):
        bytes = read
        progress.show(lines: lines, bytes: read)
      }
    }
    progress.clear()
    var summary = validation.summary
    summary.unreadable = unreadable
    // Of nothing there is nothing to sum up: a report that says "findings 0" would be taken for one of the file.
    guard failures.isEmpty || summary.rows + unreadable > 0 else {
      for failure in failures { Terminal.report(failure) }
      throw RewardsCommand.Status.unreadable
    }
    try output.write(
      report.end(
        summary, groups: state.groupCount, sizes: state.groupSizes, bytes: bytes, seconds: monotonicSeconds() - start))
    try output.finish()
    for failure in failures { Terminal.report(failure) }
    if !failures.isEmpty { throw RewardsCommand.Status.unreadable }
    if report.findingCount > 0 { throw RewardsCommand.Status.findings }
  }
}
