/// Round ticks of an axis: multiples of 1, 2 or 5 times a power of ten.
package struct AxisTicks: Sendable, Hashable {
  /// The first digit of the step: 1, 2 or 5.
  private let digit: Int
  /// The power of ten of the step.
  private let exponent: Int
  /// The multiples of the step that are on the axis.
  private let multiples: ClosedRange<Int>

  /// The ticks from `lower` to `upper`, which is more, at most so many, and at least two.
  package init(from lower: Double, to upper: Double, atMost count: Int) {
    var (digit, exponent) = (1, -12)
    while Self.value(10 * count, exponent) < upper - lower { exponent += 1 }
    while Self.count(lower, upper, Self.value(digit, exponent)) > count {
      (digit, exponent) = digit == 1 ? (2, exponent) : digit == 2 ? (5, exponent) : (1, exponent + 1)
    }
    self.digit = digit
    self.exponent = exponent
    let step = Self.value(digit, exponent)
    // What is on the axis but for rounding is on it.
    let first = Int((lower / step - 1e-9).rounded(.up))
    multiples = first...max(first, Int((upper / step + 1e-9).rounded(.down)))
  }

  private static func count(_ lower: Double, _ upper: Double, _ step: Double) -> Int {
    Int((upper / step + 1e-9).rounded(.down)) - Int((lower / step - 1e-9).rounded(.up)) + 1
  }

  /// `digits · 10^exponent`, the double nearest to it for exponents from -22 to 22.
  private static func value(_ digits: Int, _ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10 }
    return exponent < 0 ? Double(digits) / power : Double(digits) * power
  }

  /// The ticks, in order, with their numbers as text.
  package var ticks: [(value: Double, text: String)] {
    multiples.map { (Self.value($0 * digit, exponent), text(of: $0 * digit)) }
  }

  private func text(of digits: Int) -> String {
    guard exponent < 0, digits != 0 else {
      var value = digits
      for _ in 0..<max(exponent, 0) { value *= 10 }
      return NumberText.grouped(value)
    }
    var fraction = String(digits.magnitude)
    while fraction.count <= -exponent { fraction = "0" + fraction }
    let point = fraction.index(fraction.endIndex, offsetBy: exponent)
    return (digits < 0 ? "-" : "") + fraction[..<point] + "." + fraction[point...]
  }
}
