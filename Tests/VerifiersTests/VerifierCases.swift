import AnswerExtraction
import Foundation
import RewardCore
import Testing

@testable import Verifiers

/// A registry with the verifiers of this module and the extractors.
func testRegistry() throws -> Registry {
  var registry = Registry()
  try registry.addVerifiers()
  try registry.addExtractors()
  return registry
}

/// A completion with its verdict, from a fixture or from a description's examples.
struct VerifierCase: Sendable, CustomTestStringConvertible {
  var verifier: String
  var id: String
  var completion: String
  var groundTruth: GroundTruth?
  var options: JSONObject
  var metadata: JSONObject
  var extract: [String]?
  var outcome: String
  var score: Double?
  var reason: String?
  var leniencies: [String]?
  /// Which derived variants have to give the same verdict: `front`, `crlf`, `newline`.
  var variants: [String]

  var testDescription: String { "\(verifier) \(id)" }

  /// The rows of `Fixtures/verifiers/NAME.jsonl`.
  static func fixtures(_ name: String) throws -> [VerifierCase] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "Fixtures/verifiers/\(name).jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let row = try #require(try JSONValue(parsing: String(line)).objectValue)
      return VerifierCase(
        verifier: name, id: try #require(row["id"]?.stringValue),
        completion: try #require(row["completion"]?.stringValue),
        groundTruth: row["ground_truth"].map(GroundTruth.init), options: row["options"]?.objectValue ?? [:],
        metadata: row["metadata"]?.objectValue ?? [:], extract: row["extract"]?.arrayValue?.compactMap(\.stringValue),
        outcome: try #require(row["outcome"]?.stringValue), score: row["score"]?.doubleValue,
        reason: row["reason"]?.stringValue,
        leniencies: row["leniencies"]?.arrayValue?.compactMap(\.stringValue),
        variants: row["variants"]?.arrayValue?.compactMap(\.stringValue) ?? ["front", "crlf", "newline"])
    }
  }

  /// The examples of a description.
  static func examples(_ description: VerifierDescription) -> [VerifierCase] {
    description.examples.map { example in
      VerifierCase(
        verifier: description.name, id: "\(example.fileID):\(example.line)", completion: example.completion,
        groundTruth: example.groundTruth, options: example.options, metadata: example.metadata,
        outcome: example.outcome.rawValue, score: example.score?.doubleValue, reason: example.reason?.rawValue,
        variants: example.hasVariants ? ["front", "crlf", "newline"] : [])
    }
  }

  func configured() throws -> ConfiguredVerifier {
    let registry = try testRegistry()
    let extractors = try extract.map { names in try names.map { try registry.extractor($0) } }
    return try registry.verifier(verifier, options: options, extract: extractors)
  }

  func rollout(_ completion: String? = nil) -> Rollout {
    Rollout(completion: completion ?? self.completion, groundTruth: groundTruth, metadata: metadata)
  }

  /// The completion and what is derived from it without changing what it says.
  var texts: [(name: String, text: String)] {
    var texts = [("as it is", completion)]
    if variants.contains("front") { texts.append(("front", "Überlegung — 考える 🧮 e\u{301}.\n\n" + completion)) }
    if variants.contains("crlf") {
      texts.append(
        ("crlf", String(decoding: completion.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }, as: UTF8.self)))
    }
    if variants.contains("newline") { texts.append(("newline", completion + "\n")) }
    return texts
  }

  /// Runs the case and its variants.
  func run() throws {
    let verifier = try configured()
    for (name, text) in texts {
      var work = Work()
      let verdict = verifier.verify(rollout(text), work: &work)
      #expect(verdict.outcome.rawValue == outcome, "\(id), \(name): \(verdict.json)")
      #expect(verdict.reason?.rawValue == reason, "\(id), \(name): \(verdict.json)")
      if let score { #expect(abs(verdict.score.doubleValue - score) < 1e-12, "\(id), \(name): \(verdict.json)") }
      if let leniencies { #expect(verdict.leniencies == leniencies, "\(id), \(name)") }
      if verdict.outcome == .unverifiable {
        // Options of a row that there are not are `unsupported`.
        let charged: [Verdict.Reason: Verdict.Party] = [.malformedGroundTruth: .groundTruth, .unsupported: .verifier]
        #expect(verdict.chargedTo == verdict.reason.flatMap { charged[$0] } ?? .completion, "\(id), \(name)")
      }
      if verdict.outcome == .correct || verdict.outcome == .incorrect { #expect(verdict.proof != nil, "\(id)") }
      var again = Work()
      #expect(
        verifier.verify(rollout(text), work: &again) == verdict, "\(id), \(name): another verdict the second time")
    }
    // `check` calls readable what `verify` does not call malformed or unsupported, and nothing else.
    if groundTruth != nil {
      var work = Work()
      let check = verifier.check(rollout(completion), work: &work)
      #expect((check == .readable) == (reason != "malformed_ground_truth" && reason != "unsupported"), "\(id): \(check)")
    }
  }
}
