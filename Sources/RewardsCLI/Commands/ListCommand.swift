import ArgumentParser
import RewardCore
import Rewards

/// `rewards list`: what there is.
struct ListCommand: ParsableCommand {
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case verifiers
    case shapers
    case normalisers
    case selectors
    case extractors
    case metrics
  }

  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists verifiers, shapers, normalisers, selectors, extractors and metrics.")

  @Argument(help: "What to list; everything without it.")
  var kind: Kind?

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @OptionGroup var plugins: PluginOptions

  mutating func run() throws {
    let registry = try plugins.registry()
    var object = JSONObject()
    var lines: [String] = []
    for kind in Kind.allCases where self.kind ?? kind == kind {
      let entries: [(String, String)] =
        switch kind {
        case .verifiers: registry.verifiers.map { ($0.name, $0.summary) }
        case .shapers: registry.shapers.map { ($0.name, $0.summary) }
        case .extractors: registry.extractors.map { ($0.name, $0.summary) }
        case .normalisers: registry.normalisers.map { ($0.name, $0.summary) }
        case .selectors: registry.selectors.map { ($0.name, $0.summary) }
        case .metrics: registry.metrics.map { ($0.name, $0.summary) }
        }
      if json {
        object[kind.rawValue] = .array(entries.map { .object(["name": .string($0.0), "summary": .string($0.1)]) })
      } else if !entries.isEmpty {
        let width = (entries.map(\.0.count).max() ?? 0) + 2
        lines.append(kind.rawValue)
        for (name, summary) in entries { lines.append("  " + name + String(repeating: " ", count: width - name.count) + summary) }
      }
    }
    try Terminal.put(json ? JSONValue.object(object).description : lines.joined(separator: "\n"))
  }
}
