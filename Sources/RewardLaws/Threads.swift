import Dispatch
import Synchronization

/// The same work on several threads at once.
enum Threads {
  /// Enough that two meet, on any machine.
  static let count = 8
  /// How often each goes through what there is.
  static let rounds = 3

  /// What each thread gives.
  static func run<Value: Sendable>(_ body: @Sendable @escaping (Int) -> Value) -> [Value] {
    let values = Mutex<[Int: Value]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let value = body(index)
      values.withLock { $0[index] = value }
    }
    return values.withLock { values in (0..<count).compactMap { values[$0] } }
  }
}
