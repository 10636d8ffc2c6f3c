import ArgumentParser
import PluginScaffold
import RewardCore
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

  @Option(
    name: .long,
    help: "A checkout of swift-rewards on which the package depends; by default the one that this command was built in, while it is there.")
  var path: String?

  @Option(name: .long, help: "A repository of swift-rewards on whose releases the package depends.")
  var url: String?

  @Option(name: .long, help: "A revision of that repository, instead of its releases.")
  var revision: String?

  func validate() throws {
    guard path == nil || url == nil else { throw ValidationError("--path and --url were both given: a package depends on one") }
    guard revision == nil || url != nil else { throw ValidationError("--revision needs --url") }
  }

  mutating func run() throws {
    let dependency = try dependency()
    let scaffold = try PluginScaffold(kind, language: language, name: name, dependency: dependency, registry: .builtIn)
    let folder = try NewFolder(out ?? scaffold.packageName)
    for file in scaffold.files { try folder.write(file.text, to: file.path) }
    if language == .swift { Terminal.say("\(folder.path) depends on \(Self.words(dependency)).") }
    Terminal.say(Self.steps(language, folder.path, scaffold.packageName, name))
  }

  private func dependency() throws(RewardError) -> PluginScaffold.Dependency {
    if let path { return .checkout(try Checkout(path).path) }
    if let url, let revision { return .revision(url: url, revision) }
    if url == nil, let checkout = Checkout.ofThisBuild { return .checkout(checkout.path) }
    return .release(url: url ?? PluginScaffold.repository, from: RewardsCommand.configuration.version)
  }

  private static func words(_ dependency: PluginScaffold.Dependency) -> String {
    switch dependency {
    case .checkout(let path): "the checkout \(path)"
    case .release(let url, let version): "\(url) from \(version)"
    case .revision(let url, let revision): "\(url) at \(revision)"
    }
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
