/// A text read as mathematics: the likeliest tree, other trees it may mean, and what was noticed on the way.
public struct MathReading: Sendable, Hashable {
  /// A choice between two readings; each kind is decided alike all over one text.
  public enum Ambiguity: String, Sendable, Hashable, CaseIterable {
    /// `(1,2)`: a pair, or an open interval.
    case pairOrInterval = "pair_or_interval"
    /// `1,234`: one number, or two.
    case groupOrList = "group_or_list"
    /// `a(x+1)`: a product, or a function of `x+1`.
    case productOrApplication = "product_or_application"
    /// `f(x)`: a function of x, or a product.
    case applicationOrProduct = "application_or_product"
    /// `C(5,2)`: a function of two, or a point, or the number of choices.
    case applicationOrCount = "application_or_count"
    /// `2\frac{1}{2}`: a mixed number, or a product.
    case mixedOrProduct = "mixed_or_product"
    /// `5m`: a product with a variable, or a length.
    case variableOrUnit = "variable_or_unit"
    /// `C`: a variable, or the letter of a choice.
    case variableOrChoice = "variable_or_choice"
    /// `\textbf{(C)}\ 12`: the letter of a choice, or what it stands for.
    case choiceOrValue = "choice_or_value"
    /// `3:30`: a ratio, or a time.
    case ratioOrTime = "ratio_or_time"
    /// `[1,2]`: an interval, or an array of two.
    case intervalOrArray = "interval_or_array"
    /// `1/2x`: what follows the slash is `2x`, or only 2.
    case quotientOrProduct = "quotient_or_product"
    /// `\sin 2x y`, `\sin x(x+1)`: how far the argument reaches.
    case argumentReach = "argument_reach"
    /// `0,5`: two numbers, or a decimal with a comma.
    case listOrDecimal = "list_or_decimal"
    /// `C_5^2`: a power of a name with an index, or the number of choices of 2 from 5.
    case powerOrCount = "power_or_count"
    /// `12_3`: a numeral of base 3, or a number with an index.
    case baseOrIndex = "base_or_index"
  }

  /// Another reading of the same text.
  public struct Alternative: Sendable, Hashable {
    /// What was decided the other way.
    public var ambiguity: Ambiguity
    /// The tree that results.
    public var expression: MathExpression

    /// Another reading of the same text.
    public init(_ ambiguity: Ambiguity, _ expression: MathExpression) {
      self.ambiguity = ambiguity
      self.expression = expression
    }
  }

  /// The reading that is likeliest without a context.
  public var expression: MathExpression
  /// Other readings, each with one kind of ambiguity decided the other way all over the text.
  public var alternatives: [Alternative]
  /// What was noticed, in the order of the text.
  public var notes: [MathNote]

  /// A reading with the given parts.
  public init(_ expression: MathExpression, alternatives: [Alternative] = [], notes: [MathNote] = []) {
    self.expression = expression
    self.alternatives = alternatives
    self.notes = notes
  }

  /// Whether something had to be repaired or guessed, which a strict caller refuses.
  public var hasLeniencies: Bool { notes.contains { $0.kind.isLeniency } }
}

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
