import RewardCore

/// Which plugin something comes from, for messages.
struct PluginIdentity: Sendable, Hashable {
  /// Its own name.
  var name: String
  /// Its own version.
  var version: String

  /// `plugin parity 1.0.0`; without a path, because rows must not differ from machine to machine.
  var words: String { "plugin \(name) \(version)" }

  /// The verdict for a plugin that failed or gave what cannot be.
  func verdict(_ what: String) -> Verdict {
    .unverifiable(.verifierError, chargedTo: .verifier, detail: "\(words): \(what)")
  }

  /// The error for a plugin that failed or gave what cannot be.
  func failure(_ found: String, field: String? = nil, expected: String? = nil) -> RewardError {
    RewardError(.pluginFailed, field: field, found: found, expected: expected, source: words)
  }
}

/// A plugin's own words, in a message of ours.
func quoted(_ text: String) -> String {
  text.count > PluginLimits.quotedCharacters ? text.prefix(PluginLimits.quotedCharacters) + "…" : text
}

/// Something a plugin gave that cannot be, in words.
struct Nonsense: Error {
  var words: String
  init(_ words: String) { self.words = words }
}
