import RewardCore
import RewardPipeline

/// The curves of one recipe or several as an SVG picture.
///
/// A panel for each recipe, all with the same lengths, and with the same rewards where that leaves every curve readable. Right answers
/// are solid and blue, wrong ones dashed and orange (colours of Okabe and Ito, which colour-blind people tell apart), the pass rate is the
/// thickness of the line, and each line has its name at its end. The picture has no background, and colours for light and dark.
/// The same curves give the same bytes.
package struct CurvePicture: Sendable {
  private static let wide = (width: 720.0, height: 360.0)
  private static let narrow = (width: 490.0, height: 300.0)
  private static let legendHeight = 26.0
  private static let noteHeight = 18.0
  /// A generous width of a character of 11 points.
  private static let noteCharacterWidth = 6.0
  /// Panels share an axis of rewards while the largest range is at most so many times the smallest.
  private static let sharedRangeRatio = 3.0

  private let curves: [RecipeCurves]
  private let end: Int

  /// A picture of these curves, which go up to the same length.
  package init(of curves: [RecipeCurves], upTo end: Int) {
    self.curves = curves
    self.end = end
  }

  /// The picture as SVG, with a line end.
  package var svg: String {
    let columns = curves.count > 1 ? 2 : 1
    let rows = (curves.count + columns - 1) / columns
    let size = columns == 1 ? Self.wide : Self.narrow
    let width = size.width * Double(columns)
    let notes = notes.flatMap { Self.wrapped($0, columns: Int(width / Self.noteCharacterWidth)) }
    let height = Self.legendHeight + size.height * Double(rows) + Self.noteHeight * Double(notes.count) + 8
    var svg = SVGText()
    svg.start(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(NumberText.coordinate(width)) \(NumberText.coordinate(height))"),
        ("width", NumberText.coordinate(width)), ("height", NumberText.coordinate(height)), ("role", "img"),
        ("aria-labelledby", "title desc"),
      ])
    svg.element("title", [("id", "title")], "Reward by length: " + curves.map(\.name).joined(separator: ", "))
    svg.element("desc", [("id", "desc")], description)
    svg.raw("<style>\(Self.style)</style>\n")
    drawLegend(into: &svg)
    for (index, own) in curves.enumerated() {
      PlotPanel(
        curves: own, end: end, range: range(of: own),
        frame: PlotPanel.Frame(
          x: Double(index % columns) * size.width, y: Self.legendHeight + Double(index / columns) * size.height, width: size.width,
          height: size.height)
      ).draw(into: &svg)
    }
    for (index, note) in notes.enumerated() {
      svg.element(
        "text",
        [
          ("class", "a"), ("x", "4"),
          ("y", NumberText.coordinate(height - 8 - Self.noteHeight * Double(notes.count - 1 - index))),
        ], note)
    }
    svg.end("svg")
    return svg.text
  }

  private var sharesRange: Bool {
    let heights = curves.map { own in
      let range = PlotPanel.range(of: [own])
      return range.upper - range.lower
    }
    return (heights.max() ?? 0) <= Self.sharedRangeRatio * (heights.min() ?? 0)
  }

  private func range(of own: RecipeCurves) -> PlotPanel.Range { PlotPanel.range(of: sharesRange ? curves : [own]) }

  private func drawLegend(into svg: inout SVGText) {
    var x = 4.0
    func words(_ words: String) {
      svg.element("text", [("class", "n"), ("x", NumberText.coordinate(x)), ("y", "18")], words)
      x += Double(words.count) * 7 + 20
    }
    func entry(_ style: String, _ name: String) {
      svg.element("path", [("class", style), ("d", "M\(NumberText.coordinate(x)) 14h30")])
      x += 36
      words(name)
    }
    entry("l c w2", "correct")
    entry("l i w2", "incorrect")
    guard let own = curves.first(where: \.dependsOnDifficulty), curves.allSatisfy({ $0.groupSize == own.groupSize }) else { return }
    words("correct in the group:")
    for (index, count) in own.correctCounts.enumerated() {
      entry("l d w\(own.correctCounts.count == 2 ? index * 2 + 1 : index + 1)", "\(count)/\(own.groupSize)")
    }
  }

  /// What a reader has to know about how the curves came about.
  private var notes: [String] {
    var notes: [String] = []
    if let group = curves.first(where: { $0.dependsOnGroup }) {
      let sizes = Set(curves.filter(\.dependsOnGroup).map(\.groupSize)).sorted().map(String.init).joined(separator: " or ")
      let (shortest, longest) = (NumberText.grouped(group.otherLengths.lowerBound), NumberText.grouped(group.otherLengths.upperBound))
      notes.append(
        "One rollout of a group of \(sizes). The others' lengths are spread evenly from \(shortest) to \(longest) (the bar on the axis), "
          + "correct and incorrect ones alike.")
    }
    var conditions: [String] = []
    for word in curves.flatMap(\.fields) where !conditions.contains(word) { conditions.append(word) }
    if !conditions.isEmpty { notes.append("Fields of the rollouts and the group: " + conditions.joined(separator: ", ") + ".") }
    if curves.contains(where: \.hasState) { notes.append("State: what one batch of the same group leaves.") }
    if curves.count > 1, !sharesRange { notes.append("Each panel has its own scale of rewards.") }
    return notes
  }

  private static func wrapped(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= columns {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// The picture in words, for those who do not see it.
  private var description: String {
    curves.map { own in
      let lines = own.lines.map { line -> String in
        let points = line.curve.points
        guard let first = points.first, let last = points.last else { return "no reward" }
        let rate =
          line.correctCounts.count < own.correctCounts.count
          ? " with " + line.correctCounts.map { "\($0)" }.joined(separator: " or ") + " of \(own.groupSize) correct" : ""
        let steps = line.curve.steps.map { "a step at \(NumberText.grouped($0.from.length))" }
        let course =
          ["\(Self.short(first.reward)) at the shortest"] + steps + ["\(Self.short(last.reward)) at \(NumberText.grouped(last.length))"]
        return (line.isCorrect ? "correct" : "incorrect") + rate + ": " + course.joined(separator: ", ")
      }
      return "\(own.name): " + lines.joined(separator: "; ") + "."
    }.joined(separator: " ")
  }

  /// Three decimals.
  private static func short(_ value: Double) -> String {
    let thousandths = (value * 1000).rounded()
    return JSONNumber(thousandths / 1000).text
  }

  /// c and i: right and wrong; w1 to w3: pass rates; d: a line of the legend that is neither; l: a curve, r: a step, k: from a line to its
  /// label; g, z, o: grid, axes, the bar of the others; t, s, n, a: title, subtitle, labels, numbers; m and e: centred, ending.
  private static let style = """
    text{font:12px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1f2328}\
    .t{font-size:15px;font-weight:600}.s,.a{fill:#59636e}.a{font-size:11px}.m{text-anchor:middle}.e{text-anchor:end}\
    path{fill:none}.g{stroke:#d1d9e0}.z{stroke:#818b98}.o{stroke:#818b98;stroke-width:4}\
    .l{stroke-linejoin:round}.w1{stroke-width:1.2}.w2{stroke-width:2.2}.w3{stroke-width:3.6}\
    .c{stroke:#0072b2}.i{stroke:#c24e00}.l.i{stroke-dasharray:7 4}.d{stroke:#59636e}\
    .r{stroke-width:1;stroke-dasharray:2 2}.k{stroke-width:.7}\
    text.c{stroke:none;fill:#0072b2}text.i{stroke:none;fill:#b34700}\
    @media (prefers-color-scheme:dark){text{fill:#f0f6fc}.s,.a{fill:#9198a1}.g{stroke:#3d444d}.z,.o{stroke:#656c76}\
    .c{stroke:#56b4e9}.i{stroke:#e69f00}.d{stroke:#9198a1}text.c{fill:#56b4e9}text.i{fill:#e69f00}}
    """
}
