import RewardCore

/// How hard a prompt is for the model as it is now; in JSON, a name in an object.
public enum Difficulty: String, Codable, CodingKeyRepresentable, Sendable, Hashable, CaseIterable {
  /// Mostly solved.
  case easy
  /// Solved now and then.
  case medium
  /// Hardly ever solved.
  case hard
}

extension Group {
  /// Hits (right and in good format) among the rollouts whose correctness is known, with or without a length.
  private var hits: (count: Int, of: Int) {
    let known = rollouts.filter { $0.correct != nil }
    return (known.count { $0.correct == true && $0.formatOK }, known.count)
  }

  /// The difficulty of a group in training: hits/n ≥ 2/3 easy, ≥ 1/3 medium, else hard; `nil` when nothing is known.
  var difficulty: Difficulty? {
    let hits = hits
    guard hits.of > 0 else { return nil }
    return 3 * hits.count >= 2 * hits.of ? .easy : 3 * hits.count >= hits.of ? .medium : .hard
  }

  /// The difficulty of a monitored group, which is another at the boundaries: ≤ 1/3 hard, ≤ 2/3 medium, else easy.
  var monitoredDifficulty: Difficulty? {
    let hits = hits
    guard hits.of > 0 else { return nil }
    return 3 * hits.count <= hits.of ? .hard : 3 * hits.count <= 2 * hits.of ? .medium : .easy
  }
}
