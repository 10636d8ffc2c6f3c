import ExactMath
public import RewardCore

/// AdaR1's preference pairs: for a prompt answered by a long and by a short model, which of the two is to be preferred, and which of its
/// answers.
///
///     rel  = accuracy of long − accuracy of short − 1/(2K)             K answers of each
///     inc  = (mean length of long − mean length of short) / mean length of short
///     gain = rel / inc   if rel > 0,   else rel · inc / max_ratio;      long is preferred iff gain > 0
///     inner pair: among the right answers of the preferred model (all, if none is right) the shortest against the `pairs` longest
///
/// AdaR1: From Long-CoT to Hybrid-CoT via Bi-Level Adaptive Reasoning Optimization, arXiv 2504.21659, the bi-level preferences. Where both
/// models are all wrong, the prompt is skipped. Rational; the gain is rounded once.
///
/// In a run the two models are told apart by a rollout's field `mode`, "long" or "short"; `selected` are the rollouts of the inner pair,
/// and a row's `selection` has `skip`, `gain` and `choose` of its group, and its own place in the `pair`, "chosen" or "rejected".
public struct AdaR1PreferenceSelector: Selector {
  private let ratio: BigRational
  private let pairs: Int

  /// A decision and named values.
  public static var gives: Selection.Members { [.selected, .values] }

  /// A selector with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    ratio = options.exact("max_ratio")
    pairs = options.integer("pairs")
  }

  private struct Answer {
    var index: Int
    var isCorrect: Bool
    var length: BigRational
  }

  private struct Preference {
    var gain: BigRational
    var prefersLong: Bool
    var chosen: Int
    var rejected: [Int]
  }

  /// The pairs of each group; in a case, of `long` and `short`.
  public func select(from batch: Batch, state: EmptyState) throws(RewardError) -> Selection {
    guard !batch.groups.isEmpty else { return try select(fromCase: batch.fields) }
    var skips: [JSONValue] = []
    var gains: [JSONValue] = []
    var choices: [JSONValue] = []
    var places: [JSONValue] = []
    for group in batch.groups {
      let (long, short) = try sides(of: group)
      let preference = try preference(long, short)
      skips.append(.bool(preference == nil))
      gains.append(preference.map { JSONValue($0.gain.reward) } ?? .null)
      choices.append(preference.map { $0.prefersLong ? "long" : "short" } ?? .null)
      var own: [JSONValue] = group.rollouts.map { _ in .null }
      if let preference, preference.rejected != [preference.chosen] {
        for index in preference.rejected { own[index] = "rejected" }
        own[preference.chosen] = "chosen"
      }
      places += own
    }
    return Selection(
      selected: places.map { $0 != .null },
      outputs: [
        Shaped.Output("skip", .perGroup(skips)), Shaped.Output("gain", .perGroup(gains)), Shaped.Output("choose", .perGroup(choices)),
        Shaped.Output("pair", .perRolloutValues(places)),
      ])
  }

  private func select(fromCase fields: JSONObject) throws(RewardError) -> Selection {
    let long = try answers("long", in: fields)
    let short = try answers("short", in: fields)
    guard let preference = try preference(long, short) else { return Selection(outputs: [Shaped.Output("skip", .batch(true))]) }
    let rejected = preference.rejected.map { JSONValue.number(JSONNumber($0)) }
    return Selection(outputs: [
      Shaped.Output("skip", .batch(false)), Shaped.Output("gain", .batch(JSONValue(preference.gain.reward))),
      Shaped.Output("choose", .batch(preference.prefersLong ? "long" : "short")),
      Shaped.Output("inner_chosen", .batch(.number(JSONNumber(preference.chosen)))),
      Shaped.Output("inner_rejected", .batch(.array(rejected))),
    ])
  }

  private typealias Side = (count: Int, known: [Answer])

  /// `nil`: the prompt is skipped.
  private func preference(_ long: Side, _ short: Side) throws(RewardError) -> Preference? {
    guard long.count == short.count, long.count > 0 else {
      throw RewardError(
        .lengthMismatch, field: "short", found: "\(short.count) short and \(long.count) long answers",
        expected: "as many of each, at least 1")
    }
    guard !long.known.isEmpty, !short.known.isEmpty, (long.known + short.known).contains(where: \.isCorrect) else { return nil }
    func accuracy(_ side: Side) -> BigRational { BigRational(side.known.count(where: \.isCorrect), over: side.known.count) }
    let relative = accuracy(long) - accuracy(short) - BigRational(1, over: 2 * long.count)
    guard let meanOfShort = short.known.map(\.length).mean, let meanOfLong = long.known.map(\.length).mean else { return nil }
    guard let increase = (meanOfLong - meanOfShort).divided(by: meanOfShort) else {
      throw RewardError(.invalidLength, field: "length", found: "0 for every short answer", expected: "one above 0")
    }
    let gain = relative.signum > 0 ? relative.divided(by: increase) : (relative * increase).divided(by: ratio)
    guard let gain else {
      throw RewardError(.notFinite, field: "gain", expected: "lengths whose means differ, and a max_ratio other than 0")
    }
    let side = gain.signum > 0 ? long.known : short.known
    let right = side.filter(\.isCorrect)
    let ordered = (right.isEmpty ? side : right).sorted { ($0.length, $0.index) < ($1.length, $1.index) }
    guard let shortest = ordered.first else { return nil }
    return Preference(
      gain: gain, prefersLong: gain.signum > 0, chosen: shortest.index, rejected: ordered.suffix(pairs).map(\.index))
  }

  private func sides(of group: Group) throws(RewardError) -> (long: Side, short: Side) {
    var sides: [String: Side] = ["long": (0, []), "short": (0, [])]
    for (index, rollout) in group.rollouts.enumerated() {
      guard let mode = rollout.fields["mode"]?.stringValue else {
        throw RewardError(.missingField, field: "mode", expected: "`long` or `short` for each rollout")
      }
      guard sides[mode] != nil else {
        throw RewardError(
          .unknownCategory, field: mode, expected: "`long` or `short`", nearest: nearestName(to: mode, among: ["long", "short"]))
      }
      sides[mode]?.count += 1
      if let length = try rollout.scorableLength() {
        sides[mode]?.known.append(Answer(index: index, isCorrect: rollout.correct == true, length: length))
      }
    }
    return (sides["long"] ?? (0, []), sides["short"] ?? (0, []))
  }

  private func answers(_ name: String, in fields: JSONObject) throws(RewardError) -> Side {
    guard let value = fields[name] else { throw RewardError(.missingField, field: name, expected: "a list of answers") }
    guard let entries = value.arrayValue else {
      throw RewardError(.wrongType, field: name, found: value.kindName, expected: "a list of answers")
    }
    var known: [Answer] = []
    for (index, entry) in entries.enumerated() {
      let rollout = JudgedRollout(
        correct: entry.objectValue?["correct"]?.boolValue, length: entry.objectValue?["length"]?.doubleValue)
      if let length = try rollout.scorableLength() {
        known.append(Answer(index: index, isCorrect: rollout.correct == true, length: length))
      }
    }
    return (entries.count, known)
  }
}

extension AdaR1PreferenceSelector {
  /// All about it.
  public static let description = ShaperDescription(
    name: "adar1_preference", version: 1,
    summary: "Which of a long and a short model is to be preferred on a prompt, and which of its answers (AdaR1).",
    equation: "gain = rel/inc if rel > 0, else rel·inc/max_ratio; rel = acc_long − acc_short − 1/(2K)",
    level: .group, usesLength: true, rolloutFields: ["mode"],
    options: [
      OptionDescription("max_ratio", .number(.any), default: 10, "What a loss of accuracy is divided by."),
      OptionDescription("pairs", .integer(.init(lower: 1)), default: 2, "How many of the longest answers are rejected."),
    ],
    edges: [
      "Both all wrong, or one of which nothing is known: skip.",
      "A single right answer is chosen and rejected in one, as in the code; in a run such a pair is dropped.",
      "Answers of unknown correctness or length take no part; K counts them. Equal lengths: the lower index in the order comes first.",
      "Another number of long than of short answers, or none, is an error, length_mismatch.",
      "Equal mean lengths with long better is not_finite; short answers of length 0 are invalid_length.",
    ],
    properties: ["Short is preferred where both are equally right.", "Preference pairs, and no reward."],
    sources: [Source("AdaR1, the bi-level preferences", "arXiv 2504.21659", confidence: .read)],
    examples: [
      ShaperExample(
        inputs: #"""
          {"long": [{"correct": true, "length": 4000}, {"correct": true, "length": 6000}, {"correct": true, "length": 5000},
                    {"correct": false, "length": 9000}],
           "short": [{"correct": true, "length": 500}, {"correct": false, "length": 300}, {"correct": false, "length": 700},
                     {"correct": false, "length": 500}]}
          """#, result: #"{"skip": false, "gain": 0.0340909090909, "choose": "long", "inner_chosen": 0, "inner_rejected": [2, 1]}"#),
      ShaperExample(
        inputs: #"{"long": [{"correct": false, "length": 9}], "short": [{"correct": false, "length": 5}]}"#, result: #"{"skip": true}"#),
      ShaperExample(
        params: #"{"pairs": 1}"#,
        inputs: #"""
          {"groups": [{"samples": [
            {"correct": true, "length": 30, "mode": "long"}, {"correct": true, "length": 50, "mode": "long"},
            {"correct": false, "length": 10, "mode": "short"}, {"correct": false, "length": 10, "mode": "short"}]}]}
          """#,
        result: #"{"skip": [false], "gain": [0.25], "choose": ["long"], "pair": ["chosen", "rejected", null, null]}"#,
        note: "as in a run: rel = 3/4, inc = 3"),
    ])
}
