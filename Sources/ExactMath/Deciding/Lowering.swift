/// Writes a ``MathExpression`` that is a value as a term of a pool.
///
/// Functions with several spellings become one: tangents are quotients, hyperbolic functions exponentials, `n!` is
/// `Γ(n+1)`, `\log_b a` a quotient of logarithms, `⌈x⌉` is `-⌊-x⌋`. Units are positive symbols times their size. Of vectors, inner products
/// and lengths are functions, and the rest is a sum of multiples (``VectorAlgebra``).
struct Lowering {
  /// The signs that `±` and `∓` stand for here.
  enum Signs {
    case none
    case upper
    case lower
  }

  let pool: TermPool
  /// Whether `\log` is to base 10.
  var logarithmIsDecimal = false
  var signs = Signs.none
  /// Met a `\log` without a base.
  private(set) var metLogarithm = false
  /// Met a value that differs between conventions, such as `arccot(-1)`.
  private(set) var metConvention = false
  /// The values of bound variables.
  private var bound: [MathSymbol: Term] = [:]
  /// The bound variables around, of which two may have one name.
  private var boundDepth = 0
  private var depth = 0

  init(_ pool: TermPool) {
    self.pool = pool
  }

  /// Has a symbol stand for a value.
  mutating func bind(_ symbol: MathSymbol, to value: Term) { bound[symbol] = value }

  mutating func lower(_ expression: MathExpression) throws(DecisionFailure) -> Term {
    depth += 1
    defer { depth -= 1 }
    guard depth < pool.work.limits.maxNesting else { throw .tooLarge }
    try pool.spend(1)
    // A whole value, once: what is left of vectors then are sums of multiples, as of numbers.
    if depth == 1, expression.hasVectors {
      var algebra = VectorAlgebra(letters: expression.markedVectors)
      let value = algebra.value(expression)
      try pool.spend(algebra.nodes)
      guard let value else { throw .unsupported("arithmetic with letters of vectors") }
      return try lower(value.asNumber)
    }
    switch expression {
    case .number(let numeral): return try pool.number(numeral.value)
    case .constant(.pi): return try pool.pi
    case .constant(.e): return try pool.call(.exponential, [pool.number(1)])
    case .constant(.i): return try pool.imaginaryUnit
    case .constant(.infinity): throw .unsupported("arithmetic with infinity")
    case .symbol(let symbol):
      if let value = bound[symbol] { return value }
      if let member = try indexed(symbol) { return member }
      return try pool.symbol(symbol.key)
    case .sum(let parts): return try pool.sum(lower(all: parts))
    case .product(let parts): return try pool.product(lower(all: parts))
    case .quotient(let top, let bottom): return try pool.quotient(lower(top), lower(bottom))
    case .negative(let part): return try pool.negated(lower(part))
    case .plusMinus(let part, let isFlipped):
      let term = try lower(part)
      switch signs {
      case .none: throw .unsupported("a sign ±")
      case .upper: return isFlipped ? try pool.negated(term) : term
      case .lower: return isFlipped ? term : try pool.negated(term)
      }
    case .power(let base, let exponent): return try power(base, exponent)
    case .function(let function, let arguments): return try call(function, arguments)
    case .series(let series): return try self.series(series)
    case .quantity(let value, let unit): return try pool.product([lower(value), self.unit(unit)])
    case .ratio(let parts) where parts.count == 2: return try pool.quotient(lower(parts[0]), lower(parts[1]))
    // An average, which is neither additive nor multiplicative in what is averaged.
    case .collection(.vector, let parts) where parts.count == 1: return try pool.opaque("\u{1}mean", [lower(parts[0])])
    case .collection(let kind, let parts) where parts.count == 1 && kind != .set: return try lower(parts[0])
    case .matrix(let matrix) where matrix.entries.count == 1: return try lower(matrix.entries[0])
    default: throw .unsupported(expression.shapeName)
    }
  }

  private mutating func lower(all parts: [MathExpression]) throws(DecisionFailure) -> [Term] {
    var result: [Term] = []
    result.reserveCapacity(parts.count)
    for part in parts { result.append(try lower(part)) }
    return result
  }

  /// `|z|²` as the product of z and its conjugate, for a sum of parts that are real or i times something real; `nil` for others.
  private func squaredModulus(_ term: Term) throws(DecisionFailure) -> Term? {
    guard case .sum(let parts) = pool[term] else { return nil }
    func isReal(_ part: Term) -> Bool {
      pool.facts(part).contains(.real) && pool.facts(part).intersection([.imaginary, .branched]).isEmpty
    }
    var conjugates: [Term] = []
    for part in parts {
      if isReal(part) {
        conjugates.append(part)
        continue
      }
      var rest = [part]
      if case .product(let factors) = pool[part] { rest = factors }
      let unit = try pool.imaginaryUnit
      guard rest.contains(unit), rest.allSatisfy({ $0 == unit || isReal($0) }) else { return nil }
      conjugates.append(try pool.negated(part))
    }
    return try pool.product([term, pool.sum(conjugates)])
  }

  private mutating func power(
    _ base: MathExpression, _ exponent: MathExpression
  ) throws(DecisionFailure) -> Term {
    if case .constant(.e) = base { return try pool.call(.exponential, [lower(exponent)]) }
    let (base, exponent) = (try lower(base), try lower(exponent))
    // |u + iv|² has no cases.
    if case .call(.absoluteValue, let inner) = pool[base], pool.facts(inner[0]).contains(.imaginary), pool.isNumber(exponent, 2),
      let squared = try squaredModulus(inner[0])
    {
      return squared
    }
    if exponent == (try pool.number(.zero)), pool.rational(base) == nil { pool.mustNotVanish.append(base) }
    return try pool.power(base, exponent)
  }

  // MARK: Functions

  private mutating func call(
    _ function: MathFunction, _ arguments: [MathExpression]
  ) throws(DecisionFailure) -> Term {
    switch function {
    case .absoluteValue, .determinant, .norm, .trace:
      if let argument = arguments.first, arguments.count == 1, argument.isArray {
        return try arrayFunction(function, argument)
      }
    case .derivative: return try derivative(arguments)
    default: break
    }
    let operands = try lower(all: arguments)
    guard let argument = operands.first else { throw .unsupported("a function without an argument") }
    if operands.count == 1 { return try unary(function, argument) }
    if operands.count == 2, let result = try binary(function, argument, operands[1]) { return result }
    switch function {
    case .minimum, .infimum: return try extremum(.minimum, operands)
    case .maximum, .supremum: return try extremum(.maximum, operands)
    case .greatestCommonDivisor, .leastCommonMultiple: return try divisors(function, operands)
    default: return try pool.opaque(function.key, operands)
    }
  }

  /// ζ(2n) = |B₂ₙ| (2π)²ⁿ / (2 (2n)!), Euler; for the numbers that have been asked for.
  private func zeta(_ x: Term) throws(DecisionFailure) -> Term {
    let bernoulli: [BigRational] = [
      BigRational(1, over: 6), BigRational(1, over: 30), BigRational(1, over: 42), BigRational(1, over: 30), BigRational(5, over: 66),
    ]
    guard let value = pool.rational(x)?.countValue, value > 0, value % 2 == 0, value / 2 <= bernoulli.count else {
      if pool.isNumber(x, .one) { throw .undefined("the pole of ζ") }
      if pool.rational(x) == nil { pool.mustNotVanish.append(try pool.sum([x, pool.number(-1)])) }
      return try pool.call(.zeta, [x])
    }
    var factor = bernoulli[value / 2 - 1] / BigRational(2)
    for k in 1...value { factor = factor * BigRational(2) / BigRational(k) }
    return try pool.scaled(pool.power(pool.pi, pool.number(BigRational(value))), by: factor)
  }

  private mutating func unary(_ function: MathFunction, _ x: Term) throws(DecisionFailure) -> Term {
    let half = try pool.number(BigRational(1, over: 2))
    switch function {
    case .squareRoot: return try pool.power(x, half)
    case .exponential: return try pool.call(.exponential, [x])
    case .naturalLogarithm: return try pool.call(.logarithm, [x])
    case .logarithm:
      metLogarithm = true
      let logarithm = try pool.call(.logarithm, [x])
      return logarithmIsDecimal ? try pool.quotient(logarithm, pool.call(.logarithm, [pool.number(10)])) : logarithm
    case .sine: return try pool.call(.sine, [x])
    case .cosine: return try pool.call(.cosine, [x])
    case .tangent: return try pool.quotient(pool.call(.sine, [x]), pool.call(.cosine, [x]))
    case .cotangent: return try pool.quotient(pool.call(.cosine, [x]), pool.call(.sine, [x]))
    case .secant: return try reciprocal(pool.call(.cosine, [x]))
    case .cosecant: return try reciprocal(pool.call(.sine, [x]))
    case .arcsine: return try pool.call(.arcsine, [x])
    case .arccosine: return try quarterTurn(minus: pool.call(.arcsine, [x]))
    case .arctangent: return try pool.call(.arctangent, [x])
    case .arccotangent:
      if !pool.facts(x).contains(.positive), !pool.isNumber(x, .zero) { metConvention = true }
      return try quarterTurn(minus: pool.call(.arctangent, [x]))
    case .arcsecant: return try quarterTurn(minus: pool.call(.arcsine, [reciprocal(x)]))
    case .arccosecant: return try pool.call(.arcsine, [reciprocal(x)])
    case .hyperbolicSine: return try hyperbolic(x).sine
    case .hyperbolicCosine: return try hyperbolic(x).cosine
    case .hyperbolicTangent:
      let (sine, cosine) = try hyperbolic(x)
      return try pool.product([sine, pool.power(cosine, pool.number(-1))])
    case .hyperbolicCotangent: return try pool.quotient(hyperbolic(x).cosine, hyperbolic(x).sine)
    case .hyperbolicSecant: return try reciprocal(hyperbolic(x).cosine)
    case .hyperbolicCosecant: return try reciprocal(hyperbolic(x).sine)
    case .inverseHyperbolicSine: return try inverseHyperbolicSine(x)
    case .inverseHyperbolicCosine: return try inverseHyperbolicCosine(x)
    case .inverseHyperbolicTangent: return try inverseHyperbolicTangent(x)
    case .inverseHyperbolicCosecant: return try inverseHyperbolicSine(reciprocal(x))
    case .inverseHyperbolicSecant: return try inverseHyperbolicCosine(reciprocal(x))
    case .inverseHyperbolicCotangent: return try inverseHyperbolicTangent(reciprocal(x))
    case .absoluteValue, .norm:
      switch sign(x) {
      case 1: return x
      case -1: return try pool.negated(x)
      default: return try pool.call(.absoluteValue, [x])
      }
    case .floor: return try floor(x)
    case .ceiling: return try pool.negated(floor(pool.negated(x)))
    case .factorial: return try pool.call(.gamma, [pool.sum([x, pool.number(1)])])
    case .doubleFactorial: return try doubleFactorial(x)
    case .conjugate: return try pool.call(.conjugate, [x])
    case .realPart: return try pool.call(.realPart, [x])
    case .imaginaryPart: return try pool.call(.imaginaryPart, [x])
    case .argument: return try pool.call(.argument, [x])
    case .sign:
      if let sign = sign(x) { return try pool.number(sign) }
      return try pool.call(.sign, [x])
    case .gamma: return try pool.call(.gamma, [x])
    case .zeta: return try zeta(x)
    case .errorFunction: return try pool.call(.errorFunction, [x])
    // Of a set or a function it is another thing than what it is of.
    case .minimum, .maximum, .supremum, .infimum, .greatestCommonDivisor, .leastCommonMultiple:
      return pool.facts(x).intersection([.open, .opaque]).isEmpty ? x : try pool.opaque(function.key, [x])
    default: return try pool.opaque(function.key, [x])
    }
  }

  // MARK: What enclosures settle at once

  /// The sign of a closed real value, if an enclosure shows it.
  private func sign(_ x: Term) -> Int? {
    if let value = pool.rational(x) { return value.signum }
    #if Algebraic
      guard pool.facts(x).intersection([.open, .opaque]).isEmpty else { return nil }
      return (try? Enclosures(pool, precision: 128).sign(x)) ?? nil
    #else
      return nil
    #endif
  }

  /// `⌊x⌋`, as a number if an enclosure has no integer inside.
  private func floor(_ x: Term) throws(DecisionFailure) -> Term {
    #if Algebraic
      if pool.rational(x) == nil, pool.facts(x).intersection([.open, .opaque]).isEmpty {
        let floor = try pool.call(.floor, [x])
        if let value = (try? Enclosures(pool, precision: 128).integer(floor)) ?? nil { return try pool.number(value) }
        return floor
      }
    #endif
    return try pool.call(.floor, [x])
  }

  /// The least or greatest of some values, less those that enclosures rule out.
  private func extremum(_ function: TermFunction, _ operands: [Term]) throws(DecisionFailure) -> Term {
    var kept: [Term] = []
    for operand in operands {
      var isNeeded = true
      for (place, other) in kept.enumerated().reversed() {
        guard let order = sign(try pool.difference(operand, other)) else { continue }
        if (order > 0) == (function == .maximum) {
          kept.remove(at: place)
        } else {
          isNeeded = false
        }
      }
      if isNeeded { kept.append(operand) }
    }
    return kept.count == 1 ? kept[0] : try pool.call(function, kept)
  }

  private func reciprocal(_ x: Term) throws(DecisionFailure) -> Term { try pool.quotient(pool.number(1), x) }

  private func quarterTurn(minus x: Term) throws(DecisionFailure) -> Term {
    try pool.difference(pool.scaled(pool.pi, by: BigRational(1, over: 2)), x)
  }

  private func hyperbolic(_ x: Term) throws(DecisionFailure) -> (sine: Term, cosine: Term) {
    let half = BigRational(1, over: 2)
    let plus = try pool.scaled(pool.call(.exponential, [x]), by: half)
    let minus = try pool.scaled(pool.call(.exponential, [pool.negated(x)]), by: half)
    return (try pool.difference(plus, minus), try pool.sum([plus, minus]))
  }

  private func inverseHyperbolicSine(_ x: Term) throws(DecisionFailure) -> Term {
    let square = try pool.sum([pool.power(x, pool.number(2)), pool.number(1)])
    return try pool.call(.logarithm, [pool.sum([x, pool.power(square, pool.number(BigRational(1, over: 2)))])])
  }

  private func inverseHyperbolicCosine(_ x: Term) throws(DecisionFailure) -> Term {
    let half = try pool.number(BigRational(1, over: 2))
    let plus = try pool.power(pool.sum([x, pool.number(1)]), half)
    let minus = try pool.power(pool.sum([x, pool.number(-1)]), half)
    return try pool.call(.logarithm, [pool.sum([x, pool.product([plus, minus])])])
  }

  private func inverseHyperbolicTangent(_ x: Term) throws(DecisionFailure) -> Term {
    let above = try pool.call(.logarithm, [pool.sum([pool.number(1), x])])
    let below = try pool.call(.logarithm, [pool.difference(pool.number(1), x)])
    return try pool.scaled(pool.difference(above, below), by: BigRational(1, over: 2))
  }

  private mutating func binary(
    _ function: MathFunction, _ x: Term, _ y: Term
  ) throws(DecisionFailure) -> Term? {
    switch function {
    case .root: return try root(x, y)
    case .logarithmToBase:
      if pool.isNumber(y, .one) { throw .undefined("a logarithm to base 1") }
      return try pool.quotient(pool.call(.logarithm, [x]), pool.call(.logarithm, [y]))
    case .binomial:
      let ways = try falling(x, y)
      if let ways { return ways }
      let (n, k) = (try plusOne(x), try plusOne(y))
      let rest = try plusOne(pool.difference(x, y))
      return try pool.product([
        pool.call(.gamma, [n]),
        pool.power(pool.product([pool.call(.gamma, [k]), pool.call(.gamma, [rest])]), pool.number(-1)),
      ])
    case .permutations:
      if let count = pool.rational(y)?.countValue, let ways = try falling(x, y) {
        return try pool.product([ways, pool.call(.gamma, [pool.number(count + 1)])])
      }
      let rest = try pool.call(.gamma, [plusOne(pool.difference(x, y))])
      return try pool.product([pool.call(.gamma, [plusOne(x)]), pool.power(rest, pool.number(-1))])
    case .modulo:
      let whole = try floor(pool.quotient(x, y))
      return try pool.difference(x, pool.product([y, whole]))
    default: return nil
    }
  }

  private func plusOne(_ x: Term) throws(DecisionFailure) -> Term { try pool.sum([x, pool.number(1)]) }

  private func root(_ x: Term, _ index: Term) throws(DecisionFailure) -> Term {
    if let degree = pool.rational(index)?.countValue {
      if degree == 0 { throw .undefined("a root of index 0") }
      if degree > 1, degree % 2 == 1, pool.facts(x).contains(.real) { return try pool.call(.oddRoot, [x, index]) }
    }
    return try pool.power(x, pool.quotient(pool.number(1), index))
  }

  /// `\binom{x}{k}` for a whole k that is small, or whose value is.
  private func falling(_ x: Term, _ y: Term) throws(DecisionFailure) -> Term? {
    guard var count = pool.rational(y)?.countValue else { return nil }
    if count < 0 {
      if pool.rational(x)?.signum == -1 { throw .undefined("a binomial coefficient of two negative numbers") }
      return try pool.number(.zero)
    }
    if let top = pool.rational(x)?.countValue, top >= 0 {
      if count > top { return try pool.number(.zero) }
      count = min(count, top - count)
      let width = Int.bitWidth - top.leadingZeroBitCount
      guard count <= pool.work.limits.maxBits / max(width, 1) else { return nil }
      try pool.spend(count * width / 32)
      return try pool.number(
        BigRational.product(from: top - count + 1, through: top) / BigRational.factorial(count))
    }
    guard count <= 32 else { return nil }
    var factors = [try pool.number(.one / BigRational.factorial(count))]
    for step in 0..<count { factors.append(try pool.sum([x, pool.number(-step)])) }
    return try pool.product(factors)
  }

  private func doubleFactorial(_ x: Term) throws(DecisionFailure) -> Term {
    guard let count = pool.rational(x)?.countValue, count >= -1, count <= 20_000 else {
      return try pool.opaque("!!", [x])
    }
    try pool.spend(count)
    if count < 2 { return try pool.number(.one) }
    // n!! is n! over (n-1)!! for odd n, and 2^{n/2} (n/2)! for even n.
    let half = count / 2
    guard let powers = BigRational(2).power(half, maxBits: pool.work.limits.maxBits) else { throw .tooLarge }
    let evens = powers * BigRational.factorial(half)
    return try pool.number(count % 2 == 0 ? evens : BigRational.factorial(count) / evens)
  }

  private func divisors(_ function: MathFunction, _ operands: [Term]) throws(DecisionFailure) -> Term {
    let values = operands.compactMap { pool.rational($0) }
    guard values.count == operands.count, values.allSatisfy(\.isInteger) else {
      return try pool.opaque(function.key, pool.sorted(operands))
    }
    var result = values[0].magnitude
    for value in values.dropFirst() {
      // A quotient is in lowest terms, so it tells the divisor; words of both are what that costs, squared.
      let words = 1 + (value.numeratorBitWidth + result.numeratorBitWidth) / 64
      try pool.spend(16 + words * words / 16)
      let other = value.magnitude
      if result.isZero || other.isZero {
        result = function == .greatestCommonDivisor ? result + other : .zero
      } else {
        let quotient = result / other
        result = function == .greatestCommonDivisor ? result / quotient.numerator : quotient.numerator * other
      }
    }
    return try pool.number(result)
  }

  // MARK: Arrays

  private mutating func arrayFunction(
    _ function: MathFunction, _ argument: MathExpression
  ) throws(DecisionFailure) -> Term {
    guard let (columns, entries) = argument.arrayEntries else { throw .unsupported("a function of a structure") }
    let rows = entries.count / columns
    let terms = try lower(all: entries)
    if function == .norm || rows != columns {
      guard rows == 1 || columns == 1, function == .norm || function == .absoluteValue else {
        throw .unsupported("a norm of a matrix")
      }
      var squares: [Term] = []
      for term in terms { squares.append(try pool.power(pool.call(.absoluteValue, [term]), pool.number(2))) }
      return try pool.power(pool.sum(squares), pool.number(BigRational(1, over: 2)))
    }
    if function == .trace {
      return try pool.sum((0..<rows).map { terms[$0 * columns + $0] })
    }
    guard rows <= 5 else { throw .unsupported("a determinant of more than five rows") }
    return try determinant(terms, rows)
  }

  private func determinant(_ entries: [Term], _ size: Int) throws(DecisionFailure) -> Term {
    if size == 1 { return entries[0] }
    var addends: [Term] = []
    for column in 0..<size {
      var minor: [Term] = []
      for row in 1..<size {
        for other in 0..<size where other != column { minor.append(entries[row * size + other]) }
      }
      let cofactor = try pool.product([entries[column], determinant(minor, size - 1)])
      addends.append(column % 2 == 0 ? cofactor : try pool.negated(cofactor))
    }
    return try pool.sum(addends)
  }

  // MARK: Bound variables

  private mutating func series(_ series: MathSeries) throws(DecisionFailure) -> Term {
    if series.kind == .sum || series.kind == .product, let index = series.index, let lower = series.lower,
      let upper = series.upper, upper.infinitySign == nil
    {
      let first = pool.rational(try self.lower(lower))?.countValue
      let last = pool.rational(try self.lower(upper))?.countValue
      if let first, let last, isShort(first, last) {
        return try unrolled(series, index, first, last)
      }
    }
    if let closed = try closedSum(series) { return closed }
    // The rest is a function of what it is written with; its variable is named by nesting, not by letter.
    var arguments: [Term] = []
    let outer = bound
    let marker = try pool.symbol("\u{1}\(boundDepth)")
    for part in [series.lower, series.upper] {
      arguments.append(try boundary(part))
    }
    if let index = series.index { bound[index] = marker }
    boundDepth += 1
    defer {
      bound = outer
      boundDepth -= 1
    }
    if series.condition != nil { throw .unsupported("a condition on an index") }
    arguments.append(try lower(series.body))
    return try pool.opaque("\u{1}series \(series.kind.rawValue)", arguments + [marker])
  }

  /// A sum of powers of its index, between bounds of any size or with symbols.
  private mutating func closedSum(_ series: MathSeries) throws(DecisionFailure) -> Term? {
    guard series.kind == .sum, let index = series.index, let lower = series.lower, let upper = series.upper,
      upper.infinitySign == nil, series.condition == nil
    else { return nil }
    let (first, last) = (try self.lower(lower), try self.lower(upper))
    for end in [first, last] where !pool.facts(end).contains(.open) {
      // Up to a number that is no integer, conventions differ.
      guard pool.rational(end)?.isInteger == true else { return nil }
    }
    let outer = bound
    let marker = try pool.symbol("\u{1}\(boundDepth)")
    bound[index] = marker
    boundDepth += 1
    defer {
      bound = outer
      boundDepth -= 1
    }
    let divisors = pool.mustNotVanish.count
    let body = try self.lower(series.body)
    guard !pool.facts(body).contains(.opaque) else { return nil }
    // A divisor with the index may vanish at one of its values.
    guard !pool.mustNotVanish.dropFirst(divisors).contains(where: { pool.symbols(in: [$0]).contains(marker) }) else { return nil }
    do throws(DecisionFailure) {
      return try NormalForms(pool).closedSum(body, over: marker, from: first, to: last)
    } catch .limit {
      throw .limit
    } catch {
      return nil
    }
  }

  /// A member of a sequence, such as `x_i` and `x_{i+1}` under `\sum_i`; `nil` if no bound variable stands in the index.
  ///
  /// At a number it is the symbol with that index; else a function of the variables that stand there.
  private func indexed(_ symbol: MathSymbol) throws(DecisionFailure) -> Term? {
    guard let index = symbol.index, !bound.isEmpty else { return nil }
    var arguments: [Term] = []
    var pattern = ""
    var rest = index[...]
    while let first = rest.first {
      // i and j of a_{ij} stand each by itself.
      var word = first.isLetter ? rest.prefix(while: \.isLetter) : rest.prefix(1)
      if bound[MathSymbol(String(word))] == nil, bound.keys.contains(where: { $0.name.count == 1 && word.contains($0.name) }) {
        word = rest.prefix(1)
      }
      rest = rest.dropFirst(word.count)
      if let value = bound[MathSymbol(String(word))] {
        if word.count == index.count, let number = pool.rational(value)?.countValue {
          var member = symbol
          member.index = String(number)
          return try pool.symbol(member.key)
        }
        arguments.append(value)
        pattern += "\u{1}"
      } else {
        pattern += word
      }
    }
    guard !arguments.isEmpty else { return nil }
    var member = symbol
    member.index = pattern
    return try pool.opaque(TermPool.memberMarker + member.key, arguments)
  }

  private func isShort(_ first: Int, _ last: Int) -> Bool {
    let (count, overflow) = last.subtractingReportingOverflow(first)
    return last < first || (!overflow && count < pool.work.limits.maxSeriesTerms)
  }

  private mutating func boundary(_ expression: MathExpression?) throws(DecisionFailure) -> Term {
    guard let expression else { return try pool.opaque("\u{1}open", []) }
    if let sign = expression.infinitySign { return try pool.opaque(sign > 0 ? "\u{1}infinity" : "\u{1}-infinity", []) }
    return try lower(expression)
  }

  private mutating func unrolled(
    _ series: MathSeries, _ index: MathSymbol, _ first: Int, _ last: Int
  ) throws(DecisionFailure) -> Term {
    let outer = bound
    defer { bound = outer }
    var parts = [try pool.number(series.kind == .sum ? .zero : .one)]
    if first <= last {
      for value in first...last {
        try pool.spend(24)
        bound[index] = try pool.number(value)
        parts.append(try lower(series.body))
      }
    }
    return series.kind == .sum ? try pool.sum(parts) : try pool.product(parts)
  }

  private mutating func derivative(_ arguments: [MathExpression]) throws(DecisionFailure) -> Term {
    var operands: [Term] = []
    for argument in arguments { operands.append(try lower(argument)) }
    return try pool.opaque("\u{1}derivative", operands)
  }

  // MARK: Units

  func unit(_ unit: MathUnit) throws(DecisionFailure) -> Term {
    var factors: [Term] = []
    for factor in unit.factors {
      let exponent = try pool.number(factor.power)
      guard let known = UnitTable.size(of: factor.name) else {
        factors.append(try pool.power(pool.symbol(UnitTable.marker + factor.name), exponent))
        continue
      }
      factors.append(try pool.power(pool.number(known.factor), exponent))
      if known.hasPi { factors.append(try pool.power(pool.pi, exponent)) }
      for (base, power) in known.bases {
        factors.append(try pool.power(pool.symbol(UnitTable.marker + base), pool.number(power * factor.power)))
      }
    }
    return try pool.product(factors)
  }
}
