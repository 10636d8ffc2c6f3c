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
    /// `0.333...`: the digits that are written, or a period.
    case digitsOrPeriod = "digits_or_period"
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

  /// The words before the value that were left out as its label: `The maximum is`.
  package var label: String?

  /// A reading with the given parts.
  public init(_ expression: MathExpression, alternatives: [Alternative] = [], notes: [MathNote] = []) {
    self.expression = expression
    self.alternatives = alternatives
    self.notes = notes
  }

  /// Whether something had to be repaired or guessed, which a strict caller refuses.
  public var hasLeniencies: Bool { notes.contains { $0.kind.isLeniency } }
}
