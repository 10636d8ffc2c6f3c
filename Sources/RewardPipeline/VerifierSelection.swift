package import RewardCore

/// Row → verifier: one for all rows, or by the value of a field.
package struct VerifierSelection: Sendable {
  /// The path of the field that routes; `nil`: the default judges every row.
  package var route: [String]?
  /// The verifier for each value of that field.
  package var cases: [String: ConfiguredVerifier]
  /// The verifier for rows with no case of their own.
  package var fallback: ConfiguredVerifier?

  /// The verifier of a row.
  ///
  /// - Throws: `missing_field` when the row lacks the field and there is no default, `unknown_verifier` when its value has no case.
  package func verifier(for row: Row) throws(RewardError) -> ConfiguredVerifier {
    if let word = row.route, let verifier = cases[word] { return verifier }
    if let fallback { return fallback }
    let field = route?.joined(separator: ".")
    guard let word = row.route else {
      throw RewardError(.missingField, field: field, expected: "one of " + words + " (the recipe has no default verifier)")
    }
    throw RewardError(
      .invalidValue, field: field, found: word, expected: "one of " + words + " (the recipe has no default verifier)",
      nearest: nearestName(to: word, among: cases.keys.sorted()))
  }

  private var words: String { cases.keys.sorted().map { "`\($0)`" }.joined(separator: ", ") }
}
