internal import ExactMath
internal import RewardCore

/// Decides an answer against a ground truth, both read, under conventions: every pair of readings that may be meant, the form of the
/// answer, rounding.
struct MathComparison {
  /// What was decided.
  enum Finding {
    case equal(proof: String, detail: String?, leniencies: [String])
    case different(proof: String, detail: String?)
    case undecided(String)
    /// Not decided by a build without algebraic numbers.
    case unsupported(String)
    case limitExceeded(String)
  }

  let conventions: MathConventions

  /// Units of a verdict's budget that one unit of a decision costs: about a fifth of a microsecond and two nanoseconds.
  private static let workRatio = 100

  /// Decides; what is spent comes from the budget of `work`.
  func compare(_ answer: MathSide, with groundTruth: MathSide, work: inout Work) -> Finding {
    var equality = conventions.equality
    equality.recordSteps = work.steps != nil
    if conventions.percent == .signMayLack { equality.percentAsNumber = groundTruth.isPercentage && !answer.isPercentage }

    // Digits that end in an ellipsis name no number, but may be the same digits.
    if answer.hasTruncatedDecimal || groundTruth.hasTruncatedDecimal,
      !(answer.hasTruncatedDecimal && groundTruth.hasTruncatedDecimal && answer.expression == groundTruth.expression)
    {
      return .undecided("a decimal that ends in an ellipsis")
    }
    var mathWork = MathWork(units: min(MathWork().remaining, work.budget.remaining / Self.workRatio))
    defer { _ = work.budget.spend(mathWork.spent * Self.workRatio) }
    // The likeliest readings are decided first, and their proof is the one to tell.
    var firstDifference: EqualityDecision?
    /// Decides one pair of readings; `nil` when it proves a difference.
    func attempt(_ mine: MathExpression, _ theirs: MathExpression, as reading: MathReading.Ambiguity?) -> Finding? {
      let decision = decideEqual(theirs, mine, options: equality, work: &mathWork)
      let place = reading.map { " (\($0.rawValue))" } ?? ""
      for step in decision.steps { work.note("decide\(place)", "\(step.name): \(step.result)") }
      work.note("decide\(place)", decision.words)
      switch decision.outcome {
      case .equal:
        if case .choice = mine, case .choice = theirs, differ(answer, groundTruth, as: .choiceOrValue, &mathWork) {
          return .undecided("the letter of a choice and another value behind it")
        }
        if case .ratio = mine, case .ratio = theirs, differ(answer, groundTruth, as: .ratioOrTime, &mathWork) {
          return .undecided("ratios that may be times")
        }
        if let objection = MathForm.objection(
          to: mine, for: theirs, conventions, of: answer)
        {
          work.note("form", objection)
          return .different(proof: "structure", detail: objection)
        }
        let used = decision.leniencies.map(\.rawValue) + (reading.map { ["reading_" + $0.rawValue] } ?? [])
        return .equal(
          proof: decision.proof?.name ?? "structure", detail: decision.detail.isEmpty ? nil : decision.detail,
          leniencies: used)
      case .different:
        firstDifference = firstDifference ?? decision
        return nil
      case .limitExceeded: return .limitExceeded(decision.detail)
      // A reading without a meaning was not meant.
      case .undecided(.undefined) where reading != nil: return nil
      case .undecided(let reason):
        let detail = decision.detail.isEmpty ? reason.rawValue : decision.detail
        // What is ambiguous stays so with any method.
        let isForLackOfMethods = !EqualityDecision.hasAlgebraicMethods && reason != .ambiguous
        return isForLackOfMethods ? .unsupported("built without the trait Algebraic: \(detail)") : .undecided(detail)
      }
    }

    // Of two letters the values behind them are not what counts.
    if case .choice(let letter) = answer.expression, let other = groundTruth.choice, letter != other {
      return .different(proof: "structure", detail: "another choice")
    }
    // `x + y = 3` may say what was asked, or be another answer.
    if case .relation(let sides, [.equal]) = answer.expression, sides[0].isValue, groundTruth.expression.symbols.isEmpty,
      sides[0].symbols.count > 1,
      sides[0].symbols.allSatisfy(\.isCoordinate), sides[1].symbols.isEmpty,
      decideEqual(groundTruth.expression, sides[1], options: equality, work: &mathWork).isEqual
    {
      return .undecided("an equation that may be the answer, or what was asked")
    }
    var open: Finding?
    var refusal: Finding?
    for pair in pairs(answer, groundTruth) {
      switch attempt(pair.answer, pair.groundTruth, as: pair.reading) {
      case .equal where pair.reading == .groupOrList: open = open ?? .undecided("a comma that may be one of thousands")
      // What both sides may mean otherwise too proves nothing against the likeliest readings: P(1, 2) and P(3, 7) as numbers of permutations.
      case .equal where pair.isOfBoth && firstDifference != nil:
        open = open ?? .undecided("equal only where both are read otherwise")
      case .equal(let proof, let detail, let leniencies): return .equal(proof: proof, detail: detail, leniencies: leniencies)
      case .different(let proof, let detail): refusal = refusal ?? .different(proof: proof, detail: detail)
      case .limitExceeded(let detail): return .limitExceeded(detail)
      // Points that differ have other ends as intervals, too.
      case .undecided where pair.reading == .pairOrInterval && firstDifference != nil && answer.isPoint && groundTruth.isPoint: break
      case .undecided(let detail): open = open ?? .undecided(detail)
      case .unsupported(let detail): open = open ?? .unsupported(detail)
      case nil: break
      }
    }
    if let refusal { return refusal }
    if let rounded = rounded(answer, groundTruth, &mathWork) {
      if case .equal = rounded { work.note("round", "equal when rounded as the ground truth is") }
      return rounded
    }
    if let open { return open }
    // A ground truth `0,5` may be a decimal; `1,2` is two numbers.
    if let decimal = groundTruth.alternatives.first(where: { $0.ambiguity == .listOrDecimal }),
      case .number(let numeral) = decimal.expression,
      numeral.value < .one,
      decideEqual(decimal.expression, answer.expression, options: equality, work: &mathWork).isEqual
    {
      return .undecided("a comma that may be that of a decimal")
    }
    return .different(
      proof: firstDifference?.proof?.name ?? "structure", detail: firstDifference.flatMap { $0.detail.isEmpty ? nil : $0.detail })
  }

  /// Whether both sides have another reading of one kind, and not the same in it: `(B) 26` and `(B) 27`, `4:30` and `2:15`.
  private func differ(
    _ answer: MathSide, _ groundTruth: MathSide, as ambiguity: MathReading.Ambiguity, _ work: inout MathWork
  ) -> Bool {
    func value(_ side: MathSide) -> MathExpression? { side.alternatives.first { $0.ambiguity == ambiguity }?.expression }
    // What only one side may be is another thing, but for the value behind a choice.
    guard let mine = value(answer), let theirs = value(groundTruth) else {
      return ambiguity == .ratioOrTime && answer.expression != groundTruth.expression
        && (value(answer) == nil) != (value(groundTruth) == nil)
    }
    return decideEqual(theirs, mine, options: conventions.equality, work: &work).isDifferent
  }

  // MARK: Readings

  private struct Pair {
    var answer: MathExpression
    var groundTruth: MathExpression
    var reading: MathReading.Ambiguity?
    /// Whether both sides are read the less likely way.
    var isOfBoth = false
  }

  /// The pairs of readings that may be meant, the likeliest first: both likeliest; then one ambiguity decided the other way, on both
  /// sides alike, or on one where the other side does not have it.
  private func pairs(_ answer: MathSide, _ groundTruth: MathSide) -> [Pair] {
    var pairs = [Pair(answer: answer.expression, groundTruth: groundTruth.expression, reading: nil)]
    for mine in answer.alternatives {
      // Where f(x) is a function, what f·x would be proves nothing; nor where both sides apply one letter to something.
      if mine.ambiguity == .applicationOrProduct,
        !conventions.acceptsOtherReadings || answer.appliesFunction || !answer.appliedLetters.isDisjoint(with: groundTruth.appliedLetters)
      {
        continue
      }
      // Two counts are other ones as points, and where they are equal numbers that shows nothing; nor do two mixed numbers as products.
      if mine.ambiguity.isOpen, mine.ambiguity != .applicationOrCount,
        let theirs = groundTruth.alternatives.first(where: { $0.ambiguity == mine.ambiguity })
      {
        pairs.append(Pair(answer: mine.expression, groundTruth: theirs.expression, reading: mine.ambiguity, isOfBoth: true))
      }
      if conventions.acceptsOtherReadings, mine.ambiguity.isOpen, mine.mayBeMeant(against: groundTruth, isGroundTruth: false) {
        pairs.append(Pair(answer: mine.expression, groundTruth: groundTruth.expression, reading: mine.ambiguity))
      }
    }
    if conventions.acceptsOtherReadings {
      for theirs in groundTruth.alternatives {
        if theirs.ambiguity == .applicationOrProduct,
          groundTruth.appliesFunction || !answer.appliedLetters.isDisjoint(with: groundTruth.appliedLetters)
        {
          continue
        }
        guard theirs.ambiguity.isOpen, theirs.mayBeMeant(against: answer, isGroundTruth: true) else { continue }
        pairs.append(Pair(answer: answer.expression, groundTruth: theirs.expression, reading: theirs.ambiguity))
      }
    }
    return pairs
  }

  // MARK: Rounding

  /// The verdict when a decimal ground truth is met to its own digits by a number with more of them.
  private func rounded(_ answer: MathSide, _ groundTruth: MathSide, _ work: inout MathWork) -> Finding? {
    guard conventions.rounding == .groundTruthDigits, let digits = groundTruth.expression.fractionDigits else { return nil }
    if let own = answer.expression.fractionDigits, own < digits { return nil }
    // Half a unit of the last digit.
    guard let power = BigRational(10).power(-digits, maxBits: work.limits.maxBits) else { return nil }
    let half = power / BigRational(2)
    guard let isClose = decideClose(answer.expression, groundTruth.expression, within: half, work: &work) else {
      if work.isExhausted { return .limitExceeded("whether it rounds to the ground truth") }
      return EqualityDecision.hasAlgebraicMethods
        ? nil : .unsupported("built without the trait Algebraic: whether it rounds to the ground truth")
    }
    guard isClose else { return nil }
    return .equal(proof: "rounded", detail: "to the \(digits) decimals of the ground truth", leniencies: ["rounded"])
  }
}

extension MathExpression {
  /// The digits after the point of a finite decimal, with a unit or without.
  fileprivate var fractionDigits: Int? {
    switch self {
    case .number(let numeral):
      if case .scientific(let digits, let exponent) = numeral.form {
        digits >= exponent ? digits - exponent : nil
      } else {
        numeral.fractionDigits
      }
    // 3.5% is 0.035, and a degree no decimal fraction of a radian.
    case .quantity(let value, let unit): unit.isDegree ? nil : unit.isPercent ? value.fractionDigits.map { $0 + 2 } : value.fractionDigits
    case .negative(let part): part.fractionDigits
    default: nil
    }
  }
}

extension MathSide {
  /// The letter of a choice that this is, or may be.
  fileprivate var choice: String? {
    for expression in [expression] + alternatives.map(\.expression) { if case .choice(let letter) = expression { return letter } }
    return nil
  }

  fileprivate var isPoint: Bool { if case .collection(.tuple, _) = expression { true } else { false } }

  /// Whether f, g, F or G stands before parentheses; P(1+r)^n and h(a+b) are rather products.
  fileprivate var appliesFunction: Bool { expression.appliesFunction }

  /// The letters that stand before parentheses as functions.
  fileprivate var appliedLetters: Set<MathSymbol> { expression.appliedLetters }
}

extension MathExpression {
  fileprivate var appliedLetters: Set<MathSymbol> {
    var result: Set<MathSymbol> = []
    if case .function(.named(let symbol), _) = self { result.insert(symbol) }
    return children.reduce(into: result) { $0.formUnion($1.appliedLetters) }
  }

  fileprivate var appliesFunction: Bool {
    if case .function(.named(let symbol), _) = self, ["f", "g", "F", "G"].contains(symbol.name) { return true }
    return children.contains(where: \.appliesFunction)
  }
}

extension MathReading.Ambiguity {
  /// Whether a text with this ambiguity may well mean the less likely reading; `2\frac12` is never 1, and `1,234` never two numbers.
  fileprivate var isOpen: Bool {
    switch self {
    case .mixedOrProduct, .baseOrIndex: false
    default: true
    }
  }
}

extension MathReading.Alternative {
  /// Whether this reading of one side may be what is meant when the other side does not have that ambiguity.
  ///
  /// A letter is a unit only where the other side has a unit, for else it would be dropped; and `[1, 2]` is no pair where `(1, 2)` may be
  /// an open interval, nor where a ground truth would lose its brackets.
  fileprivate func mayBeMeant(against other: MathSide, isGroundTruth: Bool) -> Bool {
    switch ambiguity {
    case .variableOrUnit: !expression.hasUnit || other.expression.hasUnit
    case .intervalOrArray:
      !other.alternatives.contains { $0.ambiguity == .pairOrInterval } && !(isGroundTruth && other.expression.isPlainList)
    // `(a, b) = (2, 3)` and `x = 2, y = 1` are about points.
    case .pairOrInterval: !expression.givesValues && !other.expression.givesValues
    // `840,840` is a number, and as two numbers meant only where the other side has two.
    case .groupOrList: other.expression.isPlainList
    // A ground truth `1,2` is two numbers.
    case .listOrDecimal: !isGroundTruth
    // A ground truth P(3, 2) is rather a point.
    case .applicationOrCount: if isGroundTruth, case .function(.permutations, _) = expression { false } else { true }
    default: true
    }
  }
}

extension MathExpression {
  /// Whether it is an equation, or several.
  fileprivate var givesValues: Bool {
    switch self {
    case .relation(_, let operators): operators.allSatisfy { $0 == .equal }
    case .collection(let kind, let parts): [.list, .all, .any].contains(kind) && parts.allSatisfy(\.givesValues)
    default: false
    }
  }

  fileprivate var hasUnit: Bool {
    if case .quantity(_, let unit) = self, !unit.isPercent { return true }
    return children.contains(where: \.hasUnit)
  }

  fileprivate var isPlainList: Bool {
    if case .collection(.list, _) = self { true } else { false }
  }
}

extension EqualityDecision {
  fileprivate var words: String {
    let what =
      switch outcome {
      case .equal: "equal"
      case .different: "different"
      case .undecided(let reason): "undecided, \(reason.rawValue)"
      case .limitExceeded: "the work ran out"
      }
    return ([what, proof.map { "proof \($0.name)" }, detail.isEmpty ? nil : detail] as [String?]).compactMap { $0 }
      .joined(separator: "; ")
  }
}

extension EqualityDecision.Proof {
  /// The name in a verdict.
  fileprivate var name: String { self == .structural ? "structure" : rawValue }
}
