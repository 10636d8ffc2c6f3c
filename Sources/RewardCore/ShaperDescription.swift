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
