internal import ExactMath

/// The form of an answer, which decides whether an expression of the right value is an answer at all: a model that repeats the
/// question in other words has not answered it.
enum MathForm {
  /// Why an answer that is equal to the ground truth does not answer, or `nil`.
  static func objection(
    to answer: MathExpression, for groundTruth: MathExpression, _ conventions: MathConventions, hasMixedNumber: Bool
  ) -> String? {
    if let objection = unsolved(answer, groundTruth, conventions.relations) { return objection }
    if let objection = unevaluated(answer, groundTruth, conventions.unevaluated, hasMixedNumber) { return objection }
    if conventions.form == .simplified, isSimplified(groundTruth), !isSimplified(answer) {
      return "the answer is not in simplest form, which is asked for"
    }
    return nil
  }

  // MARK: Relations

  /// An equation or inequality in one unknown is the question; its solution is the answer.
  private static func unsolved(
    _ answer: MathExpression, _ groundTruth: MathExpression, _ relations: MathConventions.Relations
  ) -> String? {
    guard relations != .any, let kind = answer.unsolvedRelation, groundTruth.unsolvedRelation == nil else { return nil }
    // Inequalities are one another's rearrangements; only a set is asked to be found.
    if kind == .inequality, relations == .solved, groundTruth.isRelation { return nil }
    return "\(kind.rawValue) that is not solved, where its solution is asked for"
  }

  // MARK: Numbers

  private static func unevaluated(
    _ answer: MathExpression, _ groundTruth: MathExpression, _ policy: MathConventions.Unevaluated, _ hasMixedNumber: Bool
  ) -> String? {
    guard policy != .accept, groundTruth.leaves.allSatisfy(\.isWrittenNumber) else { return nil }
    for leaf in answer.leaves {
      if leaf.isWrittenNumber || hasMixedNumber && leaf.isMixedNumber { continue }
      if policy == .refuse || leaf.hasPlainArithmetic {
        return "a computation that is not carried out, where its value is asked for"
      }
    }
    return nil
  }

  // MARK: Simplest form

  static func isSimplified(_ expression: MathExpression) -> Bool {
    switch expression {
    case .quotient(let top, let bottom):
      if let ratio = ratioOfIntegers(top, bottom) { return ratio }
      if bottom.hasRadical { return false }
    case .function(.squareRoot, let arguments):
      if case .number(let numeral)? = arguments.first, hasSquareFactor(numeral.value) { return false }
    default: break
    }
    return !expression.hasPlainArithmetic && expression.children.allSatisfy(isSimplified)
  }

  /// Whether a quotient of integers is in lowest terms; `nil` when it is no quotient of integers.
  private static func ratioOfIntegers(_ top: MathExpression, _ bottom: MathExpression) -> Bool? {
    guard case .number(let p) = top.withoutSign, case .number(let q) = bottom.withoutSign, p.value.isInteger, q.value.isInteger
    else { return nil }
    let value = p.value.magnitude / q.value.magnitude
    return value.denominator == q.value.magnitude && !value.isInteger
  }

  /// Whether a radicand is not an integer, or divisible by the square of a prime up to ``largestPrime``.
  private static func hasSquareFactor(_ value: BigRational) -> Bool {
    guard value.isInteger else { return true }
    return (2...largestPrime).contains { (value / BigRational($0 * $0)).isInteger } && !value.isZero
  }

  /// Square factors are looked for up to the square of this; a radicand of textbooks has no greater ones.
  private static let largestPrime = 1000
}

/// What a relation is that is not solved for its unknown.
enum UnsolvedRelation: String { case equation = "an equation", inequality = "an inequality" }

extension MathExpression {
  /// The parts that are values: the members of a collection, the ends of an interval, the entries of a matrix, the right side of a label.
  fileprivate var leaves: [MathExpression] {
    switch self {
    case .collection(_, let parts): parts.flatMap(\.leaves)
    case .interval(let interval): [interval.lower, interval.upper]
    case .matrix(let matrix): matrix.entries
    case .setOperation(_, let parts): parts.flatMap(\.leaves)
    case .relation(let parts, _): parts.count == 2 && parts[0].isName ? parts[1].leaves : [self]
    case .quantity(let value, _): value.leaves
    case .ratio(let parts): parts
    case .constant(.infinity), .negative(.constant(.infinity)), .namedSet: []
    default: [self]
    }
  }

  fileprivate var isName: Bool { if case .symbol = self { true } else { false } }

  fileprivate var isRelation: Bool {
    switch self {
    case .relation: true
    case .collection(.any, let parts), .collection(.all, let parts), .collection(.list, let parts):
      !parts.isEmpty && parts.allSatisfy(\.isRelation)
    default: false
    }
  }

  fileprivate var withoutSign: MathExpression {
    if case .negative(let part) = self { part } else { self }
  }

  /// Whether it is a number as numbers are written: digits, a fraction of two, either times a power of ten.
  fileprivate var isWrittenNumber: Bool {
    switch self {
    case .number: return true
    case .negative(let part): return part.isWrittenNumber
    case .quotient(.number, .number): return true
    case .quotient(.negative(.number), .number): return true
    case .product(let parts):
      guard parts.count == 2, case .number = parts[0].withoutSign else { return false }
      return parts[1].isPowerOfTen
    case .power: return isPowerOfTen
    case .quantity(let value, _): return value.isWrittenNumber
    default: return false
    }
  }

  private var isPowerOfTen: Bool {
    guard case .power(.number(let base), let exponent) = self, base.value == BigRational(10), case .number = exponent.withoutSign
    else { return false }
    return true
  }

  /// `2\frac12`, which the reader shows as a sum.
  fileprivate var isMixedNumber: Bool {
    switch self {
    case .negative(let part): part.isMixedNumber
    case .quantity(let part, _): part.isMixedNumber
    case .sum(let parts): parts.count == 2 && parts.allSatisfy(\.isWrittenNumber)
    default: false
    }
  }

  /// Whether numbers are added or multiplied somewhere that could have been, or a root is taken back.
  fileprivate var hasPlainArithmetic: Bool {
    switch self {
    case .sum(let parts) where parts.filter(\.isWrittenNumber).count > 1: return true
    case .product(let parts) where !isWrittenNumber && parts.filter(\.isPlainFactor).count > 1: return true
    case .power(.function(.squareRoot, _), .number): return true
    case .quotient(.quotient(.number, .number), _), .quotient(_, .quotient(.number, .number)): return true
    default: return children.contains(where: \.hasPlainArithmetic)
    }
  }

  private var isPlainFactor: Bool {
    switch self {
    case .number, .quotient(.number, .number): true
    case .negative(let part): part.isPlainFactor
    default: false
    }
  }

  fileprivate var hasRadical: Bool {
    switch self {
    case .function(.squareRoot, _), .function(.root, _): true
    default: children.contains(where: \.hasRadical)
    }
  }

  /// What it is when it is, or holds, a relation in one unknown that does not say what the unknown is.
  fileprivate var unsolvedRelation: UnsolvedRelation? {
    switch self {
    case .relation(let parts, let operators):
      guard operators.allSatisfy(\.isComparison), symbols.count == 1 else { return nil }
      let unknowns = parts.filter { !$0.symbols.isEmpty }
      if unknowns.count == 1, unknowns[0].isUnknown { return nil }
      return operators.contains(.equal) ? .equation : .inequality
    case .collection(_, let parts): return parts.lazy.compactMap(\.unsolvedRelation).first
    default: return nil
    }
  }

  /// A symbol, or the value of a function or a measure that has a name: `x`, `f(x)`, `|AB|`.
  private var isUnknown: Bool {
    switch self {
    case .symbol: true
    case .function(.named, let arguments): arguments.allSatisfy(\.isUnknown)
    case .function(.absoluteValue, let arguments): arguments.allSatisfy { if case .product = $0 { true } else { false } }
    case .product(let parts): parts.allSatisfy(\.isName) && parts.count > 1
    default: false
    }
  }
}

extension MathRelation {
  /// Whether it compares values.
  fileprivate var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .approximately, .identical, .defined: true
    default: false
    }
  }
}
