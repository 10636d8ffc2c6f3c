/// What one verdict may cost, counted in work and never in time: the same input gives the same verdict on a slow machine.
public struct WorkBudget: Sendable, Hashable {
  /// Units left; a unit is about one elementary step (see `Limits.verdictWork`).
  public private(set) var remaining: Int

  /// A budget of this many units.
  public init(units: Int = Limits.verdictWork) { remaining = max(0, units) }

  /// Takes units from the budget.
  ///
  /// - Returns: false when there were not enough; the budget is then empty, and the verdict is `unverifiable(limit_exceeded)`.
  public mutating func spend(_ units: Int) -> Bool {
    guard units <= remaining else {
      remaining = 0
      return false
    }
    remaining -= units
    return true
  }
}
