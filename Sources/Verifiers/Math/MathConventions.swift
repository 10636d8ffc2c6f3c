internal import ExactMath
internal import RewardCore

/// What counts as equal mathematics: every option of `MathVerifier`, each of which the strictness decides unless it is given.
struct MathConventions: Sendable {
  /// Malformed text: a brace that is missing, a backslash too many.
  enum Repairs: String, CaseIterable { case refuse, accept }
  /// Numbers in words and ordinals, and sets: `seven`, `12th`, `no solution`.
  enum Words: String, CaseIterable { case refuse, accept }
  /// Text with two readings, of which the less likely one is right.
  enum Readings: String, CaseIterable { case refuse, accept }
  /// `x = 3` and `3`.
  enum Labels: String, CaseIterable { case exact, optional }
  /// The order of a list without brackets.
  enum ListOrder: String, CaseIterable { case ordered, any }
  /// The brackets around several values.
  enum Brackets: String, CaseIterable { case exact, optional }
  /// Units.
  enum Units: String, CaseIterable { case exact, convert, mayLack = "may_lack" }
  /// The percent sign.
  enum Percent: String, CaseIterable { case value, signMayLack = "sign_may_lack", asNumber = "as_number" }
  /// An inequality and the set that it describes.
  enum Relations: String, CaseIterable { case exact, solved, any }
  /// A computation that was not carried out.
  enum Unevaluated: String, CaseIterable { case refuse, refuseArithmetic = "refuse_arithmetic", accept }
  /// An expression of the prompt, repeated.
  enum Echo: String, CaseIterable { case refuse, accept }
  /// The form of an answer.
  enum Form: String, CaseIterable { case any, simplified }
  /// Rounding.
  enum Rounding: String, CaseIterable { case exact, groundTruthDigits = "ground_truth_digits" }
  /// Identities that only random points confirm.
  enum IdentityTests: String, CaseIterable { case refuse, accept }
  /// Several candidates in one completion.
  enum Candidates: String, CaseIterable { case last, allAgree = "all_agree" }
  /// The base of a logarithm without one.
  enum Logarithm: String, CaseIterable { case either, natural, decimal }

  private(set) var acceptsRepairs: Bool
  private(set) var acceptsWords: Bool
  let acceptsOtherReadings: Bool
  let percent: Percent
  private(set) var relations: Relations
  private(set) var unevaluated: Unevaluated
  /// What those options are by that are not given.
  let strictness: Strictness
  let refusesEcho: Bool
  let form: Form
  private(set) var rounding: Rounding
  let candidates: Candidates
  /// What the decision procedures are told.
  private(set) var equality: EqualityOptions

  /// The conventions that options stand for.
  init(_ options: Options) {
    strictness = Strictness(options)
    let strictness = strictness
    func value<Value>(_ option: ByStrictness<Value>) -> Value { option.value(in: options, strictness) }
    acceptsRepairs = value(Self.repairs) == .accept
    acceptsWords = value(Self.words) == .accept
    acceptsOtherReadings = value(Self.readings) == .accept
    percent = value(Self.percentOption)
    relations = value(Self.relationsOption)
    unevaluated = value(Self.unevaluatedOption)
    refusesEcho = value(Self.echo) == .refuse
    form = value(Self.formOption)
    rounding = value(Self.roundingOption)
    candidates = value(Self.candidatesOption)

    var equality = EqualityOptions.standard
    equality.symbols = value(Self.variables)
    equality.renaming = value(Self.renaming)
    equality.labelsOptional = value(Self.labels) == .optional
    equality.wordsNameSets = acceptsWords
    equality.listsAreOrdered = value(Self.listOrder) == .ordered
    equality.bracketsOptional = value(Self.brackets) == .optional
    equality.convertUnits = value(Self.units) != .exact
    equality.unitsOptional = value(Self.units) == .mayLack
    equality.percentAsNumber = percent == .asNumber
    equality.relationsAsSets = relations != .exact
    equality.acceptIdentityTests = value(Self.identityTests) == .accept
    equality.lettersMayBeIntegers = strictness > .strict
    equality.divisorsArePositive = strictness > .strict
    switch value(Self.logarithm) {
    case .either: equality.logarithmIsDecimal = nil
    case .natural: equality.logarithmIsDecimal = false
    case .decimal: equality.logarithmIsDecimal = true
    }
    self.equality = equality
  }

  /// The same with what is malformed or in words read as far as it can be: a ground truth is not optimised against anyone.
  var forGroundTruths: MathConventions {
    var copy = self
    copy.acceptsRepairs = true
    copy.acceptsWords = true
    return copy
  }

  /// The same for two forms of one answer, of which one may be a rounded decimal, and any may be worked out.
  var forRounding: MathConventions {
    var copy = self
    copy.rounding = .groundTruthDigits
    copy.unevaluated = .accept
    copy.relations = .any
    copy.equality.relationsAsSets = true
    return copy
  }

  // MARK: The options

  /// An option that a strictness decides when it is not given.
  struct ByStrictness<Value: RawRepresentable & CaseIterable & Sendable>: Sendable where Value.RawValue == String {
    let name: String
    let strict: Value
    let standard: Value
    let lenient: Value
    let summary: String

    init(_ name: String, strict: Value, standard: Value, lenient: Value, _ summary: String) {
      self.name = name
      self.strict = strict
      self.standard = standard
      self.lenient = lenient
      self.summary = summary
    }

    var description: OptionDescription {
      let defaults = "null: `\(strict.rawValue)` at strict, `\(standard.rawValue)` at standard, `\(lenient.rawValue)` at lenient."
      return OptionDescription(
        name, .choice(Value.allCases.map(\.rawValue)), default: .null, allowsNull: true, "\(summary); \(defaults)")
    }

    func value(in options: Options, _ strictness: Strictness) -> Value {
      if let given = Value(rawValue: options.string(name)) { return given }
      switch strictness {
      case .strict: return strict
      case .standard: return standard
      case .lenient: return lenient
      }
    }
  }

  private static let repairs = ByStrictness<Repairs>(
    "repairs", strict: .refuse, standard: .accept, lenient: .accept,
    "malformed text that was read as what it clearly meant (a missing brace, a doubled backslash)")
  private static let words = ByStrictness<Words>(
    "words", strict: .refuse, standard: .accept, lenient: .accept,
    "numbers in words and ordinals (`seven`, `12th`), and sets (`all real numbers`, `no solution`)")
  private static let readings = ByStrictness<Readings>(
    "readings", strict: .refuse, standard: .accept, lenient: .accept,
    "the less likely reading of a text that has two (`a(x+1)`: a product, or a function's value) when only that is right")
  private static let labels = ByStrictness<Labels>(
    "labels", strict: .exact, standard: .optional, lenient: .optional, "whether `x = 3` is `3`")
  private static let listOrder = ByStrictness<ListOrder>(
    "list_order", strict: .ordered, standard: .any, lenient: .any,
    "the order of a list without brackets; another order than the ground truth's is undecided when ordered")
  private static let brackets = ByStrictness<Brackets>(
    "brackets", strict: .exact, standard: .optional, lenient: .optional, "whether `\\{1, 2\\}` or `(1, 2)` is `1, 2`")
  private static let units = ByStrictness<Units>(
    "units", strict: .convert, standard: .mayLack, lenient: .mayLack,
    "units of one dimension are converted exactly, degrees and radians too; and a unit, but no dozen, may be missing on one side")
  private static let percentOption = ByStrictness<Percent>(
    "percent", strict: .value, standard: .signMayLack, lenient: .asNumber,
    "50% is 0.5; at `sign_may_lack` also 50 when the ground truth has the sign, at `as_number` when either has it")
  private static let relationsOption = ByStrictness<Relations>(
    "relations", strict: .exact, standard: .solved, lenient: .any,
    """
    whether an inequality may stand for its solution set, if it is solved or always; an equation or inequality in one unknown that is not \
    solved is no solution, \(Relations.any.rawValue) apart
    """)
  private static let unevaluatedOption = ByStrictness<Unevaluated>(
    "unevaluated", strict: .refuse, standard: .refuseArithmetic, lenient: .accept,
    """
    an expression of the right value where a number is asked for: any but a written number, sums and products of written numbers, or none \
    is refused
    """)
  private static let echo = ByStrictness<Echo>(
    "echo", strict: .refuse, standard: .refuse, lenient: .accept,
    "an expression that stands in the prompt, is equal to the ground truth and larger than it")
  private static let formOption = ByStrictness<Form>(
    "form", strict: .any, standard: .any, lenient: .any, "whether an answer has to be in simplest form when the ground truth is")
  private static let roundingOption = ByStrictness<Rounding>(
    "rounding", strict: .exact, standard: .exact, lenient: .groundTruthDigits,
    "whether a decimal ground truth is met by what rounds to its own digits")
  private static let renaming = ByStrictness<EqualityOptions.Renaming>(
    "renaming", strict: .none, standard: .bound, lenient: .bound,
    "symbols that may have another name: a constant of integration, the integer of a family and the argument of a definition, or any")
  private static let identityTests = ByStrictness<IdentityTests>(
    "identity_tests", strict: .refuse, standard: .accept, lenient: .accept,
    "identities that rigorous enclosures at random points confirm and no normal form proves")
  private static let variables = ByStrictness<EqualityOptions.SymbolDomain>(
    "variables", strict: .realValued, standard: .realValued, lenient: .realValued,
    "what variables stand for: reals at which all is real, positive numbers, or reals with principal values")
  private static let logarithm = ByStrictness<Logarithm>(
    "logarithm", strict: .either, standard: .either, lenient: .either,
    "the base of `\\log` without one; `either`: the verdict has to be the same for both")
  private static let candidatesOption = ByStrictness<Candidates>(
    "candidates", strict: .last, standard: .last, lenient: .last,
    "of several candidates in one completion the last counts, or all have to agree")

  /// All of them, as `describe` lists them.
  static let options: [OptionDescription] = [
    candidatesOption.description, repairs.description, words.description, readings.description, labels.description,
    listOrder.description, brackets.description, units.description, percentOption.description, relationsOption.description,
    unevaluatedOption.description, echo.description, formOption.description, roundingOption.description, renaming.description,
    identityTests.description, variables.description, logarithm.description,
  ]
}
