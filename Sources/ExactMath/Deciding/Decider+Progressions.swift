/// Families over all integers, `\frac{\pi}{4} + n\pi`, several of them together, as the sets of numbers that they are.
extension Decider {
  /// One family `offset + n·step`.
  private struct Progression {
    var offset: MathExpression
    var step: MathExpression
  }

  /// The most parts that a family is cut into, so that all have one step.
  private static let mostParts: BigRational = 24
  /// The most families on a side; solutions of an equation have no more.
  private static let mostFamilies = 16

  /// Whether two lists of families run through the same numbers; `nil` if a member is something else, or nothing says that its letter is any integer.
  ///
  /// All are cut into families of one step L, the least common multiple of their steps, which are the same if their offsets are in pairs, up to multiples of L.
  /// Each family has a letter of its own. (-1)^n is told apart by the parity of n.
  func decideProgressions(_ x: [MathExpression], _ y: [MathExpression]) -> EqualityDecision? {
    guard options.lettersMayBeIntegers, declaresFamily, x.count <= Self.mostFamilies, y.count <= Self.mostFamilies else { return nil }
    let (mine, theirs) = (x.flatMap(signChoices).map(progressions), y.flatMap(signChoices).map(progressions))
    guard (mine + theirs).allSatisfy({ $0 != nil }), case let (first, second) = (mine.flatMap { $0 ?? [] }, theirs.flatMap { $0 ?? [] }),
      let unit = first.first?.step, let steps = ratios(first + second, to: unit)
    else { return nil }
    let common = steps.dropFirst().reduce(steps[0], Self.leastCommonMultiple)
    guard steps.allSatisfy({ common / $0 <= Self.mostParts }) else { return nil }
    let ends = zip(first + second, steps).map { family, step in
      (0..<((common / step).countValue ?? 0)).map { MathExpression.sum([family.offset, .product([.integer($0), family.step])]) }
    }
    let (offsets, others) = (ends[..<first.count].flatMap { $0 }, ends[first.count...].flatMap { $0 })
    let period = MathExpression.product([.number(MathNumeral(common)), unit])
    let decision = covers(offsets, others, period)
    guard decision.isEqual else { return decision }
    let converse = covers(others, offsets, period)
    if converse.isEqual { lean(.integerLetters) }
    return converse
  }

  /// Whether each offset differs from one of the others by a multiple of the period.
  func covers(_ offsets: [MathExpression], _ others: [MathExpression], _ period: MathExpression) -> EqualityDecision {
    for offset in offsets {
      var open: EqualityDecision?
      var isFound = false
      for other in others where !isFound {
        let steps = MathExpression.quotient(.sum([offset, .negating(other)]), period)
        let decision =
          rational(steps).map { $0.isInteger ? .equal(.rational) : .different(.rational) }
          ?? decideValues(steps, .function(.floor, [steps]))
        if decision.isEqual { isFound = true }
        if !decision.isEqual, !decision.isDifferent { open = open ?? decision }
      }
      if !isFound { return open ?? .different(.structure, "numbers of a family that the other side has not") }
    }
    return .equal(.structural, "the same families of numbers")
  }

  /// The families that a member is: one, or two where (-1)^n is in it; `nil` if it is none.
  private func progressions(_ member: MathExpression) -> [Progression]? {
    let letters = member.symbols.filter(\.isIntegerName)
    guard letters.count == 1, let letter = letters.first, !restrictedIntegers.contains(letter), !shared.contains(letter),
      member.symbols == [letter],
      declaredIntegers.contains(letter) || member.occursInAnglesOnly(letter)
    else { return nil }
    var result: [Progression] = []
    for part in member.hasAlternatingSign(in: letter) ? [true, false].map({ member.choosingParity(isEven: $0, of: letter) }) : [member] {
      guard part.isLinear(in: letter) else { return nil }
      let offset = part.replacing(letter, by: .integer(0))
      result.append(Progression(offset: offset, step: .sum([part.replacing(letter, by: .integer(1)), .negating(offset)])))
    }
    return result
  }

  /// How often each step has a unit, without signs; `nil` if one is no rational multiple of it.
  private func ratios(_ families: [Progression], to unit: MathExpression) -> [BigRational]? {
    let ratios = families.compactMap { rational(.quotient($0.step, unit)) }
    guard ratios.count == families.count, !ratios.contains(where: \.isZero) else { return nil }
    return ratios.map(\.magnitude)
  }

  /// The rational number that an expression computes to; `nil` if it is none, or is not seen to be one.
  func rational(_ expression: MathExpression) -> BigRational? {
    let pool = TermPool(work: work)
    defer { work = pool.work }
    var lowering = Lowering(pool)
    return (try? lowering.lower(expression)).flatMap(pool.rational)
  }

  /// The least common multiple of two positive rational numbers: the least of which both are divisors.
  private static func leastCommonMultiple(_ x: BigRational, _ y: BigRational) -> BigRational {
    // lcm(a/b, c/d) = lcm(a·d, c·b) / (b·d), by Euclid's algorithm.
    var (a, b) = (x, y)
    for _ in 0..<mostEuclideanSteps where !b.isZero { (a, b) = (b, a - (a / b).floor() * b) }
    return b.isZero ? x * y / a : x * y
  }

  /// Enough for steps of textbooks; beyond, the product is a multiple as well, and too many parts.
  private static let mostEuclideanSteps = 64
}

extension MathExpression {
  /// Whether (-1)^n, or a like power, has this letter.
  fileprivate func hasAlternatingSign(in letter: MathSymbol) -> Bool {
    if isAlternatingSign(in: letter) { return true }
    return children.contains { $0.hasAlternatingSign(in: letter) }
  }

  /// This for n = 2m or n = 2m + 1, with m by the name of n.
  fileprivate func choosingParity(isEven: Bool, of letter: MathSymbol) -> MathExpression {
    let double = MathExpression.product([.integer(2), .symbol(letter)])
    return settingSign(of: letter, isEven).replacing(letter, by: isEven ? double : .sum([double, .integer(1)]))
  }

  private func settingSign(of letter: MathSymbol, _ isEven: Bool) -> MathExpression {
    // (-1)^{n+1} is what it is at 0 or at 1.
    if isAlternatingSign(in: letter) { return replacing(letter, by: .integer(isEven ? 0 : 1)) }
    return replacingChildren {
      $0.settingSign(of: letter, isEven)
    } leaf: {
      $0
    }
  }

  /// Whether this is `(-1)^n`, or with an integer added to n.
  private func isAlternatingSign(in letter: MathSymbol) -> Bool {
    guard case .power(let base, let exponent) = self, base.isMinusOne else { return false }
    switch exponent {
    case .symbol(letter): return true
    case .sum(let parts):
      return parts.count(where: { $0 == .symbol(letter) }) == 1
        && parts.allSatisfy { part in
          switch part {
          case .symbol(letter): true
          case .number(let numeral), .negative(.number(let numeral)): numeral.value.isInteger
          default: false
          }
        }
    default: return false
    }
  }
}
