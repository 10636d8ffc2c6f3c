import RewardCore
import RewardPipeline

/// The words of `rewards diff`.
enum DiffReport {
  /// A row that changed: `ID (12 → 14): outcome incorrect → correct; reward 0 → 1`.
  static func line(of change: RowDifferences.Change) -> String {
    var text = PrintableText.quote(change.name.words)
    guard let old = change.old, let new = change.new else {
      let row = change.old ?? change.new
      let what = change.new == nil ? "missing from the new file" : "added"
      return PrintableText.line("\(text): \(what); \(row?.outcome ?? "none"), reward \(words(row?.reward ?? .absent))")
    }
    if case .id = change.name { text += old.line == new.line ? " (line \(old.line))" : " (line \(old.line) → \(new.line))" }
    var parts: [String] = []
    if change.changesOutcome { parts.append("outcome \(old.outcome) → \(new.outcome)") }
    if old.verifier != new.verifier { parts.append("verifier \(old.verifier) → \(new.verifier)") }
    if change.changesReward { parts.append("reward \(words(old.reward)) → \(words(new.reward))") }
    return PrintableText.line("\(text): \(parts.joined(separator: "; "))")
  }

  /// A row that changed, as JSON.
  static func json(of change: RowDifferences.Change) -> JSONValue {
    var object = JSONObject()
    object["change"] = .string(change.old == nil ? "added" : change.new == nil ? "missing" : "changed")
    if case .id(let id) = change.name { object["id"] = .string(id) }
    for (name, row) in [("old", change.old), ("new", change.new)] {
      guard let row else { continue }
      var entry: JSONObject = [
        "line": .number(JSONNumber(row.line)), "outcome": .string(row.outcome), "verifier": .string(row.verifier),
      ]
      switch row.reward {
      case .absent: break
      case .skip: entry["reward"] = .null
      case .number(let number): entry["reward"] = JSONValue(number)
      }
      object[name] = .object(entry)
    }
    return .object(object)
  }

  /// The summary as a table.
  static func text(of differences: RowDifferences, old: String, new: String) -> String {
    var lines: [(String, String)] = [
      ("rows", "\(differences.pairs) in both, \(differences.missing) only in \(old), \(differences.added) only in \(new)"),
      ("changed", "\(differences.changedRows): outcome of \(differences.outcomeChanges), reward of \(differences.rewardChanges)"),
    ]
    for (transition, count) in sorted(differences.outcomes) { lines.append(("", "\(count) × \(transition.old) → \(transition.new)")) }
    lines.append(("verifiers", "\(differences.verifierChanges) rows judged by another verifier or version"))
    for (transition, counts) in differences.verifiers.sorted(by: { ($1.value.rows, $0.key.old) < ($0.value.rows, $1.key.old) }) {
      lines.append(("", "\(counts.rows) × \(transition.old) → \(transition.new), \(counts.outcomes) of them with another outcome"))
    }
    if let means = differences.meanRewards {
      lines.append(("reward", "mean \(means.old) → \(means.new) over the \(differences.rewarded) rows that have one in both"))
    }
    let width = (lines.map { $0.0.count }.max() ?? 0) + 2
    return lines.map { PrintableText.line($0.0 + String(repeating: " ", count: width - $0.0.count) + $0.1) + "\n" }.joined()
  }

  /// The summary as JSON.
  static func json(of differences: RowDifferences) -> JSONValue {
    func number(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
    var object: JSONObject = [
      "rows": number(differences.pairs), "missing": number(differences.missing), "added": number(differences.added),
      "changed": number(differences.changedRows), "outcome_changes": number(differences.outcomeChanges),
      "reward_changes": number(differences.rewardChanges), "verifier_changes": number(differences.verifierChanges),
    ]
    object["outcomes"] = .array(
      sorted(differences.outcomes).map { .object(["old": .string($0.0.old), "new": .string($0.0.new), "rows": number($0.1)]) })
    object["verifiers"] = .array(
      differences.verifiers.sorted { ($1.value.rows, $0.key.old) < ($0.value.rows, $1.key.old) }.map { transition, counts in
        .object([
          "old": .string(transition.old), "new": .string(transition.new), "rows": number(counts.rows),
          "outcome_changes": number(counts.outcomes),
        ])
      })
    if let means = differences.meanRewards { object["mean_reward"] = .object(["old": JSONValue(means.old), "new": JSONValue(means.new)]) }
    return .object(object)
  }

  private static func sorted(_ counts: [RowDifferences.Transition: Int]) -> [(RowDifferences.Transition, Int)] {
    counts.sorted { ($1.value, $0.key.old, $0.key.new) < ($0.value, $1.key.old, $1.key.new) }
  }

  private static func words(_ reward: ScoredLine.Reward) -> String {
    switch reward {
    case .absent: "none"
    case .skip: "skip"
    case .number(let number): JSONNumber(number).text
    }
  }
}
