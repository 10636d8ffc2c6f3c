#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How the time of some work grows with its size: far more than in proportion, or not.
struct Growth {
  /// Bytes at which measuring begins.
  private static let firstSize = 4 << 10
  /// Bytes at which it ends: a long completion.
  private static let lastSize = 1 << 20
  private static let factor = 4
  /// Seconds below which a time is noise.
  private static let leastSeconds = 0.004
  /// Seconds of one measurement after which there is no larger one.
  private static let mostSeconds = 0.1
  /// What a size that is `factor` times as large may take: in proportion it is 4, as the square 16.
  private static let allowedRatio = 9.0
  /// Measurements that confirm a suspicion: another process's work is timed by the clock on the wall, and a busy machine makes any one time long.
  private static let confirmations = 8

  /// What shows that it grows too fast; `nil`: it does not.
  let finding: String?

  /// - Parameters:
  ///   - isProcess: whether the work is done by another process, whose time is not ours.
  ///   - work: what does the work of a size, given that it has been prepared.
  init(isProcess: Bool, work: (Int) -> () -> Void) {
    var before: (size: Int, seconds: Double)?
    var size = Self.firstSize
    while size <= Self.lastSize {
      let body = work(size)
      var seconds = Self.seconds(isProcess, body)
      // The best of some: what else runs on the machine only adds to a time.
      for _ in 0..<2 where seconds < Self.mostSeconds { seconds = min(seconds, Self.seconds(isProcess, body)) }
      if let before, before.seconds >= Self.leastSeconds {
        for _ in 0..<Self.confirmations where seconds > before.seconds * Self.allowedRatio {
          seconds = min(seconds, Self.seconds(isProcess, body))
        }
        if seconds > before.seconds * Self.allowedRatio {
          finding = "\(before.size) bytes take \(Self.words(before.seconds)), \(size) bytes \(Self.words(seconds))"
          return
        }
      }
      if seconds >= Self.mostSeconds { break }
      before = (size, seconds)
      size *= Self.factor
    }
    finding = nil
  }

  private static func words(_ seconds: Double) -> String { "\((seconds * 10_000).rounded() / 10) ms" }

  /// The time of this thread, or of the clock on the wall.
  private static func seconds(_ isProcess: Bool, _ body: () -> Void) -> Double {
    let clock = isProcess ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID
    func now() -> Double {
      var time = timespec()
      clock_gettime(clock, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    body()
    return now() - start
  }
}

/// Whether something stands at a path.
func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }
