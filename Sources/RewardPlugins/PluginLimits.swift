/// What bounds plugins, each with its reason.
enum PluginLimits {
  /// Verifiers, and shapers, of one plugin: a count above it is a count that nobody has set.
  static let entries = 1_000
  /// Bytes of a name or a version.
  static let nameBytes = 1_000
  /// Bytes of a description: some hundred examples.
  static let descriptionBytes = 4 << 20
  /// Bytes of what a plugin gives beside a state for one call: an answer, a detail, side outputs of a large batch.
  static let putBytes = 64 << 20
  /// Leniencies of one verdict.
  static let leniencies = 1_000
  /// Bytes of a line that a plugin's process writes: a state of a million prompts.
  static let replyBytes = 64 << 20
  /// Words of a command.
  static let commandWords = 1_000
  /// Processes of one plugin: beyond any machine's cores.
  static let processes = 256
  /// Seconds after which a process that does not answer is ended, unless the plugin's entry says otherwise.
  ///
  /// For safety only, and generous: on a machine that is slow for once no verdict may change.
  static let timeoutSeconds = 60.0
  /// What an entry may say of that at most: a day.
  static let mostTimeoutSeconds = 86_400.0
  /// How often processes of a plugin are started again, unless its entry says otherwise: some bad rows, and not a plugin that fails on every one.
  static let restarts = 100
  /// What an entry may say of that at most.
  static let mostRestarts = 1_000_000
  /// Milliseconds that a process gets to end by itself when it is not needed any more.
  static let graceMilliseconds: Int64 = 200
  /// Characters of a plugin's own words in a message.
  static let quotedCharacters = 200
}
