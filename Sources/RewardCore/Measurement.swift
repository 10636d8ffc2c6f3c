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
