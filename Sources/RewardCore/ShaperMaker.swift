/// How shapers of one name are made: what a registry holds, for a type of ours as for something that a plugin has.
public struct ShaperMaker: Sendable {
  /// All about them.
  public let description: ShaperDescription
  /// What becomes of their state when a run is spread over several processes.
  public let merging: StateMerging
  let make: @Sendable (Options, ShaperContext) throws(RewardError) -> ConfiguredShaper

  /// Makes shapers of a type.
  public init<S: Shaper>(_ type: S.Type) {
    self.init(type.description) { (options, context) throws(RewardError) in try type.init(options: options, context: context) }
  }

  /// Makes shapers with a closure, which is given options that have been checked against `description.options`.
  ///
  /// What it makes has `description` as its `configuredDescription`, or as the description of what it is made of.
  public init<S: Shaper>(
    _ description: ShaperDescription, make: @escaping @Sendable (Options, ShaperContext) throws(RewardError) -> S
  ) {
    self.description = description
    merging = S.merging
    self.make = { (options, context) throws(RewardError) in ConfiguredShaper(try make(options, context)) }
  }
}
