/// SVG as it is put together: elements, attributes and text, with everything escaped that XML asks for.
struct SVGText {
  private(set) var text = ""

  /// An attribute: name and value.
  typealias Attribute = (name: String, value: String)

  /// Appends an element without content.
  mutating func element(_ name: String, _ attributes: [Attribute]) { text += "<\(name)\(Self.list(attributes))/>\n" }

  /// Appends an element with text in it.
  mutating func element(_ name: String, _ attributes: [Attribute], _ content: String) {
    text += "<\(name)\(Self.list(attributes))>\(Self.escaped(content))</\(name)>\n"
  }

  /// Appends the start of an element.
  mutating func start(_ name: String, _ attributes: [Attribute] = []) { text += "<\(name)\(Self.list(attributes))>\n" }

  /// Appends the end of an element.
  mutating func end(_ name: String) { text += "</\(name)>\n" }

  /// Appends what is SVG already.
  mutating func raw(_ part: String) { text += part }

  private static func list(_ attributes: [Attribute]) -> String {
    attributes.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
  }

  /// A text in XML 1.0, in content as well as in an attribute; what XML has no place for becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped += " "
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
