import ExactMath
import RewardCore

// Rational formulas are computed exactly and rounded once. What goes in is a decimal that someone wrote, an option or a length,
// and means that decimal: 0.0003 is 3/10000, not the double nearest to it. So a length of 0.1 is within a target of 0.1.

extension Options {
  /// A number option as the decimal that was written.
  func exact(_ name: String) -> BigRational { number(name).map(BigRational.init(decimal:)) ?? .zero }
}

extension BigRational {
  /// The decimal that was written; the nearest double where it has more digits than any reward needs.
  init(decimal number: JSONNumber) {
    self = BigRational(decimal: number.text) ?? BigRational(exactly: number.doubleValue) ?? .zero
  }

  /// A finite length as the shortest decimal that reads back as it, which is the one that was written.
  init(length: Double) {
    if let integer = Int(exactly: length) { self.init(integer) } else { self.init(decimal: JSONNumber(length)) }
  }

  /// The nearest double, without negative zero.
  var reward: Double {
    let value = doubleValue
    return value == 0 ? 0 : value
  }

  /// The smallest integer that is not less than the number.
  func ceiling() -> BigRational { -(-self).floor() }
}

extension JudgedRollout {
  /// The exact length of a rollout that takes part, whose correctness and length are known; otherwise `nil`.
  ///
  /// - Throws: `invalid_length`.
  func scorableLength() throws(RewardError) -> BigRational? {
    guard try isScorableWithLength(), let length else { return nil }
    return BigRational(length: length)
  }
}

extension Group {
  /// The exact length of each rollout that takes part, in order.
  ///
  /// - Throws: `invalid_length` for the first length that is none.
  func scorableLengths() throws(RewardError) -> [BigRational?] {
    var lengths: [BigRational?] = []
    for rollout in rollouts { lengths.append(try rollout.scorableLength()) }
    return lengths
  }
}

extension OptionDescription {
  /// What a right answer is worth.
  static func correctReward(_ value: JSONValue = 1) -> Self {
    Self("correct_reward", .number(.any), default: value, "What a right answer is worth by itself.")
  }

  /// What a wrong answer is worth.
  static func wrongReward(_ value: JSONValue = 0) -> Self {
    Self("wrong_reward", .number(.any), default: value, "What a wrong answer is worth by itself.")
  }
}
