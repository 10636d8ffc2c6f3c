import RewardCore
import RewardPipeline
import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What a `rewards_scorer *` points to.
///
/// A scorer that keeps state is in use by one call at a time. Who uses it stands in one word, with the process: a child that was forked
/// in the middle of a call has a copy of the word although nobody there will ever finish the call. While judging the state is not touched and
/// the child takes the scorer over; while shaping it may be torn.
final class ScorerHandle: @unchecked Sendable {
  /// What a call is doing with the state.
  private enum Use: UInt64 {
    /// Nothing, or reading it.
    case reading = 1
    /// Moving it on.
    case writing = 2
  }

  private static let useBits: UInt64 = 2

  let scorer: BatchScorer
  let isStateful: Bool
  let threads: WorkThreads
  /// 0: free; otherwise the process that uses it, and how.
  private let user = Atomic<UInt64>(0)
  /// Behind a pointer, so that a torn one can be left alone.
  private var state: UnsafeMutablePointer<RunState>

  init(_ recipe: RecipeHandle) {
    scorer = recipe.scorer
    threads = recipe.threads
    isStateful = scorer.isStateful
    state = .allocate(capacity: 1)
    state.initialize(to: scorer.makeState())
  }

  deinit {
    // A state that is torn, or that another process's call still had in its hands, is left alone.
    guard user.load(ordering: .acquiring) == 0 else { return }
    state.deinitialize(count: 1)
    state.deallocate()
  }

  // MARK: Use

  private static func word(_ use: Use) -> UInt64 { UInt64(UInt32(bitPattern: getpid())) << useBits | use.rawValue }

  private func take() throws(RewardError) {
    let mine = Self.word(.reading)
    while true {
      let (exchanged, found) = user.compareExchange(expected: 0, desired: mine, ordering: .acquiringAndReleasing)
      if exchanged { return }
      guard found >> Self.useBits != mine >> Self.useBits else { throw RewardError(.busy) }
      guard found & Use.writing.rawValue == 0 else { throw RewardError(.lostInFork) }
      if user.compareExchange(expected: found, desired: mine, ordering: .acquiringAndReleasing).exchanged { return }
    }
  }

  private func release() { user.store(0, ordering: .releasing) }

  /// Judges and shapes one call.
  func score<Result>(
    judge: () throws(RewardError) -> [JudgedLine], shape: ([JudgedLine], inout RunState) -> Result
  ) throws(RewardError) -> Result {
    guard isStateful else {
      let rows = try judge()
      var state = scorer.makeState()
      return shape(rows, &state)
    }
    try take()
    defer { release() }
    let rows = try judge()
    user.store(Self.word(.writing), ordering: .sequentiallyConsistent)
    return shape(rows, &state.pointee)
  }

  // MARK: State

  /// The state as JSON.
  func savedState() throws(RewardError) -> JSONValue {
    guard isStateful else { return try scorer.json(of: scorer.makeState()) }
    try take()
    defer { release() }
    return try scorer.json(of: state.pointee)
  }

  /// Goes on from a saved state, also where a fork has torn the one before.
  func resume(from resumed: RunState) throws(RewardError) {
    do throws(RewardError) { try take() } catch {
      guard error.code == .lostInFork else { throw error }
      state = .allocate(capacity: 1)
      state.initialize(to: resumed)
      return release()
    }
    user.store(Self.word(.writing), ordering: .sequentiallyConsistent)
    state.pointee = resumed
    release()
  }
}
