import AnswerExtraction
/// Everything a client needs: the words, the recipes, and `Registry.builtIn`.
@_exported public import RewardAudit
@_exported public import RewardCore
@_exported public import RewardPipeline
@_exported public import RewardPlugins
import Shapers
import Verifiers

extension Registry {
  /// The verifiers, shapers and extractors that come with the package; recipes may name plugins.
  ///
  /// Where recipes come from strangers, set `pluginLoader` of a copy to `nil`: a plugin is code.
  public static let builtIn: Registry = {
    var registry = Registry()
    do throws(RewardError) {
      try registry.addExtractors()
      try registry.addVerifiers()
      try registry.addShapers()
      registry.pluginLoader = StandardPluginLoader()
    } catch {
      // Only two built-ins of one name lead here, and `RegistryTests` runs this line.
      preconditionFailure("the built-in registry: \(error)")
    }
    return registry
  }()

  /// Loads a plugin: what `--plugin` and a recipe's `plugins` do.
  ///
  /// - Parameters:
  ///   - plugin: the path of a shared library, or an object with `command`.
  ///   - folder: what a relative path begins at; `nil`: the working directory.
  /// - Throws: `plugins_not_allowed` without a loader; what is wrong with the plugin. The registry is then as before.
  public mutating func load(_ plugin: JSONValue, in folder: String? = nil) throws(RewardError) {
    guard let pluginLoader else { throw RewardError(.pluginsNotAllowed, expected: "a registry with a loader") }
    try pluginLoader.load(plugin, in: folder, into: &self)
  }
}
