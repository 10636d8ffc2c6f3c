import ArgumentParser
import RewardCore
import RewardPipeline
import Rewards

/// `rewards paper-index`: prints `docs/paper-index.md`; for `Scripts/generate-docs`, and not shown in the help.
struct PaperIndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paper-index", abstract: "Prints docs/paper-index.md: paper, id and file.", shouldDisplay: false)

  @Argument(help: "The files of this repository's Sources, as paths from its root.")
  var files: [String]

  mutating func run() throws {
    let files = files
    let page = try PaperIndex.page(of: .builtIn) { name in files.first { $0.split(separator: "/").last.map(String.init) == name } }
    print(page, terminator: "")
  }
}
