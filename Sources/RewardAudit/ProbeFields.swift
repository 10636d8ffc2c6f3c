import RewardCore

/// The values that probes give to the fields which a recipe's shapers ask for.
///
/// The first value of a field is the one that it has unless something else is tried; `null` is absence. What decides correctness by itself (unit
/// tests, constraints) has other values for right answers than for wrong ones, so that no probe contradicts itself.
struct ProbeFields: Sendable {
  /// What a field may be.
  struct Values: Sendable {
    var right: [JSONValue]
    var wrong: [JSONValue]
    /// Whether all rollouts of a group have the same value.
    var isShared = false

    init(_ values: [JSONValue], isShared: Bool = false) {
      (right, wrong) = (values, values)
      self.isShared = isShared
    }

    init(right: [JSONValue], wrong: [JSONValue]) { (self.right, self.wrong) = (right, wrong) }

    func values(for rollout: Probe.Rollout) -> [JSONValue] { rollout.isRight ? right : wrong }
  }

  private(set) var ofRollouts: [(name: String, values: Values)]
  private(set) var ofGroups: [(name: String, values: [JSONValue])]

  /// The values of the fields that a chain asks for.
  ///
  /// - Parameters:
  ///   - descriptions: what the steps ask for.
  ///   - words: values that a recipe compares fields with; tried where a field is none of the catalogue.
  init(for descriptions: [ShaperDescription], words: [JSONValue]) {
    let rollouts = Set(descriptions.flatMap(\.rolloutFields))
    let groups = Set(descriptions.flatMap(\.groupFields)).subtracting(["id"])
    ofRollouts = rollouts.sorted().map { ($0, Self.rolloutValues[$0] ?? Values([.null] + words)) }
    ofGroups = groups.sorted().map { ($0, Self.groupValues[$0] ?? [.null] + words) }
  }

  /// Lets a field be there in every probe, because some step cannot do without it.
  ///
  /// - Returns: whether there was a value to give it.
  mutating func require(_ name: String) -> Bool {
    if let index = ofRollouts.firstIndex(where: { $0.name == name }), ofRollouts[index].values.right.contains(.null) {
      ofRollouts[index].values.right.removeAll { $0 == .null }
      ofRollouts[index].values.wrong.removeAll { $0 == .null }
      return !ofRollouts[index].values.right.isEmpty
    }
    if let index = ofGroups.firstIndex(where: { $0.name == name }), ofGroups[index].values.contains(.null) {
      ofGroups[index].values.removeAll { $0 == .null }
      return !ofGroups[index].values.isEmpty
    }
    return false
  }

  /// The fields of a rollout where nothing else is tried.
  func plain(_ rollout: Probe.Rollout) -> JSONObject {
    Self.object(ofRollouts.map { ($0.name, $0.values.values(for: rollout).first ?? .null) })
  }

  /// The fields of a group where nothing else is tried.
  var plainGroup: JSONObject { Self.object(ofGroups.map { ($0.name, $0.values.first ?? .null) }) }

  /// The rollouts as a probe with plain fields.
  func probe(_ rollouts: [Probe.Rollout]) -> Probe {
    var probe = Probe(rollouts: rollouts, fields: plainGroup)
    for index in rollouts.indices { probe.rollouts[index].fields = plain(rollouts[index]) }
    return probe
  }

  private static func object(_ members: [(String, JSONValue)]) -> JSONObject {
    JSONObject(members: members.filter { $0.1 != .null }.map { JSONObject.Member(name: $0.0, value: $0.1) })
  }

  // The reference probes have a budget of 1000 and think; what they lack comes first as null.
  private static let rolloutValues: [String: Values] = [
    "abstraction": Values([.null, true, false]),
    "budget": Values([1000, 100, 4000, 16000], isShared: true),
    "child_correct": Values([[true, true], [false, false], [true, false]]),
    "cluster": Values(right: ["a"], wrong: ["b", "c"]),
    "degenerate": Values([.null, true]),
    "erd": Values([0, 1, 0.5]),
    "error": Values(right: [0], wrong: [1, 100]),
    "forced": Values([.null, true]),
    "ird": Values([0, 1, 0.5]),
    "mode": Values(["instant", "reasoning", "agentic"]),
    "ranking": Values(right: [[1, 2, 3]], wrong: [[3, 2, 1], [2, 1, 3]]),
    "repeated": Values([.null, true]),
    "repetition": Values([.null, -1]),
    "satisfied": Values(right: [[true, true]], wrong: [[false, false], [true, false]]),
    "score": Values([0, 1, -1]),
    "size": Values([10, 100, 1]),
    "tag": Values([.null, "easy", "hard"]),
    "tests": Values(right: [[true, true]], wrong: [[false, false], [true, false]]),
    "text": Values(["one two three four five", "one one one one one"]),
    "think": Values([true, false]),
    // Tags that are missing are bad format, which is left aside.
    "think_close": Values([.null]),
    "think_open": Values([.null]),
    "tokens": Values([[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 1, 2, 1, 2, 1, 2]]),
  ]

  private static let groupValues: [String: [JSONValue]] = [
    "abstractions": [.null],
    "budget": [.null, 1000, 100],
    "gold_ranking": [[1, 2, 3]],
    "ref_acc": [.null, 0.5, 0, 1],
    "ref_length": [.null, 1000, 100],
    "ref_satisfied": [.null],
    "relevant": [[1]],
  ]
}
