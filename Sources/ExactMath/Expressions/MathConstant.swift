/// A number that has a name.
public enum MathConstant: String, Sendable, Hashable, CaseIterable {
  /// The ratio of circumference to diameter.
  case pi
  /// Euler's number, the base of natural logarithms.
  case e
  /// The imaginary unit.
  case i
  /// Infinity; a negative one is its negative.
  case infinity
}
