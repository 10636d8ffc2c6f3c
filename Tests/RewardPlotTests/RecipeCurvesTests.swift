import RewardCore
import RewardPipeline
import RewardPlot
import Rewards
import Testing

@Suite("Curves of recipes")
struct RecipeCurvesTests {
  static func recipe(_ shapers: JSONValue, _ more: JSONObject = [:]) throws -> Recipe {
    var json = more
    json["version"] = 1
    json["verifier"] = "math"
    json["shapers"] = shapers
    return try Recipe(json: .object(json), registry: .builtIn)
  }

  private func curves(_ shapers: JSONValue, end: Int = 10_000, _ more: JSONObject = [:]) throws -> RecipeCurves {
    try RecipeCurves(of: try Self.recipe(shapers, more), name: "r", end: end)
  }

  @Test("LASER: a step at the target for right answers, a level line for wrong ones")
  func laser() throws {
    let curves = try curves([["name": "laser", "target": 3001]], ["reward": ["correct": 1, "incorrect": -0.5]])
    #expect(curves.lines.map(\.isCorrect) == [true, false])
    #expect(curves.lines[0].curve.steps.map { [Double($0.from.length), $0.from.reward, $0.to.reward] } == [[3001, 1.5, 1]])
    #expect(curves.lines[1].curve.isConstant && curves.lines[1].curve.points[0].reward == -0.5)
    #expect(!curves.dependsOnGroup && !curves.dependsOnDifficulty && !curves.hasState)
    #expect(curves.steps == "laser target 3001")
  }

  @Test("DAST: one curve for each pass rate")
  func difficulty() throws {
    let curves = try curves(["dast"])
    #expect(curves.dependsOnDifficulty && curves.correctCounts == [1, 4, 7])
    #expect(curves.lines.map(\.correctCounts) == [[1], [4], [7], [1], [4], [7]])
  }

  @Test("Kimi: the numbers of the formula in the stated group")
  func kimi() throws {
    let curves = try curves(["kimi_length"])
    #expect(curves.otherLengths == 2000...8000 && curves.groupSize == 8)
    for line in curves.lines {
      // With one right answer, or one wrong one, the others may not reach both ends of the range.
      guard line.correctCounts.contains(4) else { continue }
      for point in line.curve.points {
        let (shortest, longest) = (min(point.length, 2000), max(point.length, 8000))
        let term = 0.5 - Double(point.length - shortest) / Double(longest - shortest)
        #expect(abs(point.reward - (line.isCorrect ? 1 + term : min(0, term))) < 1e-12, "at \(point.length)")
      }
    }
  }

  @Test("HAPO remembers the reference group; a step says at what step of the run")
  func state() throws {
    let hapo = try curves(["hapo"])
    #expect(hapo.hasState && hapo.lines.allSatisfy { !$0.curve.isConstant })
    let schedule: JSONValue = [
      ["name": "schedule", "shaper": "truncation", "parameter": "limit", "stages": [[0, 8000], [100, 2000]]]
    ]
    for (step, limit) in [(0, 8000), (99, 8000), (100, 2000)] {
      let curves = try RecipeCurves(of: try Self.recipe(schedule), name: "r", end: 10_000, step: step)
      #expect(curves.lines[0].curve.steps.map(\.from.length).contains { abs($0 - limit) <= 1 }, "step \(step)")
    }
  }

  @Test("a policy that skips leaves no curve, and group sizes are the recipe's")
  func policy() throws {
    let curves = try curves([["name": "laser", "target": 3001]], ["reward": ["incorrect": "skip"], "group_size": 3])
    #expect(curves.lines[1].curve.pieces.isEmpty)
    #expect(curves.groupSize == 3 && curves.correctCounts == [1, 2])
    #expect(try self.curves(["alp"], ["group_size": 1]).correctCounts.isEmpty)
  }

  @Test("the axis ends beyond what the recipes name")
  func axis() throws {
    func end(_ shapers: JSONValue...) throws -> Int {
      LengthAxis.end(for: try shapers.map { try Self.recipe($0) })
    }
    #expect(try end([["name": "laser", "target": 4096]]) == 5200)
    #expect(try end([["name": "laser", "target": 4096]], [["name": "laser", "target": 8000]]) == 10_000)
    #expect(try end(["kimi_length"]) == 10_000)
    #expect(try end(["lcpo_exact"]) == 10_000, "a price is no length")
    #expect(
      try end([["name": "schedule", "shaper": "truncation", "parameter": "limit", "stages": [[0, 2000], [9, 40_000]]]]) == 50_000)
    #expect(
      try end([["name": "gate", "shaper": "truncation", "params": ["limit": 800], "otherwise": "outcome"]]) == 1000)
    #expect(try end([["name": "laser", "target": 1e300]]) == 1_000_000_000)
  }

  @Test("rewards that no axis can show are an error")
  func tooLarge() throws {
    #expect(throws: RewardError.self) {
      try curves([["name": "laser", "target": 3001, "alpha": 1e200]])
    }
  }

  @Test("every shaper that can be used without more can be drawn", arguments: Registry.builtIn.shapers.map(\.name))
  func all(_ name: String) throws {
    let registry = Registry.builtIn
    let description = try #require(registry.shapers.first { $0.name == name })
    let needsOptions = description.options.contains { $0.defaultValue == nil }
    // `clip` has defaults, and wants one of its two bounds.
    guard !needsOptions, name != "clip" else { return }
    let curves = try RecipeCurves(of: try Self.recipe([.string(name)]), name: name, end: 10_000, correctCounts: [4])
    #expect(curves.lines.allSatisfy { line in line.curve.points.allSatisfy { $0.reward.isFinite } })
    #expect(curves.lines.allSatisfy { !$0.curve.points.isEmpty })
  }
}
