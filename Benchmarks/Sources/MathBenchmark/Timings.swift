import Foundation

/// The times of one stage, one for each row, in nanoseconds.
struct Timings {
  private var times: [Int]

  /// Measures `body` for every row `repeats` times, the whole pass again and again; the least time of a row counts, since all that
  /// other programs on the machine do can only add.
  init<Row>(_ rows: [Row], repeats: Int, _ body: (Row) -> Void) {
    let clock = ContinuousClock()
    times = Array(repeating: .max, count: rows.count)
    for _ in 0..<max(1, repeats) {
      for (index, row) in rows.enumerated() {
        let start = clock.now
        body(row)
        times[index] = min(times[index], Timings.nanoseconds(start.duration(to: clock.now)))
      }
    }
  }

  /// The processor time of this thread in nanoseconds: what other programs on the machine do is not in it.
  static func processorNanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// A duration in whole nanoseconds.
  static func nanoseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
  }

  /// The sum over all rows, in seconds.
  var total: Double { times.reduce(0) { $0 + Double($1) } / 1e9 }

  /// The time that the fraction `share` of the rows stays within, in microseconds.
  func percentile(_ share: Double) -> Double {
    guard !times.isEmpty else { return 0 }
    let sorted = times.sorted()
    return Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1e3
  }
}
