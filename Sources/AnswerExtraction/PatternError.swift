import CPCRE2

/// A pattern that PCRE2 refuses.
struct PatternError: Error, Equatable, CustomStringConvertible {
  /// The pattern.
  var pattern: String

  /// The byte offset in the pattern at which the error was noticed.
  var offset: Int

  /// What is wrong.
  var message: String

  /// The message with the place.
  var description: String { "pattern '\(pattern)' at offset \(offset): \(message)" }
}
