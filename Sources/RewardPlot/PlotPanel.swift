import RewardCore
import RewardPipeline

/// One recipe's curves in a picture: axes, grid, lines, steps, and a label at the end of each line.
struct PlotPanel {
  /// A place in the picture.
  struct Frame {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  /// The rewards at the bottom and at the top.
  typealias Range = (lower: Double, upper: Double)

  /// Room for what stands around the plotting area.
  static let margins = (left: 52.0, right: 140.0, top: 58.0, bottom: 40.0)

  private static let labelHeight = 14.0
  private static let labelGap = 20.0
  /// How many points of text a character is wide on average, in proportion to its size; generous.
  private static let characterWidth = 0.56
  /// Steps of which the length is written; more would hide the lines.
  private static let labelledSteps = 3

  let curves: RecipeCurves
  let end: Int
  let range: Range
  let frame: Frame

  private var area: Frame {
    Frame(
      x: frame.x + Self.margins.left, y: frame.y + Self.margins.top,
      width: frame.width - Self.margins.left - Self.margins.right, height: frame.height - Self.margins.top - Self.margins.bottom)
  }

  /// The rewards of these curves with some air around them, and 0 among them.
  static func range(of curves: [RecipeCurves]) -> Range {
    var (lower, upper) = (0.0, 0.0)
    for line in curves.flatMap(\.lines) {
      for point in line.curve.points { (lower, upper) = (min(lower, point.reward), max(upper, point.reward)) }
    }
    // Where nothing but 0 is given, from −1 to 1.
    guard upper > lower else { return (-1, 1) }
    let air = max((upper - lower) * 0.07, max(upper, -lower) * PlotLimits.leastSpan)
    return (lower - air, upper + air)
  }

  private func x(_ length: Int) -> Double { area.x + area.width * Double(length) / Double(end) }
  private func y(_ reward: Double) -> Double { area.y + area.height * (range.upper - reward) / (range.upper - range.lower) }

  // MARK: Drawing

  func draw(into svg: inout SVGText) {
    drawTitle(into: &svg)
    drawAxes(into: &svg)
    if curves.dependsOnGroup { drawOthers(into: &svg) }
    // Wrong answers come last: their strokes have gaps, through which a line that is level with them can be seen.
    for line in curves.lines { draw(line, into: &svg) }
    labelSteps(into: &svg)
    labelLines(into: &svg)
  }

  private func drawTitle(into svg: inout SVGText) {
    text(curves.name, "t", frame.x + 4, frame.y + 16, fitting: (frame.width - 12, 15), into: &svg)
    if curves.steps != curves.name {
      text(curves.steps, "s", frame.x + 4, frame.y + 33, fitting: (frame.width - 12, 12), into: &svg)
    }
  }

  private func drawAxes(into svg: inout SVGText) {
    let (left, right, bottom) = (area.x, area.x + area.width, area.y + area.height)
    for tick in AxisTicks(from: range.lower, to: range.upper, atMost: 7).ticks {
      let y = y(tick.value)
      line(tick.value == 0 ? "z" : "g", (left, y), (right, y), into: &svg)
      text(tick.text.replacingMinus, "a e", left - 7, y + 4, into: &svg)
    }
    line("z", (left, bottom), (right, bottom), into: &svg)
    for tick in AxisTicks(from: 0, to: Double(end), atMost: max(3, Int(area.width / 60))).ticks {
      let x = x(Int(tick.value))
      line("z", (x, bottom), (x, bottom + 4), into: &svg)
      text(tick.text, "a m", x, bottom + 17, into: &svg)
    }
    text("length in \(curves.unit.rawValue)", "a m", left + area.width / 2, bottom + 33, into: &svg)
    text("reward", "a e", left - 7, area.y - 4, into: &svg)
  }

  /// A bar on the axis from the shortest to the longest of the others.
  private func drawOthers(into svg: inout SVGText) {
    let y = area.y + area.height
    let (from, to) = (x(curves.otherLengths.lowerBound), x(curves.otherLengths.upperBound))
    line("o", (from, y), (to, y), into: &svg)
  }

  private func draw(_ line: RecipeCurves.Line, into svg: inout SVGText) {
    var path = ""
    for piece in line.curve.pieces {
      let points = Self.simplified(piece.map { (x($0.length), y($0.reward)) })
      for (index, point) in points.enumerated() {
        path += (index == 0 ? "M" : "L") + "\(NumberText.coordinate(point.0)) \(NumberText.coordinate(point.1))"
      }
      // A point alone would not be seen.
      if points.count == 1 { path += "h0.1" }
    }
    for step in line.curve.steps {
      self.line(
        "r " + Self.colour(of: line), (x(step.from.length), y(step.from.reward)), (x(step.from.length), y(step.to.reward)), into: &svg)
    }
    svg.element("path", [("class", "l \(Self.colour(of: line)) w\(weight(of: line))"), ("d", path)])
  }

  private static func colour(of line: RecipeCurves.Line) -> String { line.isCorrect ? "c" : "i" }

  /// The more of the group are right, the thicker: 1 to 3; 2 where the pass rate does not matter.
  private func weight(of line: RecipeCurves.Line) -> Int {
    guard curves.dependsOnDifficulty, line.correctCounts.count < curves.correctCounts.count,
      let first = line.correctCounts.first, let place = curves.correctCounts.firstIndex(of: first)
    else { return 2 }
    return curves.correctCounts.count == 2 ? place * 2 + 1 : place + 1
  }

  /// The length at which something steps, where it does so for the first time.
  private func labelSteps(into svg: inout SVGText) {
    var places: [(x: Double, y: Double, length: Int)] = []
    for line in curves.lines {
      for step in line.curve.steps where !places.contains(where: { abs($0.x - x(step.from.length)) < 4 }) {
        places.append((x(step.from.length), (y(step.from.reward) + y(step.to.reward)) / 2, step.from.length))
      }
    }
    for place in places.sorted(by: { $0.x < $1.x }).prefix(Self.labelledSteps) {
      let isLeft = place.x > area.x + area.width * 0.75
      text(
        NumberText.grouped(place.length), isLeft ? "a e" : "a", place.x + (isLeft ? -5 : 5), place.y + 4, into: &svg)
    }
  }

  /// A label at the end of each line, apart from each other, with a leader where it could not stay.
  private func labelLines(into svg: inout SVGText) {
    var labels: [(line: RecipeCurves.Line, from: (Double, Double), y: Double)] = curves.lines.compactMap { line in
      guard let last = line.curve.points.last else { return nil }
      return (line, (x(last.length), y(last.reward)), y(last.reward))
    }
    labels.sort { ($0.y, $0.line.isCorrect ? 0 : 1) < ($1.y, $1.line.isCorrect ? 0 : 1) }
    for index in labels.indices.dropFirst() { labels[index].y = max(labels[index].y, labels[index - 1].y + Self.labelHeight) }
    // What was pushed below the plotting area goes up again, and pushes what is in its way.
    var lowest = area.y + area.height
    for index in labels.indices.reversed() {
      labels[index].y = min(labels[index].y, lowest)
      lowest = labels[index].y - Self.labelHeight
    }
    let edge = area.x + area.width
    for label in labels {
      line("k " + Self.colour(of: label.line), (label.from.0 + 2, label.from.1), (edge + Self.labelGap - 4, label.y), into: &svg)
      text(words(of: label.line), "n " + Self.colour(of: label.line), edge + Self.labelGap, label.y + 4, into: &svg)
    }
    for line in curves.lines where line.curve.points.isEmpty {
      text(
        "\(words(of: line)): no reward", "a m", area.x + area.width / 2, area.y + area.height / 2 + (line.isCorrect ? -8 : 8), into: &svg)
    }
  }

  private func words(of line: RecipeCurves.Line) -> String {
    let answer = line.isCorrect ? "correct" : "incorrect"
    guard line.correctCounts.count < curves.correctCounts.count else { return answer }
    return answer + " " + line.correctCounts.map(String.init).joined(separator: ", ") + "/\(curves.groupSize)"
  }

  // MARK: Pieces

  private func line(_ style: String, _ from: (Double, Double), _ to: (Double, Double), into svg: inout SVGText) {
    svg.element(
      "path",
      [
        ("class", style),
        (
          "d",
          "M\(NumberText.coordinate(from.0)) \(NumberText.coordinate(from.1))L\(NumberText.coordinate(to.0)) \(NumberText.coordinate(to.1))"
        ),
      ])
  }

  private func text(
    _ content: String, _ style: String, _ x: Double, _ y: Double, fitting room: (width: Double, size: Double)? = nil,
    into svg: inout SVGText
  ) {
    var content = content
    if let room {
      let characters = max(1, Int(room.width / (room.size * Self.characterWidth)))
      if content.count > characters { content = content.prefix(characters - 1) + "…" }
    }
    svg.element("text", [("class", style), ("x", NumberText.coordinate(x)), ("y", NumberText.coordinate(y))], content)
  }

  /// The points without those that a line between the others passes within a seventh of a point (Ramer, Douglas and Peucker).
  private static func simplified(_ points: [(Double, Double)]) -> [(Double, Double)] {
    guard points.count > 2 else { return points }
    var kept: Set<Int> = [0, points.count - 1]
    var open = [(0, points.count - 1)]
    while let (first, last) = open.popLast() {
      var farthest: (index: Int, distance: Double)?
      for index in first + 1..<last {
        let distance = distance(of: points[index], from: points[first], points[last])
        if distance > farthest?.distance ?? 0.15 { farthest = (index, distance) }
      }
      guard let index = farthest?.index else { continue }
      kept.insert(index)
      if index - first > 1 { open.append((first, index)) }
      if last - index > 1 { open.append((index, last)) }
    }
    return kept.sorted().map { points[$0] }
  }

  private static func distance(of point: (Double, Double), from a: (Double, Double), _ b: (Double, Double)) -> Double {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0 else { return ((point.0 - a.0) * (point.0 - a.0) + (point.1 - a.1) * (point.1 - a.1)).squareRoot() }
    return abs(dx * (point.1 - a.1) - dy * (point.0 - a.0)) / length
  }
}

extension String {
  /// With a typographic minus.
  fileprivate var replacingMinus: String { hasPrefix("-") ? "−" + dropFirst() : self }
}
