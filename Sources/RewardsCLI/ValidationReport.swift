import RewardCore
import RewardPipeline

/// The words of `rewards validate`.
struct ValidationReport {
  let format: ValidateCommand.Format
  let checksOnlyGroundTruth: Bool
  /// Findings so far.
  var findingCount: Int { findings.values.reduce(0, +) }
  /// Findings so far, by identifier.
  private var findings: [RewardError.Code: Int] = [:]

  init(format: ValidateCommand.Format, checksOnlyGroundTruth: Bool) {
    self.format = format
    self.checksOnlyGroundTruth = checksOnlyGroundTruth
  }

  /// A finding, as a line (`FILE:LINE: message`, or a JSON object).
  mutating func finding(_ finding: RewardError) -> [UInt8] {
    findings[finding.code, default: 0] += 1
    switch format {
    case .text: return Array("\(finding)\n".utf8)
    case .json:
      var object: JSONObject = ["finding": .string(finding.code.rawValue)]
      object["file"] = finding.file.map { .string($0) }
      object["line"] = finding.line.map { .number(JSONNumber($0)) }
      object["field"] = finding.field.map { .string(PrintableText.quote($0)) }
      object["found"] = finding.found.map { .string(PrintableText.quote($0)) }
      object["expected"] = finding.expected.map { .string($0) }
      object["nearest"] = finding.nearest.map { .string($0) }
      object["message"] = .string(finding.message)
      return line(.object(object))
    }
  }

  private func line(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.append(value)
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// The summary.
  func end(_ summary: Summary, groups: Int, sizes: [Int: Int], bytes: Int, seconds: Double) -> [UInt8] {
    switch format {
    case .text: Array(text(summary, groups: groups, sizes: sizes, bytes: bytes, seconds: seconds).utf8)
    case .json: line(.object(["summary": json(summary, groups: groups, sizes: sizes, seconds: seconds)]))
    }
  }

  // MARK: Text

  private func text(_ summary: Summary, groups: Int, sizes: [Int: Int], bytes: Int, seconds: Double) -> String {
    var lines: [(String, String)] = []
    lines.append(("rows", "\(summary.rows)" + (summary.unreadable > 0 ? ", and \(summary.unreadable) unreadable lines" : "")))
    lines.append(("groups", "\(groups)" + Self.sizes(sizes)))
    if checksOnlyGroundTruth {
      let refused = summary.outcomes[.unverifiable, default: 0]
      lines.append(("ground truths", "\(summary.rows - refused) readable, \(refused) not"))
    } else {
      lines.append(
        ("outcomes", Verdict.Outcome.allCases.map { "\($0.rawValue) \(summary.outcomes[$0, default: 0])" }.joined(separator: ", ")))
    }
    for (reason, count) in summary.reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      lines.append(("", "\(count) × \(reason)"))
    }
    // Without completions there are no labels and no recorded rewards to compare either.
    let labels = summary.labels
    if labels.agreeing + labels.differing + labels.unverifiable > 0 {
      let open = labels.unverifiable > 0 ? ", \(labels.unverifiable) labelled rows are unverifiable (no finding)" : ""
      lines.append(("labels", "\(labels.agreeing) agree, \(labels.differing) differ" + open))
    }
    if summary.recordedRewards > 0 {
      lines.append(("recorded", "\(summary.recordedRewards) rewards, \(summary.differingRewards) differ"))
    }
    if !checksOnlyGroundTruth {
      let skipped = summary.rows - summary.rewarded
      lines.append(
        ("reward", "mean \(Self.rounded(summary.meanReward)) over \(summary.rewarded) rows" + (skipped > 0 ? ", \(skipped) skipped" : "")))
      for part in summary.meanParts { lines.append(("", "\(part.name) \(Self.rounded(part.mean))")) }
    }
    lines.append(("findings", "\(findingCount)"))
    for (code, count) in findings.sorted(by: { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }) {
      lines.append(("", "\(count) × \(code.rawValue)" + (ErrorDescription.named(code.rawValue).map { ": \($0.remedy)" } ?? "")))
    }
    let rate = Double(summary.rows + summary.unreadable) / max(seconds, 1e-9)
    lines.append(
      ("speed", "\(Int(rate)) rows/s, \(Self.rounded(Double(bytes) / max(seconds, 1e-9) / 1e6)) MB/s, \(Self.rounded(seconds)) s"))
    let width = (lines.map { $0.0.count }.max() ?? 0) + 2
    return lines.map { $0.0 + String(repeating: " ", count: width - $0.0.count) + $0.1 + "\n" }.joined()
  }

  private static func sizes(_ sizes: [Int: Int]) -> String {
    let words = sizes.sorted { $0.key < $1.key }
    guard let first = words.first else { return "" }
    if words.count == 1 { return " of \(first.key) \(first.key == 1 ? "row" : "rows") each" }
    if words.count <= 4 { return ": " + words.map { "\($0.value) of \($0.key)" }.joined(separator: ", ") }
    return " of \(first.key) to \(words[words.count - 1].key) rows"
  }

  /// Four decimals, for people.
  private static func rounded(_ value: Double?) -> String {
    guard let value, value.isFinite, value.magnitude < 1e14 else { return "–" }
    let units = Int((value.magnitude * 10_000).rounded())
    let fraction = String(units % 10_000)
    let digits = String(repeating: "0", count: 4 - fraction.count) + fraction
    let trimmed = digits.reversed().drop { $0 == "0" }.reversed()
    return (value < 0 && units > 0 ? "-" : "") + "\(units / 10_000)" + (trimmed.isEmpty ? "" : "." + String(trimmed))
  }

  // MARK: JSON

  private func json(_ summary: Summary, groups: Int, sizes: [Int: Int], seconds: Double) -> JSONValue {
    var object: JSONObject = ["rows": count(summary.rows), "unreadable": count(summary.unreadable), "groups": count(groups)]
    object["group_sizes"] = .object(
      JSONObject(members: sizes.sorted { $0.key < $1.key }.map { JSONObject.Member(name: "\($0.key)", value: count($0.value)) }))
    if checksOnlyGroundTruth {
      let refused = summary.outcomes[.unverifiable, default: 0]
      object["ground_truths"] = .object(["readable": count(summary.rows - refused), "unreadable": count(refused)])
      object["reasons"] = reasons(summary)
    } else {
      describe(summary, in: &object)
    }
    object["findings"] = count(findingCount)
    object["rows_per_second"] = count(Int(Double(summary.rows) / max(seconds, 1e-9)))
    return .object(object)
  }

  private func count(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

  private func reasons(_ summary: Summary) -> JSONValue {
    .object(JSONObject(members: summary.reasons.sorted { $0.key < $1.key }.map { JSONObject.Member(name: $0.key, value: count($0.value)) }))
  }

  /// What verdicts come to: what there is only where completions were judged.
  private func describe(_ summary: Summary, in object: inout JSONObject) {
    object["outcomes"] = .object(
      JSONObject(
        members: Verdict.Outcome.allCases.map {
          JSONObject.Member(name: $0.rawValue, value: count(summary.outcomes[$0, default: 0]))
        }))
    object["reasons"] = reasons(summary)
    object["labels"] = .object([
      "agree": count(summary.labels.agreeing), "differ": count(summary.labels.differing),
      "unverifiable": count(summary.labels.unverifiable),
    ])
    object["recorded_rewards"] = .object([
      "compared": count(summary.recordedRewards), "differ": count(summary.differingRewards),
    ])
    object["rewarded"] = count(summary.rewarded)
    object["mean_reward"] = JSONValue(summary.meanReward)
    object["mean_parts"] = .object(
      JSONObject(members: summary.meanParts.map { JSONObject.Member(name: $0.name, value: JSONValue($0.mean)) }))
  }
}
