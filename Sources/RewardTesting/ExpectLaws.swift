public import RewardCore
public import RewardLaws
public import Rewards
public import Testing

/// Runs every law for verifiers, and records an issue for each finding.
///
/// ```swift
/// import RewardTesting
///
/// @Suite struct ParityVerifierTests {
///   @Test func laws() { expectLaws(of: ParityVerifier.self) }
/// }
/// ```
///
/// That is: examples and what is derived from them, hostile text, malformed ground truths, threads, small work budgets and growth with the
/// text. An issue stands at the example that shows it, when one does, and ends with code that shows the same again. What crashes
/// ends the tests, and hostile text is among what is tried.
///
/// - Parameters:
///   - type: the verifier.
///   - registry: what else it needs by name; it is added to it.
///   - sourceLocation: where issues without an example are shown.
public func expectLaws(
  of type: (some Verifier).Type, in registry: Registry = .builtIn, sourceLocation: SourceLocation = #_sourceLocation
) {
  expect(sourceLocation) { () throws(RewardError) in try VerifierLaws(of: type, in: registry).findings() }
}

/// Runs every law for shapers, and records an issue for each finding.
///
/// That is: worked numbers, one finite reward or skip for each rollout, rollouts of which nothing is known, order, bits, threads, saved states
/// and checkpoints, merging, and growth with the batch.
///
/// - Parameters:
///   - type: the shaper.
///   - options: those that it cannot do without.
///   - registry: what else it needs by name; it is added to it.
///   - batches: tried beside the fixed ones and those of its worked numbers.
///   - sourceLocation: where issues without an example are shown.
public func expectLaws(
  of type: (some Shaper).Type, options: JSONObject = JSONObject(), in registry: Registry = .builtIn, batches: [Batch] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expect(sourceLocation) { () throws(RewardError) in
    try ShaperLaws(of: type, options: options, in: registry, batches: batches).findings()
  }
}

/// Runs every law for extractors, and records an issue for each finding.
///
/// That is: examples, places inside the text on whatever bytes, threads, small work budgets and growth with the text.
///
/// - Parameters:
///   - type: the extractor.
///   - registry: what else it needs by name; it is added to it.
///   - sourceLocation: where issues are shown.
public func expectLaws(
  of type: (some AnswerExtractor).Type, in registry: Registry = .builtIn, sourceLocation: SourceLocation = #_sourceLocation
) {
  expect(sourceLocation) { () throws(RewardError) in try ExtractorLaws(of: type, in: registry).findings() }
}

/// Records an issue for each finding that laws have returned, for laws that are called one by one.
public func expectNone(_ findings: [LawFinding], sourceLocation: SourceLocation = #_sourceLocation) {
  for finding in findings {
    let how = finding.lookAtIt.map { "\nTo look at it:\n" + $0 } ?? ""
    Issue.record(Comment(rawValue: finding.description + how), sourceLocation: finding.sourceLocation ?? sourceLocation)
  }
}

private func expect(_ sourceLocation: SourceLocation, _ findings: () throws(RewardError) -> [LawFinding]) {
  do throws(RewardError) { expectNone(try findings(), sourceLocation: sourceLocation) } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}

extension LawFinding {
  /// The line of the example that shows it.
  fileprivate var sourceLocation: SourceLocation? {
    guard let fileID, let line, fileID.contains("/"), line > 0 else { return nil }
    return SourceLocation(fileID: fileID, filePath: fileID, line: line, column: 1)
  }
}
