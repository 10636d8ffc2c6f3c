/// A fact about something that went wrong: an open code, the place, what was found and what was expected.
///
/// Facts are here; the sentences that people read are made from them in `RewardError+Message.swift`. What a model wrote is never
/// an error but a `Verdict`.
public struct RewardError: Error, Sendable, Hashable {
  /// What kind of error; its raw value is the identifier in messages, in `docs/reference/errors.md` and in shaping cases.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The identifier, in snake_case.
    public let rawValue: String
    /// A code with this identifier; open, so that plugins can have their own.
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  /// What kind of error.
  public var code: Code
  /// The file, when there is one.
  public var file: String?
  /// The line, from 1, when there is one.
  public var line: Int?
  /// The field or key, as a path: `shapers[1].alpha`, `metadata.mode`.
  public var field: String?
  /// What was found there, as JSON or as words.
  public var found: String?
  /// What was expected.
  public var expected: String?
  /// The nearest valid name.
  public var nearest: String?
  /// Who says so: the name of a verifier or a shaper.
  public var source: String?

  /// An error with these facts.
  public init(
    _ code: Code, file: String? = nil, line: Int? = nil, field: String? = nil, found: String? = nil,
    expected: String? = nil, nearest: String? = nil, source: String? = nil
  ) {
    self.code = code
    self.file = file
    self.line = line
    self.field = field
    self.found = found
    self.expected = expected
    self.nearest = nearest
    self.source = source
  }

  /// The same error at a place that encloses it: `shapers[0]` before `alpha` gives `shapers[0].alpha`.
  package func under(_ parent: String) -> RewardError {
    var copy = self
    copy.field = field.map { $0.hasPrefix("[") ? parent + $0 : "\(parent).\($0)" } ?? parent
    return copy
  }
}

extension RewardError.Code {
  // Names and options (recipes, options, shaping cases); identifiers as in the shaping specification, 0.3.

  /// No verifier has this name.
  public static let unknownVerifier = Self(rawValue: "unknown_verifier")
  /// No shaper has this name.
  public static let unknownShaper = Self(rawValue: "unknown_shaper")
  /// No normaliser has this name.
  public static let unknownNormaliser = Self(rawValue: "unknown_normaliser")
  /// No selector has this name.
  public static let unknownSelector = Self(rawValue: "unknown_selector")
  /// No extractor has this name.
  public static let unknownExtractor = Self(rawValue: "unknown_extractor")
  /// Nothing in the registry has this name.
  public static let unknownName = Self(rawValue: "unknown_name")
  /// The arguments of the command are wrong.
  package static let wrongUsage = Self(rawValue: "wrong_usage")
  /// There is no such command.
  public static let unknownCommand = Self(rawValue: "unknown_command")
  /// The name is taken.
  public static let duplicateName = Self(rawValue: "duplicate_name")
  /// No option has this name.
  public static let unknownParameter = Self(rawValue: "unknown_parameter")
  /// A required option is not given.
  public static let missingParameter = Self(rawValue: "missing_parameter")
  /// An option's value has the wrong type or is out of range.
  public static let invalidParameter = Self(rawValue: "invalid_parameter")
  /// A recipe has a key that there is not.
  public static let unknownKey = Self(rawValue: "unknown_key")
  /// A recipe has a key twice.
  public static let duplicateKey = Self(rawValue: "duplicate_key")
  /// A recipe lacks a key.
  public static let missingKey = Self(rawValue: "missing_key")
  /// A recipe's value has the wrong type or is none of the possible ones.
  public static let invalidValue = Self(rawValue: "invalid_value")

  // Shaping data.

  /// A length is negative, not finite, or zero where a formula divides by it.
  public static let invalidLength = Self(rawValue: "invalid_length")
  /// A number is NaN or infinite.
  public static let notFinite = Self(rawValue: "not_finite")
  /// A field that is needed is missing.
  public static let missingField = Self(rawValue: "missing_field")
  /// A value is out of its range.
  public static let outOfRange = Self(rawValue: "out_of_range")
  /// Two lists that belong together differ in length.
  public static let lengthMismatch = Self(rawValue: "length_mismatch")
  /// A value that has to be 0 or 1 is not.
  public static let notBinary = Self(rawValue: "not_binary")
  /// A group has fewer rollouts than the formula needs.
  public static let groupTooSmall = Self(rawValue: "group_too_small")
  /// A category that was not declared.
  public static let unknownCategory = Self(rawValue: "unknown_category")
  /// A batch without what the formula needs.
  public static let emptyBatch = Self(rawValue: "empty_batch")
  /// A state that this shaper cannot have written.
  public static let invalidState = Self(rawValue: "invalid_state")
  /// What several processes have left of this state cannot be joined.
  public static let stateNotMergeable = Self(rawValue: "state_not_mergeable")

  // Rows and files.

  /// A line is not JSON, or not UTF-8.
  public static let malformedRow = Self(rawValue: "malformed_row")
  /// A field of a row has the wrong type.
  public static let wrongType = Self(rawValue: "wrong_type")
  /// A field that we own stands twice in one row.
  public static let duplicateField = Self(rawValue: "duplicate_field")
  /// A field of a row cannot be read, although the row can: half of a surrogate pair, or too much nesting.
  public static let malformedField = Self(rawValue: "malformed_field")
  /// Two rows have the same id.
  public static let duplicateID = Self(rawValue: "duplicate_id")
  /// A line is longer than `Limits.lineBytes`.
  public static let lineTooLong = Self(rawValue: "line_too_long")
  /// A ground truth that its verifier cannot read.
  public static let unreadableGroundTruth = Self(rawValue: "unreadable_ground_truth")
  /// The recorded `expected` is not what was computed.
  public static let expectedDiffers = Self(rawValue: "expected_differs")
  /// The recorded `reward` is not what was computed.
  public static let rewardDiffers = Self(rawValue: "reward_differs")
  /// A text in which the backslash of a LaTeX command has become a control character.
  public static let lostBackslash = Self(rawValue: "lost_backslash")
  /// Rows of one group have different prompts or ground truths.
  public static let groupDiffers = Self(rawValue: "group_differs")
  /// A group has another number of rollouts than the recipe's `group_size`.
  public static let groupSize = Self(rawValue: "group_size")
  /// A group goes on after it was closed: it reaches too far, or a run was cut inside it.
  public static let groupSplit = Self(rawValue: "group_split")
  /// A recipe cannot be read.
  public static let malformedRecipe = Self(rawValue: "malformed_recipe")
  /// A file cannot be read.
  public static let unreadableFile = Self(rawValue: "unreadable_file")
  /// A file cannot be written.
  public static let unwritableFile = Self(rawValue: "unwritable_file")
  /// A file is there already.
  public static let fileExists = Self(rawValue: "file_exists")

  // Plugins.

  /// A plugin that cannot be loaded: no file, no shared library, no entry, a command that cannot be started.
  public static let unreadablePlugin = Self(rawValue: "unreadable_plugin")
  /// A plugin that was built for another version of the interface.
  public static let incompatiblePlugin = Self(rawValue: "incompatible_plugin")
  /// A plugin whose table or descriptions are not as they should be.
  public static let malformedPlugin = Self(rawValue: "malformed_plugin")
  /// A plugin that failed at its work, or gave what cannot be.
  public static let pluginFailed = Self(rawValue: "plugin_failed")
  /// A recipe with plugins where none may be loaded.
  public static let pluginsNotAllowed = Self(rawValue: "plugins_not_allowed")
}
