import ExactMath

/// z = (x − mean) / (std + ε), or (x − mean) / max(std, least), over some values.
///
/// Sums are exact, so the order of the values does not matter, and z is exactly 0 where x is the mean, whatever ε. Deviations are
/// measured in units of the largest one, so that no square overflows.
struct Standardization {
  private let mean: BigRational
  private let unit: BigRational
  private let scale: Double

  /// Over `values`; the sample standard deviation divides by n − 1 (and is 0 for one value), the population one by n.
  init(_ values: [BigRational], isSample: Bool, epsilon: BigRational = .zero, least: BigRational? = nil) {
    let count = BigRational(max(values.count, 1))
    let mean = values.reduce(.zero, +) / count
    let deviations = values.map { ($0 - mean).magnitude }
    let unit = deviations.max() ?? .zero
    self.mean = mean
    self.unit = unit
    guard !unit.isZero else {
      scale = 1
      return
    }
    let squares = deviations.reduce(.zero) { (sum: BigRational, deviation) in
      let relative = deviation / unit
      return sum + relative * relative
    }
    // A largest deviation that is not 0 means two values at least.
    let variance = squares / (isSample ? count - 1 : count)
    let deviation = variance.doubleValue.squareRoot() + (epsilon / unit).doubleValue
    scale = least.map { max(deviation, ($0 / unit).doubleValue) } ?? deviation
  }

  /// The z of one of the values.
  func z(_ value: BigRational) -> Double {
    value == mean ? 0 : ((value - mean) / unit).doubleValue / scale
  }
}
