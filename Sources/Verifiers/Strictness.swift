public import RewardCore

/// Which leniencies a verifier may use; the option `strictness` of every verifier that looks for an answer.
public enum Strictness: String, Sendable, CaseIterable, Comparable {
  /// For training: the answer is in the place where it belongs, and nothing is guessed.
  case strict
  /// The default in every face.
  case standard
  /// For evaluation.
  case lenient

  /// The option as it is described; `summary` says what it means for the verifier.
  public static func option(_ summary: String) -> OptionDescription {
    OptionDescription("strictness", .choice(allCases.map(\.rawValue)), default: "standard", summary)
  }

  /// The strictness that was chosen.
  public init(_ options: Options) { self = Strictness(rawValue: options.string("strictness")) ?? .standard }

  /// Fewer leniencies first.
  public static func < (left: Strictness, right: Strictness) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .strict: 0
    case .standard: 1
    case .lenient: 2
    }
  }
}
