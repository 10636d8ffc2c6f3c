/// Names of verifiers, shapers and options: snake_case.
package enum Identifier {
  /// Long enough for any name that one would type.
  private static let mostLetters = 64

  /// What a name looks like, for messages.
  package static let words =
    "a name in snake_case: a small letter, then at most \(mostLetters - 1) small letters, digits and single underscores, none at the end"

  /// Whether a text is such a name.
  package static func isValid(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= mostLetters, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "_")
    } && !text.hasSuffix("_") && !text.contains("__")
  }
}
