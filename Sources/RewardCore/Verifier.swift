/// Judges a completion by its ground truth.
///
/// **What a new verifier implements.**
///
/// A verifier is a value without state: made once from checked options, called from many threads. It must uphold (and
/// `RewardLaws` checks):
/// - the same rollout and options give the same verdict, always; nothing depends on the clock, the thread or earlier calls;
/// - it never throws and never crashes on what a model wrote;
/// - it reports `incorrect` only for what it decided, and `unverifiable` for what it could not;
/// - a ground truth that cannot be right is `unverifiable(malformed_ground_truth)`, never `incorrect`;
/// - it spends from `work.budget` in proportion to what it does, and gives `unverifiable(limit_exceeded)` when that is empty.
///
/// The lists of things that wrap every verifier (a missing field, *any of these*, oversized text, name and version) are in
/// `ConfiguredVerifier` and are not repeated by each.
public protocol Verifier: Sendable {
  /// All about it.
  static var description: VerifierDescription { get }

  /// A verifier with these options, which have been checked against `description.options`.
  ///
  /// - Throws: when options contradict each other.
  init(options: Options, environment: VerifierEnvironment) throws(RewardError)

  /// All about this one; `description`, unless it is known at run time only, as for a plugin.
  var configuredDescription: VerifierDescription { get }

  /// Judges a rollout, whose ground truth is present when the description says that it is needed.
  func verify(_ rollout: Rollout, work: inout Work) -> Verdict

  /// Whether the ground truth of a rollout, which has one, can be read; its completion is not looked at. For checking data.
  func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck
}

extension Verifier {
  /// The description of every verifier of this type.
  public var configuredDescription: VerifierDescription { Self.description }

  /// Readable, unless the verifier says otherwise.
  public func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck { .readable }
}

/// What surrounds a verifier when it is made.
public struct VerifierEnvironment: Sendable {
  /// The extractors that the recipe's `extract` names, in order; `nil` when it names none and the verifier's strictness decides.
  public var extract: [any AnswerExtractor]?
  /// The registry, for verifiers that are made of others and for extractors by name.
  public var registry: Registry

  /// An environment.
  public init(extract: [any AnswerExtractor]? = nil, registry: Registry) {
    self.extract = extract
    self.registry = registry
  }
}
