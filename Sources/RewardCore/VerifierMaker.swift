/// How verifiers of one name are made: what a registry holds, for a type of ours as for something that a plugin has.
public struct VerifierMaker: Sendable {
  /// All about them.
  public let description: VerifierDescription
  let make: @Sendable (Options, VerifierEnvironment) throws(RewardError) -> ConfiguredVerifier

  /// Makes verifiers of a type.
  public init<V: Verifier>(_ type: V.Type) {
    self.init(type.description) { (options, environment) throws(RewardError) in try type.init(options: options, environment: environment) }
  }

  /// Makes verifiers with a closure, which is given options that have been checked against `description.options`.
  ///
  /// What it makes has `description` as its `configuredDescription`.
  public init<V: Verifier>(
    _ description: VerifierDescription, make: @escaping @Sendable (Options, VerifierEnvironment) throws(RewardError) -> V
  ) {
    self.description = description
    self.make = { (options, environment) throws(RewardError) in ConfiguredVerifier(try make(options, environment)) }
  }
}
