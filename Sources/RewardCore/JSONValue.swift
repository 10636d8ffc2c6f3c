/// A JSON value as it was written: members keep their order and numbers keep their digits.
///
/// Rewards must not depend on a detour through binary floating point, so a number is its text (`JSONNumber`) until someone
/// asks for it as an integer, a double or an exact rational.
public indirect enum JSONValue: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, by its digits.
  case number(JSONNumber)
  /// A string, unescaped.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object, in the order of its members.
  case object(JSONObject)
}

/// A JSON number by its digits, such as `0.0003` or `1e6`.
public struct JSONNumber: Sendable, Hashable {
  /// The digits as they were written; always a valid JSON number, or `NaN`, `Infinity`, `-Infinity` where a reader allowed them.
  public let text: String

  /// A number with these digits, which the caller has checked.
  package init(text: String) { self.text = text }

  /// The number that is written as the shortest decimal which reads back as `value`; what is not finite by the names above.
  public init(_ value: Double) {
    if !value.isFinite {
      text = value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity"
    } else {
      text = value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
    }
  }

  /// An integer.
  public init(_ value: Int) { text = String(value) }

  /// The nearest double; infinite when the digits are beyond the range of doubles.
  public var doubleValue: Double { Double(text == "Infinity" ? "inf" : text == "-Infinity" ? "-inf" : text) ?? .nan }

  /// The number as an integer, when it is one that fits: `3`, `3.0` and `3e0` all are.
  public var integerValue: Int? { Int(text) ?? integerDigits.flatMap { Int($0) } }

  /// The digits of the number without a point or an exponent, when it is an integer: `3` for `3`, `3.0` and `30e-1`.
  ///
  /// By digits and not through a double, so that ids beyond 2⁵³ stay apart; `nil` also for an exponent beyond `mostAddedZeros`.
  public var integerDigits: String? {
    let parts = text.split(separator: "e", maxSplits: 1).count > 1 ? text.split(separator: "e") : text.split(separator: "E")
    guard let mantissa = parts.first, let exponent = parts.count > 1 ? Int(parts[1]) : 0 else { return nil }
    let isNegative = mantissa.hasPrefix("-")
    let pieces = mantissa.drop { $0 == "-" }.split(separator: ".")
    guard let whole = pieces.first, whole.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return nil }
    var digits = String(whole) + (pieces.count > 1 ? pieces[1] : "")
    let significant = digits.drop { $0 == "0" }
    guard !significant.isEmpty else { return "0" }
    // Zeros to add behind the digits, or, below 0, how many of them stand behind the point.
    let (zeros, isTooFar) = exponent.subtractingReportingOverflow(digits.count - whole.count)
    guard !isTooFar, zeros <= Self.mostAddedZeros else { return nil }
    if zeros < 0 {
      // Not `-zeros`, which the least of all integers does not have.
      let point = digits.count + zeros
      guard point > 0, digits.dropFirst(point).allSatisfy({ $0 == "0" }) else { return nil }
      digits.removeLast(digits.count - point)
    } else {
      digits += String(repeating: "0", count: zeros)
    }
    return (isNegative ? "-" : "") + digits.drop { $0 == "0" }
  }

  /// Zeros that an exponent may stand for in an integer: more than any id has digits.
  private static let mostAddedZeros = 64
}

/// The members of a JSON object, in order.
///
/// Where a name is repeated, the last one counts, as in most readers.
public struct JSONObject: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  /// A name with its value.
  public struct Member: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// A member.
    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The members in the order in which they were written.
  public private(set) var members: [Member]

  /// An object with these members.
  public init(members: [Member] = []) { self.members = members }

  /// An object with these members.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    members = elements.map { Member(name: $0.0, value: $0.1) }
  }

  /// The value of a name; setting `nil` removes it.
  ///
  /// Linear in the number of members, of which objects here have few.
  public subscript(name: String) -> JSONValue? {
    get { members.last { $0.name == name }?.value }
    set {
      guard let newValue else {
        members.removeAll { $0.name == name }
        return
      }
      if let index = members.lastIndex(where: { $0.name == name }) {
        members[index].value = newValue
      } else {
        members.append(Member(name: name, value: newValue))
      }
    }
  }

  /// The value at a dotted path such as `usage.completion_tokens`.
  public subscript(path path: some Sequence<String>) -> JSONValue? {
    var current = JSONValue.object(self)
    for name in path {
      guard case .object(let object) = current, let next = object[name] else { return nil }
      current = next
    }
    return current
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// An integer.
  public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(JSONNumber(value)) }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(members: elements.map { JSONObject.Member(name: $0.0, value: $0.1) }))
  }
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
  /// A number, or `null` for `nil`.
  ///
  /// Negative zero becomes 0; NaN and infinities have no JSON and become `null`.
  public init(_ value: Double?) {
    guard let value, value.isFinite else {
      self = .null
      return
    }
    self = .number(JSONNumber(value == 0 ? 0 : value))
  }

  /// The string, when it is one.
  public var stringValue: String? { if case .string(let value) = self { value } else { nil } }
  /// The boolean, when it is one.
  public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The nearest double, when it is a number.
  public var doubleValue: Double? { if case .number(let value) = self { value.doubleValue } else { nil } }
  /// The integer, when it is a number that is one and fits.
  public var integerValue: Int? { if case .number(let value) = self { value.integerValue } else { nil } }
  /// The elements, when it is an array.
  public var arrayValue: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  /// The members, when it is an object.
  public var objectValue: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// What kind of value this is, in the words of an error message.
  public var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
