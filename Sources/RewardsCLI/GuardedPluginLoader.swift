import RewardCore

/// Loads plugins as another loader does, and has libraries watched.
struct GuardedPluginLoader: PluginLoader {
  let loader: any PluginLoader

  func load(_ entry: JSONValue, in folder: String?, into registry: inout Registry) throws(RewardError) {
    if let path = entry.stringValue { PluginExitGuard.watch(path) }
    try loader.load(entry, in: folder, into: &registry)
  }
}
