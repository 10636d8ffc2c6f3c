public import RewardAudit
public import RewardCore

/// The declarative whole: fields, verifier routing, reward policy, batches, shapers, normaliser and selectors.
///
/// Checked when it is read, so that a recipe that exists can be run.
public struct Recipe: Sendable {
  /// In what a rollout's length is counted.
  public enum LengthUnit: String, Sendable, Hashable, CaseIterable {
    /// The row's `token_count`.
    case tokens
    /// Unicode scalars of the completion.
    case characters
  }

  /// Which groups are shaped together.
  public enum Batching: Sendable, Hashable {
    /// Each group by itself.
    case eachGroup
    /// The groups with the same `step`.
    case step
    /// So many groups in a row.
    case groups(Int)
  }

  /// What becomes of a group with fewer rollouts than `groupSize`.
  public enum ShortGroups: String, Sendable, Hashable, CaseIterable {
    /// It is shaped as it is.
    case shape
    /// Its rollouts get no reward.
    case skip
  }

  /// Where the fields of a row stand.
  package var fields: FieldMap
  /// In what lengths are counted.
  public var lengthUnit: LengthUnit
  /// Which verifier judges which row.
  package var verifiers: VerifierSelection
  /// What a verdict is worth.
  public var policy: RewardPolicy
  /// Which groups form a batch.
  public var batching: Batching
  /// Rollouts in a group, when the recipe says what to expect.
  public var groupSize: Int?
  /// What becomes of short groups.
  public var shortGroups: ShortGroups
  /// How many rows a group or batch may reach over.
  public var groupReach: Int
  /// The shapers.
  public var chain: ShaperChain
  /// The normaliser and the selectors.
  package var signals: TrainingSignals
  /// Where the fields that all of these ask for come from.
  package var inputs: InputMap
  /// The properties that `rewards audit` has to find.
  public var requires: [AuditProperty]
  /// The recipe as it was given, for the state file.
  public var source: JSONValue
  /// What the recipe's names mean, its plugins among them.
  public let registry: Registry
}

extension Recipe {
  /// The recipe without a recipe: the `math` verifier at its defaults, 1 for correct, no shapers.
  public static func standard(registry: Registry) throws(RewardError) -> Recipe {
    try Recipe(json: ["version": 1, "verifier": "math"], registry: registry)
  }
}
