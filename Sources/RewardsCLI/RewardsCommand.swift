import ArgumentParser
import RewardCore
import Rewards

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The command `rewards`: data to standard output, everything else to standard error.
@main
struct RewardsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rewards",
    abstract: "Turns what a language model wrote into a reward that can be trusted.",
    discussion: """
      Exit status: 0 fine; 1 findings, or "not correct"; 2 wrong usage or unreadable input; 3 unverifiable (verify only).
      """,
    version: "0.1.0",
    subcommands: [
      ValidateCommand.self, ScoreCommand.self, VerifyCommand.self, ShapeCommand.self, AuditCommand.self, PlotCommand.self, DiffCommand.self,
      ListCommand.self, DescribeCommand.self, CheckCommand.self, NewCommand.self, PaperIndexCommand.self, ReferencePagesCommand.self,
    ])

  /// Exit statuses of the contract.
  enum Status {
    static let fine = ExitCode(0)
    static let findings = ExitCode(1)
    static let unreadable = ExitCode(2)
    static let unverifiable = ExitCode(3)
  }

  static func main() {
    do {
      let arguments = PluginOptions.behindSubcommand(Array(CommandLine.arguments.dropFirst()))
      try checkSubcommand(arguments)
      try ArgumentChecks.checkSingleOptions(VerifyArguments.separated(arguments))
      var command = try parseAsRoot(VerifyArguments.separated(ArgumentChecks.joiningNegativeNumbers(arguments)))
      try command.run()
      PluginExitGuard.stop()
    } catch let status as ExitCode {
      endProcess(status.rawValue)
    } catch let error as RewardError {
      Terminal.report(error)
      endProcess(Status.unreadable.rawValue)
    } catch {
      // Help and version are no errors; everything else here is wrong usage, which the contract gives status 2.
      let isHelp = exitCode(for: error) == .success
      let isWritten = isHelp && (try? Terminal.put(fullMessage(for: error))) != nil
      if !isHelp { Terminal.say(usage(of: error)) }
      endProcess(isWritten ? 0 : Status.unreadable.rawValue)
    }
  }

  /// What the parser says of wrong usage, as our own errors say it: who speaks, and the identifier at the end of the sentence.
  private static func usage(of error: any Error) -> String {
    var lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if let first = lines.first, first.hasPrefix("Error: ") {
      let nearest = ArgumentChecks.nearestWord(in: lines).map { " Did you mean `\($0)`?" } ?? ""
      lines[0] = "rewards: \(first.dropFirst("Error: ".count))\(nearest) [\(RewardError.Code.wrongUsage.rawValue)]"
    }
    return lines.joined(separator: "\n")
  }

  /// Says which subcommand may have been meant, which the parser does not.
  private static func checkSubcommand(_ arguments: [String]) throws(RewardError) {
    guard let name = arguments.first == "help" ? arguments.dropFirst().first : arguments.first, !name.hasPrefix("-") else { return }
    guard !configuration.subcommands.contains(where: { $0.configuration.commandName == name }) else { return }
    let known = configuration.subcommands.filter { $0.configuration.shouldDisplay }.compactMap { $0.configuration.commandName }
    throw RewardError(
      .unknownCommand, found: name, expected: "one of " + known.joined(separator: ", "), nearest: nearestName(to: name, among: known))
  }
}
