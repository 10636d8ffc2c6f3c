import ArgumentParser
import RewardCore
import RewardPlot
import Rewards

/// `rewards describe`: all about one verifier, shaper or extractor, or about an error.
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Tells all about one verifier, shaper or extractor: options, limits, sources, examples.",
    discussion: "The identifier of an error, which stands in brackets at the end of its message, tells what to do about it.")

  @Argument(help: "The name, as `rewards list` prints it, or the identifier of an error.")
  var name: String

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @OptionGroup var plugins: PluginOptions

  mutating func run() throws {
    let registry = try plugins.registry()
    guard let page = registry.page(about: name) ?? ErrorDescription.named(name)?.page else {
      throw RewardError(
        .unknownName, found: name, expected: "a name that `rewards list` prints",
        nearest: nearestName(to: name, among: registry.names))
    }
    try Terminal.put(json ? page.json.description : page.text)
    if !json, let chart = TextChart(ofShaper: name, registry: registry) { try Terminal.put("reward by length\n\(chart.text)") }
  }
}
