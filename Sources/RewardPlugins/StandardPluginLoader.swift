public import RewardCore

/// Loads plugins: a shared library by its path, a process of its own by its command.
///
/// A library runs in this process and may do whatever it may; a command may do whatever the user may. Neither is a sandbox: a registry that
/// serves strangers has no loader.
public struct StandardPluginLoader: PluginLoader {
  /// A loader.
  public init() {}

  /// Loads a plugin, unless the registry has it already, and adds what it has.
  ///
  /// - Throws: `invalid_value` for what is no entry, `unreadable_plugin`, `incompatible_plugin`, `malformed_plugin`, `duplicate_name`.
  public func load(_ entry: JSONValue, in folder: String?, into registry: inout Registry) throws(RewardError) {
    switch entry {
    case .string(let path): try load(library: path, in: folder, into: &registry)
    case .object(let object):
      let command = try PluginCommand(object, in: folder)
      let id = "command \(command.folder ?? ".") \(entry)"
      guard !registry.plugins.contains(id) else { return }
      let service = try PluginService(command)
      try registry.addPlugin(id, named: command.text, verifiers: service.verifierMakers, shapers: service.shaperMakers)
    default:
      throw RewardError(
        .invalidValue, found: entry.description, expected: #"a path, or an object such as {"command": ["python3", "plugin.py"]}"#)
    }
  }

  private func load(library path: String, in folder: String?, into registry: inout Registry) throws(RewardError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw RewardError(.unreadablePlugin, found: JSONValue.string(path).description, expected: "the path of a shared library")
    }
    let place = path.hasPrefix("/") || folder == nil ? path : "\(folder ?? ".")/\(path)"
    let resolved = try PluginLibrary.resolved(place)
    let id = "library \(resolved)"
    guard !registry.plugins.contains(id) else { return }
    let library = try PluginLibrary(resolved)
    try registry.addPlugin(id, named: path, verifiers: library.verifiers, shapers: library.shapers)
  }
}
