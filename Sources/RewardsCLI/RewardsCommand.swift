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
      ValidateCommand.self, ScoreCommand.self, VerifyCommand.self, ShapeCommand.self, AuditCommand.self, ListCommand.self,
      DescribeCommand.self,
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
      var command = try parseAsRoot(VerifyArguments.separated(Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch let status as ExitCode {
      endProcess(status.rawValue)
    } catch let error as RewardError {
      Terminal.say("rewards: \(error)")
      endProcess(Status.unreadable.rawValue)
    } catch {
      // Help and version are no errors; everything else here is wrong usage, which the contract gives status 2.
      let isHelp = exitCode(for: error) == .success
      if isHelp { print(fullMessage(for: error)) } else { Terminal.say(fullMessage(for: error)) }
      endProcess(isHelp ? 0 : Status.unreadable.rawValue)
    }
  }
}
