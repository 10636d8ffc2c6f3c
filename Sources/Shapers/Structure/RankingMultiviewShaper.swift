import ExactMath
public import RewardCore

/// ReasonRank's multi-view ranking reward.
///
///     R = w_ndcg·NDCG@k + w_recall·Recall@k + w_overlap·AO        a permutation of the gold ranking; k = cutoff
///       = invalid                                                 another list
///       = format_reward                                           `ranking` null: it could not be read
///
///     NDCG: binary gains 1/log₂(i + 2), i from 0, over those of the best order;   AO = (1/n) Σ over depths d of |top_d ∩ gold_d| / d
///
/// ReasonRank: Empowering Passage Ranking with Strong Reasoning Ability, arXiv 2508.07050, the multi-view ranking reward. AO is
/// rank-biased overlap at p = 1. `relevant` and `gold_ranking` are the group's.
public struct RankingMultiviewShaper: GroupShaper {
  private let weights: (ndcg: BigRational, recall: BigRational, overlap: BigRational)
  private let cutoff: BigRational
  private let invalid: BigRational
  private let unread: BigRational

  /// A ranking shaper with these options.
  public init(options: Options, context: ShaperContext) throws(RewardError) {
    weights = (options.exact("w_ndcg"), options.exact("w_recall"), options.exact("w_overlap"))
    cutoff = options.exact("cutoff")
    invalid = options.exact("invalid")
    unread = options.exact("format_reward")
  }

  /// The rewards of a group.
  public func shape(_ group: Group) throws(RewardError) -> Shaped {
    guard !group.rollouts.isEmpty else { return Shaped(rewards: []) }
    let relevant = Set(try group.fields.list("relevant").required("relevant").map(\.identity))
    let gold = try group.fields.list("gold_ranking").required("gold_ranking").map(\.identity)
    var rewards: [Double?] = []
    for rollout in group.rollouts {
      let ranking = try rollout.fields.list("ranking")?.map(\.identity)
      rewards.append((ranking.map { value(of: $0, gold: gold, relevant: relevant) } ?? unread).reward)
    }
    return Shaped(rewards: rewards)
  }

  private func value(of ranking: [JSONValue], gold: [JSONValue], relevant: Set<JSONValue>) -> BigRational {
    guard ranking.count == gold.count, Set(ranking) == Set(gold), Set(gold).count == gold.count else { return invalid }
    let top = ranking.enumerated().filter { BigRational($0.offset) < cutoff }
    let hits = top.filter { relevant.contains($0.element) }
    let best = (0..<relevant.count).filter { BigRational($0) < cutoff }
    let ideal = gain(best)
    let ndcg = ideal.isZero ? .zero : gain(hits.map(\.offset)) / ideal
    let recall = relevant.isEmpty ? .zero : BigRational(hits.count, over: relevant.count)
    return weights.ndcg * ndcg + weights.recall * recall + weights.overlap * overlap(ranking, gold)
  }

  private func gain(_ positions: [Int]) -> BigRational {
    positions.reduce(.zero) { sum, i in sum + 1 / (BigRational(exactly: PortableMath.log2(Double(i + 2))) ?? 1) }
  }

  private func overlap(_ ranking: [JSONValue], _ gold: [JSONValue]) -> BigRational {
    var (seen, common, sum): (Set<JSONValue>, Int, BigRational) = ([], 0, .zero)
    for (depth, (own, other)) in zip(ranking, gold).enumerated() {
      // What either list adds is common once the other has had it.
      if !seen.insert(own).inserted { common += 1 }
      if !seen.insert(other).inserted { common += 1 }
      sum = sum + BigRational(common, over: depth + 1)
    }
    return gold.isEmpty ? .zero : sum / BigRational(gold.count)
  }
}

extension RankingMultiviewShaper {
  /// All about it.
  public static let description = ShaperDescription(
    name: "ranking_multiview", version: 1,
    summary: "A ranking is worth its NDCG, recall and overlap with the gold ranking (ReasonRank).",
    equation: "R = NDCG@10 + 0.2·Recall@10 + 0.1·AO",
    level: .group, combination: .replaces, usesLength: false, usesCorrectness: false, rolloutFields: ["ranking"],
    groupFields: ["relevant", "gold_ranking"],
    options: [
      OptionDescription("w_ndcg", .number(.any), default: 1, "The weight of NDCG."),
      OptionDescription("w_recall", .number(.any), default: 0.2, "The weight of recall."),
      OptionDescription("w_overlap", .number(.any), default: 0.1, "The weight of the average overlap."),
      OptionDescription("cutoff", .number(.any), default: 10, "The depth of NDCG and recall."),
      OptionDescription("invalid", .number(.any), default: 0, "What a list is worth that is no permutation of the gold ranking."),
      .formatReward(),
    ],
    edges: [
      "No ranking: format_reward.", "Nothing relevant: NDCG and recall are 0.", "No `relevant` or `gold_ranking`: missing_field.",
      "Items are numbers or names; 1 and 1.0 are the same.",
    ],
    properties: ["From 0 to the sum of the weights, or format_reward.", "Correctness and length are not looked at."],
    sources: [
      Source(
        "ReasonRank: Empowering Passage Ranking with Strong Reasoning Ability, the reward", "arXiv 2508.07050; 8421BCD/ReasonRank",
        confidence: .run)
    ],
    examples: [
      ShaperExample(
        inputs: #"""
          {"groups": [{"relevant": [3, 1], "gold_ranking": [3, 1, 2, 4], "samples": [{"ranking": [3, 1, 2, 4]}, {"ranking": [4, 2, 1, 3]},
            {"ranking": [1, 3, 4, 2]}, {"ranking": null}, {"ranking": [1, 1, 2, 3]}]}]}
          """#,
        result: #"{"rewards": [1.3, 0.812308385622, 1.26666666667, -1, 0]}"#),
      ShaperExample(
        params: #"{"cutoff": 1}"#,
        inputs:
          #"{"groups": [{"relevant": ["a"], "gold_ranking": ["a", "b"], "samples": [{"ranking": ["a", "b"]}, {"ranking": ["b", "a"]}]}]}"#,
        result: #"{"rewards": [1.3, 0.05]}"#),
    ])
}
