import ArgumentParser
import RewardCore
import RewardPipeline
import Rewards

/// `rewards shape --cases`: runs shaping cases.
struct ShapeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shape",
    abstract: "Runs shaping cases, one a line.",
    discussion: """
      {"id", "shaper", "params", "inputs", "state_in"} → {"id", "result", "state_out"}. An error of a case is its result, \
      {"error": code}; a line that is no case is reported, and the exit status is then 1.
      """)

  @Option(name: .long, help: "The file of cases; `-` is standard input.")
  var cases: String

  @Option(name: .long, help: "Where the results go.")
  var out = "-"

  @Flag(name: .long, help: "Write over a file that is there already.")
  var force = false

  @OptionGroup var plugins: PluginOptions

  mutating func run() throws {
    let registry = try plugins.registry()
    var output = try OutputFile(out, force: force)
    var source = LineSource([cases])
    var findings = 0
    while let chunk = source.next() {
      for line in chunk.lines {
        do throws(RewardError) {
          let (bytes, error) = try result(of: line, in: chunk, registry: registry)
          try output.write(bytes + [UInt8(ascii: "\n")])
          // A code says what an option or a number is; which key was misspelt, only the sentence does.
          if let error, error.code == .unknownKey { say(error, at: line) }
        } catch {
          guard error.code != .unwritableFile else { throw error }
          findings += 1
          say(error, at: line)
        }
      }
    }
    try output.finish()
    for failure in source.failures { Terminal.report(failure) }
    if !source.failures.isEmpty { throw RewardsCommand.Status.unreadable }
    if findings > 0 { throw RewardsCommand.Status.findings }
  }

  private func say(_ error: RewardError, at line: LineSource.Line) {
    var error = error
    (error.file, error.line) = (cases, line.number)
    Terminal.say("\(error)")
  }

  /// The line out, and the error that it tells the code of.
  private func result(
    of line: LineSource.Line, in chunk: LineSource.Chunk, registry: Registry
  ) throws(RewardError) -> (bytes: [UInt8], error: RewardError?) {
    if let problem = line.problem { throw problem }
    return try chunk.bytes.withUnsafeBufferPointer { (bytes) throws(RewardError) in
      let shapingCase = try ShapingCase(line: UnsafeBufferPointer(rebasing: bytes[line.range]))
      let outcome = shapingCase.run(registry: registry)
      return (shapingCase.line(of: outcome), outcome.error)
    }
  }
}
