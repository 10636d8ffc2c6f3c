import RewardPipeline
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Ordered workers")
struct OrderedWorkersTests {
  @Test("results come in the order of the values", arguments: [1, 2, 7])
  func order(count: Int) {
    let workers = OrderedWorkers<Int, Int>(count: count) { value in
      // The first ones take longest.
      var sum = 0
      for step in 0..<max(0, 300 - value) * 100 { sum &+= step }
      return sum == .min ? -1 : value
    }
    var (submitted, results) = (0, [Int]())
    while results.count < 300 {
      while submitted < 300, workers.hasRoom {
        workers.submit(submitted)
        submitted += 1
      }
      #expect(submitted - results.count <= 2 * count)
      if let result = workers.next() { results.append(result) }
    }
    #expect(results == Array(0..<300) && workers.next() == nil)
  }

  @Test("workers that are given up end, whatever waits")
  func givenUp() {
    for _ in 0..<50 {
      let workers = OrderedWorkers<Int, Int>(count: 4) { $0 }
      while workers.hasRoom { workers.submit(1) }
    }
  }

  /// The system's own threads have 512 kB on macOS, and as little as `ulimit -s` says on Linux.
  @Test("workers have the stack with which the limits on nesting were tried")
  func stack() {
    let workers = OrderedWorkers<Int, Int>(count: 2) { Self.descend($0) }
    let levels = WorkThreads.stackBytes / 4 / Self.frameBytes
    workers.submit(levels)
    #expect(workers.next() == levels)
  }

  private static let frameBytes = 4096

  @inline(never)
  private static func descend(_ levels: Int) -> Int {
    withUnsafeTemporaryAllocation(byteCount: frameBytes, alignment: 1) { frame in
      frame[frameBytes - 1] = 1
      return levels == 0 ? 0 : Int(frame[frameBytes - 1]) + descend(levels - 1)
    }
  }

  #if canImport(Glibc)
    private typealias Affinity = @convention(c) (pid_t, Int, UnsafeMutableRawPointer) -> CInt

    /// A call that glibc's headers have only for those who ask for its own extensions.
    private static func call(_ name: String) throws -> Affinity {
      unsafeBitCast(try #require(dlsym(nil, name)), to: Affinity.self)
    }

    /// A launcher gives a job 2 of 128 cores in this way.
    @Test("jobs are as many as the cores that the process may use")
    func cores() throws {
      let (get, set) = (try Self.call("sched_getaffinity"), try Self.call("sched_setaffinity"))
      var before = [UInt8](repeating: 0, count: 128)
      #expect(get(0, before.count, &before) > 0 || before.contains { $0 != 0 })
      // The first core that it may use, and no other.
      var one = [UInt8](repeating: 0, count: before.count)
      let first = try #require(before.firstIndex { $0 != 0 })
      one[first] = 1 << UInt8(before[first].trailingZeroBitCount)
      #expect(set(0, one.count, &one) == 0)
      let jobs = Pipeline.Settings().jobs
      #expect(set(0, before.count, &before) == 0)
      #expect(jobs == 1)
    }
  #endif
}
