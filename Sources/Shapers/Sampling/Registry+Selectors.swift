import RewardCore

extension Registry {
  /// Adds the selectors of this module, and the shapers whose state is a controller's.
  ///
  /// - Throws: `duplicate_name` when another has one of their names.
  mutating func addSelectors() throws(RewardError) {
    try add(DualLambdaShaper.self)
    try add(PacePrefixSelector.self)
    try add(SECBanditSelector.self)
    try add(DomainSamplingSelector.self)
    try add(DynamicSamplingSelector.self)
    try add(DifficultyFilterSelector.self)
    try add(PassRateVariationSelector.self)
    try add(LengthScheduleSelector.self)
    try add(LengthControllerSelector.self)
    try add(ElasticBudgetSelector.self)
    try add(AdaR1PreferenceSelector.self)
  }
}
