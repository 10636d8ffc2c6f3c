internal import ExactMath

/// The form of an answer, which decides whether an expression of the right value is an answer at all: a model that repeats the
/// question in other words has not answered it.
enum MathForm {
  /// Why an answer that is equal to the ground truth does not answer, or `nil`.
  static func objection(
    to answer: MathExpression, for groundTruth: MathExpression, _ conventions: MathConventions, of side: MathSide
  ) -> String? {
    if let objection = unsolved(answer, groundTruth, conventions.relations) { return objection }
    if let objection = unevaluated(answer, groundTruth, conventions.unevaluated, side) { return objection }
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
    let isOfOne = groundTruth.symbols.count <= 1
    // Where an equation is asked for, another one is no more than that.
    let mayBeQuantity = if case .relation(let sides, _) = groundTruth { sides[0].isAskedQuantity } else { true }
    guard relations != .any, let kind = answer.unsolvedRelation(ofOne: !isOfOne, mayBeQuantity),
      groundTruth.unsolvedRelation(ofOne: true, true) == nil
    else { return nil }
    return "\(kind.rawValue) that is not solved, where its solution is asked for"
  }

  // MARK: Numbers

  private static func unevaluated(
    _ answer: MathExpression, _ groundTruth: MathExpression, _ policy: MathConventions.Unevaluated, _ side: MathSide
  ) -> String? {
    guard policy != .accept else { return nil }
    if case .text = groundTruth { return nil }
    let wanted = groundTruth.leaves
    var given = answer.leaves
    // A ratio is a fraction where no ratio is asked for.
    if case .ratio(let parts) = answer, parts.count == 2, !groundTruth.isRatio { given = [.quotient(parts[0], parts[1])] }
    let isClosed = groundTruth.symbols.isEmpty
    if isClosed, given.contains(where: { !$0.symbols.allSatisfy(\.isUnitVector) }) {
      return "an expression with symbols, where its value is asked for"
    }
    let bases = [wanted, given].map { Set($0.compactMap(\.base)) }
    if bases[0] != bases[1], bases[0].union(bases[1]) != [10] { return "a number in another base than is asked for" }
    if given.contains(where: \.isArrayComputation), !wanted.contains(where: \.isArrayComputation) { return computation }
    let isNumber = !wanted.isEmpty && wanted.allSatisfy { $0.isWrittenNumber(mayBeWhole: true) }
    if isNumber, side.hasDoubledSign { return computation }
    for leaf in given {
      if isNumber {
        if leaf.isWrittenNumber(mayBeWhole: policy != .refuse) || side.hasMixedNumber && leaf.isMixedNumber { continue }
        if policy == .refuse || leaf.hasPlainArithmetic || leaf.hasOpenComputation { return computation }
      } else if policy == .refuse, isClosed, !groundTruth.hasPlainArithmetic, leaf.hasPlainArithmetic {
        return computation
      }
    }
    return nil
  }

  private static let computation = "a computation that is not carried out, where its value is asked for"

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
    guard !q.value.isZero else { return false }
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
  /// The parts that are values: the members of a collection, the ends of an interval, the entries of a matrix, the sides of a relation that
  /// are no names, of a chain of equations the last.
  fileprivate var leaves: [MathExpression] {
    switch self {
    case .collection(_, let parts), .setOperation(_, let parts), .ratio(let parts): parts.flatMap(\.leaves)
    case .interval(let interval): interval.lower.leaves + interval.upper.leaves
    case .matrix(let matrix): matrix.entries
    case .relation(let parts, let operators):
      if operators == [.equal], parts[1].symbols.isEmpty, parts[0].isAskedQuantity {
        parts[1].leaves
      } else if parts.count > 2, operators.allSatisfy({ $0 == .equal || $0 == .approximately }), let last = parts.last {
        last.leaves
      } else if operators == [.equal] || operators == [.approximately], parts.allSatisfy(\.symbols.isEmpty) {
        parts[1].leaves
      } else {
        parts.filter { !$0.isLabel }.flatMap(\.leaves)
      }
    case .setBuilder(_, let conditions): conditions.flatMap(\.leaves)
    case .conditional(let value, _): value.leaves
    case .congruence(let parts, _): parts.last?.leaves ?? []
    case .quantity(let value, _): value.leaves
    case .constant(.infinity), .negative(.constant(.infinity)), .namedSet: []
    default: [self]
    }
  }

  private var isTupleOfUnknowns: Bool {
    switch self {
    case .collection(.tuple, let parts), .collection(.list, let parts), .collection(.vector, let parts): parts.allSatisfy(\.isUnknown)
    default: false
    }
  }

  /// Whether it is a name, or several, that values are given to.
  private var isLabel: Bool {
    switch self {
    case .function(.derivative, let parts), .function(.absoluteValue, let parts), .function(.norm, let parts),
      .collection(.tuple, let parts), .collection(.list, let parts), .collection(.vector, let parts):
      parts.allSatisfy(\.isLabel)
    default: isUnknown
    }
  }

  fileprivate var isRatio: Bool { if case .ratio = self { true } else { false } }

  /// The base of a written integer, or `nil` for anything else.
  fileprivate var base: Int? {
    switch self {
    case .number(let numeral):
      switch numeral.form {
      case .base(let base): base
      case .integer, .word: 10
      default: nil
      }
    case .negative(let part): part.base
    default: nil
    }
  }

  fileprivate var isName: Bool { if case .symbol = self { true } else { false } }

  fileprivate var withoutSign: MathExpression {
    if case .negative(let part) = self { part } else { self }
  }

  /// Whether it is a number as numbers are written: digits, a fraction of two, either times a power of ten.
  fileprivate func isWrittenNumber(mayBeWhole: Bool) -> Bool {
    switch self {
    case .number: return true
    case .negative(.quotient(.number, .number)) where !mayBeWhole: return withoutSign.isWrittenNumber(mayBeWhole: false)
    case .negative(let part): return !part.hasSign && part.isWrittenNumber(mayBeWhole: mayBeWhole)
    case .quotient(let top, .number(let bottom)):
      guard case .number(let numeral) = top.withoutSign, !bottom.value.isZero else { return false }
      return mayBeWhole || !(numeral.value / bottom.value).isInteger
    case .product(let parts):
      guard parts.count == 2, case .number = parts[0].withoutSign else { return false }
      // 2.5 \times 10^1 %: the sign stands at the power.
      if case .quantity(let power, let unit) = parts[1], unit.isPercent { return power.isPowerOfTen }
      return parts[1].isPowerOfTen
    case .power: return isPowerOfTen
    case .quantity(let value, _): return value.isWrittenNumber(mayBeWhole: mayBeWhole)
    default: return false
    }
  }

  private var hasSign: Bool {
    switch self {
    case .number(let numeral): numeral.value.signum < 0
    case .negative: true
    default: false
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
    case .sum(let parts): parts.count == 2 && parts.allSatisfy { $0.isWrittenNumber(mayBeWhole: false) || $0.isInteger }
    default: false
    }
  }

  private var isInteger: Bool {
    if case .number(let numeral) = withoutSign { numeral.value.isInteger } else { false }
  }

  /// Whether numbers are added or multiplied somewhere that could have been, or a root is taken back.
  fileprivate var hasPlainArithmetic: Bool {
    switch self {
    case .sum(let parts) where parts.count(where: \.isPlainFactor) > 1 || parts.count(where: \.isArray) > 1: return true
    case .product(let parts) where !isWrittenNumber(mayBeWhole: true):
      // One power of ten may stand beside a number.
      let tens = parts.count(where: \.isPowerOfTen)
      if tens > 1 || parts.count(where: \.isPlainFactor) - tens > 1 || parts.count(where: \.isArray) > 1 { return true }
      return children.contains(where: \.hasPlainArithmetic)
    case .power(.function(.squareRoot, _), .number): return true
    case .quotient(.quotient(.number, .number), _), .quotient(_, .quotient(.number, .number)): return true
    default: return children.contains(where: \.hasPlainArithmetic)
    }
  }

  /// Whether something is left to compute where a number is asked for: a sum over an index, roots multiplied, a power that is a fraction or
  /// the number itself.
  fileprivate var hasOpenComputation: Bool {
    switch self {
    case .series: return true
    case .product(let parts) where parts.count(where: \.isRoot) > 1: return true
    case .power(let base, .number(let exponent)) where base.isPlainFactor && (exponent.value.signum < 0 || exponent.value == .one):
      return !isPowerOfTen
    default: return children.contains(where: \.hasOpenComputation)
    }
  }

  /// Whether arrays are multiplied, added, inverted or transposed somewhere.
  fileprivate var isArrayComputation: Bool {
    switch self {
    // A row with a T is how a column is written in a line.
    case .function(.transpose, let parts):
      if case .matrix(let matrix)? = parts.first { matrix.rows > 1 && matrix.columns > 1 } else { true }
    case .power(let base, _) where base.isArray: true
    case .sum(let parts), .product(let parts): parts.count(where: \.isArray) > 1 || parts.contains(where: \.isArrayComputation)
    case .negative(let part), .quotient(let part, _): part.isArrayComputation
    default: false
    }
  }

  private var isRoot: Bool {
    switch self {
    case .function(.squareRoot, _), .function(.root, _): true
    case .power(let base, .quotient): base.isPlainFactor
    default: false
    }
  }

  private var isArray: Bool {
    switch self {
    case .matrix: true
    case .collection(.tuple, let parts), .collection(.vector, let parts), .collection(.array, let parts): parts.count > 1
    default: false
    }
  }

  /// A number, a fraction, a percentage, a whole power of one of these, or a factorial.
  private var isPlainFactor: Bool {
    switch self {
    case .number, .quotient(.number, .number): true
    case .negative(let part): part.isPlainFactor
    case .quantity(let value, let unit): unit.isPercent && value.isPlainFactor
    case .power(let base, .number(let exponent)): exponent.value.isInteger && base.isPlainFactor
    case .function(.factorial, let arguments): arguments.allSatisfy(\.isPlainFactor)
    default: false
    }
  }

  fileprivate var hasRadical: Bool {
    switch self {
    case .function(.squareRoot, _), .function(.root, _): true
    default: children.contains(where: \.hasRadical)
    }
  }

  /// What it is when it is, or holds, a relation that does not say what its unknown is; with `ofOne` only if there is one unknown, and with
  /// `mayBeQuantity` not if it says what a quantity such as m + n is.
  fileprivate func unsolvedRelation(ofOne: Bool, _ mayBeQuantity: Bool) -> UnsolvedRelation? {
    switch self {
    case .relation(let parts, let operators):
      guard operators.allSatisfy(\.isComparison), !symbols.isEmpty, !ofOne || symbols.count == 1 else { return nil }
      // `a = b = c = 1`
      let isChain = operators.allSatisfy { $0 == .equal }
      if isChain, parts.last?.symbols.isEmpty == true, parts.dropLast().allSatisfy(\.isUnknown) { return nil }
      let unknowns = parts.filter { !$0.symbols.isEmpty }
      if unknowns.count == 1, unknowns[0].isUnknown || unknowns[0].isTupleOfUnknowns { return nil }
      // `m + n = 15` says what was asked.
      if mayBeQuantity, operators == [.equal], parts[1].symbols.isEmpty, parts[0].isAskedQuantity { return nil }
      // `|x| < 2` is how a solution may be written; `|x| = 2` is what is to be solved.
      if unknowns.count == 1, !operators.contains(.equal), case .function(.absoluteValue, let inside) = unknowns[0],
        inside.allSatisfy(\.isName)
      {
        return nil
      }
      // `y = 2x` says what y is, and `x = 6 - x` does not say what x is.
      let names = parts.filter(\.isUnknown)
      // Of `x < a` either may be the unknown.
      let isSolved = names.contains { name in parts.allSatisfy { $0 == name || $0.symbols.isDisjoint(with: name.symbols) } }
      if isSolved, names.count == 1 || !operators.contains(.equal) { return nil }
      // `f(x) = x + 1` says what f is.
      if operators == [.equal] || operators == [.defined], parts.contains(where: \.isApplication) { return nil }
      return operators.contains(.equal) ? .equation : .inequality
    case .collection(_, let parts): return parts.lazy.compactMap { $0.unsolvedRelation(ofOne: ofOne, mayBeQuantity) }.first
    case .setBuilder(_, let conditions): return conditions.lazy.compactMap { $0.unsolvedRelation(ofOne: ofOne, mayBeQuantity) }.first
    default: return nil
    }
  }

  private var isApplication: Bool {
    if case .function(.named, _) = self { true } else { false }
  }

  /// A symbol, or the value of a function or a measure that has a name: `x`, `f(x)`, `|AB|`.
  private var isUnknown: Bool {
    switch self {
    case .symbol: true
    case .function(.named, let arguments): arguments.allSatisfy { $0.isUnknown || $0.symbols.isEmpty }
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
