/// Functions with cases, compared where both say what they are.
extension Decider {
  /// One line of `cases`: where it holds, and the value there.
  private struct Piece {
    var region: RealSet
    var value: MathExpression
  }

  /// Where a value of one side meets one of the other on more than single points.
  private struct Overlap {
    var first: MathExpression
    var second: MathExpression
    /// An end of it that is a rational number: its numbers are this one plus the direction times something positive.
    var end: (value: BigRational, direction: Int)?
    /// Whether they are all such numbers.
    var isHalfLine = false
  }

  /// Compares two functions with cases in one variable, or one with a value that holds everywhere.
  ///
  /// They are equal if they say something on the same numbers, and the same on every overlap of a case of one with a case of the other.
  /// Values that differ as expressions may still agree on an overlap, so only polynomials refute. `nil` if a condition is of another kind.
  func decideCases(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision? {
    let conditions = (a.caseLines ?? []).map(\.condition) + (b.caseLines ?? []).map(\.condition)
    let symbols = conditions.reduce(into: Set<MathSymbol>()) { $0.formUnion($1.symbols) }
    guard symbols.count == 1, let symbol = symbols.first else { return nil }
    var overlaps: [Overlap] = []
    var atPoints: EqualityDecision?
    let pool = TermPool(work: work)
    do throws(DecisionFailure) {
      defer { work = pool.work }
      let decision = TermDecision(pool, options, nil)
      var reader = RealSetReader(pool, decision)
      guard let mine = try pieces(of: a, symbol, &reader), let theirs = try pieces(of: b, symbol, &reader),
        let all = try reader.join(mine.map(\.region), { $0 || $1 }), let others = try reader.join(theirs.map(\.region), { $0 || $1 }),
        let rest = try all.combined(with: others, by: decision, { $0 != $1 })
      else { return nil }
      guard rest.isEmpty else { return .undecided(.exhausted, "functions with cases that say something on different numbers") }
      for first in mine {
        for second in theirs {
          guard let region = try first.region.combined(with: second.region, by: decision, { $0 && $1 }) else { return nil }
          if region.holdsGap.contains(true) {
            overlaps.append(overlap(first.value, second.value, region, pool))
            continue
          }
          for point in region.ends {
            var lowering = Lowering(pool)
            lowering.bind(symbol, to: point)
            let equal = try decision.decide(lowering.lower(first.value), lowering.lower(second.value))
            if equal.isDifferent { return .different(equal.proof ?? .structure, "the values at a point differ") }
            if !equal.isEqual { atPoints = atPoints ?? equal }
          }
        }
      }
    } catch {
      return verdict(on: error)
    }
    let decision = all(overlaps.count) { decide(overlaps[$0], symbol) }
    return decision.isEqual ? atPoints ?? decision : decision
  }

  private func overlap(_ first: MathExpression, _ second: MathExpression, _ region: RealSet, _ pool: TermPool) -> Overlap {
    var overlap = Overlap(first: first, second: second)
    if region.holdsGap[0] == false, let end = region.ends.first.flatMap(pool.rational) {
      overlap.end = (end, 1)
    } else if region.holdsGap.last == false, let end = region.ends.last.flatMap(pool.rational) {
      overlap.end = (end, -1)
    }
    overlap.isHalfLine = region.ends.count == 1
    return overlap
  }

  private func decide(_ overlap: Overlap, _ symbol: MathSymbol) -> EqualityDecision {
    let decision = decide(overlap.first, overlap.second)
    guard !decision.isEqual, decision.outcome != .limitExceeded else { return decision }
    if let (end, direction) = overlap.end {
      let decider = Decider(options: options, work: work)
      defer { work = decider.work }
      // By a name that no text can have.
      let name = MathSymbol("\u{1}distance")
      decider.positiveNames = [name.key]
      let distance = MathExpression.symbol(name)
      let place = MathExpression.sum([.number(MathNumeral(end)), direction > 0 ? distance : .negative(distance)])
      let sides = [overlap.first, overlap.second].map { $0.withoutExtrema.replacing(symbol, by: place) }
      let other = decider.decide(sides[0], sides[1])
      if other.isEqual || other.outcome == .limitExceeded || other.isDifferent && overlap.isHalfLine { return other }
    }
    let arePolynomials = overlap.first.isPolynomialShape && overlap.second.isPolynomialShape
    return decision.isDifferent && !arePolynomials ? .undecided(.exhausted, "values that may agree on a part of the line") : decision
  }

  private func pieces(
    of expression: MathExpression, _ symbol: MathSymbol, _ reader: inout RealSetReader
  ) throws(DecisionFailure) -> [Piece]? {
    guard let lines = expression.caseLines else {
      if case .value = expression.shape { return [Piece(region: .line, value: expression)] }
      return nil
    }
    var pieces: [Piece] = []
    for line in lines {
      let region: RealSet?
      if case .text(let word) = line.condition {
        guard ["otherwise", "else", "elsewhere"].contains(word.lowercased()) else { return nil }
        region = try reader.join(pieces.map(\.region)) { $0 || $1 }?.complement
      } else {
        region = try reader.condition(line.condition, on: symbol)
      }
      guard let region else { return nil }
      pieces.append(Piece(region: region, value: line.value))
    }
    return pieces
  }
}

extension MathExpression {
  /// The lines of `cases`, if each has a condition.
  fileprivate var caseLines: [(value: MathExpression, condition: MathExpression)]? {
    guard case .collection(.cases, let parts) = self else { return nil }
    var lines: [(value: MathExpression, condition: MathExpression)] = []
    for part in parts {
      guard case .conditional(let value, let condition) = part else { return nil }
      lines.append((value, condition))
    }
    return lines
  }

  /// With `(a + b ± |a - b|) / 2` for the maximum and the minimum of two.
  fileprivate var withoutExtrema: MathExpression {
    switch self {
    case .function(let function, let parts) where parts.count == 2 && (function == .maximum || function == .minimum):
      let (a, b) = (parts[0].withoutExtrema, parts[1].withoutExtrema)
      let distance = MathExpression.function(.absoluteValue, [.sum([a, .negating(b)])])
      return .quotient(.sum([a, b, function == .maximum ? distance : .negative(distance)]), .integer(2))
    case .sum(let parts): return .sum(parts.map(\.withoutExtrema))
    case .product(let parts): return .product(parts.map(\.withoutExtrema))
    case .negative(let part): return .negative(part.withoutExtrema)
    case .quotient(let top, let bottom): return .quotient(top.withoutExtrema, bottom.withoutExtrema)
    default: return self
    }
  }

  /// Whether it is made of numbers and symbols by sums, products and whole powers, so that two that differ do so on every interval.
  fileprivate var isPolynomialShape: Bool {
    switch self {
    case .number, .symbol, .constant(.pi), .constant(.e): true
    case .sum, .product, .negative: children.allSatisfy(\.isPolynomialShape)
    case .quotient(let top, .number): top.isPolynomialShape
    case .power(let base, .number(let exponent)): exponent.value.isInteger && exponent.value.signum > 0 && base.isPolynomialShape
    default: false
    }
  }
}
