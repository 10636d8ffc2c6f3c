import Foundation
import Rewards

/// Shapes rollouts that were judged elsewhere, batch by batch with their state, and prints seconds of this thread's processor clock.
///
///     ShaperBenchmark FILE [--rewards FILE] [SHAPER …]
///
/// `FILE` holds groups of 8 rollouts: for each rollout a 32-bit length and a 32-bit 0 or 1 for correct, in the machine's order
/// (`Benchmarks/shapers.py` writes it). With `--rewards` the last rewards are written as doubles.
@main
enum ShaperBenchmark {
  /// Rollouts in a group, and groups in a batch.
  static let (groupSize, batchSize) = (8, 128)

  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    guard !arguments.isEmpty else {
      print("usage: ShaperBenchmark FILE [--rewards FILE] [SHAPER …]")
      exit(2)
    }
    let input = arguments.removeFirst()
    var output: String?
    if arguments.first == "--rewards" {
      output = arguments[1]
      arguments.removeFirst(2)
    }
    let context = ShaperContext(groupSize: groupSize, followsRun: false, registry: .builtIn)
    let chain = ShaperChain(try arguments.map { try Registry.builtIn.shaper($0, context: context) })
    let batches = batches(of: try Data(contentsOf: URL(filePath: input)))

    var best = Int.max
    var rewards: [Double] = []
    for _ in 0..<3 {
      var state = chain.makeState()
      rewards.removeAll(keepingCapacity: true)
      let start = processorNanoseconds()
      for batch in batches { rewards += try chain.shape(batch, updating: &state).rewards.map { $0 ?? .nan } }
      best = min(best, processorNanoseconds() - start)
    }
    print(rewards.count, Double(best) / 1e9)
    if let output { try rewards.withUnsafeBytes { Data($0) }.write(to: URL(filePath: output)) }
  }

  static func batches(of data: Data) -> [Batch] {
    let words = data.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 4).map { bytes.loadUnaligned(fromByteOffset: $0, as: Int32.self) }
    }
    let rollouts = stride(from: 0, to: words.count, by: 2).map { at in
      JudgedRollout(correct: words[at + 1] == 1, length: Double(words[at]), reward: Double(words[at + 1]))
    }
    let groups = stride(from: 0, to: rollouts.count, by: groupSize).map { at in
      Group(id: "g\(at / groupSize)", rollouts: Array(rollouts[at..<min(at + groupSize, rollouts.count)]))
    }
    return stride(from: 0, to: groups.count, by: batchSize).map { at in
      Batch(groups: Array(groups[at..<min(at + batchSize, groups.count)]), step: at / batchSize)
    }
  }

  /// The processor time of this thread in nanoseconds: what other programs on the machine do is not in it.
  static func processorNanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
