/// Whether two expressions are equal, how that is known, and what was tried.
public struct EqualityDecision: Sendable, Hashable {
  /// What is known.
  public enum Outcome: Sendable, Hashable {
    /// They are equal.
    case equal
    /// They are not equal.
    case different
    /// Neither was proved.
    case undecided(Reason)
    /// The budget ended before anything was proved.
    case limitExceeded
  }

  /// Why nothing was proved.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// Every method was tried and none decided.
    case exhausted
    /// A part of an expression is of a kind that no method handles, in this build.
    case unsupported
    /// An expression divides by zero or is otherwise without a value.
    case undefined
    /// The value depends on a convention, such as the branch of `(-8)^{1/3}`.
    case ambiguous
  }

  /// How an outcome is known; from the cheapest to the dearest.
  public enum Proof: String, Sendable, Hashable, CaseIterable {
    /// The same expression, or the same after reordering and collecting like terms.
    case structural
    /// Exact rational arithmetic.
    case rational
    /// Rigorous enclosures that do not meet.
    case ball
    /// Algebraic numbers, or a field with elementary numbers, computed exactly.
    case algebraic
    /// Normal forms of polynomials and rational functions in symbols, radicals, exponentials and logarithms.
    case polynomial
    /// Enclosures at random points; certain when it refutes, and when it accepts only as `detail` says.
    case probabilistic
    /// Their shapes can never be equal under the options in force.
    case structure
  }

  /// One thing that was tried.
  public struct Step: Sendable, Hashable {
    /// What was tried.
    public var name: String
    /// What came of it.
    public var result: String

    /// A step.
    public init(_ name: String, _ result: String) {
      self.name = name
      self.result = result
    }
  }

  /// What is known.
  public var outcome: Outcome
  /// How; `nil` unless the outcome is equal or different.
  public var proof: Proof?
  /// More about the proof or the reason, in words.
  public var detail: String
  /// What was tried, in order; recorded only if the options ask for it.
  public var steps: [Step] = []
  /// The conventions that the verdict rests on beyond the strict meaning, such as a converted unit.
  public var leniencies: [EqualityOptions.Leniency] = []

  /// Whether this build has rigorous enclosures, algebraic numbers and exact fields: the package trait `Algebraic`.
  ///
  /// Without them less is decided, and what is decided is the same.
  public static var hasAlgebraicMethods: Bool {
    #if Algebraic
      true
    #else
      false
    #endif
  }

  init(_ outcome: Outcome, proof: Proof? = nil, _ detail: String = "") {
    self.outcome = outcome
    self.proof = proof
    self.detail = detail
  }

  static func equal(_ proof: Proof, _ detail: String = "") -> EqualityDecision {
    EqualityDecision(.equal, proof: proof, detail)
  }
  static func different(_ proof: Proof, _ detail: String = "") -> EqualityDecision {
    EqualityDecision(.different, proof: proof, detail)
  }
  static func undecided(_ reason: Reason, _ detail: String = "") -> EqualityDecision {
    EqualityDecision(.undecided(reason), detail)
  }
  static let limitExceeded = EqualityDecision(.limitExceeded, proof: nil, "the work budget is spent")

  /// Whether the expressions were proved equal.
  public var isEqual: Bool { outcome == .equal }
  /// Whether the expressions were proved different.
  public var isDifferent: Bool { outcome == .different }
}
