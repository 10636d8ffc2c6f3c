import RewardPlot
import Testing

@Suite("Curves and their steps")
struct LengthCurveTests {
  private func curve(_ end: Int, _ reward: (Int) -> Double?) -> LengthCurve { LengthCurve(upTo: end, reward: reward) }

  @Test("a step is found at its very length", arguments: [1, 2, 77, 4096, 8192, 9998, 9999])
  func steps(at target: Int) {
    let curve = curve(10_000) { $0 <= target ? 1.5 : 1 }
    #expect(curve.pieces.count == 2)
    #expect(curve.steps.map { [$0.from.length, $0.to.length] } == [[target, target + 1]])
    #expect(curve.steps.map { [$0.from.reward, $0.to.reward] } == [[1.5, 1]])
    #expect(!curve.isConstant)
  }

  @Test("several steps, and a slope after one")
  func more() {
    let stairs = curve(10_000) { Double($0 / 2500) }
    #expect(stairs.steps.map(\.to.length) == [2500, 5000, 7500, 10_000])
    let sawtooth = curve(10_000) { $0 < 6000 ? 1 - Double($0) / 6000 : 1 - Double($0 - 6000) / 4000 }
    #expect(sawtooth.steps.map(\.from.length) == [5999])
  }

  @Test("a slope is no step, however short the axis and however steep the slope")
  func slopes() {
    #expect(curve(10_000) { Double($0) }.pieces.count == 1)
    #expect(curve(20) { Double($0) / 20 }.pieces.count == 1)
    #expect(curve(10_000) { 1000 / Double($0) }.pieces.count == 1)
    #expect(curve(10_000) { abs(Double($0) - 5000) }.pieces.count == 1)
    #expect(curve(10_000) { max(-1, min(0, Double(5000 - $0) / 30)) }.pieces.count == 1, "a line of 30 lengths")
    #expect(curve(2) { _ in 3 }.isConstant)
  }

  @Test("where there is no reward, there is no line and no step")
  func gaps() {
    let curve = curve(1000) { (300...600).contains($0) ? nil : 1 }
    #expect(curve.pieces.map { [$0[0].length, $0[$0.count - 1].length] } == [[1, 299], [601, 1000]])
    #expect(curve.steps.isEmpty)
    #expect(self.curve(1000) { _ in nil }.pieces.isEmpty)
  }

  @Test("the points are the rewards, and lie so close that lines between them show the curve")
  func fidelity() {
    func reward(_ length: Int) -> Double { 3 * Double(length % 4001) / 4001 - (length > 9000 ? 2 : 0) }
    let curve = curve(10_000, reward)
    for point in curve.points { #expect(point.reward == reward(point.length)) }
    for piece in curve.pieces {
      for (a, b) in zip(piece, piece.dropFirst()) {
        for length in stride(from: a.length, through: b.length, by: 7) {
          let line = a.reward + (b.reward - a.reward) * Double(length - a.length) / Double(b.length - a.length)
          #expect(abs(line - reward(length)) < 0.05, "at \(length)")
        }
      }
    }
    #expect(curve.steps.map(\.from.length) == [4000, 8001, 9000])
  }
}
