internal import RewardCore

/// The fields of rollouts and groups that shapers of the catalogue ask for, by the names of the shaping specification (0.1).
///
/// A recipe's `inputs` may map any of them, so that a recipe need not change its `inputs` with its shapers. What the registry's own
/// shapers ask for beyond these is known too.
enum ShaperInput {
  private static let catalogue = [
    // Of a rollout, beside correctness, length and truncation.
    "format_ok", "think", "mode", "forced", "tag", "tokens", "text", "repetition", "repeated", "degenerate", "erd", "ird",
    "step_acc", "tests", "satisfied", "ranking", "cluster", "size", "error", "score",
    // Of a group.
    "budget", "ref_length", "ref_acc", "ref_satisfied", "relevant", "gold_ranking", "abstractions",
    // Of a batch.
    "max_observed", "batch_size",
  ]

  /// These, and what the shapers, metrics, normalisers and selectors of a registry ask for.
  static func names(in registry: Registry) -> Set<String> {
    let descriptions = registry.shapers + registry.metrics + registry.normalisers + registry.selectors
    return Set(catalogue + descriptions.flatMap { $0.rolloutFields + $0.groupFields + $0.batchFields })
  }
}
