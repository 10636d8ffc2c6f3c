/// A budget for deciding, in units that depend on nothing but the input.
///
/// A unit is about a fifth of a microsecond: a node visited, a term of a polynomial, a word of a number. When the units
/// are gone the decision ends with ``EqualityDecision/Outcome/limitExceeded``; the same input ends alike everywhere.
public struct MathWork: Sendable, Hashable {
  /// The units that may still be spent.
  public private(set) var remaining: Int
  /// The units spent so far.
  public private(set) var spent = 0
  /// How large things may become.
  public var limits: DecisionLimits

  /// A budget of so many units.
  public init(units: Int = 100_000, limits: DecisionLimits = .standard) {
    remaining = max(units, 0)
    self.limits = limits
  }

  /// Whether nothing is left.
  public var isExhausted: Bool { remaining == 0 }

  /// Takes so many units; false, and nothing is left, if there were fewer.
  public mutating func spend(_ units: Int) -> Bool {
    let cost = max(units, 0)
    guard cost <= remaining else {
      spent += remaining
      remaining = 0
      return false
    }
    remaining -= cost
    spent += cost
    return true
  }
}

/// How large the objects may become that a decision computes with; each size is estimated before the object is made.
public struct DecisionLimits: Sendable, Hashable {
  /// The most bits of a number that is written out; a larger power or factorial keeps its form.
  public var maxBits = 1 << 17
  /// The highest precision of an enclosure, in bits.
  public var maxPrecision = 2048
  /// The highest degree of an algebraic number.
  public var maxAlgebraicDegree = 64
  /// The most bits of a coefficient of a minimal polynomial.
  public var maxAlgebraicBits = 4096
  /// The most bits of a rational number, numerator and denominator together, from which an exact field is built.
  ///
  /// Calcium factors polynomials with the fourth power of it as coefficients: `\arcsin` of a decimal with 38 digits takes 40 ms, with 100
  /// digits half a second. Equal numbers with so many digits are seldom equal for a reason that only a field knows.
  public var maxFieldBits = 256
  /// The orders of all roots of unity from which an exact field is built, added up: four of order 60, or sixteen of order 16.
  public var maxRootOrders = 256
  /// The most terms of a polynomial.
  public var maxPolynomialTerms = 4096
  /// The most addends of a sum over an index that are computed one by one.
  public var maxSeriesTerms = 4096
  /// The deepest nesting that is followed; it bounds the recursion.
  public var maxNesting = 256
  /// The points at which an identity is tested before it is accepted with proof ``EqualityDecision/Proof/probabilistic``.
  public var identityPoints = 8

  /// The limits for one answer of a language model.
  public static let standard = DecisionLimits()
}
