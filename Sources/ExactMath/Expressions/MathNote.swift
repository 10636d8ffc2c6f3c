/// Something about a text that its tree does not say.
public struct MathNote: Sendable, Hashable {
  /// What was noticed.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A mixed number, `2\frac12`, which the tree shows as a sum.
    case mixedNumber = "mixed_number"
    /// Digits in groups of three, whatever separates the groups.
    case digitGroups = "digit_groups"
    /// `\boxed` or `\fbox` around the whole or a part.
    case boxed
    /// Math delimiters such as `$…$` inside the text.
    case delimiters
    /// A final full stop.
    case finalPeriod = "final_period"
    /// A number in words.
    case numberWord = "number_word"
    /// An ordinal: `3rd`, `12^{th}`, `third`.
    case ordinal
    /// The first words of the text are a label that was left out, as in `The answer is 5`.
    case label
    /// Words beside the mathematics that were left out: `where`, `for all real`.
    case words
    /// An exponent of several digits without braces, `10^23`.
    case unbracedExponent = "unbraced_exponent"
    /// A decimal with an ellipsis, `0.333...`, of which the tree has the digits that are written.
    case truncatedDecimal = "truncated_decimal"
    /// A number in the European notation, `1.234,56`.
    case europeanNumber = "european_number"

    // Leniencies: the text is not well-formed, and was read as what it clearly meant.

    /// A command without its backslash: `frac{1}{2}`.
    case missingBackslash = "missing_backslash"
    /// A command with two: `\\frac`.
    case doubledBackslash = "doubled_backslash"
    /// Braces that were never closed, at the end of the text.
    case unclosedBrace = "unclosed_brace"
    /// A closing brace or delimiter too many, at the end of the text.
    case extraClosing = "extra_closing"
    /// `\left` without `\right`, or brackets that do not pair.
    case unbalancedDelimiter = "unbalanced_delimiter"
    /// An infinite end of an interval that is said to belong to it: `[0, \infty]`.
    case closedInfinity = "closed_infinity"
    /// Markdown around or inside the mathematics.
    case markdown
    /// Invisible characters that were dropped.
    case invisibleCharacters = "invisible_characters"
    /// Control characters where JSON or a string literal swallowed a backslash: a tab before `ext`, a form feed before `rac`.
    case swallowedBackslash = "swallowed_backslash"
    /// A denominator of several digits without braces, `\frac{13}10`.
    case unbracedDenominator = "unbraced_denominator"
    /// The rows of a matrix were not equally long, or a separator was missing.
    case raggedMatrix = "ragged_matrix"

    /// Whether the text had to be repaired.
    public var isLeniency: Bool {
      switch self {
      case .missingBackslash, .doubledBackslash, .unclosedBrace, .extraClosing, .unbalancedDelimiter, .closedInfinity, .markdown,
        .invisibleCharacters, .swallowedBackslash, .unbracedDenominator, .raggedMatrix:
        true
      default: false
      }
    }
  }

  /// What was noticed.
  public var kind: Kind
  /// Where, in bytes from the beginning.
  public var offset: Int

  /// A note about a place in the text.
  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
