import ExactMath
import RewardCore

/// The verdict table of the LASER family with its step at the target; what `laser`, `laser_d` and `laser_de` share.
///
/// There are five rewards that can come out. Each is computed exactly and rounded once, when the shaper is made.
struct LaserSteps: Sendable {
  private let badFormat: Double
  private let correctWithin: Double
  private let correctBeyond: Double
  private let wrong: Double
  private let wrongExploring: Double?

  /// The table of these options; `explores`: a wrong answer beyond the target earns the bonus too, unless it repeats itself.
  init(_ options: Options, explores: Bool = false) {
    let (correct, wrong) = (options.exact("correct_reward"), options.exact("wrong_reward"))
    let alpha = options.exact("alpha")
    let variant = options.string("variant")
    badFormat = options.exact("format_reward").reward
    correctWithin = (variant == "penalty" ? correct : correct + alpha).reward
    correctBeyond = (variant == "reward" ? correct : correct - alpha).reward
    self.wrong = wrong.reward
    wrongExploring = explores ? (wrong + alpha).reward : nil
  }

  /// The reward of a rollout; `nil` when its correctness or its length is not known.
  func reward(for rollout: JudgedRollout, target: BigRational) throws(RewardError) -> Double? {
    guard let length = try rollout.scorableLength() else { return nil }
    guard rollout.formatOK else { return badFormat }
    let isWithin = length <= target
    if rollout.correct == true { return isWithin ? correctWithin : correctBeyond }
    guard let wrongExploring, !isWithin, !(try rollout.isRepeated()) else { return wrong }
    return wrongExploring
  }

  /// The options of the table.
  static func options(variants: [String]) -> [OptionDescription] {
    [
      OptionDescription("alpha", .number(.nonNegative), default: 0.5, "The height of the step."),
      OptionDescription(
        "variant", .choice(variants), default: "reward",
        variants.count == 1
          ? "Within the target +alpha; the only one there is."
          : "`reward`: +alpha within the target; `penalty`: −alpha beyond it; `hybrid`: both."),
      .correctReward(), .wrongReward(-0.5),
      OptionDescription(
        "format_reward", .number(.any), default: -1,
        "What an answer in bad format is worth, right or wrong, short or long."),
    ]
  }
}

extension JudgedRollout {
  /// Whether the text repeats itself (`repeated`; `laser_repeat` computes it).
  fileprivate func isRepeated() throws(RewardError) -> Bool {
    switch fields["repeated"] {
    case nil, .null: return false
    case .bool(let flag): return flag
    case let other?:
      throw RewardError(.wrongType, field: "repeated", found: other.description, expected: "true or false")
    }
  }
}
