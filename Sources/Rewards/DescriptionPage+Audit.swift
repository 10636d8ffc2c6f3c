import RewardAudit
import RewardCore

extension Registry {
  /// What an audit finds of a shaper by itself, with its defaults; where an option has none, as its first worked number has them.
  ///
  /// `nil` for shapers that no probe fits: those that are made of others and those that work on numbers which rows bring.
  func audit(ofShaper description: ShaperDescription) -> ShaperAudit? {
    var params: JSONValue = [:]
    if description.options.contains(where: { $0.defaultValue == nil }), let example = description.examples.first {
      params = (try? JSONValue(parsing: example.params)) ?? params
    }
    guard let options = params.objectValue,
      let shaper = try? shaper(description.name, options: options, context: ShaperContext(registry: self))
    else { return nil }
    let report = AuditSubject(chain: ShaperChain([shaper]), options: params).audit(limits: .page)
    return report.findings.contains(where: \.isUndecided) ? nil : ShaperAudit(params: params, report: report)
  }
}

extension DescriptionPage {
  /// The page with what an audit found.
  func with(_ audit: ShaperAudit?) -> DescriptionPage {
    guard let audit, var object = json.objectValue else { return self }
    object["audit"] = audit.json
    return DescriptionPage(text: text + audit.text, json: .object(object))
  }
}
