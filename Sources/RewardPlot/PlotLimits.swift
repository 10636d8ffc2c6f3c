/// The bounds of pictures, each with its reason.
package enum PlotLimits {
  /// Lengths at which every curve is looked at before it is looked at more closely: about one every four points of a picture.
  static let samples = 128

  /// What part of a picture's height a step has to be to be looked for: about two points, less cannot be seen.
  static let visibleShare = 0.01

  /// A step is so many times steeper than the curve on both sides of it.
  static let stepSteepness = 4.0

  /// Rewards beyond this have no place on an axis whose ticks are told apart by doubles.
  static let rewardMagnitude = 1e12

  /// What of its size a reward has to change to be worth a close look: below, ticks could not be told apart.
  static let leastSpan = 1e-6

  /// The longest axis: tick numbers up to here are integers of a double, and no generation limit is near it.
  package static let maxLength = 1_000_000_000

  /// The length that an axis ends at when nothing in a recipe says what is long.
  static let defaultLength = 10_000

  /// Rollouts in the reference group when the recipe does not say: the size that most papers train with.
  static let groupSize = 8

  /// The largest reference group: each sample of a curve shapes one, and a group of this size shows nothing that this one hides.
  static let maxGroupSize = 1_024
}
