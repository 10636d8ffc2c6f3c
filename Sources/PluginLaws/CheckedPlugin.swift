import RewardCore

/// The plugin that laws are tried on, with what there is beside it.
struct CheckedPlugin {
  /// How many processes beside the first are asked: of an order of two things that changes by chance, one in eight is missed.
  private static let freshProcesses = 3

  /// What is loaded: an entry of a recipe's `plugins`.
  let entry: JSONValue
  /// What there is without it.
  private let base: Registry
  /// What there is with it.
  let registry: Registry

  /// Loads it.
  ///
  /// - Throws: why it cannot be loaded.
  init(_ entry: JSONValue, in base: Registry) throws(RewardError) {
    (self.entry, self.base) = (entry, base)
    registry = try Self.load(entry, in: base)
  }

  /// Whether it is a process of its own.
  var isProcess: Bool { entry.objectValue != nil }

  /// Registries in which it is loaded again, each with a process that has answered nothing; none for a library, which is loaded once.
  func freshRegistries() -> some Sequence<Registry> {
    (0..<(isProcess ? Self.freshProcesses : 0)).lazy.compactMap { _ in try? Self.load(entry, in: base) }
  }

  private static func load(_ entry: JSONValue, in base: Registry) throws(RewardError) -> Registry {
    guard let loader = base.pluginLoader else { throw RewardError(.pluginsNotAllowed, expected: "a registry with a loader") }
    var registry = base
    try loader.load(entry, in: nil, into: &registry)
    return registry
  }
}
