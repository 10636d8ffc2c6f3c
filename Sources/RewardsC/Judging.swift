import RewardCore
import RewardPipeline
import Synchronization

/// Judges the rows of a call on several threads.
enum Judging {
  /// Rows that a thread takes at a time, at most: few, because one hard row takes as long as a thousand easy ones.
  private static let grain = 16

  private final class Progress: Sendable {
    /// The first row that nobody has taken.
    let next = Atomic(0)
    /// The first row that could not be read, and why.
    let failure = Mutex<(row: Int, error: RewardError)?>(nil)
  }

  /// Judges rows 0 to `count` - 1; to be called on one of `WorkThreads`.
  ///
  /// - Parameters:
  ///   - threads: how many threads work; 0: as many as there are cores.
  ///   - workers: makes them.
  ///   - judge: one row; called on several threads.
  /// - Throws: what `judge` throws, for the first row for which it does.
  static func judge(
    count: Int, threads: Int, on workers: WorkThreads, _ judge: @escaping (Int) throws(RewardError) -> JudgedLine
  ) throws(RewardError) -> [JudgedLine] {
    let progress = Progress()
    let wanted = min(threads == 0 ? WorkThreads.cores : threads, Limits.jobs)
    let parallel = max(1, min(wanted, (count + grain - 1) / grain))
    let lines = [JudgedLine](unsafeUninitializedCapacity: count) { buffer, initialized in
      let slots = buffer
      workers.callOnAll(parallel) {
        while true {
          let start = progress.next.add(grain, ordering: .relaxed).oldValue
          guard start < count else { break }
          for row in start..<min(start + grain, count) {
            do throws(RewardError) { slots.initializeElement(at: row, to: try judge(row)) } catch {
              // Every slot has to hold something; the whole is thrown away.
              slots.initializeElement(at: row, to: .unreadable(error))
              progress.failure.withLock { if row < $0?.row ?? .max { $0 = (row, error) } }
            }
          }
        }
      }
      initialized = count
    }
    if let failure = progress.failure.withLock({ $0 }) { throw failure.error }
    return lines
  }
}
