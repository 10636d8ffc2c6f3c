/// Decides whether two expressions are equal, trying the cheapest proof first.
///
/// ``EqualityDecision/Outcome/different`` is proved, or the shapes can never be equal under the options; equality is
/// never concluded from digits that agree. The decision is the same for both orders of the arguments, in every run and
/// on every machine, and may be made on any thread.
///
/// - Parameters:
///   - a: one value.
///   - b: the other; the order does not matter.
///   - options: What equality means where mathematics leaves a choice.
///   - work: The budget, from which what was spent is taken.
public func decideEqual(
  _ a: MathExpression, _ b: MathExpression, options: EqualityOptions = .standard, work: inout MathWork
) -> EqualityDecision {
  // Numbers are nearly all there is, and need no machinery.
  if case .number(let x) = a, case .number(let y) = b {
    _ = work.spend(1)
    return x.value == y.value ? .equal(.rational) : .different(.rational)
  }
  let nesting = work.limits.maxNesting
  if a.isNested(deeperThan: nesting) || b.isNested(deeperThan: nesting) {
    return EqualityDecision(.limitExceeded, proof: nil, "nested too deeply")
  }
  // One order for both ways round makes the verdict symmetric whatever the methods do.
  let isSwapped = a.digest > b.digest
  let decider = Decider(options: options, work: work)
  let (first, second) = isSwapped ? (b, a) : (a, b)
  var decision = decider.decide(first, second)
  if options.renaming != .none, !decision.isEqual, decision.outcome != .limitExceeded,
    let renamed = second.renaming(toMatch: first, by: options.renaming)
  {
    decider.leniencies = [.renamedSymbols]
    let other = decider.decide(first, renamed)
    if other.isEqual { decision = other }
  }
  work = decider.work
  decision.steps = decider.steps
  decision.leniencies = decision.isEqual ? decider.leniencies : []
  return decision
}

/// Whether two values are real and differ by no more than `tolerance`, proved with rigorous enclosures; `nil` if that is not known.
///
/// - Parameters:
///   - a: one value.
///   - b: the other; the order does not matter.
///   - tolerance: how far apart they may be, included.
///   - work: The budget, from which what was spent is taken.
public func decideClose(
  _ a: MathExpression, _ b: MathExpression, within tolerance: BigRational, work: inout MathWork
) -> Bool? {
  guard !a.isNested(deeperThan: work.limits.maxNesting), !b.isNested(deeperThan: work.limits.maxNesting) else { return nil }
  let pool = TermPool(work: work)
  defer { work = pool.work }
  do throws(DecisionFailure) {
    var lowering = Lowering(pool)
    let difference = try pool.difference(lowering.lower(a), lowering.lower(b))
    let decision = TermDecision(pool, .standard, nil)
    guard !pool.facts(difference).contains(.open) else { return nil }
    guard let above = try decision.order(difference, pool.number(tolerance)),
      let below = try decision.order(pool.number(-tolerance), difference)
    else { return nil }
    return above <= 0 && below <= 0
  } catch {
    return nil
  }
}

extension MathExpression {
  /// A hash of the tree that is the same in every run.
  var digest: UInt64 {
    var digest = Digest()
    add(to: &digest)
    return digest.value
  }

  private func add(to digest: inout Digest) {
    switch self {
    case .number(let numeral):
      digest.add(1)
      digest.add(numeral.value.digest)
    case .constant(let constant): digest.add(2, constant.rawValue)
    case .symbol(let symbol): digest.add(3, symbol.key)
    case .function(let function, _): digest.add(4, function.key)
    case .series(let series): digest.add(5, series.kind.rawValue)
    case .collection(let kind, _): digest.add(6, kind.rawValue)
    case .interval(let interval): digest.add(7 + (interval.isLowerClosed ? 1 : 0) + (interval.isUpperClosed ? 2 : 0))
    case .namedSet(let set): digest.add(12, set.rawValue)
    case .setOperation(let operation, _): digest.add(13, operation.rawValue)
    case .matrix(let matrix): digest.add(14 + UInt64(matrix.columns) << 8)
    case .relation(_, let operators):
      for relation in operators { digest.add(15, relation.rawValue) }
    case .quantity(_, let unit):
      for factor in unit.factors {
        digest.add(16, factor.name)
        digest.add(UInt64(bitPattern: Int64(factor.power)))
      }
    case .plusMinus(_, let isFlipped): digest.add(isFlipped ? 17 : 18)
    case .time(let time): digest.add(19 + UInt64(bitPattern: Int64(time.hours &* 60 &+ time.minutes)) << 8)
    case .text(let text): digest.add(20, text)
    case .choice(let letter): digest.add(21, letter)
    case .sum: digest.add(22)
    case .product: digest.add(23)
    case .quotient: digest.add(24)
    case .negative: digest.add(25)
    case .power: digest.add(26)
    case .ellipsis: digest.add(27)
    case .setBuilder: digest.add(28)
    case .congruence: digest.add(29)
    case .conditional: digest.add(30)
    case .ratio: digest.add(31)
    }
    for child in children { child.add(to: &digest) }
    digest.add(99)
  }
}
