internal import RewardCore

/// What an answer says about which option is meant.
enum ChoiceReading: Sendable, Hashable {
  /// This option; several only where several may be chosen.
  case chosen([Int], leniencies: [String])
  /// Several options where one is asked for, or options joined by *or*: no choice.
  case hedged([Int])
  /// A letter or a number that is no option's.
  case outside(String)
  /// None of these can be said; why, in words.
  case unreadable(String)
}
