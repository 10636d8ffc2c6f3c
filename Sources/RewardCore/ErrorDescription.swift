/// One kind of error as the reference tells of it: what it means, and what to do about it.
package struct ErrorDescription: Sendable {
  /// What it is about; the sections of the reference.
  package enum Subject: String, CaseIterable, Sendable {
    case usage = "The command line"
    case names = "Names and options"
    case recipes = "Recipes"
    case rows = "Rows"
    case groups = "Groups"
    case shaping = "Shaping"
    case state = "State"
    case files = "Files"
    case plugins = "Plugins"
    case library = "The library"
  }

  /// The identifier, which stands in brackets at the end of every message.
  package var code: RewardError.Code
  /// What it is about.
  package var subject: Subject
  /// What is wrong, in a sentence.
  package var meaning: String
  /// What to do, in a sentence.
  package var remedy: String

  private init(_ code: RewardError.Code, _ subject: Subject, _ meaning: String, do remedy: String) {
    self.code = code
    self.subject = subject
    self.meaning = meaning
    self.remedy = remedy
  }

  /// The error of this identifier; `nil` for one of a plugin's own.
  package static func named(_ identifier: String) -> ErrorDescription? {
    // The reason in a row's verdict; the finding about that row has the code.
    let code = identifier == Verdict.Reason.verifierError.rawValue ? RewardError.Code.pluginFailed.rawValue : identifier
    return all.first { $0.code.rawValue == code }
  }

  /// Every error, by subject.
  ///
  /// A test finds every code that the sources declare here, and another one meets each.
  package static let all: [ErrorDescription] = [
    // The command line.
    ErrorDescription(
      .wrongUsage, .usage, "The arguments are not what the command takes.", do: "`rewards help COMMAND` tells what it takes."),
    ErrorDescription(
      .unknownCommand, .usage, "There is no command of this name.", do: "Take the one that the message names, or see `rewards --help`."),

    // Names and options.
    ErrorDescription(
      .unknownVerifier, .names, "A recipe or `--verifier` names a verifier that there is not.",
      do: "`rewards list verifiers` shows all; one of your own has to be added to the registry, or loaded as a plugin, first."),
    ErrorDescription(
      .unknownShaper, .names, "A recipe or a shaping case names a shaper that there is not.",
      do: "`rewards list shapers` shows all; one of your own has to be added to the registry, or loaded as a plugin, first."),
    ErrorDescription(
      .unknownNormaliser, .names, "`advantages` names a normaliser that there is not.", do: "`rewards list normalisers` shows all."),
    ErrorDescription(
      .unknownSelector, .names, "`select` names a selector that there is not.", do: "`rewards list selectors` shows all."),
    ErrorDescription(
      .unknownExtractor, .names, "`extract` names an extractor that there is not.", do: "`rewards list extractors` shows all."),
    ErrorDescription(
      .unknownName, .names, "Nothing in the registry has this name, and no error has this identifier.",
      do: "`rewards list` shows everything that can be described."),
    ErrorDescription(
      .duplicateName, .names, "Something of this kind has the name already.",
      do: "Give yours another name; a registry never replaces what it holds."),
    ErrorDescription(
      .unknownParameter, .names, "It has no option of this name.", do: "`rewards describe NAME` lists the options with their values."),
    ErrorDescription(
      .missingParameter, .names, "An option that has no default was not given, or its default does not fit the recipe's unit of length.",
      do: "Give it; `rewards describe NAME` says what it takes."),
    ErrorDescription(
      .invalidParameter, .names, "The option takes other values than this.",
      do: "Take one from the range in the message; `rewards describe NAME` says what it means."),

    // Recipes.
    ErrorDescription(
      .malformedRecipe, .recipes, "The file of the recipe is neither JSON nor YAML, or no object.",
      do: "The message says where reading stopped; docs/reference/recipe.md has examples to begin from."),
    ErrorDescription(
      .unknownKey, .recipes, "The recipe, or a shaping case, has a key that has no meaning at this place.",
      do: "Correct its spelling, or take it out: a key that nobody reads would be a setting that does not act."),
    ErrorDescription(
      .duplicateKey, .recipes, "A key stands twice in one object of the recipe, or of a shaping case.", do: "Take one of them out."),
    ErrorDescription(
      .missingKey, .recipes, "A key that is needed, or that another one can only act with, is not there.",
      do: "Add it; docs/reference/recipe.md has each key."),
    ErrorDescription(
      .invalidValue, .recipes, "A key has a value of the wrong type, out of range, or that cannot act at this place.",
      do: "Take what the message expects; docs/reference/recipe.md has each key with its values."),

    // Rows.
    ErrorDescription(
      .malformedRow, .rows, "A line is not one JSON object in UTF-8.",
      do: "The message says at which byte; the run goes on without the line. Write one object a line, without line ends inside."),
    ErrorDescription(
      .lineTooLong, .rows, "A line is longer than any row should be; it was passed over and not kept in memory.",
      do: "See whether a line end is missing, or the file is no JSON Lines."),
    ErrorDescription(
      .missingField, .rows, "A row, or a rollout of a shaping case, lacks a field that the verifier or a shaper needs.",
      do: "Add the field, or say in the recipe under `fields` or `inputs` where it stands."),
    ErrorDescription(
      .wrongType, .rows, "A field has another type than it should; the row goes on without it.",
      do: "Write what the message expects; docs/row-format.md has the type of each field."),
    ErrorDescription(
      .malformedField, .rows, "A field cannot be read although its row can: half of a surrogate pair, or too deep nesting.",
      do: "Look at the byte that the message names; a completion is read with U+FFFD in its place."),
    ErrorDescription(.duplicateField, .rows, "A field of ours stands twice in a row.", do: "Write it once; the last one was used."),
    ErrorDescription(.duplicateID, .rows, "Two rows have the same `id`.", do: "Give every row an id of its own, or none at all."),
    ErrorDescription(
      .unreadableGroundTruth, .rows, "The verifier cannot read the ground truth, so no completion can be judged by it.",
      do: "Correct the row; by default it gets no reward, and nothing is held against the model."),
    ErrorDescription(
      .expectedDiffers, .rows, "The label `expected` is not the outcome that was computed.",
      do: "`rewards verify GROUND_TRUTH COMPLETION --explain` shows each step of the verdict; either the label or we are wrong."),
    ErrorDescription(
      .rewardDiffers, .rows, "The recorded `reward` is not the one that was computed.",
      do: "Validate with the recipe that it was scored with; `--tolerance` allows for other arithmetic."),
    ErrorDescription(
      .lostBackslash, .rows,
      "A text has a control character and the rest of a LaTeX command where the command should be: its backslash was taken for an escape.",
      do: #"Write the backslash twice in JSON (`"\\boxed{4}"`), and in a program as its language has it (in Python `r"\boxed{4}"`)."#),

    // Groups.
    ErrorDescription(
      .groupDiffers, .groups, "Rows of one group have different prompts or ground truths, and are compared with each other all the same.",
      do: "See whether `group_id` names the prompt; where the prompt is sampled again later, give `step` or the recipe's `group_size`."),
    ErrorDescription(
      .groupSize, .groups, "A group has another number of rollouts than the recipe's `group_size`.",
      do: "See whether rows are missing or have another `group_id`; `short_groups` says what becomes of short ones."),
    ErrorDescription(
      .groupSplit, .groups,
      "Rows of a group, step or batch were shaped apart: some came after it was closed, or it has more bytes than may wait (512 MiB).",
      do: "Put the rows of a group nearer together, raise `group_reach`, make batches smaller, or cut runs between groups."),

    // Shaping.
    ErrorDescription(
      .invalidLength, .shaping, "A length is negative, not finite, or zero where the formula divides by it.",
      do: "Correct `token_count`, or leave it out where it is not known."),
    ErrorDescription(
      .notFinite, .shaping, "A number is infinite or NaN, or the formula gives one that is.",
      do: "Look at the field or option that the message names: it is too large for the formula, or divides by zero."),
    ErrorDescription(
      .outOfRange, .shaping, "A field's value is outside the range in which the formula means anything.",
      do: "Bring it into the range that the message gives."),
    ErrorDescription(
      .lengthMismatch, .shaping, "Two lists that belong together have different lengths.",
      do: "Give one entry for each rollout, or as many as the message says."),
    ErrorDescription(
      .notBinary, .shaping, "The formula counts right answers and was given rewards other than 0 and 1.",
      do: "Take out what changes the rewards before it, or use another normaliser."),
    ErrorDescription(
      .groupTooSmall, .shaping, "A group has fewer rollouts than the formula needs.",
      do: "Sample more completions of a prompt, or set `\"short_groups\": \"skip\"` with `group_size`."),
    ErrorDescription(
      .unknownCategory, .shaping, "A group is of a category that the options do not declare.",
      do: "Add it to the option `categories`, or correct the row."),
    ErrorDescription(
      .emptyBatch, .shaping, "A batch has nothing of what the formula needs.", do: "Look at the field that the message names."),

    // State.
    ErrorDescription(
      .invalidState, .state, "A saved state is damaged, or of other shapers, another version, or other options than the recipe's.",
      do: "Go on with the shapers, options and versions that saved it, or begin without `--state-in`."),
    ErrorDescription(
      .stateNotMergeable, .state, "What several processes have left of this state cannot be joined.",
      do: "Gather each step's rollouts into one process, which holds the state; `rewards describe NAME` says why."),

    // Files.
    ErrorDescription(
      .unreadableFile, .files, "A file is not there, is no file, or cannot be read to its end.",
      do: "The message has the system's reason."),
    ErrorDescription(
      .unwritableFile, .files, "A file cannot be written: no folder, no right, no space, or another run writes it.",
      do: "The message has the system's reason; the old file, if there was one, is as it was."),
    ErrorDescription(
      .fileExists, .files, "A file of this name is there already, or a folder that is not empty.",
      do: "Take another name; commands that write a file have `--force` to write over it, and a folder is never written over."),

    // Plugins.
    ErrorDescription(
      .unreadablePlugin, .plugins, "A plugin's library or command is not there, or cannot be loaded or started.",
      do: "Check the path, which is relative to the recipe, and with `ldd` or by hand that the library or command works by itself."),
    ErrorDescription(
      .incompatiblePlugin, .plugins, "A plugin was built for another version of `rewards_plugin.h` or of the line protocol.",
      do: "Build it again with the header of this version, or take the version of it that belongs to this one."),
    ErrorDescription(
      .malformedPlugin, .plugins, "What a plugin says of itself cannot be right: a description, an option or an example.",
      do: "`rewards check --plugin PATH` names what is wrong; tell the plugin's author."),
    ErrorDescription(
      .pluginFailed, .plugins,
      "A plugin failed, or gave what cannot be. A row is then `unverifiable(verifier_error)`, a batch gets no reward, and the run goes on.",
      do: "`rewards check --plugin PATH` looks for what makes it fail; tell the plugin's author."),
    ErrorDescription(
      .pluginsNotAllowed, .plugins, "A recipe names plugins where none may be loaded.",
      do: "Take `plugins` out of the recipe, or make the registry with a plugin loader, if you trust who wrote the recipe."),

    // The library; these codes are the C interface's, whose module has their sentences.
    ErrorDescription(
      .init(rawValue: "invalid_argument"), .library,
      "A call from C or Python has an argument that cannot be: NULL, or an impossible length.",
      do: "Correct the call; `rewards.h` says what each argument may be."),
    ErrorDescription(
      .init(rawValue: "busy"), .library, "A scorer that keeps state was called while another thread was in it.",
      do: "Give each thread a scorer of its own, or score one batch after the other."),
    ErrorDescription(
      .init(rawValue: "lost_in_fork"), .library, "The process was forked while another thread was moving the scorer's state on.",
      do: "Make the scorer after the fork, or resume it from a saved state."),
    ErrorDescription(
      .init(rawValue: "incompatible_version"), .library, "The caller was compiled for another version of the interface.",
      do: "Compile it with the `rewards.h` that came with the library."),
  ]
}
