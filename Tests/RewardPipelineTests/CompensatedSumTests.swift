import RewardPipeline
import Testing

@Suite("Compensated sums")
struct CompensatedSumTests {
  private static func sum(_ terms: [Double]) -> Double {
    terms.reduce(into: CompensatedSum()) { $0.add($1) }.value
  }

  @Test("what a plain sum loses is kept")
  func kept() {
    #expect(Self.sum([1, 1e100, 1, -1e100]) == 2)
    #expect(Self.sum([]) == 0)
    #expect(Self.sum(Array(repeating: 0.1, count: 1_000_000)) == 100_000)
  }

  @Test("a sum beyond the doubles is infinite, and no NaN")
  func infinite() {
    let most = Double.greatestFiniteMagnitude
    #expect(Self.sum([most, most]) == .infinity)
    #expect(Self.sum([most, most, 1, -1]) == .infinity)
  }
}
