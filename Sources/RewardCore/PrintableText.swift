/// Text that we did not write, as it may stand in a message or on a terminal.
///
/// Completions, ids and group names are written by models and strangers: an escape sequence in one must not reach a terminal, a line
/// end must not make one finding look like two, and megabytes are no quote.
package enum PrintableText {
  /// Scalars of the data that a message quotes.
  package static let quotedScalars = 200

  /// Scalars of a quote behind which more is said: what is wrong with it has to stand on the same line.
  package static let shortScalars = 80

  /// Scalars of a value that is of the wrong type: of a longer one its kind says more than its beginning.
  private static let valueScalars = 60

  /// A value of the wrong type: as it is, or, where it is long, what kind of value.
  package static func value(_ value: JSONValue) -> String {
    let text = value.description
    return text.unicodeScalars.count > valueScalars ? value.kindName : text
  }

  /// The beginning of a quote from the data.
  package static func quote(_ text: String, scalars: Int = quotedScalars) -> String {
    // The common case, without counting scalars.
    guard text.utf8.count > scalars,
      let end = text.unicodeScalars.index(text.startIndex, offsetBy: scalars, limitedBy: text.endIndex), end < text.endIndex
    else { return text }
    return String(text.unicodeScalars[..<end]) + "…"
  }

  /// One line: control characters and line ends as escapes.
  package static func line(_ text: String) -> String { escaping(text, keeps: { _ in false }) }

  /// Lines: control characters as escapes, but for line ends and tabs.
  package static func lines(_ text: String) -> String { escaping(text, keeps: { $0 == "\n" || $0 == "\t" }) }

  private static func escaping(_ text: String, keeps: (UnicodeScalar) -> Bool) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      if isControl(scalar), !keeps(scalar) {
        escaped += scalar.escaped(asASCII: true)
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// C0, DEL and C1; the line and paragraph separators; and what turns the direction of the text around it.
  private static func isControl(_ scalar: UnicodeScalar) -> Bool {
    switch scalar.value {
    case ..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
