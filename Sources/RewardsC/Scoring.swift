import RewardCore
import RewardPipeline
import Rewards

/// One call of a scorer: judge on several threads, then shape in order.
enum Scoring {
  /// Scores rows by columns.
  static func columns(_ columns: Columns, _ handle: ScorerHandle, threads: Int) throws(RewardError) -> Scores {
    try handle.threads.call { () throws(RewardError) in
      try handle.score { () throws(RewardError) in
        try Judging.judge(count: columns.count, threads: threads, on: handle.threads) { (row) throws(RewardError) in
          try columns.judge(row, with: handle.scorer)
        }
      } shape: { rows, state in
        let scores = Scores(count: columns.count, of: handle.scorer)
        handle.scorer.shape(rows, state: &state, .wholeGroups, receive: scores.receive)
        return scores
      }
    }
  }

  /// Scores rows as JSON Lines.
  static func rows(
    _ text: UnsafeBufferPointer<UInt8>, _ handle: ScorerHandle, threads: Int
  ) throws(RewardError) -> (output: [UInt8], findings: [RewardError]) {
    try handle.threads.call { () throws(RewardError) in
      let lines = LineSplitter.lines(of: text)
      return try handle.score { () throws(RewardError) in
        try Judging.judge(count: lines.count, threads: threads, on: handle.threads) { index in
          handle.scorer.judge(lines[index].bytes, number: lines[index].number)
        }
      } shape: { rows, state in
        var output: [UInt8] = []
        output.reserveCapacity(text.count + rows.count * 256)
        var findings: [RewardError] = []
        handle.scorer.shape(rows, state: &state, .recipeReach) { event in
          switch event {
          case .finding(let error): findings.append(error)
          case .row(_, let bytes): output += bytes
          case .progress: break
          }
        }
        return (output, findings)
      }
    }
  }
}

extension Recipe {
  /// Descriptions of the shapers, the normaliser and the selectors.
  var descriptions: [ShaperDescription] { chain.steps.map(\.shaper.description) + signals.descriptions }

  /// What a reward depends on at most: the widest of the shapers' levels.
  var level: ShaperDescription.Level {
    let levels = Set(chain.steps.map(\.shaper.description.level))
    return [.stateful, .batch, .group].first(where: levels.contains) ?? .response
  }
}

extension BatchScorer {
  /// What a caller has to know of the recipe, as JSON.
  var page: JSONValue {
    .object([
      "recipe": recipe.source, "parts": .array(partNames.map { .string($0) }), "stateful": .bool(isStateful),
      "uses_length": .bool(recipe.descriptions.contains(where: \.usesLength)),
      "needs_group_ids": .bool(recipe.descriptions.contains { $0.groupFields.contains("id") }),
      "level": .string(recipe.level.rawValue),
      "advantages": .bool(recipe.signals.normaliser != nil), "selected": .bool(recipe.signals.writes(.selected)),
      "weights": .bool(recipe.signals.writes(.weights)), "selection": .bool(recipe.signals.writes(.values)),
    ])
  }
}
