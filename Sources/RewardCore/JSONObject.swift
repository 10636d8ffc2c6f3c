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
