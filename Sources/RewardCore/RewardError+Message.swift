extension RewardError: CustomStringConvertible {
  /// The sentence for people: `FILE:LINE: message`, with the field, what was found, what was expected and the nearest valid name.
  ///
  /// At its end, in brackets, its identifier, by which `rewards describe` and `docs/reference/errors.md` tell what to do.
  ///
  /// One line that a terminal can show: control characters are written as escapes, and quotes of the data are cut.
  public var description: String { PrintableText.line("\(place)\(message) [\(code.rawValue)]") }

  /// `FILE:LINE: `, `FILE: `, or nothing.
  public var place: String {
    switch (file, line) {
    case (let file?, let line?): "\(file):\(line): "
    case (let file?, nil): "\(file): "
    case (nil, let line?): "line \(line): "
    case (nil, nil): ""
    }
  }

  /// The sentence without its place.
  public var message: String {
    var text = source.map { "\($0): " } ?? ""
    // What a plugin did is a sentence by itself, with the plugin before it.
    if code == .pluginFailed, field == nil, expected == nil, let found { return PrintableText.line(text + PrintableText.quote(found)) }
    if usesFoundAsSubject, let field { text += "`\(PrintableText.quote(field))`: " }
    text += subject
    if let found, !usesFoundAsSubject { text += (isComplaint ? ": " : ": found ") + PrintableText.quote(found) }
    if let expected { text += (found == nil || usesFoundAsSubject || isComplaint) ? "; expected \(expected)" : ", expected \(expected)" }
    if let nearest { text += "; did you mean `\(nearest)`?" }
    return PrintableText.line(text)
  }

  /// Whether the sentence is about what was found, and the field says where.
  private var usesFoundAsSubject: Bool { Self.namedSubjects[code] != nil && found != nil }

  /// Whether what was found is a reader's sentence about where it stopped, and no thing that was there.
  private var isComplaint: Bool { Self.complaints.contains(code) || found?.hasPrefix("expected ") == true }

  private static let complaints: Set<Code> = [.malformedRow, .malformedField, .malformedRecipe, .unreadableFile, .unwritableFile]

  private static let namedSubjects: [Code: String] = [
    .unknownVerifier: "verifier", .unknownShaper: "shaper", .unknownNormaliser: "normaliser",
    .unknownSelector: "selector", .unknownExtractor: "extractor", .unknownName: "name",
    .unknownCommand: "command", .duplicateName: "name", .duplicateID: "id",
  ]

  /// The field behind a sentence that is about something else.
  private var inField: String { field.map { " (`\(PrintableText.quote($0))`)" } ?? "" }

  private var subject: String {
    let named = (usesFoundAsSubject ? found : field ?? found).map { "`\(PrintableText.quote($0))`" } ?? "this"
    return switch code {
    case .unknownVerifier: "no verifier is called \(named)"
    case .unknownShaper: "no shaper is called \(named)"
    case .unknownNormaliser: "no normaliser is called \(named)"
    case .unknownSelector: "no selector is called \(named)"
    case .unknownExtractor: "no extractor is called \(named)"
    case .unknownName: "nothing is called \(named)"
    case .wrongUsage: field == nil ? "wrong usage" : "\(named) cannot be that"
    case .unknownCommand: "there is no command \(named)"
    case .duplicateName: "the name \(named) is taken"
    case .unknownParameter: "there is no option \(named)"
    case .missingParameter: "the option \(named) has to be given"
    case .invalidParameter: "the option \(named) cannot be that"
    case .unknownKey: "there is no key \(named)"
    case .duplicateKey: "the key \(named) stands twice"
    case .missingKey: "the key \(named) is missing"
    case .invalidValue: "\(named) cannot be that"
    case .invalidLength: "\(named) is not a length"
    case .notFinite: "\(named) is not a finite number"
    case .missingField: "the field \(named) is missing"
    case .outOfRange: "\(named) is out of range"
    case .lengthMismatch: "\(named) has the wrong number of entries"
    case .notBinary: "\(named) has to be 0 or 1"
    case .groupTooSmall: "the group is too small"
    case .unknownCategory: "\(named) is no declared category"
    case .emptyBatch: "the batch is empty"
    case .invalidState: field == nil ? "the state does not belong to this shaper" : "\(named) of the state does not fit"
    case .stateNotMergeable: "what several processes have left of this state cannot be joined"
    case .malformedRow: "not a row"
    case .wrongType: "\(named) has the wrong type"
    case .duplicateField: "the field \(named) stands twice in this row"
    case .malformedField: "\(named) cannot be read"
    case .duplicateID: "the id \(named) was there already"
    case .lineTooLong: "the line is too long"
    case .unreadableGroundTruth: "the ground truth \(named) cannot be read"
    case .expectedDiffers: "the label `expected` differs from the verdict"
    case .rewardDiffers: "the recorded reward differs"
    case .lostBackslash: "\(named) has lost a backslash"
    case .groupDiffers: "the rows of the group \(named) differ"
    case .groupSize: "the group \(named) has the wrong size"
    case .groupSplit: "the group \(named) is split"
    case .malformedRecipe: "the recipe cannot be read"
    case .unreadableFile: "cannot be read"
    case .unwritableFile: "cannot be written"
    case .fileExists: "the file is there already"
    case .unreadablePlugin: "the plugin cannot be loaded" + inField
    case .incompatiblePlugin: "the plugin was built for another version of the interface" + inField
    case .malformedPlugin: field == nil ? "the plugin is not as it should be" : "\(named) of the plugin is not as it should be"
    case .pluginFailed: "the plugin failed" + inField
    case .pluginsNotAllowed: "plugins may not be loaded here"
    default: code.rawValue + (field.map { " (`\($0)`)" } ?? "")
    }
  }
}
