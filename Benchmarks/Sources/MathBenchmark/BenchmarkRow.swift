import Rewards

/// A row to measure: its line, and the rollout that it is.
struct BenchmarkRow {
  var line: [UInt8]
  var rollout: Rollout
  /// The label, where the row has one.
  var expected: Bool?

  /// Why a line is no row.
  enum Failure: Error, CustomStringConvertible {
    case malformed(line: Int, JSONScanner.Failure)
    case missing(line: Int, field: String)

    var description: String {
      switch self {
      case .malformed(let line, let failure): "line \(line): \(failure.problem) at byte \(failure.offset + 1)"
      case .missing(let line, let field): "line \(line): `\(field)` is missing or of another type"
      }
    }
  }

  /// Reads line `number`.
  init(_ line: [UInt8], number: Int) throws(Failure) {
    let value: JSONValue
    do throws(JSONScanner.Failure) {
      value = try line.withUnsafeBufferPointer { (bytes) throws(JSONScanner.Failure) in try JSONValue(parsing: bytes) }
    } catch {
      throw .malformed(line: number, error)
    }
    guard let completion = value.objectValue?["completion"]?.stringValue else {
      throw .missing(line: number, field: "completion")
    }
    guard let groundTruth = value.objectValue?["ground_truth"] else { throw .missing(line: number, field: "ground_truth") }
    self.line = line
    rollout = Rollout(
      id: value.objectValue?["id"]?.stringValue ?? String(number), prompt: value.objectValue?["prompt"]?.stringValue,
      completion: completion, groundTruth: GroundTruth(groundTruth))
    switch value.objectValue?["expected"] {
    case .bool(let flag): expected = flag
    case .string("correct"): expected = true
    case .string("incorrect"), .string("no_answer"): expected = false
    default: expected = nil
    }
  }
}
