import RewardCore
import Testing

@testable import Shapers

/// Shapers that are made of others.
@Suite struct CombinatorTests {
  /// Combinators of ours, which the specification's catalogue does not have; their cases are here and not in the case file.
  static let names: Set<String> = []
}
