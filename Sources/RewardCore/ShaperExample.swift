/// A worked number: a shaping case as in `rewards shape --cases`.
public struct ShaperExample: Sendable {
  /// The shared example W of the shaping specification (0.5): six rollouts, three of them right.
  public static let w = #"{"groups": [\#(groupW)]}"#

  /// The group of the shared example W.
  public static let groupW = #"""
    {"id": "w", "samples": [
      {"correct": true, "length": 1000}, {"correct": true, "length": 2000}, {"correct": false, "length": 500},
      {"correct": true, "length": 4000}, {"correct": false, "length": 8000}, {"correct": false, "length": 3000}]}
    """#

  /// The shared example W with more fields: of each of its six rollouts, in order, and of the group.
  public static func w(_ fields: KeyValuePairs<String, [JSONValue]>, group: JSONObject = JSONObject()) -> String {
    let rollouts: [(correct: Bool, length: Int)] = [
      (true, 1000), (true, 2000), (false, 500), (true, 4000), (false, 8000), (false, 3000),
    ]
    let samples = rollouts.enumerated().map { index, rollout in
      var sample: JSONObject = ["correct": .bool(rollout.correct), "length": .number(JSONNumber(rollout.length))]
      for field in fields where index < field.value.count { sample[field.key] = field.value[index] }
      return JSONValue.object(sample)
    }
    var members = group
    members["id"] = "w"
    members["samples"] = .array(samples)
    return JSONValue.object(["groups": [.object(members)]]).description
  }

  /// Options that differ from the defaults, as JSON.
  public var params: String
  /// The inputs, as JSON.
  public var inputs: String
  /// The state before, as JSON; `nil`: the initial one.
  public var stateIn: String?
  /// The result, as JSON.
  public var result: String
  /// The state after, as JSON; `nil`: not looked at.
  public var stateOut: String?
  /// What it shows.
  public var note: String?
  /// The file in which it is written, as `Module/File.swift`.
  public let fileID: String
  /// The line on which it is written.
  public let line: Int

  /// An example.
  public init(
    params: String = "{}", inputs: String = ShaperExample.w, stateIn: String? = nil, result: String,
    stateOut: String? = nil, note: String? = nil, fileID: String = #fileID, line: Int = #line
  ) {
    self.params = params
    self.inputs = inputs
    self.stateIn = stateIn
    self.result = result
    self.stateOut = stateOut
    self.note = note
    self.fileID = fileID
    self.line = line
  }
}
