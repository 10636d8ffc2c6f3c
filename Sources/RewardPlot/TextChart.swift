package import RewardCore
import RewardPipeline

/// A small curve for a terminal, in ASCII.
package struct TextChart: Sendable {
  /// The widest chart, with its margin: what fits into 80 columns.
  package static let width = 72
  private static let rows = 11
  private static let margin = 10

  /// The chart, with a line end.
  package let text: String

  /// A chart of a shaper by itself.
  ///
  /// With its defaults, or with the options of the first of its worked numbers with which a curve leaves its row. Where none does, the
  /// chart is of right answers alone, close up.
  ///
  /// - Returns: `nil` for a shaper whose reward has nothing to do with length, or that needs what no reference group can say.
  package init?(ofShaper name: String, registry: Registry) {
    guard let description = registry.shapers.first(where: { $0.name == name }) else { return nil }
    var tried: [JSONObject] = []
    var level: (curves: RecipeCurves, given: JSONObject, end: Int)?
    for params in ["{}"] + description.examples.map(\.params) {
      guard let options = (try? JSONValue(parsing: params))?.objectValue, !tried.contains(options) else { continue }
      tried.append(options)
      var step = options
      step["name"] = .string(name)
      let json: JSONValue = ["version": 1, "verifier": "math", "shapers": [.object(step)]]
      guard let recipe = try? Recipe(json: json, registry: registry) else { continue }
      let end = LengthAxis.end(for: [recipe])
      guard recipe.chain.steps.contains(where: { $0.shaper.description.usesLength }),
        let curves = try? RecipeCurves(of: recipe, name: name, end: end, correctCounts: [PlotLimits.groupSize / 2]),
        curves.lines.contains(where: { !$0.curve.isConstant && !$0.curve.points.isEmpty })
      else { continue }
      if curves.lines.contains(where: { Self.isVisible($0.curve, among: curves) }) {
        text = Self.text(curves, within: PlotPanel.range(of: [curves]), given: options, upTo: end)
        return
      }
      level = level ?? (curves, options, end)
    }
    guard let level, let right = level.curves.lines.first(where: { $0.isCorrect && !$0.curve.isConstant }) else { return nil }
    let rewards = right.curve.points.map(\.reward)
    guard let lowest = rewards.min(), let highest = rewards.max(), highest - lowest > PlotLimits.leastSpan * max(abs(highest), abs(lowest))
    else { return nil }
    text = Self.text(level.curves, within: (lowest, highest), given: level.given, upTo: level.end)
  }

  /// Whether a curve leaves its row.
  private static func isVisible(_ curve: LengthCurve, among curves: RecipeCurves) -> Bool {
    let range = PlotPanel.range(of: [curves])
    let rewards = curve.points.map(\.reward)
    guard let lowest = rewards.min(), let highest = rewards.max() else { return false }
    return (highest - lowest) * Double(rows) > range.upper - range.lower
  }

  private static func text(_ curves: RecipeCurves, within range: PlotPanel.Range, given: JSONObject, upTo end: Int) -> String {
    let columns = width - margin - 1
    func row(_ reward: Double) -> Int {
      Int(((range.upper - reward) / (range.upper - range.lower) * Double(rows - 1)).rounded())
    }
    var cells = Array(repeating: Array(repeating: Character(" "), count: columns), count: rows)
    for (mark, isCorrect) in [(Character("o"), false), ("*", true)] {
      for line in curves.lines where line.isCorrect == isCorrect {
        for (column, reward) in rewards(of: line.curve, columns: columns, upTo: end).enumerated() {
          guard let reward, range.lower...range.upper ~= reward else { continue }
          let at = row(reward)
          cells[at][column] = cells[at][column] == " " ? mark : "#"
        }
      }
    }
    var labels = Array(repeating: "", count: rows)
    for tick in AxisTicks(from: range.lower, to: range.upper, atMost: 5).ticks { labels[row(tick.value)] = tick.text }
    var lines = zip(labels, cells).map { label, cells in
      String(repeating: " ", count: max(0, margin - 1 - label.count)) + label + " |" + String(cells).trimmingTrailingSpaces
    }
    lines.append(String(repeating: " ", count: margin) + "+" + String(repeating: "-", count: columns))
    lines.append(axis(upTo: end, columns: columns))
    let showsIncorrect = cells.contains { $0.contains("o") || $0.contains("#") }
    var legend = "* correct   " + (showsIncorrect ? "o incorrect   # both" : "incorrect: off the chart")
    if curves.dependsOnGroup { legend += "   group of \(curves.groupSize), \(curves.correctCounts[0]) of them correct" }
    let notes = [legend] + conditions(of: curves, given: given)
    lines += notes.map { String(repeating: " ", count: margin + 1) + $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The numbers below the axis, each under its place.
  private static func axis(upTo end: Int, columns: Int) -> String {
    var line = Array(repeating: Character(" "), count: width)
    for tick in AxisTicks(from: 0, to: Double(end), atMost: 5).ticks {
      let centre = margin + 1 + Int(tick.value / Double(end) * Double(columns - 1))
      let start = min(max(centre - tick.text.count / 2, 0), width - tick.text.count)
      for (offset, digit) in tick.text.enumerated() { line[start + offset] = digit }
    }
    return String(line).trimmingTrailingSpaces + " tokens"
  }

  private static func conditions(of curves: RecipeCurves, given: JSONObject) -> [String] {
    var conditions = curves.fields
    for member in given.members { conditions.append("\(member.name) \(member.value.stringValue ?? member.value.description)") }
    if curves.dependsOnGroup {
      let (shortest, longest) = (NumberText.grouped(curves.otherLengths.lowerBound), NumberText.grouped(curves.otherLengths.upperBound))
      conditions.append("the others' lengths from \(shortest) to \(longest)")
    }
    if curves.hasState { conditions.append("state after one such batch") }
    // One a line, so that no line is too wide.
    return conditions.map { String($0.prefix(width - margin - 1)) }
  }

  /// The reward in the middle of each column: that of the last point up to there, or between two points of one piece.
  private static func rewards(of curve: LengthCurve, columns: Int, upTo end: Int) -> [Double?] {
    (0..<columns).map { column in
      let length = max(1, Int((Double(column) / Double(columns - 1) * Double(end)).rounded()))
      guard let piece = curve.pieces.last(where: { $0[0].length <= length }), let last = piece.last, length <= last.length,
        let at = piece.lastIndex(where: { $0.length <= length })
      else { return nil }
      let before = piece[at]
      guard before.length < length, at + 1 < piece.count else { return before.reward }
      let after = piece[at + 1]
      return before.reward + (after.reward - before.reward) * Double(length - before.length) / Double(after.length - before.length)
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
