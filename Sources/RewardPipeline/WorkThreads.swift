internal import CWorkThreads
package import RewardCore

/// Threads on which rows are judged and shaped: their stack is known, however small the caller's is, or the system's for a thread of its own
/// (512 kB on macOS, where the readers may nest as deep as anywhere).
///
/// Their signals are blocked, so that the host's handlers run on the host's threads. Plain threads and no pool, because a pool does not survive
/// a fork; only their stacks are kept, which do (`work_threads.h`). Making and joining one takes some 20 µs.
///
/// Sendable, though the compiler cannot see it: its members are the C pool of stacks, whose slots are atomic (`work_threads.c`), and a
/// function that is.
package final class WorkThreads: @unchecked Sendable {
  /// That of a main thread on Linux, where the limits on nesting were tried; taken from the system only as far as it is used.
  package static let stackBytes = 8 << 20

  /// Cores that this process may use: a container or a launcher may give it fewer than the machine has.
  package static var cores: Int { Int(work_thread_cores()) }

  /// A thread that was started and has to be joined.
  package struct Started {
    fileprivate let thread: work_thread
  }

  private final class Job {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// Carries a result from one thread to the one that joins it.
  private final class Slot<Value> {
    var value: Value?
  }

  private let stacks: OpaquePointer?
  private let atEnd: @Sendable () -> Void

  /// Threads that use the same stacks again.
  ///
  /// - Parameter atEnd: called last on each, to free what was kept for it.
  package init(atEnd: @escaping @Sendable () -> Void = {}) {
    self.atEnd = atEnd
    stacks = work_stacks_make(Self.stackBytes)
  }

  deinit { work_stacks_free(stacks) }

  /// Calls `body` on a thread of its own, and waits.
  ///
  /// Where the system gives no thread, `body` is called on the caller's.
  package func call<Success>(
    _ body: @escaping () throws(RewardError) -> Success
  ) throws(RewardError) -> Success {
    let slot = Slot<Result<Success, RewardError>>()
    func work() {
      do throws(RewardError) { slot.value = .success(try body()) } catch { slot.value = .failure(error) }
    }
    if let thread = start(work) {
      join(thread)
    } else {
      work()
      atEnd()
    }
    guard let result = slot.value else { preconditionFailure("a thread that was joined has done its work") }
    return try result.get()
  }

  /// Calls `body` on `count` threads at once, of which the caller's is one, and waits.
  ///
  /// Where the system gives no more threads, there are fewer.
  package func callOnAll(_ count: Int, _ body: @escaping () -> Void) {
    var threads: [Started] = []
    for _ in 1..<max(1, count) {
      guard let thread = start(body) else { break }
      threads.append(thread)
    }
    body()
    for thread in threads { join(thread) }
  }

  /// Starts a thread that calls `body`; `nil` where the system gives none.
  package func start(_ body: @escaping () -> Void) -> Started? {
    guard let stacks else { return nil }
    let context = Unmanaged.passRetained(
      Job { [atEnd] in
        body()
        atEnd()
      })
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
    return Started(thread: thread)
  }

  /// Waits for the end of a thread; once for each that was started.
  package func join(_ thread: Started) { work_thread_join(stacks, thread.thread) }
}
