/// Measures a batch and gives named values, not rewards: a catalogue entry such as `laser_targets`.
public protocol Metric: Sendable {
  /// All about it; its `combination` has no meaning.
  static var description: ShaperDescription { get }

  /// A metric with these options, which have been checked.
  init(options: Options, context: ShaperContext) throws(RewardError)

  /// Measures a batch.
  ///
  /// - Throws: a data error naming the field.
  func measure(_ batch: Batch) throws(RewardError) -> Measurement
}

/// What a metric gives.
public struct Measurement: Sendable, Hashable {
  /// The named values.
  public var values: JSONObject
  /// The state with which a shaper goes on from here, when the metric makes one.
  public var state: JSONValue?

  /// A measurement.
  public init(values: JSONObject, state: JSONValue? = nil) {
    self.values = values
    self.state = state
  }
}
