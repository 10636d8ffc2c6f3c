/// All about one verifier: what `describe` prints, what its reference page shows, and (its examples) what its tests run.
public struct VerifierDescription: Sendable {
  /// What an array as ground truth means.
  public enum ArrayMeaning: String, Sendable, Hashable, CaseIterable {
    /// Any of these is right.
    case anyOf = "any_of"
    /// The array is one value, which the verifier reads itself.
    case value
  }

  /// The name in recipes and rows, in snake_case; never used again for something else.
  public var name: String
  /// Raised whenever a verdict can change.
  public var version: Int
  /// One sentence.
  public var summary: String
  /// Why it decides as it does, and what it deliberately does not accept.
  public var rationale: String
  /// Its own limits, in words.
  public var limits: [String]
  /// Where its rules come from.
  public var sources: [Source]
  /// Its options.
  public var options: [OptionDescription]
  /// What an array as ground truth means.
  public var arrayMeaning: ArrayMeaning
  /// Whether it needs a ground truth at all.
  public var needsGroundTruth: Bool
  /// Whether a ground truth that is text is an answer, and right against itself; a pattern or an instruction is none.
  public var groundTruthIsAnswer: Bool
  /// What it does, by example; run as tests and shown in the documentation.
  public var examples: [VerifierExample]

  /// A description.
  public init(
    name: String, version: Int, summary: String, rationale: String, limits: [String] = [], sources: [Source] = [],
    options: [OptionDescription] = [], arrayMeaning: ArrayMeaning = .anyOf, needsGroundTruth: Bool = true,
    groundTruthIsAnswer: Bool = true, examples: [VerifierExample]
  ) {
    self.name = name
    self.version = version
    self.summary = summary
    self.rationale = rationale
    self.limits = limits
    self.sources = sources
    self.options = options
    self.arrayMeaning = arrayMeaning
    self.needsGroundTruth = needsGroundTruth
    self.groundTruthIsAnswer = groundTruthIsAnswer
    self.examples = examples
  }
}
