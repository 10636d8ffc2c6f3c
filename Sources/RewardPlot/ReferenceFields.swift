import RewardCore

/// What the reference group says where shapers ask for more than length and verdict: neutral values, that is those of a rollout of which
/// nothing special is to be told.
struct ReferenceFields: Sendable, Hashable {
  /// The middle of the length axis, which stands for every length that a row brings: a budget, a reference model's length.
  let middle: Int

  /// The fields of a rollout, by name.
  func ofRollout(correct: Bool, asked: Set<String>) -> JSONObject {
    select(asked) { name in
      switch name {
      case "budget": number(middle)
      case "think", "abstraction", "think_open", "think_close": true
      case "forced", "degenerate", "repeated": false
      case "mode": "reasoning"
      case "tag": "hard"
      case "text": "a b c"
      case "tokens": [1, 2, 3]
      case "repetition", "erd", "ird": 0
      case "error": correct ? 0 : 1
      case "size": 1
      case "score": correct ? 1 : 0
      case "cluster": correct ? "right" : "wrong"
      case "tests", "satisfied", "child_correct": [.bool(correct)]
      case "ranking": correct ? [1, 2] : [2, 1]
      default: nil
      }
    }
  }

  /// The fields of a group, by name.
  func ofGroup(asked: Set<String>) -> JSONObject {
    select(asked) { name in
      switch name {
      // No `budget`: a shaper that has it of a group computes its own, which is what is to be seen.
      case "ref_length": number(middle)
      case "ref_acc": 0.5
      case "gold_ranking", "relevant": [1, 2]
      default: nil
      }
    }
  }

  /// What of it a picture has to say, because a curve depends on it: `budget 5,000`.
  func words(for descriptions: [ShaperDescription]) -> [String] {
    let rollout = Set(descriptions.flatMap(\.rolloutFields))
    let group = Set(descriptions.flatMap(\.groupFields))
    var words: [String] = []
    for name in rollout.union(group).sorted() {
      let right = ofRollout(correct: true, asked: rollout)[name] ?? ofGroup(asked: group)[name]
      let wrong = ofRollout(correct: false, asked: rollout)[name] ?? ofGroup(asked: group)[name]
      guard let right, right == wrong, right.arrayValue == nil else { continue }
      if let length = right.integerValue, length == middle {
        words.append("\(name) \(NumberText.grouped(length))")
      } else {
        words.append("\(name) \(right.stringValue ?? right.description)")
      }
    }
    return words
  }

  private func number(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

  private func select(_ asked: Set<String>, _ value: (String) -> JSONValue?) -> JSONObject {
    JSONObject(members: asked.sorted().compactMap { name in value(name).map { JSONObject.Member(name: name, value: $0) } })
  }
}
