public import RewardCore

/// LASER's backward repetition scan: where the loop at the end of a text starts.
///
///     g = 2 if m < 30, 3 if m < 100, else 4 tokens;   h = 2 if m < 200, else 3 hits
///     scan i from m − g down to 0 and note i under the gram at i (not if g > 2 and its tokens are all equal);
///       when a gram has h places or more, two neighbouring ones less than ⌊m/3⌋ apart: start = the smallest
///     else, if m ≥ 4g: scan i from m − 2g down; the first gram of 2g tokens that was seen before: start = i
///     repeated = start < m;    m ≤ 8 is never repeated
///
/// Learn to Reason Efficiently with Adaptive Length-based Reward Shaping, arXiv 2505.15612, LASER-DE; code hkust-nlp/Laser. The released
/// test compares tuples of tensors, which hash by identity, so that it practically never fires; this is the intended comparison of
/// values. `repeated` is what `laser_de` asks for. `start` is m where there is none.
public struct LaserRepeatMetric: Metric {
  /// A scan; there are no options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {}

  /// `start` and `repeated` of each rollout.
  public func measure(_ batch: Batch) throws(RewardError) -> Measurement {
    var starts: [JSONValue] = []
    var repeated: [JSONValue] = []
    for rollout in batch.groups.lazy.flatMap(\.rollouts) {
      let text = try TokenSequence(of: rollout)
      let start = Self.loopStart(in: text)
      starts.append(.number(JSONNumber(start)))
      repeated.append(.bool(start < text.count))
    }
    return Measurement(values: ["start": .array(starts), "repeated": .array(repeated)])
  }

  /// Where the loop starts, or the number of tokens.
  static func loopStart(in text: TokenSequence) -> Int {
    let count = text.count
    guard count > 8 else { return count }
    let size = count < 30 ? 2 : count < 100 ? 3 : 4
    let hits = count < 200 ? 2 : 3
    let grams = text.grams(of: size)
    // Of each gram: how many places it has, the last one noted, and whether two neighbouring ones were close.
    var places: [Int: (count: Int, last: Int, areClose: Bool)] = [:]
    for start in stride(from: count - size, through: 0, by: -1) {
      if size > 2, text.ids[start..<(start + size)].allSatisfy({ $0 == text.ids[start] }) { continue }
      guard var noted = places[grams[start]] else {
        places[grams[start]] = (1, start, false)
        continue
      }
      noted = (noted.count + 1, start, noted.areClose || noted.last - start < count / 3)
      places[grams[start]] = noted
      if noted.count >= hits, noted.areClose { return start }
    }
    guard count >= 4 * size else { return count }
    let wide = text.grams(of: 2 * size)
    var seen: Set<Int> = []
    for start in stride(from: count - 2 * size, through: 0, by: -1) where !seen.insert(wide[start]).inserted { return start }
    return count
  }
}

extension LaserRepeatMetric {
  /// All about it.
  public static let description = ShaperDescription(
    name: "laser_repeat", version: 1,
    summary: "Where the loop at the end of a text starts (LASER-DE).",
    equation: "start = smallest place of a gram with h hits, two of them less than ⌊m/3⌋ apart; repeated = start < m",
    level: .response, usesLength: false, usesCorrectness: false, rolloutFields: ["tokens"], options: [],
    edges: ["Eight tokens or fewer: not repeated.", "A run of one token is no hit from 30 tokens on."],
    properties: ["Unaffected by correctness."],
    sources: [
      Source(
        "Learn to Reason Efficiently with Adaptive Length-based Reward Shaping, LASER-DE", "arXiv 2505.15612; hkust-nlp/Laser",
        confidence: .run)
    ],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"samples": [{"tokens": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 1, 2, 1, 2]},
            {"tokens": [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]}]}]}
          """#,
        result: #"{"start": [20, 10], "repeated": [true, false]}"#),
      ShaperExample(
        inputs: #"{"groups": [{"samples": [{"tokens": [1, 1, 1, 1, 1, 1, 1, 1]}, {"tokens": [1, 1, 1, 1, 1, 1, 1, 1, 1]}]}]}"#,
        result: #"{"start": [8, 6], "repeated": [false, true]}"#, note: "nine tokens are the fewest that can repeat"),
    ])
}
