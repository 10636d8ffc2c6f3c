/// Values with units.
extension Decider {
  func decideQuantities(
    _ x: MathExpression, _ unitX: MathUnit, _ y: MathExpression, _ unitY: MathUnit
  ) -> EqualityDecision {
    if unitX == unitY { return decide(x, y) }
    guard UnitTable.dimension(of: unitX) == UnitTable.dimension(of: unitY) else {
      if unitX.isCurrency, unitY.isCurrency { return .different(.structure, "different currencies") }
      // What is not in the table may be anything.
      let areKnown = (unitX.factors + unitY.factors).allSatisfy { UnitTable.size(of: $0.name) != nil }
      return areKnown
        ? .different(.structure, "units of different dimension") : .undecided(.unsupported, "a unit that is not known")
    }
    let decision = decideWithUnits(x, unitX, y, unitY)
    let (kinds, others) = (UnitTable.kinds(of: unitX), UnitTable.kinds(of: unitY))
    // An angular velocity is no frequency, and 50% no half of a radian.
    if !kinds.isEmpty, !others.isEmpty, kinds != others {
      let isNumber = UnitTable.dimension(of: unitX).isEmpty
      return isNumber && decision.isDifferent ? decision : .undecided(.ambiguous, "angles, cycles, shares or counts")
    }
    guard options.convertUnits else {
      return decision.isDifferent ? decision : .different(.structure, "different units, which are not converted")
    }
    if decision.isEqual { lean(.unitConversion) }
    return decision
  }

  func decideWithUnits(
    _ x: MathExpression, _ unitX: MathUnit, _ y: MathExpression, _ unitY: MathUnit?
  ) -> EqualityDecision {
    let left = x.distributing(unitX)
    let right = unitY.map { y.distributing($0) } ?? y
    if case .value = x.shape, case .value = y.shape { return decideValues(left, right) }
    return decide(left.isBareQuantity ? .product([left]) : left, right.isBareQuantity ? .product([right]) : right)
  }

  func decideQuantity(_ x: MathExpression, _ unit: MathUnit, _ other: MathExpression) -> EqualityDecision {
    // 15 March is no quantity of Marches.
    if case .words(let text) = other.shape, case .number(let numeral) = x, let day = numeral.value.countValue, unit.factors.count == 1,
      let mine = DateWords.day("\(day) \(unit.factors[0].name)"), let theirs = DateWords.day(text)
    {
      return mine == theirs ? .equal(.structural, "the same day") : .different(.structure, "different days")
    }
    switch other.shape {
    case .words(let text) where UnitWords.saysFormula(text): return .undecided(.unsupported, "a sentence with a formula")
    case .words, .choice, .infinity: return .different(.structure, "a quantity and \(other.shapeName)")
    default: break
    }
    // 150 min and 2 h + 30 min.
    if other.isValue, other.hasQuantity { return decideWithUnits(x, unit, other, nil) }
    // A percentage or an angle is a number.
    let isNumber = UnitTable.dimension(of: unit).isEmpty
    var first: EqualityDecision?
    if isNumber, options.convertUnits {
      let decision = decideWithUnits(x, unit, other, nil)
      if decision.isEqual {
        lean(.unitConversion)
        return decision
      }
      first = decision
    }
    // A dozen without the word is another number.
    let isOptional = unit.isPercent ? options.percentAsNumber : options.unitsOptional && !UnitTable.isCount(unit)
    if isOptional, !unit.isPercent, unit.mayChangeValue(of: x) {
      return .undecided(.ambiguous, "words that may change the value")
    }
    if isOptional {
      let decision = decide(x, other)
      if decision.isEqual { lean(unit.isPercent ? .percentAsNumber : .unitMissing) }
      if let first, !first.isDifferent, decision.isDifferent { return first }
      return decision
    }
    return first ?? .different(.structure, "a quantity and \(other.shapeName)")
  }
}
