/// All about one shaper, metric, normaliser or selector: its equation, paper, options, edge cases and worked numbers.
public struct ShaperDescription: Sendable {
  /// What a reward depends on.
  public enum Level: String, Sendable, Hashable, CaseIterable {
    /// Its own rollout.
    case response
    /// Its group.
    case group
    /// The whole batch.
    case batch
    /// The batch and a state that earlier batches have left.
    case stateful
  }

  /// How the result goes into a chain.
  public enum Combination: String, Sendable, Hashable, CaseIterable {
    /// The result is a whole reward with its own base; what it adds to the correctness reward is added.
    case adds
    /// The result is a whole reward with a verdict table of its own, which stands in place of the correctness reward.
    case replaces
    /// The result is a term, which is added as it is; a shaping case calls it `terms`.
    case component
    /// The result is what becomes of the reward so far.
    case transforms
  }

  /// The name in recipes, in snake_case; an id of the shaping catalogue.
  public var name: String
  /// Raised whenever a reward can change.
  public var version: Int
  /// One sentence.
  public var summary: String
  /// The formula, as a formula.
  public var equation: String
  /// What a reward depends on.
  public var level: Level
  /// How the result goes into a chain.
  public var combination: Combination
  /// Whether it needs lengths.
  public var usesLength: Bool
  /// Whether it needs to know what is right and wrong; when not, a rollout whose correctness is unknown takes part like any other.
  public var usesCorrectness: Bool
  /// Whether it has the last word on a reward, as a bound has: nothing may be added after it.
  public var endsChain: Bool
  /// Fields of a rollout that it asks for beside correctness, length, truncation and format.
  public var rolloutFields: [String]
  /// Fields of a group that it asks for.
  public var groupFields: [String]
  /// Fields of the batch as a whole that it asks for.
  public var batchFields: [String]
  /// Its options.
  public var options: [OptionDescription]
  /// What happens at the edges, in words.
  public var edges: [String]
  /// What it does to incentives, in words.
  public var properties: [String]
  /// Paper and code.
  public var sources: [Source]
  /// Worked numbers; run as tests and shown in the documentation.
  public var examples: [ShaperExample]

  /// A description.
  public init(
    name: String, version: Int, summary: String, equation: String, level: Level, combination: Combination = .adds,
    usesLength: Bool, usesCorrectness: Bool = true, endsChain: Bool = false, rolloutFields: [String] = [], groupFields: [String] = [],
    batchFields: [String] = [],
    options: [OptionDescription],
    edges: [String], properties: [String], sources: [Source], examples: [ShaperExample]
  ) {
    self.name = name
    self.version = version
    self.summary = summary
    self.equation = equation
    self.level = level
    self.combination = combination
    self.usesLength = usesLength
    self.usesCorrectness = usesCorrectness
    self.endsChain = endsChain
    self.rolloutFields = rolloutFields
    self.groupFields = groupFields
    self.batchFields = batchFields
    self.options = options
    self.edges = edges
    self.properties = properties
    self.sources = sources
    self.examples = examples
  }
}

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
