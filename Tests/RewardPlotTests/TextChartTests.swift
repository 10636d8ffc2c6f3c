import RewardCore
import RewardPlot
import Rewards
import Testing

@Suite("Charts in a terminal")
struct TextChartTests {
  @Test("ASCII, in 80 columns, for every shaper whose reward has to do with length", arguments: Registry.builtIn.shapers.map(\.name))
  func charts(_ name: String) throws {
    let registry = Registry.builtIn
    let description = try #require(registry.shapers.first { $0.name == name })
    guard let chart = TextChart(ofShaper: name, registry: registry) else {
      #expect(!description.usesLength, "\(name) uses lengths and has no curve")
      return
    }
    #expect(chart.text.allSatisfy { $0.isASCII }, "\(chart.text)")
    let lines = chart.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 80 && $0.last != " " }, "\(chart.text)")
    #expect(chart.text.contains("*") && chart.text.contains("tokens"))
    // No chart of level lines only: one of the two answers is on several rows.
    let rows = lines.filter { $0.contains("|") }
    let reach = ["*", "o"].map { mark in rows.count { $0.contains(mark) || $0.contains("#") } }
    #expect((reach.max() ?? 0) > 1, "\(chart.text)")
  }

  @Test("LASER's chart")
  func laser() throws {
    let chart = try #require(TextChart(ofShaper: "laser", registry: .builtIn))
    let rows = chart.text.split(separator: "\n").map(String.init)
    let levels = rows.filter { $0.contains("*") && $0.contains("|") }
    #expect(levels.count == 2, "\(chart.text)")
    // 8192 of 11000: three quarters of the columns are within the target.
    let columns = rows.first { $0.contains("+") }?.count { $0 == "-" } ?? 0
    #expect(levels[0].count { $0 == "*" || $0 == "#" } == Int(Double(columns - 1) * 8192 / 11000) + 1)
    #expect(rows.contains { $0.contains("o") && $0.contains("-0.5") }, "\(chart.text)")
  }

  @Test("nothing for what has no curve", arguments: ["outcome", "soft_tests", "grpo", "dynamic_sampling", "vsrm", "math", "nothing"])
  func none(_ name: String) { #expect(TextChart(ofShaper: name, registry: .builtIn) == nil) }
}
