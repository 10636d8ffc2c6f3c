import RewardCore

extension Registry {
  /// Adds the normalisers of this module.
  ///
  /// - Throws: `duplicate_name` when a normaliser has one of their names.
  mutating func addNormalisers() throws(RewardError) {
    try add(GRPONormaliser.self)
    try add(DrGRPONormaliser.self)
    try add(RLOONormaliser.self)
    try add(OPONormaliser.self)
    try add(ReinforcePlusPlusNormaliser.self)
    try add(PassAtKNormaliser.self)
    try add(TopGapNormaliser.self)
    try add(GDPONormaliser.self)
    try add(GFPONormaliser.self)
    try add(GRPOLeadNormaliser.self)
  }
}
