import ExactMath
import RewardCore

/// Mean and standard deviation of some numbers.
///
/// The mean is exact. The deviation is 0 exactly when all numbers are equal, and otherwise a rational within 2^-100 of the square root,
/// relative to it; so what is computed from it exactly and then rounded once is nearly always the nearest double to the true value, and the
/// same everywhere. Order does not matter.
struct Moments {
  let mean: BigRational
  let deviation: BigRational

  /// Of `values`; the sample standard deviation divides by n − 1 (and is 0 for one value), the population one by n.
  init(_ values: [BigRational], isSample: Bool = true) {
    let count = BigRational(max(values.count, 1))
    let mean = values.reduce(.zero, +) / count
    self.mean = mean
    let squares = values.reduce(.zero) { (sum: BigRational, value) in sum + (value - mean) * (value - mean) }
    // Squares that are not 0 mean two values at least.
    deviation = squares.isZero ? .zero : (squares / (isSample ? count - 1 : count)).squareRoot()
  }

  /// What stands for the moments of a single value where a trainer leaves it as it is: mean 0 and deviation 1.
  private init(mean: BigRational, deviation: BigRational) {
    self.mean = mean
    self.deviation = deviation
  }

  /// Mean 0 and deviation 1.
  static let unit = Moments(mean: .zero, deviation: .one)

  /// (value − mean) / (deviation + ε), not yet rounded; 0 where the value is the mean, whatever ε.
  ///
  /// - Throws: `not_finite` when a negative ε makes the denominator 0.
  func z(_ value: BigRational, epsilon: BigRational) throws(RewardError) -> BigRational {
    if value == mean { return .zero }
    guard let z = (value - mean).divided(by: deviation + epsilon) else {
      throw RewardError(.notFinite, field: "advantage", expected: "a deviation + eps other than 0")
    }
    return z
  }
}

extension BigRational {
  /// The square root of a number that is not negative, within 2^-100 relative to it; exact where it is a double and so is the number scaled
  /// by a power of four.
  ///
  /// IEEE 754's own square root, which is correctly rounded everywhere, and one step of Heron's method, which doubles its 53 bits.
  func squareRoot() -> BigRational {
    guard signum > 0 else { return .zero }
    // To between 1/4 and 8, so that the double neither overflows nor loses bits.
    let exponent = (numeratorBitWidth - denominatorBitWidth) / 2
    let scale = BigRational(2).power(exponent, maxBits: exponent.magnitude < 1 << 20 ? 1 << 22 : 0) ?? .one
    let scaled = self / (scale * scale)
    guard let first = BigRational(exactly: scaled.doubleValue.squareRoot()), !first.isZero else { return .zero }
    return (first + scaled / first) / 2 * scale
  }

  /// The number on a grid of 2^-256, so that sums over many groups, each with its own deviation, do not grow.
  func onGrid() -> BigRational { (self * Self.grid).floor() / Self.grid }

  private static let grid = BigRational(2).power(256, maxBits: 1024) ?? .one
}

extension Group {
  /// The exact reward of each rollout that has one, in order: the decimal that was written, as everywhere in this module.
  ///
  /// - Throws: `not_finite` for the first reward that is NaN or infinite.
  func exactRewards() throws(RewardError) -> [BigRational?] {
    var rewards: [BigRational?] = []
    for rollout in rollouts { rewards.append(try rollout.exactReward()) }
    return rewards
  }

  /// The exact reward and length of each rollout that has both, in order.
  ///
  /// - Throws: `not_finite`, or `invalid_length` for a length below 0; the first of them.
  func exactRewardsWithLengths() throws(RewardError) -> [(reward: BigRational, length: BigRational)?] {
    var known: [(reward: BigRational, length: BigRational)?] = []
    for rollout in rollouts {
      guard let reward = try rollout.exactReward(), let length = rollout.length else {
        known.append(nil)
        continue
      }
      guard length >= 0, length.isFinite else {
        throw RewardError(.invalidLength, field: "length", found: "\(length)", expected: "a finite number, at least 0")
      }
      known.append((reward, BigRational(length: length)))
    }
    return known
  }
}

extension JudgedRollout {
  fileprivate func exactReward() throws(RewardError) -> BigRational? {
    guard let reward else { return nil }
    guard reward.isFinite else {
      throw RewardError(.notFinite, field: "reward", found: "\(reward)", expected: "a finite number or null")
    }
    return BigRational(length: reward)
  }
}

extension OptionDescription {
  /// What is added to a standard deviation.
  static func epsilon(_ value: JSONValue, _ summary: String = "Added to the standard deviation.") -> Self {
    Self("eps", .number(.any), default: value, summary)
  }

  /// The two standard deviations.
  static func deviation(_ summary: String = "`sample` divides by n − 1, as most trainers; `population` by n.") -> Self {
    Self("std", .choice(["sample", "population"]), default: "sample", summary)
  }

  /// What becomes of a single reward.
  static func singleton(_ value: JSONValue, _ summary: String) -> Self {
    Self("singleton", .choice(["zero", "raw"]), default: value, summary)
  }
}

extension ShaperExample {
  /// The shared example of normalisers (3F): one group of six rewards.
  static let rewards = #"{"groups": [{"rewards": [1, 0.5, 0, 1, -0.5, 0]}]}"#

  /// The same with lengths.
  static let rewardsWithLengths = #"""
    {"groups": [{"rewards": [1, 0.5, 0, 1, -0.5, 0], "lengths": [1000, 2000, 500, 4000, 8000, 3000]}]}
    """#
}

/// Edges that all normalisers share, as `describe` prints them.
enum NormaliserEdges {
  static let null = "A rollout without a reward gets 0, and takes no part in any statistic."
  static let null2 = "A rollout without a reward or without a length gets 0, and takes no part in any statistic."
}
