public import RewardCore

extension Registry {
  /// Adds the shapers and metrics of this module.
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

    // State.
    try add(LaserDShaper.self)
    try add(LaserDEShaper.self)
    try add(HapoShaper.self)
    try add(LaserTargetEstimation.self)

    // Combinators.
    try add(FormatCombineShaper.self)
    try add(CombineShaper.self)
  }
}
