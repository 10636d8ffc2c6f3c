public import RewardCore

extension Registry {
  /// Adds the shapers, metrics, normalisers and selectors of this module.
  ///
  /// - Throws: `duplicate_name` when a shaper has one of their names.
  public mutating func addShapers() throws(RewardError) {
    // Response.
    try add(OutcomeShaper.self)
    try add(TruncationShaper.self)
    try add(LaserShaper.self)
    try add(LcpoExactShaper.self)
    try add(LcpoMaxShaper.self)
    try add(DapoOverlongShaper.self)
    try add(BudgetFillShaper.self)
    try add(CosineScaledShaper.self)
    try add(RiskScaledShaper.self)
    try add(Phi4LengthShaper.self)
    try add(RepetitionNgramShaper.self)
    try add(RepetitionDenseMetric.self)
    try add(TailLoopMetric.self)
    try add(CampoRepetitionShaper.self)
    try add(LaserRepeatMetric.self)
    try add(StopProperlyShaper.self)

    // Group.
    try add(EfficientReasoningShaper.self)
    try add(KimiLengthShaper.self)
    try add(PaceLengthShaper.self)
    try add(ShorterBetterShaper.self)
    try add(O1PrunerShaper.self)
    try add(AlpShaper.self)
    try add(DastShaper.self)
    try add(GrpoLeadRewardShaper.self)
    try add(DrpoWeightsMetric.self)
    try add(SGrpoShaper.self)

    // Thinking mode.
    try add(ThinklessShaper.self)
    try add(DegrpoWeightsMetric.self)
    try add(AutoThinkShaper.self)
    try add(AdaptThinkShaper.self)
    try add(A2fmApoShaper.self)
    try add(AdaCtrlShaper.self)

    // Structure and meaning.
    try add(DualRedundancyShaper.self)
    try add(VsrmMetric.self)
    try add(OverthinkScoreMetric.self)
    try add(ParsimonyShaper.self)
    try add(RankingMultiviewShaper.self)
    try add(ConstraintRewardShaper.self)
    try add(SoftTestsShaper.self)
    try add(SemanticEntropyShaper.self)
    try add(RladShaper.self)
    try add(PlanRewardShaper.self)

    // Potentials.
    try add(PbrsMetric.self)

    // State.
    try add(LaserDShaper.self)
    try add(LaserDEShaper.self)
    try add(HapoShaper.self)
    try add(LaserTargetEstimation.self)

    // Combinators.
    try add(FormatCombineShaper.self)
    try add(CombineShaper.self)
    try add(GateShaper.self)
    try add(WeightedSumShaper.self)
    try add(WhenShaper.self)
    try add(ScheduleShaper.self)
    try add(ClipShaper.self)

    // What follows the shapers.
    try addNormalisers()
    try addSelectors()
  }
}
