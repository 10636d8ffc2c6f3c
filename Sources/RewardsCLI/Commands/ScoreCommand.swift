import ArgumentParser
import RewardCore
import RewardPipeline
import Rewards

/// `rewards score`: writes rows out, in input order.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Writes every row with its verdict and reward, in input order; the same bytes for any --jobs.",
    discussion: """
      Findings go to standard error. Exit status: 0 fine, 1 findings, 2 unreadable input or unwritable output.
      An --out file appears under its name when it is whole; until then, and when input cannot be read, it is NAME.partial. The \
      state is saved only when all input was read.
      """)

  @OptionGroup var input: RunOptions

  @Option(name: .long, help: "Where the rows go.")
  var out = "-"

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The shapers' state to begin with, as --state-out wrote it; given several times: what several processes left, joined.",
      valueName: "file"))
  var stateIn: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("With several --state-in: the state that all of them began with, if they began with one.", valueName: "file"))
  var stateBase: String?

  @Option(name: .long, help: "Where the shapers' state goes afterwards; may be the same file as --state-in.")
  var stateOut: String?

  func validate() throws {
    try RunOptions.checkStandardInput(input.files + [input.recipe, stateBase] + stateIn)
    if stateBase != nil, stateIn.count < 2 { throw ValidationError("--state-base is for several --state-in") }
    if let stateOut, stateOut == out { throw ValidationError("--out and --state-out are the same file") }
  }

  mutating func run() throws {
    let recipe = try RecipeFile.load(input.recipe, registry: try input.plugins.registry())
    var state = try startingState(for: recipe)
    // Both are opened now: what cannot be written is said before hours of work.
    var output = try OutputFile(out, force: input.force)
    var stateOutput: OutputFile?
    if let stateOut { stateOutput = try OutputFile(stateOut, force: stateIn.contains(stateOut) || input.force) }
    var settings = input.settings
    settings.writesRows = true
    var progress = ProgressBar(paths: input.files)
    var findings = 0
    let failures = try Pipeline(recipe: recipe).run(input.files, settings: settings, state: &state) {
      (event) throws(RewardError) in
      switch event {
      case .finding(let finding):
        findings += 1
        progress.clear()
        Terminal.say("\(finding)")
      case .row(_, let bytes): try output.write(bytes)
      case .progress(let lines, let bytes): progress.show(lines: lines, bytes: bytes)
      }
    }
    progress.clear()
    guard failures.isEmpty else {
      // A part of the rows is not what was asked for, and a state of a part would be taken for the state of all.
      let partial = try output.abandon()
      for failure in failures { Terminal.report(failure) }
      if let partial { Terminal.say("rewards: the rows that could be read are in \(partial)") }
      throw RewardsCommand.Status.unreadable
    }
    // First the rows, then the state: a state is there only when the rows that made it are.
    try output.finish()
    if var file = stateOutput.take() { try ShaperStateFile.save(state, of: recipe, to: &file) }
    if findings > 0 { throw RewardsCommand.Status.findings }
  }

  private func startingState(for recipe: Recipe) throws(RewardError) -> RunState {
    let beginning = RunState(for: recipe)
    guard let first = stateIn.first else { return beginning }
    guard stateIn.count > 1 else { return try ShaperStateFile.load(first, for: recipe) }
    var states: [RunState] = []
    for path in stateIn { states.append(try ShaperStateFile.load(path, for: recipe)) }
    let base = try stateBase.map { path throws(RewardError) in try ShaperStateFile.load(path, for: recipe) }
    return try RunState(merging: states, since: base ?? beginning, for: recipe)
  }
}
