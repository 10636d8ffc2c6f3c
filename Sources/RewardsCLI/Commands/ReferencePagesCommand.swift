import ArgumentParser
import RewardCore
import RewardPipeline
import Rewards

/// `rewards reference-pages`: writes `docs/reference/`; for `Scripts/generate-docs`, and not shown in the help.
struct ReferencePagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference-pages", abstract: "Writes docs/reference/: one page each, from the descriptions.", shouldDisplay: false)

  @Option(name: .long, help: "The cases that meet each error, Fixtures/errors.jsonl: what they say is shown.")
  var errors: String

  @Argument(help: "The folder, with the folders of the kinds in it.")
  var folder: String

  mutating func run() throws {
    let cases = try ReferencePages.errorExamples(readBytes(errors))
    for page in ReferencePages.all(of: .builtIn, errorExamples: cases) {
      var output = try OutputFile("\(folder)/\(page.path)", force: true)
      try output.write(page.text.utf8)
      try output.finish()
    }
  }
}
