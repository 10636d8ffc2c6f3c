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

  /// What the threads share with the one that submits.
  private final class Exchange: Sendable {
    struct Waiting {
      /// Values that no thread has taken yet, the first ones in front; as few as the window.
      var values: [(input: Input, slot: Slot)] = []
      var isClosed = false
    }

    let waiting = Mutex(Waiting())
    /// One for each value that waits, and one for each thread that is to end.
    let there = DispatchSemaphore(value: 0)

    /// The next value; waits for one, and is `nil` when there will be none.
    func next() -> (input: Input, slot: Slot)? {
      there.wait()
      return waiting.withLock { $0.isClosed ? nil : $0.values.removeFirst() }
    }
  }

  private let body: @Sendable (Input) -> Output
  private let exchange = Exchange()
  private let threads = WorkThreads()
  private let started: [WorkThreads.Started]
  private let window: Int
  private var slots: [Slot] = []

  /// - Parameters:
  ///   - count: how many threads work; fewer where the system gives no more.
  ///   - body: what is done with each value.
  package init(count: Int, body: @escaping @Sendable (Input) -> Output) {
    self.body = body
    window = max(1, count * 2)
    var started: [WorkThreads.Started] = []
    while count > 1, started.count < count {
      let thread = threads.start { [exchange] in
        while let (input, slot) = exchange.next() {
          let output = body(input)
          slot.output.withLock { $0 = output }
          slot.done.signal()
        }
      }
      guard let thread else { break }
      started.append(thread)
    }
    self.started = started
  }

  /// Waits for the values that threads are at; those that wait are dropped, since nobody is left to take their results.
  deinit {
    exchange.waiting.withLock { $0.isClosed = true }
    for _ in started { exchange.there.signal() }
    for thread in started { threads.join(thread) }
  }

  /// Whether another value may be submitted before a result is taken.
  package var hasRoom: Bool { slots.count < window }

  /// Starts on a value.
  package func submit(_ input: Input) {
    let slot = Slot()
    slots.append(slot)
    guard !started.isEmpty else {
      let output = body(input)
      slot.output.withLock { $0 = output }
      slot.done.signal()
      return
    }
    exchange.waiting.withLock { $0.values.append((input, slot)) }
    exchange.there.signal()
  }

  /// The result of the oldest value that was submitted, when it is there; `nil` when nothing is under way.
  package func next() -> Output? {
    guard !slots.isEmpty else { return nil }
    let slot = slots.removeFirst()
    slot.done.wait()
    return slot.output.withLock { $0.take() }
  }
}
