/// One comparison: its options, its budget, and what it has tried.
final class Decider {
  let options: EqualityOptions
  var work: MathWork
  private(set) var steps: [EqualityDecision.Step] = []
  var leniencies: [EqualityOptions.Leniency] = []
  var depth = 0
  /// Whether the members compared last had equals among themselves.
  var metRepetition = false
  /// Whether one side says that it is a family, by `n \in \mathbb{Z}`, or as the values of an unknown.
  var declaresFamily = false
  /// The integers that both sides declare, whose declarations are gone.
  var declaredIntegers: Set<MathSymbol> = []
  /// The integers of which one side says more than that.
  var restrictedIntegers: Set<MathSymbol> = []
  /// The constants that one side says to be any.
  var declaredConstants: Set<MathSymbol> = []
  /// Letters that stand in several members of a structure around what is compared: what they are is chosen for all members at once.
  var shared: Set<MathSymbol> = []
  /// Names that are known to be positive here.
  var positiveNames: Set<String> = []
  /// Whether what is compared is what two definitions of a function say.
  var isInDefinition = false
  /// How many collections are around what is compared.
  var memberDepth = 0

  init(options: EqualityOptions, work: MathWork) {
    self.options = options
    self.work = work
  }

  func note(_ name: String, _ result: @autoclosure () -> String) {
    if options.recordSteps, steps.count < 200 { steps.append(EqualityDecision.Step(name, result())) }
  }

  func lean(_ leniency: EqualityOptions.Leniency) {
    if !leniencies.contains(leniency) { leniencies.append(leniency) }
  }

  // MARK: Values

  /// The conventions that one reading of two expressions fixes.
  private struct Convention {
    var logarithmIsDecimal: Bool
    var oddRootsAreReal: Bool
    var positiveSymbols: Set<String> = []
  }

  /// Decides two expressions that are values.
  func decideValues(_ a: MathExpression, _ b: MathExpression) -> EqualityDecision {
    if case .number(let x) = a, case .number(let y) = b {
      return x.value == y.value ? .equal(.rational) : .different(.rational)
    }
    if a == b { return .equal(.structural, "the same expression") }
    let isDecimal = options.logarithmIsDecimal ?? false
    var (first, choices) = decideValues(a, b, Convention(logarithmIsDecimal: isDecimal, oddRootsAreReal: false))
    if first.outcome == .limitExceeded { return first }
    if choices.isEmpty { return first.isEqual ? first : decideWithPositiveDivisors(a, b, isDecimal) ?? first }
    // Where a convention matters, every one of them must lead to the same verdict.
    if choices.contains(.logarithm), options.logarithmIsDecimal == nil {
      let (second, more) = decideValues(a, b, Convention(logarithmIsDecimal: true, oddRootsAreReal: false))
      choices.formUnion(more)
      first = agreement(first, second, "the base of log")
    }
    if choices.contains(.oddRoot) {
      let (second, _) = decideValues(a, b, Convention(logarithmIsDecimal: isDecimal, oddRootsAreReal: true))
      first = agreement(first, second, "the branch of a root of a negative number")
    }
    if choices.contains(.convention), first.outcome == .different {
      return .undecided(.ambiguous, "the range of the inverse cotangent")
    }
    return first.isEqual || first.outcome == .limitExceeded ? first : decideWithPositiveDivisors(a, b, isDecimal) ?? first
  }

  /// Whether two values that differ are equal where what a root has below a bar is positive: `\sqrt{h/g}` and `\sqrt{gh}/g`; `nil` if not.
  ///
  /// Formulas with such roots are of lengths, masses and other positive numbers. `\sqrt{x^2}` has no letter of that kind, nor `\sqrt{1/x^2}`.
  private func decideWithPositiveDivisors(_ a: MathExpression, _ b: MathExpression, _ isDecimal: Bool) -> EqualityDecision? {
    guard options.symbols == .realValued, options.divisorsArePositive else { return nil }
    // Of a coordinate nothing says that it is positive, nor of a letter whose sign matters to one of the two.
    let letters = a.divisorsInRoots.union(b.divisorsInRoots).filter { !$0.isUnknownName || $0.name == "r" }
    guard !letters.isEmpty, !a.dependsOnSigns, !b.dependsOnSigns else { return nil }
    let convention = Convention(
      logarithmIsDecimal: isDecimal, oddRootsAreReal: false, positiveSymbols: Set(letters.map(\.key)))
    let (decision, _) = decideValues(a, b, convention)
    guard decision.isEqual else { return nil }
    lean(.positiveSymbols)
    return decision
  }

  private func agreement(_ first: EqualityDecision, _ second: EqualityDecision, _ what: String) -> EqualityDecision {
    if first.outcome == second.outcome { return first }
    if second.outcome == .limitExceeded { return second }
    for decision in [first, second] {
      if case .undecided = decision.outcome { return decision }
    }
    return .undecided(.ambiguous, "the verdict depends on \(what)")
  }

  /// A choice between conventions that an expression met.
  private enum Choice { case logarithm, oddRoot, convention }

  /// Units that making and freeing a pool costs.
  private static let poolCost = 100

  private func decideValues(
    _ a: MathExpression, _ b: MathExpression, _ convention: Convention
  ) -> (EqualityDecision, Set<Choice>) {
    var positive = convention.positiveSymbols.union(positiveNames)
    var choices: Set<Choice> = []
    // Symbols under logarithms and even roots are positive where those are real; knowing which takes one reading.
    for attempt in 0..<2 {
      guard work.spend(Self.poolCost) else { return (.limitExceeded, choices) }
      let pool = TermPool(
        work: work, positiveSymbols: positive, symbolsArePositive: options.symbols == .positive,
        oddRootsAreReal: convention.oddRootsAreReal)
      defer { work = pool.work }
      do throws(DecisionFailure) {
        var lowering = Lowering(pool)
        lowering.logarithmIsDecimal = convention.logarithmIsDecimal
        let (first, second) = (try lowering.lower(a), try lowering.lower(b))
        if attempt == 0, first != second, options.symbols == .realValued {
          let met = pool.symbolsUnderBranches
          if !met.isSubset(of: positive) {
            positive.formUnion(met)
            continue
          }
        }
        var decision = try TermDecision(pool, options, self).decide(first, second)
        if decision.isEqual, !positive.isEmpty, options.symbols == .realValued {
          let common = convention.positiveSymbols.union(positiveNames).union(
            try domain(of: a, convention).intersection(domain(of: b, convention)))
          if common != positive, try !isEqual(a, b, where: common, convention) {
            // Without algebraic methods it may only not be seen that they are equal elsewhere too.
            decision = .undecided(
              EqualityDecision.hasAlgebraicMethods ? .ambiguous : .exhausted, "equal only where one of them has a value")
          }
        }
        if lowering.metLogarithm { choices.insert(.logarithm) }
        if pool.metOddRoot { choices.insert(.oddRoot) }
        if lowering.metConvention { choices.insert(.convention) }
        return (decision, choices)
      } catch {
        return (verdict(on: error), choices)
      }
    }
    return (.undecided(.exhausted), choices)
  }

  /// The symbols that an expression has under logarithms and even roots.
  private func domain(of expression: MathExpression, _ convention: Convention) throws(DecisionFailure) -> Set<String> {
    let pool = TermPool(work: work, symbolsArePositive: false, oddRootsAreReal: convention.oddRootsAreReal)
    defer { work = pool.work }
    try pool.spend(Self.poolCost)
    var lowering = Lowering(pool)
    lowering.logarithmIsDecimal = convention.logarithmIsDecimal
    _ = try lowering.lower(expression)
    return pool.symbolsUnderBranches
  }

  private func isEqual(
    _ a: MathExpression, _ b: MathExpression, where positive: Set<String>, _ convention: Convention
  ) throws(DecisionFailure) -> Bool {
    let pool = TermPool(
      work: work, positiveSymbols: positive, symbolsArePositive: false, oddRootsAreReal: convention.oddRootsAreReal)
    defer { work = pool.work }
    try pool.spend(Self.poolCost)
    var lowering = Lowering(pool)
    lowering.logarithmIsDecimal = convention.logarithmIsDecimal
    let (first, second) = (try lowering.lower(a), try lowering.lower(b))
    return try TermDecision(pool, options, nil).decide(first, second).isEqual
  }

  func verdict(on failure: DecisionFailure) -> EqualityDecision {
    switch failure {
    case .limit: .limitExceeded
    case .tooLarge: EqualityDecision(.limitExceeded, proof: nil, "an intermediate result would be too large")
    case .unsupported(let what): .undecided(.unsupported, what)
    case .undefined(let what): .undecided(.undefined, what)
    }
  }
}
