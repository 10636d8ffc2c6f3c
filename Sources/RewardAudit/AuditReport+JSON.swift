public import RewardCore

extension AuditReport {
  /// The report as JSON: `properties` by name, each with `result` (`holds`, `fails` or `undecided`) and the `witness` of a failure, whose `group` is in
  /// the form of a shaping case; `measures`; `reference_probes`, the result of the shaping case `audit`.
  public var json: JSONValue {
    var properties = JSONObject()
    for finding in findings {
      var object: JSONObject = ["result": .string(finding.result), "required": .bool(finding.isRequired)]
      object["witness"] = finding.witness?.json
      properties[finding.property.rawValue] = .object(object)
    }
    func count(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
    func range(_ range: ClosedRange<Double>?) -> JSONValue {
      range.map { .array([JSONValue($0.lowerBound), JSONValue($0.upperBound)]) } ?? .null
    }
    var object: JSONObject = [
      "parts": .array(parts.map { .string($0) }), "advantages": normaliser.map { .string($0) } ?? "mean_centred",
      "group_size": count(groupSize), "length": .string(lengthUnit), "states": .array(states.map { .string($0) }),
      "properties": .object(properties),
      "required_failures": .array(violations.map { .string($0.property.rawValue) }),
      "measures": [
        "margin": JSONValue(margin), "correct_rewards": range(rightRewards), "wrong_rewards": range(wrongRewards),
        "accuracy_price": JSONValue(accuracyPrice), "safe_group_size": safeGroupSize.map(count) ?? .null,
      ],
      "reference_probes": reference?.json ?? .null,
      "longest_length": JSONValue(longest), "evaluations": count(evaluations), "refused": count(refusedCount),
    ]
    object["refusal"] = refusal.map { .string($0.message) }
    return .object(object)
  }
}

extension AuditWitness {
  /// The witness as JSON.
  public var json: JSONValue {
    var group: JSONObject = ["id": "p"]
    for member in fields.members { group[member.name] = member.value }
    group["samples"] = .array(rollouts.map(\.sample))
    var object: JSONObject = [
      "sentence": .string(sentence), "group": .object(group), "rewards": .array(rollouts.map { JSONValue($0.reward) }),
    ]
    if rollouts.contains(where: { $0.changedReward != nil }) {
      object["changed_rewards"] = .array(rollouts.map { JSONValue($0.changedReward ?? nil) })
    }
    if rollouts.contains(where: { $0.advantage != nil }) {
      object["advantages"] = .array(rollouts.map { JSONValue($0.advantage) })
    }
    object["step"] = .number(JSONNumber(step))
    object["state"] = .string(state)
    if hasCompanions { object["groups_beside"] = 4 }
    return .object(object)
  }
}

extension AuditWitness.Rollout {
  fileprivate var sample: JSONValue {
    var sample: JSONObject = ["correct": .bool(outcome == "correct"), "length": JSONValue(length)]
    if !["correct", "incorrect"].contains(outcome) { sample["outcome"] = .string(outcome) }
    for member in fields.members { sample[member.name] = member.value }
    return .object(sample)
  }
}
