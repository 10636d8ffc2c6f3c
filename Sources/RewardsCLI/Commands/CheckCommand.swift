import ArgumentParser
import PluginLaws
import RewardCore
import RewardLaws
import Rewards

/// `rewards check`: the conformance laws on plugins.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tries whether plugins keep the laws: their examples hold, and nothing depends on order, threads or time.",
    discussion: "Exit status: 0 no findings, 1 findings, 2 nothing at the path.")

  @OptionGroup var plugins: PluginOptions

  @Flag(name: .long, help: "Print JSON, one finding a line.")
  var json = false

  @Option(
    name: .long,
    help: ArgumentHelp("Seconds of processor time after which a call that has not come back is given up.", valueName: "seconds"))
  var callLimit = 20.0

  @Flag(name: .long, help: .hidden)
  var inThisProcess = false

  func validate() throws {
    guard !plugins.plugin.isEmpty else { throw ValidationError("no --plugin was given") }
    guard callLimit > 0, callLimit.isFinite else { throw ValidationError("--call-limit has to be a number above 0") }
  }

  mutating func run() throws {
    if inThisProcess, let plugin = plugins.plugin.first {
      try PluginCheckChild.run(try PluginOptions.entry(plugin), in: .builtIn, limit: callLimit)
    }
    var hasFindings = false
    for plugin in plugins.plugin where try check(plugin) { hasFindings = true }
    if hasFindings { throw RewardsCommand.Status.findings }
  }

  /// Checks a plugin in a process of its own, which it may end; findings are written as they come.
  ///
  /// - Returns: whether there were any.
  private func check(_ plugin: String) throws -> Bool {
    var (hasFindings, names, problem) = (false, [String](), nil as RewardError?)
    let command = [OwnProgram.path, "check", "--in-this-process", "--call-limit", "\(callLimit)", "--plugin", plugin]
    try PluginCheckProcess.run(try PluginOptions.entry(plugin), command: command) { event in
      switch event {
      case .law: break
      case .end(let tried): names = tried
      case .finding(let finding):
        hasFindings = true
        do throws(RewardError) {
          try Terminal.put(json ? line(of: finding, in: plugin) : PrintableText.line("\(plugin): \(finding)"))
        } catch { problem = problem ?? error }
      }
    }
    if let problem { throw problem }
    if !json, !hasFindings { try Terminal.put("\(plugin): \(names.joined(separator: ", ")): every law is kept") }
    return hasFindings
  }

  private func line(of finding: LawFinding, in plugin: String) -> String {
    JSONValue.object([
      "plugin": .string(plugin), "subject": .string(finding.subject), "law": .string(finding.law), "evidence": .string(finding.evidence),
    ]).description
  }
}
