/// Loads plugins that a recipe names; `RewardPlugins` has the one of `Registry.builtIn`.
public protocol PluginLoader: Sendable {
  /// Loads a plugin and adds what it has.
  ///
  /// - Parameters:
  ///   - entry: an entry of `plugins`: a path, or an object with `command`.
  ///   - folder: what relative paths begin at; `nil`: the working directory.
  /// - Throws: what is wrong with the entry or the plugin; the registry is then as before.
  func load(_ entry: JSONValue, in folder: String?, into registry: inout Registry) throws(RewardError)
}
