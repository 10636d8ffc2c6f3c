#if Algebraic
  import CFLINT
#endif

/// The memory that deciding keeps for the next decision: constants to some digits, small numbers to reuse.
///
/// FLINT keeps it for each thread (about 200 kB after algebraic decisions) and does not free it when the thread ends.
public enum DecisionCaches {
  /// Frees what this thread keeps; to be called last in a thread that has decided and is about to end.
  ///
  /// Deciding again afterwards is safe and fills the caches anew.
  public static func releaseForThisThread() {
    #if Algebraic
      flint_cleanup()
    #endif
  }
}
