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

  func validate() throws {
    guard !plugins.plugin.isEmpty else { throw ValidationError("no --plugin was given") }
  }

  mutating func run() throws {
    var count = 0
    for plugin in plugins.plugin {
      let check = try PluginCheck(try PluginOptions.entry(plugin), in: .builtIn)
      count += check.findings.count
      var lines = check.findings.map { finding in
        json ? line(of: finding, in: plugin) : PrintableText.line("\(plugin): \(finding)")
      }
      if !json, check.findings.isEmpty { lines.append("\(plugin): \(check.names.joined(separator: ", ")): every law is kept") }
      if !lines.isEmpty { try Terminal.put(lines.joined(separator: "\n")) }
    }
    if count > 0 { throw RewardsCommand.Status.findings }
  }

  private func line(of finding: LawFinding, in plugin: String) -> String {
    JSONValue.object([
      "plugin": .string(plugin), "subject": .string(finding.subject), "law": .string(finding.law), "evidence": .string(finding.evidence),
    ]).description
  }
}
