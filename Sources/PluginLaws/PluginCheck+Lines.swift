import RewardCore
import RewardLaws

extension PluginCheck.Event {
  /// The event as a line of JSON, with which the process of a check tells what it does.
  var line: [UInt8] {
    let json: JSONValue =
      switch self {
      case .law(let law, let subject): ["law": .string(law), "subject": .string(subject)]
      case .finding(let finding):
        ["law": .string(finding.law), "subject": .string(finding.subject), "evidence": .string(finding.evidence)]
      case .end(let names): ["end": .array(names.map { .string($0) })]
      }
    return Array((json.description + "\n").utf8)
  }

  /// The event of a line; `nil` when there is none in it.
  init?(line: some Collection<UInt8>) {
    guard let object = try? JSONValue(parsing: String(decoding: line, as: UTF8.self)).objectValue else { return nil }
    if let names = object["end"]?.arrayValue {
      self = .end(names: names.compactMap(\.stringValue))
    } else if let law = object["law"]?.stringValue, let subject = object["subject"]?.stringValue {
      self =
        object["evidence"]?.stringValue.map { .finding(LawFinding(law: law, subject: subject, evidence: $0)) }
        ?? .law(law, subject: subject)
    } else {
      return nil
    }
  }
}
