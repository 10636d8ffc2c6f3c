#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How the time of some work grows with its size: far more than in proportion, or not.
struct Growth {
  /// Bytes at which measuring begins: small, so that what grows fast is known before anybody has to wait for it.
  private static let firstSize = 1 << 10
  /// Bytes at which it ends: a long completion.
  private static let lastSize = 256 << 10
  private static let factor = 4
  /// Seconds below which a time is noise.
  private static let leastSeconds = 0.004
  /// Seconds of one measurement after which there is no larger one.
  private static let mostSeconds = 0.1
  /// What a size that is `factor` times as large may take: in proportion it is 4, as the square 16.
  private static let allowedRatio = 9.0
  /// The same for another process, whose time is that of the clock on the wall.
  private static let allowedProcessRatio = 12.0
  /// Measurements of a size that confirm a suspicion.
  private static let confirmations = 8
  /// How often another process has to be found too slow, from the smallest size on: a busy machine makes any one time long.
  private static let processSeries = 3

  /// What shows that it grows too fast; `nil`: it does not.
  let finding: String?

  /// - Parameters:
  ///   - unit: what sizes count, such as `bytes`.
  ///   - perSize: so many bytes of a text one of them counts as.
  ///   - isProcess: whether the work is done by another process, whose time is not ours.
  ///   - work: what does the work of a size, given that it has been prepared.
  init(_ unit: String, perSize: Int = 1, isProcess: Bool, work: (Int) -> () -> Void) {
    var found: String?
    for _ in 0..<(isProcess ? Self.processSeries : 1) {
      found = Self.series(unit, perSize, isProcess: isProcess, work: work)
      if found == nil { break }
    }
    finding = found
  }

  /// Measures larger and larger sizes, until one takes too long for its size.
  private static func series(_ unit: String, _ perSize: Int, isProcess: Bool, work: (Int) -> () -> Void) -> String? {
    let allowedRatio = isProcess ? allowedProcessRatio : allowedRatio
    var before: (size: Int, seconds: Double)?
    var size = firstSize / perSize
    while size <= lastSize / perSize {
      let body = work(size)
      var seconds = time(isProcess, body)
      // The best of some: what else runs on the machine only adds to a time.
      for _ in 0..<2 where seconds < mostSeconds { seconds = min(seconds, time(isProcess, body)) }
      if let before, before.seconds >= leastSeconds {
        for _ in 0..<confirmations where seconds > before.seconds * allowedRatio {
          seconds = min(seconds, time(isProcess, body))
        }
        if seconds > before.seconds * allowedRatio {
          return "\(before.size) \(unit) take \(words(before.seconds)), \(size) \(unit) \(words(seconds))"
        }
      }
      if seconds >= mostSeconds { break }
      before = (size, seconds)
      size *= factor
    }
    return nil
  }

  private static func words(_ seconds: Double) -> String { "\((seconds * 10_000).rounded() / 10) ms" }

  /// The time of this thread, or of the clock on the wall.
  private static func time(_ isProcess: Bool, _ body: () -> Void) -> Double {
    let clock = isProcess ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID
    func now() -> Double {
      var moment = timespec()
      clock_gettime(clock, &moment)
      return Double(moment.tv_sec) + Double(moment.tv_nsec) / 1e9
    }
    let start = now()
    body()
    return now() - start
  }
}
