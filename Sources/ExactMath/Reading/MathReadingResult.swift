/// What ``MathReader`` made of a text; offsets are in bytes from its beginning.
public enum MathReadingResult: Sendable, Hashable {
  /// Why a text could not be read.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// There is nothing to read.
    case empty
    /// The text ends where an operand or an argument should follow.
    case unexpectedEnd = "unexpected_end"
    /// Something stands where it cannot.
    case unexpectedInput = "unexpected_input"
    /// A bracket, brace or environment without its partner, or with the wrong one.
    case unbalanced
    /// A command without its argument.
    case missingArgument = "missing_argument"
    /// A command that is not known.
    case unknownCommand = "unknown_command"
    /// An environment that is not known.
    case unknownEnvironment = "unknown_environment"
    /// A character that has no meaning in mathematics.
    case unknownCharacter = "unknown_character"
    /// Bytes that are not UTF-8.
    case notUTF8 = "not_utf8"
    /// Two numbers side by side, or digits directly after a letter.
    case adjacentNumbers = "adjacent_numbers"
    /// A digit that the base does not have, or a base that is none.
    case badBase = "bad_base"
    /// A second subscript, or a second exponent.
    case doubledScript = "doubled_script"
    /// Words among the mathematics that are not understood.
    case words
    /// The rows of a matrix have different lengths.
    case raggedMatrix = "ragged_matrix"
  }

  /// All of the text was read.
  case expression(MathReading)
  /// The text is broken: a brace, an operand or an argument is missing.
  case malformed(at: Int, reason: Reason)
  /// The text may be sound but is not read as mathematics.
  case unreadable(at: Int, reason: Reason)
  /// The text or its tree is too large; nothing is said about its form.
  case limitExceeded(MathReaderLimits.Kind)

  /// The reading, if there is one.
  public var reading: MathReading? {
    if case .expression(let reading) = self { reading } else { nil }
  }
}
