/// A field that shapers, normalisers or selectors ask for, beside correctness, length, truncation and reward: its name means the same
/// for all of them, and so does its type.
///
/// Names and types are those of the shaping specification (0.1). A name that is not here is a plugin's own, whose type only it knows.
public struct ShapingField: Sendable, Hashable {
  /// What values a field takes; `null` always counts as absent or unknown.
  public enum Kind: Sendable, Hashable {
    /// Anything: what only has to be the same or another.
    case any
    /// `true` or `false`.
    case boolean
    /// A finite number in a range.
    case number(OptionDescription.Range)
    /// An integer in a range.
    case integer(OptionDescription.Range)
    /// A string.
    case string
    /// A list of finite numbers, or nulls.
    case numbers
    /// A list of booleans, or nulls.
    case booleans
    /// A list of anything.
    case list
  }

  /// The name.
  public var name: String
  /// What values it takes.
  public var kind: Kind

  /// The known field of this name.
  public static func named(_ name: String) -> ShapingField? { known[name].map { ShapingField(name: name, kind: $0) } }

  /// The names of all known fields.
  package static var names: [String] { known.keys.sorted() }

  private static let known: [String: Kind] = [
    // Of a rollout.
    "abstraction": .boolean, "budget": .number(.nonNegative), "child_correct": .booleans, "cluster": .any, "components": .list,
    "degenerate": .boolean,
    "erd": .number(.any), "error": .number(.any), "forced": .boolean, "format_ok": .boolean, "ird": .number(.any), "mode": .string,
    "ranking": .list, "repeated": .boolean, "repetition": .number(.any), "satisfied": .booleans, "score": .number(.any),
    "size": .number(.any), "solution_length": .number(.nonNegative), "step_acc": .numbers, "tag": .string, "tests": .booleans,
    "text": .string, "think": .boolean, "think_length": .number(.nonNegative), "tokens": .list,
    // Of a group.
    "abstractions": .list, "category": .string, "domain": .string, "gold_ranking": .list, "iterations": .number(.nonNegative),
    "pass_rate": .number(.unit), "ref_acc": .number(.any), "ref_length": .number(.nonNegative), "ref_satisfied": .number(.nonNegative),
    "relevant": .list, "scores": .numbers,
    // Of a batch.
    "batch_size": .integer(.nonNegative), "clip_ratio": .number(.unit), "max_observed": .number(.nonNegative), "trajectories": .list,
  ]

  /// Whether a value is one that the field takes.
  public func accepts(_ value: JSONValue) -> Bool {
    if value == .null { return true }
    switch kind {
    case .any: return true
    case .boolean: return value.boolValue != nil
    case .number(let range): return value.doubleValue.map(range.contains) ?? false
    case .integer(let range): return value.integerValue.map { range.contains(Double($0)) } ?? false
    case .string: return value.stringValue != nil
    case .numbers: return value.arrayValue?.allSatisfy { $0 == .null || $0.doubleValue?.isFinite == true } ?? false
    case .booleans: return value.arrayValue?.allSatisfy { $0 == .null || $0.boolValue != nil } ?? false
    case .list: return value.arrayValue != nil
    }
  }

  /// The values in words: `a number, at least 0`.
  public var words: String {
    switch kind {
    case .any: "a JSON value"
    case .boolean: "true or false"
    case .number(let range): OptionDescription(name, .number(range), "").kindDescription
    case .integer(let range): OptionDescription(name, .integer(range), "").kindDescription
    case .string: "a string"
    case .numbers: "a list of numbers"
    case .booleans: "a list of booleans"
    case .list: "a list"
    }
  }
}
