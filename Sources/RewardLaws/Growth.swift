#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// How the work grows with the size of the input, told by what it costs at one size and at eight times that size.
///
/// Sizes are doubled from a small one until a call is long enough to be measured, so a bad law is found on a small input and nobody waits for
/// the large one. Processor time of the own thread: a busy machine adds nothing to it. The least of several calls counts.
enum Growth {
  /// What a call cost: seconds of processor time, and units of a work budget.
  struct Cost {
    var seconds: Double
    var units: Int
  }

  /// The sizes that are compared; large enough that powers tell apart (8, 64, 512), and noise does not.
  static let factor = 8
  /// More than linear with a logarithm, less than quadratic: the geometric mean of 8 and 64.
  static let linear = 22.6
  /// More than quadratic, less than cubic: the geometric mean of 64 and 512.
  static let quadratic = 181.0
  /// The least that is measured: a tenth of it is what remains for the smaller size, and is far above the clock's steps.
  private static let measurable = 0.01
  private static let repetitions = 3
  /// How often the same has to be seen before it is told.
  private static let confirmations = 4
  private static let firstSize = 32
  /// Units of work below which what every call costs counts more than the size.
  private static let countable = 64

  /// What shows that the cost grows faster than `limit` for eight times the size; `nil` when it does not.
  ///
  /// - Parameter call: does the work at a size and returns the units that it spent; `nil` when there is none at this size.
  static func excess(over limit: Double, upTo last: Int, _ call: (Int) -> Int?) -> String? {
    var units: [Int: Int] = [:]
    var size = firstSize
    while size <= last {
      guard let cost = cost(of: size, repetitions: 1, call) else { return nil }
      units[size] = cost.units
      if let small = units[size / factor], small >= countable, Double(cost.units) / Double(small) > limit {
        return "\(size / factor) spent \(small) units of work, \(size) spent \(cost.units)"
      }
      if cost.seconds >= measurable, size >= firstSize * factor {
        // What was long by chance is not long again: other programs' use of the caches shows in processor time.
        var found: String?
        for _ in 0..<confirmations {
          guard let large = Self.cost(of: size, repetitions: repetitions, call),
            let small = Self.cost(of: size / factor, repetitions: repetitions, call)
          else { return nil }
          guard large.seconds >= measurable, small.seconds > 0, large.seconds / small.seconds > limit else { return nil }
          found = "\(size / factor) took \(milliseconds(small.seconds)), \(size) took \(milliseconds(large.seconds))"
        }
        return found
      }
      size *= 2
    }
    // Too short to be measured at any size is short enough.
    return nil
  }

  private static func cost(of size: Int, repetitions: Int, _ call: (Int) -> Int?) -> Cost? {
    var least = Cost(seconds: .infinity, units: 0)
    for _ in 0..<repetitions {
      let start = processorSeconds()
      guard let units = call(size) else { return nil }
      least = Cost(seconds: min(least.seconds, processorSeconds() - start), units: units)
      // What takes long is not called again: the ratio is then beyond any noise.
      if least.seconds > measurable * 10 { break }
    }
    return least
  }

  /// Seconds of the processor that this thread has used.
  static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func milliseconds(_ seconds: Double) -> String { "\((seconds * 1e5).rounded() / 100) ms" }
}
