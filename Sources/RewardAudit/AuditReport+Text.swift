import RewardCore

extension AuditReport {
  /// The report for people.
  public var text: String {
    var lines = [
      "rewards     " + parts.joined(separator: " → "),
      "advantages  \(normaliser ?? "rewards less their group's mean"), in groups of \(groupSize)"
        + (groupSize == AuditLimits.largestGroup ? ", the largest that are searched" : ""),
      "state       " + states.joined(separator: "; and "),
    ]
    var searched = "searched    \(evaluations) groups, the reference probes first, with lengths up to \(longest.counted(lengthUnit))"
    if refusedCount > 0 { searched += "; \(refusedCount) were refused (\(refusal?.message ?? ""))" }
    lines += [searched, ""]
    for finding in findings {
      let result = finding.holds ? "holds" : finding.result.uppercased()
      lines.append(Self.padded(finding.property.rawValue, to: Self.nameWidth) + result + (finding.isRequired ? "  required" : ""))
      if let witness = finding.witness { lines += witness.lines(unit: lengthUnit).map { "    " + $0 } }
    }
    lines.append("")
    lines += measureLines
    if !violations.isEmpty {
      lines += ["", "required, and not so: " + violations.map(\.property.rawValue).joined(separator: ", ")]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What was measured, a line each.
  var measureLines: [String] {
    func words(_ range: ClosedRange<Double>?) -> String {
      guard let range else { return "none" }
      let (low, high) = (range.lowerBound.forPeople, range.upperBound.forPeople)
      return low == high ? low : "\(low) to \(high)"
    }
    var measures = [
      ("margin", margin.map { "\($0.forPeople), the least that a right answer is worth more than a wrong one of its group" } ?? "none"),
      ("right answers", words(rightRewards)), ("wrong answers", words(wrongRewards)),
    ]
    if let accuracyPrice {
      let words =
        accuracyPrice > 1
        ? "over 100 %: the worst right answer is worth less than the best wrong one"
        : "\((accuracyPrice * 100).forPeople) %, at most, is worth losing for answers of the best length"
      measures.append(("accuracy price", words))
    }
    if let safeGroupSize, safeGroupSize > 1 {
      measures.append(
        ("safe group size", "\(safeGroupSize): no right answer below its group's mean, by the rewards seen in groups of up to \(groupSize)")
      )
    }
    if let reference {
      measures.append(
        (
          "reference probes",
          (states.count > 1 ? "from the \(states[0]) state: " : "")
            + "margin \(reference.margin?.forPeople ?? "none"); \(reference.correctNegativeAdvantage) right below their mean, "
            + "\(reference.wrongPositiveAdvantage) wrong above it"
        ))
    }
    return measures.map { Self.padded($0.0, to: Self.nameWidth) + $0.1 }
  }

  /// The report in few lines, for a page about a shaper: each property, the failures with a sentence.
  public var shortLines: [String] {
    findings.map { finding in
      Self.padded(finding.property.rawValue, to: Self.nameWidth) + (finding.witness.map { "fails: \($0.sentence)" } ?? finding.result)
    } + measureLines
  }

  private static let nameWidth = (AuditProperty.allCases.map(\.rawValue.count).max() ?? 0) + 2

  fileprivate static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension AuditWitness {
  /// The sentence, and the group as a table in which equal rollouts share a row.
  func lines(unit: String) -> [String] {
    var rows: [[String]] = []
    var seen: [(rollout: Rollout, count: Int)] = []
    for rollout in rollouts {
      if let index = seen.firstIndex(where: { $0.rollout == rollout }) { seen[index].count += 1 } else { seen.append((rollout, 1)) }
    }
    for (rollout, count) in seen {
      var row = ["\(count) × \(rollout.word)", rollout.length.counted(unit)]
      row.append(rollout.fields.members.map { "\($0.name) \($0.value)" }.joined(separator: ", "))
      row.append("reward " + Self.words(rollout.reward))
      if let changed = rollout.changedReward { row.append("then " + Self.words(changed)) }
      if let advantage = rollout.advantage { row.append("advantage " + advantage.forPeople) }
      rows.append(row)
    }
    let columns = (rows.first?.indices).map { Array($0) } ?? []
    let used = columns.filter { column in rows.contains { !$0[column].isEmpty } }
    let widths = used.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let table = rows.map { row in
      let cells = zip(used, widths).map { AuditReport.padded(row[$0], to: $1) }.joined(separator: "   ")
      return String(cells.reversed().drop { $0 == " " }.reversed())
    }
    var around: [String] = fields.members.map { "\($0.name) \($0.value)" }
    if step != 0 { around.append("step \(step)") }
    if state != "initial" { around.append("state: \(state)") }
    if hasCompanions { around.append("beside four groups without a right answer") }
    return [sentence] + table + (around.isEmpty ? [] : ["(" + around.joined(separator: "; ") + ")"])
  }

  private static func words(_ reward: Double?) -> String { reward?.forPeople ?? "skip" }
}

extension AuditWitness.Rollout {
  /// What it is, in a word or two.
  fileprivate var word: String {
    switch outcome {
    case "correct": "right"
    case "incorrect": "wrong"
    case "partial": "half right"
    case "no_answer": "no answer"
    default: outcome
    }
  }
}

extension Double {
  /// So many of something, whose name is in the plural.
  func counted(_ unit: String) -> String { "\(forPeople) \(self == 1 ? String(unit.dropLast()) : unit)" }

  /// With six significant digits, or as many as an integer has.
  var forPeople: String {
    guard isFinite else { return "\(self)" }
    if self == rounded(), magnitude < 1e15 { return "\(Int(self))" }
    var scale = 1.0
    while magnitude * scale < 1e5, scale < 1e300 { scale *= 10 }
    let rounded = (self * scale).rounded() / scale
    return rounded == rounded.rounded() && rounded.magnitude < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}
