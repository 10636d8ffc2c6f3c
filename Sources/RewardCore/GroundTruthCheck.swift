/// What a verifier finds about a ground truth by itself.
public enum GroundTruthCheck: Sendable, Hashable {
  /// It is what it should be.
  case readable
  /// It cannot be right; what is wrong with it.
  case malformed(String)
  /// This version does not handle the form; only equal text will be decided.
  case unsupported(String)
}
