/// Mathematics as it was written, as a tree.
///
/// The reader changes nothing: `\frac{2}{4}` is a ``quotient(_:_:)`` of two numbers and `9^{9^{9^9}}` is three nested
/// ``power(_:_:)``; nothing is computed, reduced or sorted. Spacing, fonts, delimiters and the many spellings of one
/// operator are gone. The conventions are few:
///
/// - A minus before a number is part of the number (`x - 2` is the sum of `x` and the number -2); before anything else
///   it is ``negative(_:)``. `-2^2` is the negative of a power.
/// - Sums and products are flat as written: `a - b + c` has three terms, `2(x+1)y` three factors.
/// - A mixed number is the sum of its parts, and a decimal is one number that remembers its digits outside equality.
/// - An equation chain is one ``relation(_:_:)``; a labelled answer `x = 3` is a relation too.
public indirect enum MathExpression: Sendable, Hashable {
  // MARK: Algebra

  /// A number written in digits (or in words); equal when the values are.
  case number(MathNumeral)
  /// π, e, i, ∞.
  case constant(MathConstant)
  /// A variable or another name.
  case symbol(MathSymbol)
  /// A sum of at least two terms.
  case sum([MathExpression])
  /// A product of at least two factors.
  case product([MathExpression])
  /// One expression over another, however it was written.
  case quotient(MathExpression, MathExpression)
  /// The additive inverse of something that is not a number.
  case negative(MathExpression)
  /// `±`, or `∓` if `isFlipped`; all such signs of one answer are chosen together.
  case plusMinus(MathExpression, isFlipped: Bool)
  /// A base and its exponent.
  case power(MathExpression, MathExpression)
  /// A function of its arguments; ``MathFunction`` says how many there are and in which order.
  case function(MathFunction, [MathExpression])
  /// A sum, product, integral, limit or union over an index.
  case series(MathSeries)
  /// `…`, as in `1, 2, \ldots, n`.
  case ellipsis

  // MARK: Structures

  /// Members between commas, in brackets of some kind or in none.
  case collection(MathCollection, [MathExpression])
  /// An interval.
  case interval(MathInterval)
  /// ℝ, ℤ, ∅ and the like.
  case namedSet(MathNamedSet)
  /// `A ∪ B ∪ C`, and other operations of the same kind on at least two sets.
  case setOperation(MathSetOperation, [MathExpression])
  /// `{element | condition, condition}`; a domain is the condition `x ∈ D`, or the element is itself that relation.
  case setBuilder(MathExpression, conditions: [MathExpression])
  /// A matrix, or a column or row of numbers.
  case matrix(MathMatrix)
  /// `a = b`, `1 < x ≤ 2`: at least two operands, and the operators between them.
  case relation([MathExpression], [MathRelation])
  /// `a ≡ b (mod m)`; a single operand if only `a (mod m)` was written.
  case congruence([MathExpression], modulus: MathExpression)
  /// A value or statement that holds under a condition: a line of `cases`, or `… if x > 0`.
  case conditional(MathExpression, condition: MathExpression)

  // MARK: Answers that are more or less than mathematics

  /// A value with a unit; percent, degrees and currencies are units.
  case quantity(MathExpression, MathUnit)
  /// `3:4:5`, at least two members.
  case ratio([MathExpression])
  /// A time of day, or a duration written like one.
  case time(MathTime)
  /// Words, with inner white space made single spaces.
  case text(String)
  /// The letter of a choice, as a capital, such as `C` of `\text{(C)}`.
  case choice(String)
}

extension MathExpression {
  /// The integer `value`.
  public static func integer(_ value: Int) -> MathExpression {
    .number(MathNumeral(BigRational(value)))
  }

  /// The negative of `expression`; a number takes the sign itself, and so does the value of a quantity.
  public static func negating(_ expression: MathExpression) -> MathExpression {
    switch expression {
    case .number(let numeral): .number(numeral.negated)
    case .quantity(let value, let unit): .quantity(negating(value), unit)
    default: .negative(expression)
    }
  }

  /// Whether it is ∞ or -∞.
  public var isInfinite: Bool {
    switch self {
    case .constant(.infinity), .negative(.constant(.infinity)): true
    default: false
    }
  }

  /// The expressions directly inside this one, in the order they are written.
  public var children: [MathExpression] {
    switch self {
    case .number, .constant, .symbol, .ellipsis, .namedSet, .time, .text, .choice: []
    case .sum(let parts), .product(let parts), .function(_, let parts), .collection(_, let parts),
      .setOperation(_, let parts), .relation(let parts, _), .ratio(let parts):
      parts
    case .negative(let part), .plusMinus(let part, _), .quantity(let part, _): [part]
    case .quotient(let first, let second), .power(let first, let second), .conditional(let first, let second):
      [first, second]
    case .series(let series): [series.condition, series.lower, series.upper, series.body].compactMap { $0 }
    case .interval(let interval): [interval.lower, interval.upper]
    case .setBuilder(let element, let conditions): [element] + conditions
    case .matrix(let matrix): matrix.entries
    case .congruence(let parts, let modulus): parts + [modulus]
    }
  }
}
