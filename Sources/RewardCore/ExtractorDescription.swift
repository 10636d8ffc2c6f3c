/// All about one extractor.
public struct ExtractorDescription: Sendable {
  /// A text and what is found in it.
  public struct Example: Sendable {
    /// The text.
    public var text: String
    /// What is found; `nil`: nothing.
    public var extracted: String?
    /// Options that differ from the defaults.
    public var options: JSONObject

    /// An example.
    public init(_ text: String, _ extracted: String?, options: JSONObject = JSONObject()) {
      self.text = text
      self.extracted = extracted
      self.options = options
    }
  }

  /// The name in a recipe's `extract`.
  public var name: String
  /// One sentence.
  public var summary: String
  /// Its options.
  public var options: [OptionDescription]
  /// What it does, by example; run as tests.
  public var examples: [Example]

  /// A description.
  public init(name: String, summary: String, options: [OptionDescription] = [], examples: [Example]) {
    self.name = name
    self.summary = summary
    self.options = options
    self.examples = examples
  }
}
