/// A reward over lengths, as pieces without steps.
///
/// A length is an integer, and where a rule turns, it does so from one length to the next: there one piece ends and another begins.
package struct LengthCurve: Sendable, Hashable {
  /// A reward at a length.
  package struct Point: Sendable, Hashable {
    /// The length.
    package var length: Int
    /// The reward.
    package var reward: Double
  }

  /// The pieces, each with at least one point, by length.
  ///
  /// Between two pieces there is a step, where the second begins one length after the first ends, or no reward.
  package var pieces: [[Point]]

  /// The steps: the last point of a piece and the first of the next.
  package var steps: [(from: Point, to: Point)] {
    zip(pieces, pieces.dropFirst()).compactMap { before, after in
      guard let from = before.last, let to = after.first, to.length == from.length + 1 else { return nil }
      return (from, to)
    }
  }

  /// All points, by length.
  package var points: [Point] { pieces.flatMap { $0 } }

  /// Whether the reward is the same at every length.
  package var isConstant: Bool { pieces.count == 1 && points.allSatisfy { $0.reward == points[0].reward } }

  /// Looks at a reward as closely as a picture shows it.
  ///
  /// First at so many lengths, evenly spread, and at lengths that are known to be special; then, wherever the reward changes visibly from
  /// one of them to the next, in between, down to neighbouring lengths. A change between neighbours that is much steeper than the changes
  /// on both sides of it is a step. What happens between two lengths with the same reward is not seen.
  ///
  /// - Parameters:
  ///   - end: the last length; the first is 1.
  ///   - special: lengths at which something may happen.
  ///   - reward: the reward at a length; `nil` = skip.
  /// Complexity: `PlotLimits.samples` rewards, and about log₂ of the axis for every step.
  package init<Failure: Error>(
    upTo end: Int, special: [Int] = [], reward: (Int) throws(Failure) -> Double?
  ) throws(Failure) {
    var seen: [Int: Double?] = [:]
    func look(_ length: Int) throws(Failure) -> Double? {
      if let known = seen[length] { return known }
      let value = try reward(length)
      seen[length] = .some(value)
      return value
    }
    let count = PlotLimits.samples
    var lengths = Set((0...count).map { max(1, $0 * end / count) })
    for length in special {
      for near in length - 1...length + 1 where (1...end).contains(near) { lengths.insert(near) }
    }
    let first = lengths.sorted()
    var values: [Double] = []
    for length in first { if let value = try look(length) { values.append(value) } }
    let visible = ((values.max() ?? 0) - (values.min() ?? 0)) * PlotLimits.visibleShare

    func isVisible(_ a: Double?, _ b: Double?) -> Bool {
      guard let a, let b else { return (a == nil) != (b == nil) }
      return abs(a - b) > visible
    }
    var all = first
    var open = Array(zip(first, first.dropFirst()))
    while let (lower, upper) = open.popLast() {
      guard upper - lower > 1, isVisible(try look(lower), try look(upper)) else { continue }
      let middle = lower + (upper - lower) / 2
      _ = try look(middle)
      all.append(middle)
      open += [(lower, middle), (middle, upper)]
    }
    all.sort()

    pieces = []
    var piece: [Point] = []
    func close(_ piece: inout [Point], into pieces: inout [[Point]]) {
      if !piece.isEmpty { pieces.append(piece) }
      piece = []
    }
    for (index, length) in all.enumerated() {
      guard let value = try look(length) else {
        close(&piece, into: &pieces)
        continue
      }
      if let last = piece.last, length == last.length + 1, abs(value - last.reward) > visible {
        // How steep it is on either side; beyond the ends of the axis it is as if it went on level.
        var beside = 0.0
        if last.length > 1, let before = try look(last.length - 1) { beside = abs(last.reward - before) }
        if length < all[all.count - 1], let after = try look(length + 1) { beside = max(beside, abs(after - value)) }
        if abs(value - last.reward) > PlotLimits.stepSteepness * beside { close(&piece, into: &pieces) }
      }
      piece.append(Point(length: length, reward: value))
      if index == all.count - 1 { close(&piece, into: &pieces) }
    }
    close(&piece, into: &pieces)
  }
}
