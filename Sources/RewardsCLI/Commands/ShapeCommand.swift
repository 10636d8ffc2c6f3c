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
      {"error": code}, and standard error says what is wrong. So it is with a line that is no case, and the exit status is then 1.
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
        let (bytes, said, isCase) = result(of: line, in: chunk, registry: registry)
        try output.write(bytes + [UInt8(ascii: "\n")])
        // A code says what kind of thing an option, a field or a number is; which one, and what was meant, only the sentence does.
        for error in said { say(error, at: line) }
        if !isCase { findings += 1 }
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

  /// The line out, what is to be said of it, and whether it was a case at all.
  private func result(
    of line: LineSource.Line, in chunk: LineSource.Chunk, registry: Registry
  ) -> (bytes: [UInt8], said: [RewardError], isCase: Bool) {
    if let problem = line.problem { return (ShapingCase.line(of: problem, for: nil), [problem], false) }
    return chunk.bytes.withUnsafeBufferPointer { bytes in
      let text = UnsafeBufferPointer(rebasing: bytes[line.range])
      do throws(RewardError) {
        let shapingCase = try ShapingCase(line: text)
        let outcome = shapingCase.run(registry: registry)
        return (shapingCase.line(of: outcome), outcome.unread + (outcome.error.map { [$0] } ?? []), true)
      } catch {
        return (ShapingCase.line(of: error, for: text), [error], false)
      }
    }
  }
}
