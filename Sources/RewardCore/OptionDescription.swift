/// One option of a verifier, shaper or extractor: what `describe` prints and what a recipe is checked against.
public struct OptionDescription: Sendable, Hashable {
  /// What values an option takes.
  public enum Kind: Sendable, Hashable {
    /// A finite number in a range.
    case number(Range)
    /// An integer in a range.
    case integer(Range)
    /// `true` or `false`.
    case boolean
    /// One of these words.
    case choice([String])
    /// Any string.
    case string
    /// A list of strings.
    case strings
    /// Any JSON value; whoever owns the option checks it.
    case json
  }

  /// Bounds of a number; `nil` is unbounded.
  public struct Range: Sendable, Hashable {
    /// The lower bound.
    public var lower: Double?
    /// Whether the lower bound itself is allowed.
    public var includesLower = true
    /// The upper bound.
    public var upper: Double?
    /// Whether the upper bound itself is allowed.
    public var includesUpper = true

    /// Any finite number.
    public static let any = Range()
    /// Zero or more.
    public static let nonNegative = Range(lower: 0)
    /// More than zero.
    public static let positive = Range(lower: 0, includesLower: false)
    /// From 0 to 1.
    public static let unit = Range(lower: 0, upper: 1)

    /// Numbers between these bounds.
    public init(lower: Double? = nil, includesLower: Bool = true, upper: Double? = nil, includesUpper: Bool = true) {
      self.lower = lower
      self.includesLower = includesLower
      self.upper = upper
      self.includesUpper = includesUpper
    }

    /// Whether a number is in the range; NaN and infinities never are.
    public func contains(_ value: Double) -> Bool {
      guard value.isFinite else { return false }
      if let lower, includesLower ? value < lower : value <= lower { return false }
      if let upper, includesUpper ? value > upper : value >= upper { return false }
      return true
    }
  }

  /// The name, in snake_case.
  public var name: String
  /// What values it takes.
  public var kind: Kind
  /// What it is without being given; `nil`: it has to be given.
  public var defaultValue: JSONValue?
  /// Whether `null` is a value.
  public var allowsNull: Bool
  /// Whether it is a length, or a price of one: its unit is the lengths', and its default is in tokens.
  public var isLength: Bool
  /// One sentence.
  public var summary: String

  /// An option; `default` left out means that it has to be given.
  public init(
    _ name: String, _ kind: Kind, default defaultValue: JSONValue? = nil, allowsNull: Bool = false,
    isLength: Bool = false, _ summary: String
  ) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
    self.allowsNull = allowsNull
    self.isLength = isLength
    self.summary = summary
  }

  /// Whether a value is one that the option takes.
  package func accepts(_ value: JSONValue) -> Bool {
    if value == .null { return allowsNull }
    switch kind {
    case .number(let range): return value.doubleValue.map(range.contains) ?? false
    case .integer(let range): return value.integerValue.map { range.contains(Double($0)) } ?? false
    case .boolean: return value.boolValue != nil
    case .choice(let words): return value.stringValue.map(words.contains) ?? false
    case .string: return value.stringValue != nil
    case .strings: return value.arrayValue?.allSatisfy { $0.stringValue != nil } ?? false
    case .json: return true
    }
  }

  /// The values in words: `a number, more than 0`.
  public var kindDescription: String {
    let words =
      switch kind {
      case .number(let range): "a number" + range.words
      case .integer(let range): "an integer" + range.words
      case .boolean: "true or false"
      case .choice(let names): names.map { "`\($0)`" }.joined(separator: ", ")
      case .string: "a string"
      case .strings: "a list of strings"
      case .json: "a JSON value"
      }
    return allowsNull ? words + ", or null" : words
  }
}

extension OptionDescription.Range {
  fileprivate var words: String {
    func text(_ number: Double) -> String { JSONNumber(number).text }
    var parts: [String] = []
    if let lower { parts.append(includesLower ? "at least \(text(lower))" : "more than \(text(lower))") }
    if let upper { parts.append(includesUpper ? "at most \(text(upper))" : "less than \(text(upper))") }
    return parts.isEmpty ? "" : ", " + parts.joined(separator: " and ")
  }
}
