/// Ratios, and times of day, which look like them.
extension Decider {
  func decideTimes(_ x: MathTime, _ y: MathTime) -> EqualityDecision {
    // A mark that is missing is as a unit that is; but a bare 12:00 may be noon and midnight.
    if options.unitsOptional, (x.isAfternoon == nil) != (y.isAfternoon == nil), x.hours == y.hours, 1...11 ~= x.hours,
      x.minutes == y.minutes, (x.seconds ?? 0) == (y.seconds ?? 0)
    {
      lean(.unitMissing)
      return .equal(.structural, "the same time but for its half of the day")
    }
    guard let (mine, theirs) = Self.hours(x, y) else { return .undecided(.ambiguous, "before or after noon") }
    let isSame = mine == theirs && x.minutes == y.minutes && (x.seconds ?? 0) == (y.seconds ?? 0)
    return isSame ? .equal(.structural, "the same time") : .different(.structure, "different times")
  }

  /// The hours of two times on one clock: that of 12 hours if neither has a mark, else that of 24, on which only 13 to 24 and 0 are without
  /// doubt; `nil` if it is not known.
  static func hours(_ x: MathTime, _ y: MathTime) -> (Int, Int)? {
    if x.isAfternoon == nil, y.isAfternoon == nil { return (x.hours, y.hours) }
    func ofDay(_ time: MathTime) -> Int? {
      guard let isAfternoon = time.isAfternoon else { return 1...12 ~= time.hours ? nil : time.hours % 24 }
      return time.hours % 12 + (isAfternoon ? 12 : 0)
    }
    guard let first = ofDay(x), let second = ofDay(y) else { return nil }
    return (first, second)
  }

  /// Ratios are equal if all products across are, and if in neither all members are zero; one member that is not zero is enough for the
  /// products with it to settle the others.
  func decideRatios(_ x: [MathExpression], _ y: [MathExpression]) -> EqualityDecision {
    let zero = MathExpression.integer(0)
    guard let place = x.indices.first(where: { decide(x[$0], zero).isDifferent }) else {
      return .undecided(.undefined, "a ratio of zeros")
    }
    let other = decide(y[place], zero)
    guard other.isDifferent else {
      guard other.isEqual, y.contains(where: { decide($0, zero).isDifferent }) else { return .undecided(.undefined, "a ratio of zeros") }
      return .different(.structure, "a member of one ratio only is zero")
    }
    let others = x.indices.filter { $0 != place }
    return all(others.count) {
      decideValues(.product([x[others[$0]], y[place]]), .product([y[others[$0]], x[place]]))
    }
  }
}
