/// A time as a clock shows it.
public struct MathTime: Sendable, Hashable {
  /// Hours, 1...12 if `isAfternoon` is known.
  public var hours: Int
  /// Minutes.
  public var minutes: Int
  /// Seconds, if written.
  public var seconds: Int?
  /// Whether the time is after noon, if that was written.
  public var isAfternoon: Bool?

  /// A time with the given parts.
  public init(hours: Int, minutes: Int, seconds: Int? = nil, isAfternoon: Bool? = nil) {
    self.hours = hours
    self.minutes = minutes
    self.seconds = seconds
    self.isAfternoon = isAfternoon
  }
}
