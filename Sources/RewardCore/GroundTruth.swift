/// The reference by which a completion is judged, as the row states it.
///
/// A string may be a bare answer, an answer in math delimiters, or a whole solution; a number is its digits; an array means
/// *any of these* unless the verifier says otherwise (`VerifierDescription.arrayMeaning`).
public struct GroundTruth: Sendable, Hashable, ExpressibleByStringLiteral {
  /// The value as the row states it.
  public let value: JSONValue

  /// A ground truth with this value.
  public init(_ value: JSONValue) { self.value = value }

  /// A ground truth that is a string.
  public init(stringLiteral value: String) { self.value = .string(value) }

  /// The text of a string, the digits of a number, `true` or `false`; `nil` for an array, an object and null.
  public var text: String? {
    switch value {
    case .string(let text): text
    case .number(let number): number.text
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }
}
