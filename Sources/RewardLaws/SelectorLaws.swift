public import RewardCore

/// What every selector upholds, as plain functions that return findings; each is tried on a run of batches, which have to have the fields
/// that the selector asks for.
public struct SelectorLaws: Sendable {
  private let selector: ConfiguredSelector
  private let batches: [Batch]

  /// The laws for a selector on these batches, in this order.
  public init(_ selector: ConfiguredSelector, batches: [Batch]) {
    self.selector = selector
    self.batches = batches
  }

  /// All findings of all laws.
  public func findings() -> [LawFinding] {
    DescriptionLaws.findings(selector.description, refuse: finding) + takesTheBatches() + sameBits() + sameMembers() + statelessForgets()
  }

  /// None of the batches is refused: laws that nothing was tried on would hold of anything.
  public func takesTheBatches() -> [LawFinding] {
    var state = selector.makeState()
    return batches.enumerated().compactMap { index, batch in
      do throws(RewardError) {
        _ = try selector.select(from: batch, updating: &state)
        return nil
      } catch { return finding("the batches are taken", "batch \(index): \(error)") }
    }
  }

  /// The same batch and state give the same selection, to the bit.
  public func sameBits() -> [LawFinding] {
    run { batch, selection, state in
      guard let again = try? selector.select(from: batch, state: state) else { return "refused the second time" }
      let bits = { (selection: Selection) in selection.weights?.map(\.bitPattern) }
      return again == selection && bits(again) == bits(selection) ? nil : "\(selection) and then \(again)"
    }.map { finding("the same input gives the same bits", $0) }
  }

  /// Every batch has the same named values, and one weight of at least 0 for each rollout where it gives weights.
  public func sameMembers() -> [LawFinding] {
    var names: [String]?
    return run { batch, selection, _ in
      let own = selection.outputs.map(\.name)
      defer { names = names ?? own }
      if let names, names != own { return "\(names) and then \(own)" }
      if let weight = selection.weights?.first(where: { $0 < 0 }) { return "a weight of \(weight)" }
      return selection.weights.map { $0.count == batch.count } ?? true ? nil : "\(selection.weights?.count ?? 0) weights"
    }.map { finding("every selection has the same members", $0) }
  }

  /// A selector that says it has no state has none.
  public func statelessForgets() -> [LawFinding] {
    (selector.merging == .stateless) == !selector.isStateful
      ? [] : [finding("`merging` tells whether there is a state", "\(selector.merging), with \(selector.isStateful ? "a" : "no") state")]
  }

  // MARK: Pieces

  private func run(_ check: (Batch, Selection, ConfiguredSelector.State) -> String?) -> [String] {
    var state = selector.makeState()
    return batches.compactMap { batch in
      guard let selection = try? selector.select(from: batch, state: state) else { return nil }
      let finding = check(batch, selection, state)
      selector.update(&state, after: batch)
      return finding
    }
  }

  private func finding(_ law: String, _ evidence: String) -> LawFinding {
    LawFinding(law: law, subject: selector.description.name, evidence: evidence)
  }
}
