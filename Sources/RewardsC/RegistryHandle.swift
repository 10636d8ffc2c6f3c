import RewardCore

/// What a `rewards_registry *` points to.
final class RegistryHandle: Sendable {
  let registry: Registry
  init(_ registry: Registry) { self.registry = registry }
}
