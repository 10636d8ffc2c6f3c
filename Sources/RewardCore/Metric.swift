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
