/// An exact value together with the way it was written.
public struct ExactNumber: Sendable, Hashable {
  /// The value, with a percent sign already applied.
  public var value: BigRational

  /// How the number was written.
  public var notation: NumberNotation

  /// A number with the given value and notation.
  public init(value: BigRational, notation: NumberNotation) {
    self.value = value
    self.notation = notation
  }
}
