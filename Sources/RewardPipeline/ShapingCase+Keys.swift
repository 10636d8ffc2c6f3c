import RewardCore

/// Keys that nobody reads: a batch, a sample or an option under a misspelt name would be none at all, and act like one.
extension ShapingCase {
  /// Members of a line.
  private static let lineMembers = ["id", "shaper", "params", "inputs", "state_in"]

  /// What a file of checked cases has beside them.
  private static let resultMembers = ["expected", "result", "state_out", "note"]

  /// Members of `inputs` that are no field of a batch: the groups, and what selectors are given in cases, where a run would know it.
  private static let batchMembers = [
    "groups", "items", "components", "step", "ids", "accuracy", "advantages", "rewards", "long", "short",
  ]

  /// Members of a group and of an item that are no field of one.
  private static let groupMembers = ["id", "samples", "rewards", "lengths", "components"]

  /// Members of a sample that are no field of one.
  private static let sampleMembers = ["correct", "length", "truncated", "format_ok", "reward", "components"]

  /// What is wrong with the keys of a line as such: one stands twice, or is nearly one that is missing.
  static func problem(ofLine line: JSONObject) -> RewardError? {
    if let key = JSONValue.object(line).repeatedKey { return RewardError(.duplicateKey, field: key, expected: "it once") }
    for member in line.members where !lineMembers.contains(member.name) && !resultMembers.contains(member.name) {
      // A line may have more: where it comes from, who wrote it.
      guard let nearest = nearestName(to: member.name, among: lineMembers), line[nearest] == nil else { continue }
      return RewardError(.unknownKey, field: member.name, expected: "one of " + lineMembers.joined(separator: ", "), nearest: nearest)
    }
    return nil
  }

  /// Looks at each key of `inputs`.
  ///
  /// - Parameter asked: what the shaper of the case asks for; a plugin may have fields of its own.
  /// - Returns: keys that nothing reads, once each: somebody's remarks.
  /// - Throws: `unknown_key` for one that is nearly a field that is not there, or that stands where nothing else is read.
  func unreadKeys(registry: Registry, asked: ShaperDescription) throws(RewardError) -> [RewardError] {
    guard let object = inputs.objectValue else { return [] }
    let own = asked.rolloutFields + asked.groupFields + asked.batchFields
    let fields = Set(registry.shapingFields).union(own)
    var unread: [RewardError] = []
    var told: Set<String> = []

    func check(_ object: JSONObject, at place: String, _ members: [String], _ expected: String) throws(RewardError) {
      let unknown = object.members.filter { !fields.contains($0.name) && !members.contains($0.name) }
      guard !unknown.isEmpty else { return }
      let known = members + fields.sorted()
      for member in unknown {
        var error = RewardError(.unknownKey, field: "\(place).\(member.name)", expected: expected, source: shaper)
        error.nearest = nearestName(to: member.name, among: known).flatMap { object[$0] == nil ? $0 : nil }
        guard error.nearest == nil, unknown.count < object.members.count else { throw error }
        // The same remark stands in every sample.
        if told.insert("\(expected) \(member.name)").inserted { unread.append(error) }
      }
    }

    try check(object, at: "inputs", Self.batchMembers, "`groups`, or a field of the batch")
    for name in ["groups", "items"] {
      for (index, group) in (object[name]?.arrayValue ?? []).enumerated() {
        guard let group = group.objectValue else { continue }
        let place = "inputs.\(name)[\(index)]"
        try check(group, at: place, Self.groupMembers, "`samples`, or a field of the group")
        for (index, sample) in (group["samples"]?.arrayValue ?? []).enumerated() {
          guard let sample = sample.objectValue else { continue }
          try check(sample, at: "\(place).samples[\(index)]", Self.sampleMembers, "`correct`, `length`, or a field of the rollout")
        }
      }
    }
    return unread
  }
}
