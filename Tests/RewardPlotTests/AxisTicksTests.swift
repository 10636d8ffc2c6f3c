import RewardPlot
import Testing

@Suite("Round ticks")
struct AxisTicksTests {
  struct Axis: Sendable, CustomTestStringConvertible {
    var lower: Double
    var upper: Double
    var count: Int
    var texts: [String]
    var testDescription: String { "\(lower)…\(upper), at most \(count)" }
  }

  static let axes: [Axis] = [
    Axis(lower: 0, upper: 11_000, count: 7, texts: ["0", "2,000", "4,000", "6,000", "8,000", "10,000"]),
    Axis(lower: -0.64, upper: 1.64, count: 7, texts: ["-0.5", "0", "0.5", "1.0", "1.5"]),
    Axis(lower: -10.8, upper: 2.8, count: 7, texts: ["-10", "-8", "-6", "-4", "-2", "0", "2"]),
    Axis(lower: 0, upper: 1, count: 5, texts: ["0", "0.5", "1.0"]),
    Axis(lower: 0, upper: 1, count: 6, texts: ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    Axis(lower: 0.9985, upper: 1.0002, count: 5, texts: ["0.9985", "0.9990", "0.9995", "1.0000"]),
    Axis(lower: 0, upper: 2, count: 3, texts: ["0", "1", "2"]),
    Axis(lower: 0, upper: 1_000_000_000, count: 3, texts: ["0", "500,000,000", "1,000,000,000"]),
    Axis(lower: -0.00007, upper: 0.00001, count: 5, texts: ["-0.00006", "-0.00004", "-0.00002", "0"]),
  ]

  @Test("multiples of 1, 2 or 5, written with the digits of the step", arguments: axes)
  func texts(_ axis: Axis) {
    let ticks = AxisTicks(from: axis.lower, to: axis.upper, atMost: axis.count).ticks
    #expect(ticks.map(\.text) == axis.texts)
    for tick in ticks { #expect(Double(tick.text.filter { $0 != "," }) == tick.value) }
  }

  @Test("never more than asked for, and at least two")
  func counts() {
    for span in [1e-6, 0.003, 0.7, 1, 1.3, 9.99, 10, 77, 4e5, 3e11] {
      for lower in [-2 * span, -span / 3, 0, span / 7, 40 * span] {
        for count in 3...9 {
          let ticks = AxisTicks(from: lower, to: lower + span, atMost: count).ticks
          #expect((2...count).contains(ticks.count) || (count == 3 && ticks.count == 1), "\(lower) + \(span): \(ticks)")
          #expect(ticks.allSatisfy { $0.value >= lower - span * 1e-6 && $0.value <= lower + span * (1 + 1e-6) })
        }
      }
    }
  }
}
