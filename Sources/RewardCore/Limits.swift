/// The bounds that hold everywhere, each with its reason.
///
/// Input comes from a model that is optimised against us.
public enum Limits {
  /// Levels of nested arrays and objects in JSON: rows have a handful; the reader recurses once a level.
  public static let jsonNesting = 128

  /// Bytes of one line: a completion of a million tokens is about 4 MB; beyond this a line is reported and passed over
  /// without being kept in memory.
  public static let lineBytes = 64 << 20

  /// Bytes of one completion that a verifier looks at.
  ///
  /// Longer ones are `unverifiable(limit_exceeded)`, charged to the completion.
  public static let completionBytes = 16 << 20

  /// Alternatives of one ground truth (*any of these*): each costs one decision.
  public static let groundTruthAlternatives = 256

  /// Units of work that one verdict may spend.
  ///
  /// A unit is about one elementary step (a byte read again, a node, a callout); some tens of milliseconds at the most.
  public static let verdictWork = 50_000_000

  /// Scalars of an extracted answer that a verdict keeps; the rest is cut and marked with `…`.
  public static let extractedScalars = 1_000

  /// How many rows a group, or a batch by `step`, may reach over, from its first row to its last, unless the recipe says otherwise.
  public static let groupReach = 65_536

  /// What a recipe may say of that at most: beyond any file, and small enough that row numbers plus it do not overflow.
  public static let mostGroupReach = 1 << 40

  /// Groups of one batch, at most, for the same reasons.
  public static let mostBatchGroups = 1 << 40

  /// Threads that verify, at most: beyond any machine's cores.
  public static let jobs = 1_024

  /// Values in a recipe after its YAML aliases are followed: a recipe has dozens; aliases of aliases grow without bound.
  public static let recipeValues = 100_000

  /// Bytes of rows that may wait for their group or batch to be complete; beyond it the oldest batch is shaped as far as it has come,
  /// cut between groups where that is possible.
  public static let waitingBytes = 512 << 20
}
