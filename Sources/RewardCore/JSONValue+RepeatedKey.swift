extension JSONValue {
  /// The path of the first key that stands twice in one object: whoever reads it would not know which one counts.
  package var repeatedKey: String? {
    switch self {
    case .object(let object):
      var seen: Set<String> = []
      for member in object.members {
        guard seen.insert(member.name).inserted else { return member.name }
        if let key = member.value.repeatedKey { return key.hasPrefix("[") ? member.name + key : "\(member.name).\(key)" }
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        if let key = element.repeatedKey { return key.hasPrefix("[") ? "[\(index)]\(key)" : "[\(index)].\(key)" }
      }
    case .null, .bool, .number, .string: break
    }
    return nil
  }
}
