import RewardAudit
import RewardCore

extension ShapingCase {
  /// The id of a case that audits a shaper: `{"shaper": "audit", "params": {"shaper": "laser", "params": {…}}}`.
  static let audit = "audit"

  private static let auditOptions = [
    OptionDescription("shaper", .string, "The shaper to audit."),
    OptionDescription("params", .json, default: [:], "Its options."),
  ]

  /// Audits a shaper as the shaping specification says (2.4): on the groups of `inputs`, or on the reference probes where it has none; each
  /// group is a batch by itself, at the step of `inputs`, and before each the state is `state_in`.
  func runAudit(
    registry: Registry, context: ShaperContext, unread: inout [RewardError]
  ) throws(RewardError) -> Outcome {
    let options = try Options(params, for: Self.auditOptions, owner: Self.audit)
    guard let own = options["params"].objectValue else {
      throw RewardError(
        .invalidParameter, field: "params", found: options["params"].description, expected: "an object", source: Self.audit)
    }
    let shaper: ConfiguredShaper
    do throws(RewardError) { shaper = try registry.shaper(options.string("shaper"), options: own, context: context) } catch {
      throw error.code == .unknownShaper ? error : error.under("params")
    }
    var state = shaper.makeState()
    if let stateIn { state = try CodableJSON.state(stateIn, of: shaper) }
    let given = try batch(registry: registry, shaper.description, unread: &unread)
    let groups = inputs.objectValue?["groups"] == nil ? ReferenceAudit.probes : given.groups
    let audit = try ReferenceAudit(groups) { (group) throws(RewardError) in
      try shaper.shape(Batch(groups: [group], step: given.step, fields: given.fields), state: state).rewards
    }
    return Outcome(result: audit.json)
  }
}
