import ArgumentParser
import RewardAudit
import RewardCore
import RewardPipeline
import Rewards

/// `rewards audit`: machine-checked properties of a recipe.
struct AuditCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Searches for groups of rollouts on which a recipe pays for the wrong thing.",
    discussion: """
      Each property of the reward and of the advantages holds, or fails with the smallest group that shows it. The exit status is 1 when \
      one fails that the recipe requires, as in "requires": ["correctness_dominance"]. The search is deterministic: the same recipe gives the \
      same report. Advantages are looked at in groups of the recipe's group_size, otherwise of 8.
      """)

  @Option(name: .long, help: "The recipe, as JSON or YAML.")
  var recipe: String

  @Option(name: .long, help: "text, or json.")
  var format = Format.text

  @Option(name: .long, help: "Audit with the shapers' state that `score --state-out` wrote.")
  var stateIn: String?

  @OptionGroup var plugins: PluginOptions

  mutating func run() throws {
    let recipe = try RecipeFile.load(self.recipe, registry: try plugins.registry())
    var state: RunState?
    if let stateIn { state = try ShaperStateFile.load(stateIn, for: recipe) }
    let report = recipe.audit(in: state)
    switch format {
    case .text: print(report.text, terminator: "")
    case .json: print(report.json)
    }
    if !report.violations.isEmpty { throw RewardsCommand.Status.findings }
  }
}
