import RewardAudit
import RewardCore

/// What a page tells of an audit.
struct ShaperAudit {
  /// The options that differ from the defaults.
  var params: JSONValue
  /// What was found.
  var report: AuditReport

  private var title: String {
    let options = params == [:] ? "its defaults" : "\(params)"
    return "audit, alone with \(options), in groups of \(report.groupSize)"
      + (report.states.count > 1 ? ", from the initial state and after some batches" : "")
  }

  var text: String { "\n\(title)\n" + report.shortLines.map { "  \($0)\n" }.joined() }

  var json: JSONValue { .object(["params": params, "report": report.json]) }
}
