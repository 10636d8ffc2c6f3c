import Testing

/// Lines of a file, and what the command finds in them.
struct FindingCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// The lines as they stand in the file.
  var lines: [String]
  /// The recipe; `nil`: none.
  var recipe: String?
  /// Arguments of `validate`; with any, `score` is not asked.
  var arguments: [String]
  /// The findings in full, without the file's name and the colon behind it.
  var findings: [String]
  /// Words of the summary that come with them.
  var summary: [String]
  /// Words that must not be there.
  var never: [String]

  static let all: [FindingCase] = fixture("findings.jsonl").map { line in
    FindingCase(
      testDescription: line["name"] as? String ?? "", lines: line["lines"] as? [String] ?? [], recipe: line["recipe"].map { json($0) },
      arguments: line["arguments"] as? [String] ?? [], findings: line["findings"] as? [String] ?? [],
      summary: line["summary"] as? [String] ?? [], never: line["never"] as? [String] ?? [])
  }
}
