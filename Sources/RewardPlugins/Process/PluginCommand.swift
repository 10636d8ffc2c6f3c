import RewardCore

/// How a plugin that is a process of its own is started, and what it may: the object in a recipe's `plugins`.
///
/// ```json
/// {"command": ["python3", "my_verifier.py"], "processes": 4, "timeout_seconds": 60, "restarts": 100}
/// ```
struct PluginCommand: Sendable, Hashable {
  /// The program, which is looked for in PATH, and its arguments.
  var words: [String]
  /// Where it runs; `nil`: the working directory.
  var folder: String?
  /// Processes at once; each has one request to answer at a time.
  var processes: Int
  /// Seconds after which a process that does not answer is ended.
  var timeoutSeconds: Double
  /// How often processes that ended are started again in all.
  var restarts: Int

  private static let options = [
    OptionDescription("command", .strings, "The program and its arguments."),
    OptionDescription(
      "processes", .integer(.init(lower: 1, upper: Double(PluginLimits.processes))), default: 1,
      "Processes at once; each answers one request at a time."),
    OptionDescription(
      "timeout_seconds", .number(.init(lower: 0, includesLower: false, upper: PluginLimits.mostTimeoutSeconds)),
      default: JSONValue(PluginLimits.timeoutSeconds), "Seconds after which a process that does not answer is ended."),
    OptionDescription(
      "restarts", .integer(.init(lower: 0, upper: Double(PluginLimits.mostRestarts))), default: .number(JSONNumber(PluginLimits.restarts)),
      "How often processes that ended are started again."),
  ]

  /// Reads an entry of `plugins`.
  ///
  /// - Throws: `unknown_parameter`, `missing_parameter`, `invalid_parameter`.
  init(_ entry: JSONObject, in folder: String?) throws(RewardError) {
    let options = try Options(entry, for: Self.options, owner: "plugin")
    words = options.strings("command")
    guard let program = words.first, !program.isEmpty, words.count <= PluginLimits.commandWords,
      words.allSatisfy({ !$0.utf8.contains(0) })
    else {
      throw RewardError(
        .invalidParameter, field: "command", found: options["command"].description, expected: "a program and its arguments",
        source: "plugin")
    }
    self.folder = folder
    processes = options.integer("processes")
    timeoutSeconds = options.double("timeout_seconds")
    restarts = options.integer("restarts")
  }

  /// The command as a person would type it.
  var text: String { words.joined(separator: " ") }
}
