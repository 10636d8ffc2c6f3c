import Dispatch
import Synchronization

/// Work on several threads at once, none of which is the caller's.
enum OtherThreads {
  /// Does something on `count` threads, which begin together.
  ///
  /// - Returns: the first of what they give that is not `nil`.
  static func first(_ count: Int, _ body: @escaping @Sendable (Int) -> String?) -> String? {
    let found = Found()
    let done = DispatchGroup()
    let start = DispatchSemaphore(value: 0)
    for number in 0..<count {
      // A queue each: one of them after the other would be one thread.
      DispatchQueue(label: "rewards.law.\(number)").async(group: done) {
        start.wait()
        guard let text = body(number) else { return }
        found.text.withLock { $0 = $0 ?? text }
      }
    }
    for _ in 0..<count { start.signal() }
    done.wait()
    return found.text.withLock { $0 }
  }

  private final class Found: Sendable {
    let text = Mutex<String?>(nil)
  }
}
