public import RewardCore

extension Registry {
  /// Adds the shapers, metrics, normalisers and selectors of this module.
  ///
  /// - Throws: `duplicate_name` when a shaper has one of their names.
  public mutating func addShapers() throws(RewardError) {
    try add(OutcomeShaper.self)
    try add(LaserShaper.self)
    try add(LaserDShaper.self)
    try add(LaserDEShaper.self)
    try add(EfficientReasoningShaper.self)
    try add(KimiLengthShaper.self)
    try add(HapoShaper.self)
    try add(LaserTargetEstimation.self)
    try addNormalisers()
    try addSelectors()
  }
}
