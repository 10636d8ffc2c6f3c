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

/// A verdict as JSON, with the steps that led to it.
enum VerdictJSON {
  static func bytes(of verdict: Verdict, steps: [Work.Step]?) -> [UInt8] {
    var bytes = Array(verdict.json.utf8)
    guard let steps else { return bytes }
    var writer = JSONWriter()
    writer.append(
      .array(steps.map { .object(["step": .string($0.name), "finding": .string($0.finding)]) }))
    bytes.removeLast()
    return bytes + Array(",\"steps\":".utf8) + writer.bytes + [UInt8(ascii: "}")]
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

/// What a registry holds, as JSON.
enum RegistryListing {
  private static let kinds = ["verifiers", "shapers", "normalisers", "selectors", "extractors", "metrics"]

  /// As `rewards list --json` prints it.
  static func json(of registry: Registry, kind: String?) throws(RewardError) -> JSONValue {
    if let kind, !kinds.contains(kind) {
      throw RewardError(
        .invalidValue, field: "kind", found: kind, expected: "one of " + kinds.joined(separator: ", "),
        nearest: nearestName(to: kind, among: kinds))
    }
    var object = JSONObject()
    for name in kinds where kind ?? name == name {
      let entries: [(String, String)] =
        switch name {
        case "verifiers": registry.verifiers.map { ($0.name, $0.summary) }
        case "shapers": registry.shapers.map { ($0.name, $0.summary) }
        case "normalisers": registry.normalisers.map { ($0.name, $0.summary) }
        case "selectors": registry.selectors.map { ($0.name, $0.summary) }
        case "extractors": registry.extractors.map { ($0.name, $0.summary) }
        default: registry.metrics.map { ($0.name, $0.summary) }
        }
      object[name] = .array(entries.map { .object(["name": .string($0.0), "summary": .string($0.1)]) })
    }
    return .object(object)
  }

  /// As `rewards describe NAME --json` prints it.
  static func page(about name: String, in registry: Registry) throws(RewardError) -> JSONValue {
    guard let page = registry.page(about: name) else {
      throw RewardError(
        .unknownName, found: name, expected: "a name that is listed", nearest: nearestName(to: name, among: registry.names))
    }
    return page.json
  }
}
