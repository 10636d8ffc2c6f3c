import ExactMath

/// Where a length stands between the shortest and the longest of its group (Kimi k1.5): 1/2 for the shortest, −1/2 for the longest.
///
///     λ = 1/2 − (L − min) / (max − min + ε);   0 if max = min
struct GroupPosition {
  private let shortest: BigRational
  /// `nil`: all lengths are equal.
  private let span: BigRational?

  /// The position among the lengths of a group; `nil` when ε makes the denominator 0.
  init?(_ group: ScoredGroup, epsilon: BigRational = .zero) {
    let lengths = group.lengths
    shortest = lengths.min() ?? .zero
    let longest = lengths.max() ?? .zero
    span = shortest < longest ? longest - shortest + epsilon : nil
    if let span, span.isZero { return nil }
  }

  /// λ of a length.
  func callAsFunction(_ length: BigRational) -> BigRational {
    span.map { BigRational(1, over: 2) - (length - shortest) / $0 } ?? .zero
  }
}
