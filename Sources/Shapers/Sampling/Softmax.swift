import ExactMath

/// exp(x − max) / Σ exp(x − max): shares that add up to 1 exactly, before they are rounded.
///
/// Each exponential is `PortableMath`'s; the rest is exact, so equal numbers have exactly equal shares. Not empty.
func softmax(_ numbers: [BigRational]) -> [BigRational] {
  let largest = numbers.max() ?? .zero
  let powers = numbers.map { BigRational(exactly: PortableMath.exp(($0 - largest).doubleValue)) ?? .zero }
  // The largest one's power is 1, so the sum is not 0.
  let sum = powers.reduce(.zero, +)
  return powers.map { $0 / sum }
}
