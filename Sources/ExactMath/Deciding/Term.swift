/// A normalised expression: an index into the ``TermPool`` that made it, so equality of terms is identity of structure.
struct Term: Hashable, Sendable {
  var index: Int32
}

/// A function that terms may apply; all others are written with these, or are ``TermNode/opaque(_:_:)``.
enum TermFunction: UInt8, Hashable, Sendable {
  case exponential, logarithm, sine, cosine, arcsine, arctangent
  case absoluteValue, floor, sign, realPart, imaginaryPart, conjugate, argument
  case gamma, zeta, errorFunction, minimum, maximum
  /// The real root of odd index: `[x, index]`.
  case oddRoot
}

/// What a term is; operands are terms of the same pool.
enum TermNode: Hashable, Sendable {
  case number(BigRational)
  case pi
  case imaginaryUnit
  case symbol(String)
  case sum([Term])
  case product([Term])
  case power(Term, Term)
  case call(TermFunction, [Term])
  /// A function of which nothing is known but that equal arguments give equal values.
  case opaque(String, [Term])
}

/// What is known of every value of a term.
struct TermFacts: OptionSet, Sendable {
  let rawValue: UInt8
  /// Contains a symbol.
  static let open = TermFacts(rawValue: 1)
  /// Contains the imaginary unit.
  static let imaginary = TermFacts(rawValue: 2)
  /// Real for all real symbols, where defined.
  static let real = TermFacts(rawValue: 4)
  /// Greater than zero, where defined.
  static let positive = TermFacts(rawValue: 8)
  /// Contains something without a value that could be computed.
  static let opaque = TermFacts(rawValue: 16)
  /// Contains nothing but numbers, radicals and the imaginary unit.
  static let algebraic = TermFacts(rawValue: 32)
  /// Contains a function that is real for some real arguments only.
  static let branched = TermFacts(rawValue: 64)
}

/// Why a term cannot be made or evaluated.
enum DecisionFailure: Error, Hashable, Sendable {
  /// The budget is spent.
  case limit
  /// It would be larger than the limits allow; another method may still decide.
  case tooLarge
  /// A kind of expression that is not handled.
  case unsupported(String)
  /// It has no value.
  case undefined(String)
}
