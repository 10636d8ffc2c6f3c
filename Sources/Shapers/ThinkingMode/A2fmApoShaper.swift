import ExactMath
public import RewardCore

/// A²FM's adaptive policy reward: where instant answers do, other modes are worth less.
///
///     R = [c and format_ok] · (1 − p^α)    if the prompt is easy and the mode is not `instant`
///       = [c and format_ok]                otherwise
///
///     easy: of the rollouts forced into the instant mode, more than tau are right;   p: the share of right ones among all forced rollouts
///
/// A²FM: An Adaptive Agent Foundation Model for Tool-Aware Hybrid Reasoning, arXiv 2510.12838, adaptive policy optimisation. Some
/// rollouts are forced into a mode, three for each, and three choose. That tau is 0.75 is a reconstruction.
public struct A2fmApoShaper: GroupShaper {
  private let tau: BigRational
  private let alpha: BigRational
  private let instant: String

  /// An A²FM shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    tau = options.exact("tau")
    alpha = options.exact("alpha")
    instant = options.string("instant")
  }

  /// The rewards of a group, and whether it is easy.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    let scored = try ScoredGroup(group, usesLength: false)
    var forced: [(isInstant: Bool, isCorrect: Bool)] = []
    for r in scored.known where try r.rollout.fields.flag("forced") == true {
      forced.append((try mode(r) == instant, r.isCorrect))
    }
    let instants = forced.filter(\.isInstant)
    let isEasy = !instants.isEmpty && BigRational(instants.count(where: \.isCorrect), over: instants.count) > tau
    let p = BigRational(forced.count(where: \.isCorrect), over: max(forced.count, 1))
    let discount = isEasy ? 1 - (try Curve.power(p, alpha)) : 1
    return Shaped(
      rewards: try scored.rewards { r throws(RewardError) in
        let mode = try mode(r)
        guard r.isCorrect, r.rollout.formatOK else { return .zero }
        return mode == instant ? 1 : discount
      }, outputs: [Shaped.Output("easy", .perGroup([.bool(isEasy)]))])
  }

  private func mode(_ r: Scored) throws(RewardError) -> String { try r.rollout.fields.word("mode").required("mode") }
}

extension A2fmApoShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "a2fm_apo", version: 1,
    summary: "Where instant answers do, other modes are worth less (A²FM).",
    equation: "R = [c ∧ format]·(1 − p^α if easy and not instant, else 1)",
    level: .group, usesLength: false, rolloutFields: ["mode", "forced"],
    options: [
      OptionDescription("tau", .number(.unit), default: 0.75, "The rate of right instant answers above which a prompt is easy."),
      OptionDescription("alpha", .number(.positive), default: 2, "How gently other modes are discounted in an easy prompt."),
      OptionDescription("instant", .string, default: "instant", "The name of the instant mode."),
    ],
    edges: [
      "No forced instant rollout: not easy.", "A rate equal to tau is not easy.", "Unknown rollouts do not count; no `forced`: false.",
      "No `mode`: missing_field.",
    ],
    properties: [
      "Correctness dominance with margin 0: a tie where the pass rate of forced rollouts is 1.", "An all-wrong group is silent.",
    ],
    sources: [
      Source("A²FM: An Adaptive Agent Foundation Model, adaptive policy optimisation", "arXiv 2510.12838", confidence: .note),
      Source("tau 0.75", confidence: .inferred),
    ],
    examples: [
      ShaperExample(
        params: #"{"tau": 0.5, "alpha": 2}"#, inputs: modes, result: #"{"rewards": [1, 1, 0, 0.4375, 0, 0], "easy": [true]}"#),
      ShaperExample(inputs: modes, result: #"{"rewards": [1, 1, 0, 1, 0, 0], "easy": [false]}"#, note: "2/3 is not above 0.75"),
      ShaperExample(inputs: #"{"groups": []}"#, result: #"{"rewards": [], "easy": []}"#),
    ])

  private static let modes = ShaperExample.w([
    "mode": ["instant", "instant", "instant", "reasoning", "reasoning", "agentic"], "forced": [true, true, true, true, false, false],
  ])
}
