import Dispatch
import Synchronization

/// The same work on several threads at once.
enum Threads {
  /// Enough that two meet, on any machine.
  static let count = 8
  /// How often each goes through what there is.
  static let rounds = 3

  /// What each thread gives; all begin together, whatever else the machine does.
  static func run<Value: Sendable>(_ body: @Sendable @escaping (Int) -> Value) -> [Value] {
    let values = Mutex<[Int: Value]>([:])
    let (ready, done) = (DispatchGroup(), DispatchGroup())
    for _ in 0..<count { ready.enter() }
    for index in 0..<count {
      // Queues of their own have threads of their own, which a parallel loop need not have.
      DispatchQueue(label: "rewards.laws.\(index)").async(group: done) {
        ready.leave()
        ready.wait()
        let value = body(index)
        values.withLock { $0[index] = value }
      }
    }
    done.wait()
    return values.withLock { values in (0..<count).compactMap { values[$0] } }
  }
}
