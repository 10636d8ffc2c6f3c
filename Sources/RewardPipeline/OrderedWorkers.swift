import Dispatch
import Synchronization

/// Maps values on several threads and gives the results in the order of the values.
///
/// At most `window` values are under way, so memory is bounded. With one worker everything runs on the caller's thread.
package final class OrderedWorkers<Input: Sendable, Output: Sendable> {
  private final class Slot: Sendable {
    let output = Mutex<Output?>(nil)
    let done = DispatchSemaphore(value: 0)
  }

  private let body: @Sendable (Input) -> Output
  private let queues: [DispatchQueue]
  private let window: Int
  private var slots: [Slot] = []
  private var submitted = 0

  /// - Parameters:
  ///   - count: how many threads work.
  ///   - body: what is done with each value.
  package init(count: Int, body: @escaping @Sendable (Input) -> Output) {
    self.body = body
    queues = count <= 1 ? [] : (0..<count).map { DispatchQueue(label: "rewards.worker.\($0)") }
    window = max(1, count * 2)
  }

  /// Whether another value may be submitted before a result is taken.
  package var hasRoom: Bool { slots.count < window }

  /// Starts on a value.
  package func submit(_ input: Input) {
    let slot = Slot()
    slots.append(slot)
    guard !queues.isEmpty else {
      let output = body(input)
      slot.output.withLock { $0 = output }
      slot.done.signal()
      return
    }
    queues[submitted % queues.count].async { [body] in
      let output = body(input)
      slot.output.withLock { $0 = output }
      slot.done.signal()
    }
    submitted += 1
  }

  /// The result of the oldest value that was submitted, when it is there; `nil` when nothing is under way.
  package func next() -> Output? {
    guard !slots.isEmpty else { return nil }
    let slot = slots.removeFirst()
    slot.done.wait()
    return slot.output.withLock { $0.take() }
  }
}
