package import RewardCore
extension Registry {
  package mutating func addShapers() throws(RewardError) {}
}
