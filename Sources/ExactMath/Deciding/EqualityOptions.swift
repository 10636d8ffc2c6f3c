/// What equality means where mathematics leaves a choice.
public struct EqualityOptions: Sendable, Hashable {
  /// A convention that a verdict rested on; reported in ``EqualityDecision/leniencies``.
  public enum Leniency: String, Sendable, Hashable, CaseIterable {
    /// A list matched in another order.
    case listOrder = "list_order"
    /// `\{1, 2\}` matched `1, 2`, or `(1,2)` the list of its members.
    case brackets
    /// An inequality matched its solution set.
    case relationAsSet = "relation_as_set"
    /// A set was named in words: "all real numbers".
    case setInWords = "set_in_words"
    /// A label was stripped: `x = 3` for `3`.
    case label
    /// A unit was converted.
    case unitConversion = "unit_conversion"
    /// A unit stood on one side only.
    case unitMissing = "unit_missing"
    /// A percentage matched a plain number.
    case percentAsNumber = "percent_as_number"
    /// The symbols were taken to be positive.
    case positiveSymbols = "positive_symbols"
    /// Symbols of one side were renamed to those of the other.
    case renamedSymbols = "renamed_symbols"
    /// A letter such as n was taken for a positive integer.
    case integerLetters = "integer_letters"
    /// An identity was accepted after a test at random points.
    case identityTest = "identity_test"
  }

  /// The values that symbols stand for.
  public enum SymbolDomain: String, Sendable, Hashable, CaseIterable {
    /// Real numbers at which every logarithm, root and inverse function of both expressions is real: `\ln(xy)` is
    /// `\ln x + \ln y`, but `\sqrt{x^2}` is not `x`. Expressions without such points take principal values.
    case realValued = "real_valued"
    /// Positive numbers: `\sqrt{x^2}` is `x`.
    case positive
    /// All real numbers, with principal values where a function is not real.
    case principal
  }

  /// Which symbols of one side may be renamed to symbols of the other.
  public enum Renaming: String, Sendable, Hashable, CaseIterable {
    /// None: `n\pi` is not `k\pi`.
    case none
    /// Those whose name says nothing: a constant of integration, an integer that runs through a family, the argument in a
    /// definition `f(x) = …`.
    case bound
    /// All that occur on one side only.
    case any
  }

  /// What the symbols stand for.
  public var symbols = SymbolDomain.realValued
  /// Whether letters in the denominator of what is under a root are positive where only that makes two values equal.
  public var divisorsArePositive = true
  /// Whether an order of members counts in a list without brackets; another order is then not decided, for it may not be meant.
  public var listsAreOrdered = false
  /// Whether a list without brackets may match a set, a tuple or an "or" of the same members.
  public var bracketsOptional = true
  /// Whether an inequality in one variable may match the interval that it describes.
  public var relationsAsSets = false
  /// Whether "all real numbers" and "no solution" may match the sets that they name.
  public var wordsNameSets = true
  /// Whether `x = 3` may match `3`.
  public var labelsOptional = true
  /// Whether units of one dimension are converted, also degrees to radians.
  public var convertUnits = true
  /// Whether a number without a unit may match one with.
  public var unitsOptional = true
  /// Whether `50\%` may match `50`; that it is `0.5` needs ``convertUnits``.
  public var percentAsNumber = false
  /// Whether identities are accepted that only random points confirm.
  public var acceptIdentityTests = true
  /// Whether `\log` without a base is to base 10; else it is natural, and where both agree it does not matter.
  public var logarithmIsDecimal: Bool?
  /// Whether j, k, l, m and n may be taken for positive integers: `(-1)^n` is `\cos n\pi`.
  public var lettersMayBeIntegers = true
  /// Which symbols that occur on one side only may stand for each other.
  public var renaming = Renaming.none
  /// Whether steps are recorded.
  public var recordSteps = false

  /// The usual meaning.
  public init() {}

  /// The usual meaning.
  public static let standard = EqualityOptions()
}
