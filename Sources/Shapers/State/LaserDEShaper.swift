public import RewardCore

/// LASER-DE: LASER-D, where a long wrong answer that does not repeat itself earns the bonus too, for exploring.
///
///     correct:   R = correct_reward + α    if L ≤ targets[band], else correct_reward
///     wrong:     R = wrong_reward + α      if L > targets[band] and not repeated, else wrong_reward
///
/// Learn to Reason Efficiently with Adaptive Length-based Reward Shaping, arXiv 2505.15612, LASER-D; code hkust-nlp/Laser. Bands, targets,
/// state and what a run learns are those of `laser_d`. `repeated` is a field of the rollout, false when it is missing; `laser_repeat`
/// computes it. There is only the variant "reward". At L = target a right answer earns its bonus and a wrong one nothing.
///
/// Paper and code differ: the released repetition test compares tuples of tensors, which hash by identity, so it practically never
/// fires, and in the published runs every long wrong answer got the bonus. Here `repeated` counts; leave it false to reproduce those.
public struct LaserDEShaper: Shaper {
  private let rule: BandedLaser

  /// A LASER-DE shaper with these options.
  ///
  /// - Throws: `invalid_parameter` when `lower` is above `upper`.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    rule = try BandedLaser(
      options, context, steps: LaserSteps(options, explores: true), owner: Self.description.name)
  }

  /// The default target for every difficulty.
  public func makeState() -> LaserState { rule.initial }

  /// Rewards by the targets so far.
  public func shape(_ batch: Batch, state: LaserState) throws(RewardError) -> Shaped {
    try rule.shape(batch, state: state)
  }

  /// Learns from the batch, when it follows a run.
  public func update(_ state: inout LaserState, after batch: Batch) { rule.update(&state, after: batch) }
}

extension LaserDEShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "laser_de", version: 1,
    summary: "LASER-D with a bonus for a long wrong answer that does not repeat itself (LASER-DE).",
    equation: "R = C + α·[format ∧ (correct ? L ≤ targets[band] : L > targets[band] ∧ ¬repeated)]",
    level: .stateful, usesLength: true, rolloutFields: ["repeated"],
    options: BandedLaser.options(variants: ["reward"]),
    edges: BandedLaser.edges + [
      "At L = target a right answer earns its bonus and a wrong one nothing.",
      "Bad format: format_reward, with no length term and no exploration bonus, and no hit.",
    ],
    properties: [
      "Correctness dominance with margin correct_reward − wrong_reward − alpha, 1.0 by default: needs alpha below that gap.",
      "Not neutral about the length of wrong answers, and an all-wrong group is not silent: it pushes towards long.",
    ],
    sources: BandedLaser.sources,
    examples: [
      ShaperExample(
        stateIn: #"{"targets": {"easy": 1024, "medium": 2048, "hard": 4096}}"#,
        result: #"{"rewards": [1.5, 1.5, -0.5, 1, 0, 0], "bands": ["medium"]}"#,
        stateOut: #"{"targets": {"easy": 1024, "medium": 2048, "hard": 4096}}"#),
      ShaperExample(
        params: #"{"default_target": 100, "alpha": 0.25}"#,
        inputs: #"""
          {"groups": [{"samples": [
            {"correct": false, "length": 100}, {"correct": false, "length": 101},
            {"correct": false, "length": 101, "repeated": true}, {"correct": false, "length": 101, "format_ok": false},
            {"correct": true, "length": 100}]}]}
          """#,
        result: #"{"rewards": [-0.5, -0.25, -0.5, -1, 1.25], "bands": ["hard"]}"#,
        note: "a wrong answer has to be beyond the target, not at it, well formatted and not repeated"),
    ])
}
