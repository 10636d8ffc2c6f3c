import ArgumentParser
import RewardCore
import Rewards

/// `--plugin`, which works wherever a recipe does.
struct PluginOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      #"A plugin to load: the path of a shared library, or JSON such as '{"command": ["python3", "plugin.py"]}'; may be given again."#,
      valueName: "path"))
  var plugin: [String] = []

  /// What there is: what comes with the package, and the plugins.
  func registry() throws(RewardError) -> Registry {
    var registry = Registry.builtIn
    registry.pluginLoader = registry.pluginLoader.map(GuardedPluginLoader.init)
    for plugin in plugin { try registry.load(try Self.entry(plugin)) }
    return registry
  }

  /// Puts `--plugin` behind the subcommand, where it may have been given in front of it.
  static func behindSubcommand(_ arguments: [String]) -> [String] {
    var plugins: [String] = []
    var rest = arguments[...]
    while let first = rest.first {
      if first == "--plugin", rest.count > 1 {
        plugins += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if first.hasPrefix("--plugin=") {
        plugins.append(first)
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    guard let subcommand = rest.first, !subcommand.hasPrefix("-") else { return arguments }
    return [subcommand] + plugins + rest.dropFirst()
  }

  /// A path, or JSON.
  static func entry(_ text: String) throws(RewardError) -> JSONValue {
    guard text.drop(while: \.isWhitespace).first == "{" else { return .string(text) }
    do throws(JSONScanner.Failure) { return try JSONValue(parsing: text) } catch {
      throw RewardError(
        .invalidValue, field: "--plugin", found: "\(error.problem) at byte \(error.offset + 1)", expected: "a path, or JSON with `command`")
    }
  }
}
