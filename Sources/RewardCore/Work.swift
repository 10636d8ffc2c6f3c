/// What a verifier is given to work with: its budget, and a place for the steps of an explanation.
public struct Work: Sendable {
  /// One step on the way to a verdict, for `rewards verify --explain`.
  public struct Step: Sendable, Hashable {
    /// What was done: `extract`, `read`, `decide` and others.
    public var name: String
    /// What came of it.
    public var finding: String
  }

  /// What may still be spent.
  public var budget: WorkBudget
  /// The steps so far; `nil` when nobody asked for an explanation.
  public private(set) var steps: [Step]?

  /// Work with a budget; `explaining` records steps.
  public init(budget: WorkBudget = WorkBudget(), explaining: Bool = false) {
    self.budget = budget
    steps = explaining ? [] : nil
  }

  /// Records a step; `finding` is evaluated only when someone asked for an explanation.
  public mutating func note(_ name: String, _ finding: @autoclosure () -> String) {
    steps?.append(Step(name: name, finding: finding()))
  }
}
