import RewardCore

/// What to do with a wrapper that is begun after the last well-formed one and never finished; the option `unclosed`.
///
/// A completion that was cut off inside its last `\boxed{` meant to say something that nobody can read. Falling back on the box before it
/// cannot be used to hedge, since still exactly one answer is judged, chosen by a fixed rule and never read out of the unfinished wrapper;
/// but it may reward a result that was only intermediate. So training refuses, and the default passes over and says so.
public enum UnclosedPolicy: String, Sendable, Hashable, CaseIterable {
  /// There is no candidate: the last word was not finished.
  case refuse
  /// The last well-formed wrapper counts, and the leniency `unclosed_passed_over` is reported.
  case passOver = "pass_over"
  /// For answer tags: the rest of the text counts, and the leniency `closing_tag_missing` is reported. For generation that stops at the
  /// closing tag and does not write it.
  case takeRest = "take_rest"

  static func option(_ policies: [UnclosedPolicy]) -> OptionDescription {
    OptionDescription(
      "unclosed", .choice(policies.map(\.rawValue)), default: .string(passOver.rawValue),
      "What a wrapper that is begun last and never finished means: no answer, or the one before it"
        + (policies.contains(.takeRest) ? ", or the rest of the text." : "."))
  }

  init(_ options: Options) { self = UnclosedPolicy(rawValue: options.string("unclosed")) ?? .passOver }
}
