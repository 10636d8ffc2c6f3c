import CWorkThreads
import ExactMath
import RewardCore

/// Threads that are made and joined within one call.
///
/// Everything that judges or shapes runs on them and never on the caller's thread: their stack is known, however small the caller's is;
/// their signals are blocked, so that the host's handlers run on the host's threads; and what FLINT keeps for a thread goes with them.
/// Plain threads and no pool, because a pool does not survive a fork; only their stacks are kept, which do (`work_threads.h`). Making and
/// joining one takes some 20 µs.
///
/// Sendable, though the compiler cannot see it: its only member is the C pool of stacks, whose slots are atomic (`work_threads.c`).
final class WorkThreads: @unchecked Sendable {
  /// That of a main thread on Linux, where the limits on nesting were tried; taken from the system only as far as it is used.
  private static let stackBytes = 8 << 20

  /// More than any machine has cores; a larger number is taken for this one.
  static let limit = 1_024

  /// Cores that this process may use.
  static var cores: Int { Int(work_thread_cores()) }

  private final class Job {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// Carries a result from one thread to the one that joins it.
  private final class Slot<Value> {
    var value: Value?
  }

  private let stacks: OpaquePointer?

  /// Threads that use the same stacks again.
  init() { stacks = work_stacks_make(Self.stackBytes) }

  deinit { work_stacks_free(stacks) }

  /// Calls `body` on a thread of its own, and waits.
  ///
  /// Where the system gives no thread, `body` is called on the caller's.
  func call<Success>(
    _ body: @escaping () throws(RewardError) -> Success
  ) throws(RewardError) -> Success {
    let slot = Slot<Result<Success, RewardError>>()
    func work() {
      do throws(RewardError) { slot.value = .success(try body()) } catch { slot.value = .failure(error) }
      DecisionCaches.releaseForThisThread()
    }
    if let thread = start(Job(work)) { work_thread_join(stacks, thread) } else { work() }
    guard let result = slot.value else { preconditionFailure("a thread that was joined has done its work") }
    return try result.get()
  }

  /// Calls `body` on `count` threads at once, of which the caller's is one, and waits.
  ///
  /// Where the system gives no more threads, there are fewer.
  func callOnAll(_ count: Int, _ body: @escaping () -> Void) {
    var threads: [work_thread] = []
    for _ in 1..<max(1, count) {
      guard
        let thread = start(
          Job {
            body()
            DecisionCaches.releaseForThisThread()
          })
      else { break }
      threads.append(thread)
    }
    body()
    for thread in threads { work_thread_join(stacks, thread) }
  }

  private func start(_ job: Job) -> work_thread? {
    guard let stacks else { return nil }
    let context = Unmanaged.passRetained(job)
    var thread = work_thread()
    let status = work_thread_start(
      stacks,
      { context in
        guard let context else { return }
        Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body()
      }, context.toOpaque(), &thread)
    guard status == 0 else {
      context.release()
      return nil
    }
    return thread
  }
}
