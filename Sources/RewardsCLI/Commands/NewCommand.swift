import ArgumentParser
import PluginScaffold
import RewardCore
import RewardPipeline
import Rewards

/// `rewards new`: a plugin package that builds and passes its own tests as it stands.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Makes a package with a verifier or a shaper of one's own, which builds, passes its tests and loads as it stands.",
    discussion: """
      The package is a first-party plugin under your name: change what it does, its description and its examples. A folder that has \
      something in it is never written into.
      """)

  @Argument(help: "verifier or shaper.")
  var kind: PluginScaffold.Kind

  @Argument(help: "The name in recipes, in snake_case.")
  var name: String

  @Option(name: .long, help: "The package's folder; by default one of the package's name.")
  var out: String?

  @Option(name: .long, help: "swift, or c (verifiers only).")
  var language = PluginScaffold.Language.swift

  @Option(name: .long, help: "A checkout of swift-rewards on which the package depends, instead of a release.")
  var path: String?

  @Option(name: .long, help: "Where releases of swift-rewards are.")
  var url = PluginScaffold.repository

  mutating func run() throws {
    var dependency = PluginScaffold.Dependency.release(url: url, from: RewardsCommand.configuration.version)
    if let path {
      let checkout = try NewFolder.resolved(path)
      guard regularFileSize(checkout + "/Package.swift") != nil else {
        throw RewardError(.unreadableFile, file: path, found: "no Package.swift", expected: "a checkout of swift-rewards")
      }
      dependency = .checkout(checkout)
    }
    let scaffold = try PluginScaffold(kind, language: language, name: name, dependency: dependency, registry: .builtIn)
    let folder = try NewFolder(out ?? scaffold.packageName)
    for file in scaffold.files { try folder.write(file.text, to: file.path) }
    Terminal.say(Self.steps(language, folder.path, scaffold.packageName, name))
  }

  /// What comes next.
  private static func steps(_ language: PluginScaffold.Language, _ folder: String, _ package: String, _ name: String) -> String {
    switch language {
    case .swift:
      """
      \(folder) has the plugin `\(name)`. Next:
        cd \(folder)
        swift test
        swift build -c release
        rewards check --plugin .build/release/\(SharedLibrary.name(package))
      """
    case .c:
      """
      \(folder) has the plugin `\(name)`. Next:
        cd \(folder)
        make
        rewards check --plugin ./\(SharedLibrary.name(package))
      """
    }
  }
}

/// What shared libraries are called here.
private enum SharedLibrary {
  static func name(_ library: String) -> String {
    #if canImport(Darwin)
      "lib\(library).dylib"
    #else
      "lib\(library).so"
    #endif
  }
}

extension PluginScaffold.Kind: ExpressibleByArgument {}
extension PluginScaffold.Language: ExpressibleByArgument {}
