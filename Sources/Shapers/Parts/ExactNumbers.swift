import ExactMath
import RewardCore

// Rational formulas are computed exactly and rounded once. What goes in is a decimal that someone wrote, an option or a length,
// and means that decimal: 0.0003 is 3/10000, not the double nearest to it. So a length of 0.1 is within a target of 0.1.

extension Options {
  /// A number option as the decimal that was written.
  func exact(_ name: String) -> BigRational { exactIfGiven(name) ?? .zero }

  /// A number option as the decimal that was written; `nil` for null.
  func exactIfGiven(_ name: String) -> BigRational? { number(name).map(BigRational.init(decimal:)) }

  /// A list of finite numbers, each as the decimal that was written.
  ///
  /// - Throws: `invalid_parameter` for anything else.
  func exactList(_ name: String, owner: String) throws(RewardError) -> [BigRational] {
    let numbers = self[name].arrayValue?.compactMap { value in
      if case .number(let number) = value, number.doubleValue.isFinite { BigRational(decimal: number) } else { nil }
    }
    guard let numbers, numbers.count == self[name].arrayValue?.count else {
      throw RewardError(
        .invalidParameter, field: name, found: self[name].description, expected: "a list of finite numbers", source: owner)
    }
    return numbers
  }
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
  /// The exact length, when it is known, for shapers that do not look at correctness.
  ///
  /// - Throws: `invalid_length`.
  func knownLength() throws(RewardError) -> BigRational? {
    guard let length else { return nil }
    guard length >= 0, length.isFinite else {
      throw RewardError(.invalidLength, field: "length", found: "\(length)", expected: "a finite number, at least 0")
    }
    return BigRational(length: length)
  }

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
