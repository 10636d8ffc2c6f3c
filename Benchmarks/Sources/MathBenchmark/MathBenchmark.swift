import ExactMath
import Foundation
import Rewards

/// Measures the stages of a mathematical verdict apart, in one process and one thread.
///
///     MathBenchmark [--rows] [--repeat N] [--strictness S] FILE…
///
/// Prints a table for each file. With `--rows` it prints instead, for every row, what `compare.py` reads: one JSON object with the
/// processor nanoseconds of a single pass and the verdict.
@main
struct MathBenchmark {
  var files: [String] = []
  var printsRows = false
  /// Passes over the rows; five tell the least time on a machine that others use.
  var repeats = 5
  var strictness = "standard"

  static func main() throws {
    var benchmark = MathBenchmark()
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      switch argument {
      case "--rows": benchmark.printsRows = true
      case "--repeat":
        guard let count = arguments.popFirst().flatMap(Int.init), count > 0 else { usage("--repeat needs a number above 0") }
        benchmark.repeats = count
      case "--strictness":
        guard let name = arguments.popFirst() else { usage("--strictness needs a name") }
        benchmark.strictness = name
      case let option where option.hasPrefix("-"): usage("unknown option \(option)")
      default: benchmark.files.append(argument)
      }
    }
    if benchmark.files.isEmpty { usage("no file") }
    for file in benchmark.files { try benchmark.run(file) }
  }

  private static func usage(_ problem: String) -> Never {
    FileHandle.standardError.write(
      Data("\(problem)\nusage: MathBenchmark [--rows] [--repeat N] [--strictness S] FILE…\n".utf8))
    exit(2)
  }

  private func run(_ file: String) throws {
    let data = try Data(contentsOf: URL(filePath: file))
    let rows = try data.split(separator: 0x0A).enumerated().map { try BenchmarkRow(Array($1), number: $0 + 1) }
    let verifier = try Registry.builtIn.verifier("math", options: ["strictness": .string(strictness)])
    // Tables are built and pages are touched before anything is measured.
    for row in rows.prefix(50) {
      var work = Work()
      _ = verifier.verify(row.rollout, work: &work)
    }
    if printsRows {
      printRows(rows, verifier)
    } else {
      try printStages(file, rows, verifier)
    }
  }

  // MARK: Rows

  private func printRows(_ rows: [BenchmarkRow], _ verifier: ConfiguredVerifier) {
    var writer = JSONWriter()
    for row in rows {
      let start = Timings.processorNanoseconds()
      var work = Work()
      let verdict = verifier.verify(row.rollout, work: &work)
      let time = Timings.processorNanoseconds() - start
      var object: JSONObject = [
        "id": .string(row.rollout.id), "ns": .number(JSONNumber(time)), "outcome": .string(verdict.outcome.rawValue),
      ]
      object["proof"] = verdict.proof.map { .string($0) }
      object["reason"] = verdict.reason.map { .string($0.rawValue) }
      writer.append(.object(object))
      writer.append(raw: "\n")
    }
    FileHandle.standardOutput.write(Data(writer.bytes))
  }

  // MARK: Stages

  /// A row with what the stages before hand over.
  private struct Staged {
    var row: BenchmarkRow
    var answer: String
    var groundTruth: String
    var readings: (MathExpression, MathExpression)?
  }

  private func printStages(_ file: String, _ rows: [BenchmarkRow], _ verifier: ConfiguredVerifier) throws {
    // In the order in which `standard` looks for an answer.
    let extractors = try ["boxed", "answer_tag", "answer_phrase", "hash_answer"].map { try Registry.builtIn.extractor($0) }
    let reader = MathReader()
    let staged = rows.map { row in
      let answer = Self.answer(in: row.rollout.completion, extractors)
      let groundTruth = row.rollout.groundTruth?.text ?? ""
      let readings: (MathExpression, MathExpression)? =
        if let mine = answer.flatMap({ reader.read($0).reading }), let theirs = reader.read(groundTruth).reading {
          (mine.expression, theirs.expression)
        } else {
          nil
        }
      return Staged(row: row, answer: answer ?? "", groundTruth: groundTruth, readings: readings)
    }
    let bytes = rows.reduce(0) { $0 + $1.line.count }
    print("\(file): \(rows.count) rows, \(bytes) bytes; the least of \(repeats) passes; microseconds a row")
    print("stage                     rows/s      mean       p50       p99       max")
    let json = Timings(rows, repeats: repeats) { row in
      _ = row.line.withUnsafeBufferPointer { try? JSONValue(parsing: $0) }
    }
    show("JSON line to value", json, rows.count)
    show("extract the answer", Timings(rows, repeats: repeats) { _ = Self.answer(in: $0.rollout.completion, extractors) }, rows.count)
    show(
      "read both sides",
      Timings(staged, repeats: repeats) {
        _ = reader.read($0.answer)
        _ = reader.read($0.groundTruth)
      }, rows.count)
    let decidable = staged.compactMap(\.readings)
    show(
      "decide",
      Timings(decidable, repeats: repeats) {
        var work = MathWork()
        _ = decideEqual($0.1, $0.0, work: &work)
      }, decidable.count)
    show(
      "whole verdict",
      Timings(rows, repeats: repeats) {
        var work = Work()
        _ = verifier.verify($0.rollout, work: &work)
      }, rows.count)
    print("JSON: \(Self.fixed(Double(bytes) / json.total / 1e6)) MB/s\n")
  }

  private static func answer(in completion: String, _ extractors: [any AnswerExtractor]) -> String? {
    completion.withUTF8Bytes { text in
      var budget = WorkBudget()
      for extractor in extractors {
        if let candidate = extractor.lastCandidate(in: text, range: 0..<text.count, budget: &budget).candidate {
          return String(decoding: text[candidate.range], as: UTF8.self)
        }
      }
      return nil
    }
  }

  private func show(_ stage: String, _ timings: Timings, _ count: Int) {
    let rate = timings.total > 0 ? Double(count) / timings.total : 0
    let columns = [rate, timings.total * 1e6 / Double(max(1, count))] + [0.5, 0.99, 1].map(timings.percentile)
    let cells = columns.map { value in
      let text = Self.fixed(value)
      return String(repeating: " ", count: max(0, 10 - text.count)) + text
    }
    print(stage.padding(toLength: 22, withPad: " ", startingAt: 0) + cells.joined())
  }

  /// A number with one decimal, or none when it is large.
  private static func fixed(_ value: Double) -> String {
    value >= 1000 ? String(Int(value.rounded())) : String((value * 10).rounded() / 10)
  }
}
