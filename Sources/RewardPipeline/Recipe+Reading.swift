import RewardAudit
public import RewardCore

extension Recipe {
  /// Reads and checks a recipe.
  ///
  /// - Parameters:
  ///   - json: the recipe as JSON.
  ///   - registry: what its names mean; the recipe's `plugins` are added to a copy, when the registry has a loader.
  ///   - folder: what relative paths of `plugins` begin at; `nil`: the working directory.
  /// - Throws: the first thing that is wrong, with its path and the nearest valid name.
  public init(json: JSONValue, registry: Registry, folder: String? = nil) throws(RewardError) {
    guard let object = json.objectValue else {
      throw RewardError(.malformedRecipe, found: json.kindName, expected: "an object")
    }
    if let key = json.repeatedKey {
      throw RewardError(.duplicateKey, field: key, expected: "it once")
    }
    try Self.checkKeys(of: object, among: RecipeKey.names, at: nil)
    guard let version = object["version"] else { throw RewardError(.missingKey, field: "version", expected: "1") }
    guard version.integerValue == 1 else {
      throw RewardError(.invalidValue, field: "version", found: version.description, expected: "1")
    }
    source = json
    let registry = try Self.registry(registry, with: object["plugins"], in: folder)
    self.registry = registry
    fields = try Self.fields(object["fields"])
    lengthUnit = try Self.word(object["length"], at: "length") ?? .tokens
    let extract = try Self.extractors(object["extract"], registry: registry)
    verifiers = try Self.verifiers(object["verifier"], extract: extract, registry: registry)
    policy = try Self.policy(object["reward"])
    batching = try Self.batching(object["batch"])
    groupSize = try Self.integer(object["group_size"], at: "group_size", atLeast: 1)
    shortGroups = try Self.word(object["short_groups"], at: "short_groups") ?? .shape
    groupReach =
      try Self.integer(object["group_reach"], at: "group_reach", atLeast: 1, atMost: Limits.mostGroupReach) ?? Limits.groupReach
    let base = Self.base(of: policy)
    var baseRewards = JSONObject()
    if object["reward"] != nil {
      baseRewards = ["correct_reward": JSONValue(base.correct), "wrong_reward": JSONValue(base.wrong)]
      if case .number(let badFormat)? = policy.badFormat { baseRewards["format_reward"] = JSONValue(badFormat) }
    }
    chain = try Self.chain(
      object["shapers"], base: base,
      context: ShaperContext(
        baseRewards: baseRewards, groupSize: groupSize, countsCharacters: lengthUnit == .characters, registry: registry))
    requires = try Self.requirements(object["requires"])
    signals = try Self.signals(
      object["advantages"], object["select"], parts: ["correctness"] + chain.steps.map(\.name),
      context: ShaperContext(groupSize: groupSize, registry: registry))
    let places = JSONObject(members: try Self.members(object["inputs"], at: "inputs"))
    do throws(RewardError) {
      inputs = try InputMap(
        for: chain.steps.map(\.shaper.description) + signals.descriptions, places: places, known: registry.shapingFields)
    } catch { throw error.under("inputs") }
    try checkSteps()
    try checkKeys(of: object)
  }

  // MARK: Parts

  private static func registry(
    _ registry: Registry, with plugins: JSONValue?, in folder: String?
  ) throws(RewardError) -> Registry {
    guard let plugins else { return registry }
    guard let entries = plugins.arrayValue else { throw invalid("plugins", plugins, expected: "a list of plugins") }
    guard !entries.isEmpty else { return registry }
    guard let loader = registry.pluginLoader else {
      throw RewardError(.pluginsNotAllowed, field: "plugins", expected: "a recipe without plugins, or a registry with a loader")
    }
    var registry = registry
    for (index, entry) in entries.enumerated() {
      do throws(RewardError) { try loader.load(entry, in: folder, into: &registry) } catch { throw error.under("plugins[\(index)]") }
    }
    return registry
  }

  private static func fields(_ value: JSONValue?) throws(RewardError) -> FieldMap {
    var map = FieldMap()
    for member in try members(value, at: "fields") {
      guard let field = RowField.named(member.name) else {
        throw unknownKey(member.name, among: RowField.allCases.map(\.name)).under("fields")
      }
      guard let path = member.value.stringValue, isPath(path) else {
        throw invalid("fields.\(member.name)", member.value, expected: "the name of a field, dots walk into objects")
      }
      map.map(field, to: path)
    }
    return map
  }

  /// The extractors of a recipe's `extract`; `nil` where there is none.
  package static func extractors(
    _ value: JSONValue?, registry: Registry
  ) throws(RewardError) -> [any AnswerExtractor]? {
    guard let value else { return nil }
    guard let entries = value.arrayValue, !entries.isEmpty else {
      throw invalid("extract", value, expected: "a list of extractors")
    }
    var extractors: [any AnswerExtractor] = []
    for (index, entry) in entries.enumerated() {
      let place = "extract[\(index)]"
      let (name, options) = try named(entry, at: place)
      do throws(RewardError) { extractors.append(try registry.extractor(name, options: options)) } catch {
        throw error.under(place)
      }
      try checkExtractor(name, options, among: entries[..<index], at: place)
    }
    return extractors
  }

  /// Refuses an extractor that is never asked, or never finds anything.
  private static func checkExtractor(
    _ name: String, _ options: JSONObject, among before: ArraySlice<JSONValue>, at place: String
  ) throws(RewardError) {
    for (index, entry) in before.enumerated() {
      let (other, otherOptions) = try named(entry, at: place)
      // Two patterns are two extractors.
      if other == name, otherOptions == options {
        throw RewardError(
          .invalidValue, field: place, found: "`\(name)`", expected: "it once: `extract[\(index)]` has found everything that it would find")
      }
      if other == "whole" {
        throw RewardError(
          .invalidValue, field: place, found: "`\(name)` after `whole`",
          expected: "`whole` last: it takes every text, so nothing is asked after it")
      }
    }
    if name == "pattern", options["pattern"]?.stringValue?.isEmpty == true {
      throw RewardError(
        .invalidParameter, field: "\(place).pattern", found: #""""#, expected: "a pattern that finds something: an empty one never does",
        source: name)
    }
  }

  private static func verifiers(
    _ value: JSONValue?, extract: [any AnswerExtractor]?, registry: Registry
  ) throws(RewardError) -> VerifierSelection {
    guard let value else {
      throw RewardError(.missingKey, field: "verifier", expected: "a verifier's name, an object with `name`, or a route")
    }
    func verifier(_ value: JSONValue, at place: String) throws(RewardError) -> ConfiguredVerifier {
      if place != "verifier", let route = value.objectValue?["route"] {
        throw invalid("\(place).route", route, expected: "a verifier: a route has no routes in it")
      }
      let (name, options) = try named(value, at: place)
      do throws(RewardError) { return try registry.verifier(name, options: options, extract: extract) } catch {
        throw error.under(place)
      }
    }
    guard let object = value.objectValue, object["route"] != nil else {
      if let object = value.objectValue, object["name"] == nil, object["cases"] != nil {
        throw RewardError(.missingKey, field: "verifier.route", expected: "the name of the field whose value chooses one of `cases`")
      }
      return VerifierSelection(route: nil, cases: [:], fallback: try verifier(value, at: "verifier"))
    }
    try checkKeys(of: object, among: RecipeKey.members(of: "verifier"), at: "verifier")
    guard let route = object["route"]?.stringValue, isPath(route) else {
      throw invalid("verifier.route", object["route"] ?? .null, expected: "the name of a field")
    }
    var cases: [String: ConfiguredVerifier] = [:]
    for member in try members(object["cases"], at: "verifier.cases") {
      cases[member.name] = try verifier(member.value, at: "verifier.cases.\(member.name)")
    }
    let fallback: ConfiguredVerifier? =
      if let value = object["default"] { try verifier(value, at: "verifier.default") } else { nil }
    guard !cases.isEmpty || fallback != nil else {
      let expected = "a verifier for each value of `\(route)`"
      if let cases = object["cases"] { throw invalid("verifier.cases", cases, expected: expected) }
      throw RewardError(.missingKey, field: "verifier.cases", expected: expected)
    }
    return VerifierSelection(route: route.split(separator: ".").map(String.init), cases: cases, fallback: fallback)
  }

  private static func policy(_ value: JSONValue?) throws(RewardError) -> RewardPolicy {
    var policy = RewardPolicy()
    let keys = RecipeKey.members(of: "reward")
    for member in try members(value, at: "reward") {
      let place = "reward.\(member.name)"
      switch member.name {
      case "correct": policy.correct = try policyValue(member.value, at: place)
      case "incorrect": policy.incorrect = try policyValue(member.value, at: place)
      case "no_answer": policy.noAnswer = try policyValue(member.value, at: place)
      case "truncated": policy.truncated = try policyValue(member.value, at: place)
      case "bad_format": policy.badFormat = try policyValue(member.value, at: place)
      case "unverifiable":
        guard let parties = member.value.objectValue else {
          let all = try policyValue(member.value, at: place)
          (policy.unverifiableByCompletion, policy.unverifiableByGroundTruth, policy.unverifiableByVerifier) = (all, all, all)
          continue
        }
        for party in parties.members {
          let worth = try policyValue(party.value, at: "\(place).\(party.name)")
          switch Verdict.Party(rawValue: party.name) {
          case .completion?: policy.unverifiableByCompletion = worth
          case .groundTruth?: policy.unverifiableByGroundTruth = worth
          case .verifier?: policy.unverifiableByVerifier = worth
          case nil: throw unknownKey(party.name, among: Verdict.Party.allCases.map(\.rawValue)).under(place)
          }
        }
      default: throw unknownKey(member.name, among: keys).under("reward")
      }
    }
    return policy
  }

  private static func policyValue(_ value: JSONValue, at place: String) throws(RewardError) -> RewardPolicy.Value {
    switch value {
    case .number(let number) where number.doubleValue.isFinite: return .number(number.doubleValue)
    case .string("skip"): return .skip
    case .string("score"): return .score
    default:
      var error = invalid(place, value, expected: "a number, `skip` or `score`")
      error.nearest = value.stringValue.flatMap { nearestName(to: $0, among: ["skip", "score"]) }
      throw error
    }
  }

  /// What right and wrong answers are worth to shapers by themselves.
  ///
  /// A policy that pays the verdict's score has its ends, 1 and 0, as base, so that shapers add their terms to the score.
  private static func base(of policy: RewardPolicy) -> ShaperChain.Base {
    func number(_ value: RewardPolicy.Value, _ otherwise: Double) -> Double {
      if case .number(let number) = value { number } else { otherwise }
    }
    return ShaperChain.Base(
      correct: number(policy.correct, ShaperChain.Base.papers.correct),
      wrong: number(policy.incorrect, ShaperChain.Base.papers.wrong))
  }

  private static func batching(_ value: JSONValue?) throws(RewardError) -> Batching {
    guard let value else { return .eachGroup }
    guard let object = value.objectValue else {
      throw invalid("batch", value, expected: #"{"by": "step"} or {"groups": N}"#)
    }
    try checkKeys(of: object, among: RecipeKey.members(of: "batch"), at: "batch")
    switch (object["by"], object["groups"]) {
    case (.string("step")?, nil): return .step
    case (nil, let count?): return .groups(try integer(count, at: "batch.groups", atLeast: 1, atMost: Limits.mostBatchGroups) ?? 1)
    default: throw invalid("batch", value, expected: #"{"by": "step"} or {"groups": N}"#)
    }
  }

  private static func chain(
    _ value: JSONValue?, base: ShaperChain.Base, context: ShaperContext
  ) throws(RewardError) -> ShaperChain {
    guard let value else { return ShaperChain([]) }
    guard let entries = value.arrayValue else { throw invalid("shapers", value, expected: "a list of shapers") }
    var shapers: [ConfiguredShaper] = []
    for (index, entry) in entries.enumerated() {
      let place = "shapers[\(index)]"
      let (name, options) = try named(entry, at: place)
      do throws(RewardError) {
        shapers.append(try context.registry.shaper(name, options: options, context: context))
      } catch { throw error.under(place) }
    }
    return ShaperChain(shapers, base: base)
  }

  private static func signals(
    _ advantages: JSONValue?, _ select: JSONValue?, parts: [String], context: ShaperContext
  ) throws(RewardError) -> TrainingSignals {
    var normaliser: ConfiguredNormaliser?
    if let advantages {
      let (name, options) = try named(advantages, at: "advantages")
      do throws(RewardError) {
        normaliser = try context.registry.normaliser(name, options: options, context: context)
        try normaliser?.check(parts: parts)
      } catch { throw error.under("advantages") }
    }
    if let select, select.arrayValue?.isEmpty == true { throw invalid("select", select, expected: "a selector, or a list of them") }
    var selectors: [ConfiguredSelector] = []
    for (index, entry) in (select?.arrayValue ?? select.map { [$0] } ?? []).enumerated() {
      let place = select?.arrayValue == nil ? "select" : "select[\(index)]"
      let (name, options) = try named(entry, at: place)
      do throws(RewardError) {
        selectors.append(try context.registry.selector(name, options: options, context: context))
      } catch { throw error.under(place) }
      guard normaliser != nil || selectors.last?.usesAdvantages != true else {
        throw RewardError(.missingKey, field: "advantages", expected: "a normaliser, because `\(name)` looks at advantages")
      }
    }
    return TrainingSignals(normaliser: normaliser, selectors: selectors)
  }

  // MARK: Pieces

  /// A bare name, or an object with `name` and options.
  private static func named(_ value: JSONValue, at place: String) throws(RewardError) -> (String, JSONObject) {
    if let name = value.stringValue { return (name, JSONObject()) }
    guard var options = value.objectValue else { throw invalid(place, value, expected: "a name, or an object with `name`") }
    guard let name = options["name"] else {
      throw RewardError(
        .missingKey, field: "\(place).name", expected: "a name",
        nearest: nearestName(to: "name", among: options.members.map(\.name)))
    }
    guard let name = name.stringValue else { throw invalid("\(place).name", name, expected: "a name") }
    options["name"] = nil
    return (name, options)
  }

  private static func members(_ value: JSONValue?, at place: String) throws(RewardError) -> [JSONObject.Member] {
    guard let value else { return [] }
    guard let object = value.objectValue else { throw invalid(place, value, expected: "an object") }
    return object.members
  }

  private static func integer(
    _ value: JSONValue?, at place: String, atLeast least: Int, atMost most: Int = .max
  ) throws(RewardError) -> Int? {
    guard let value else { return nil }
    guard let integer = value.integerValue, least...most ~= integer else {
      throw invalid(place, value, expected: "an integer, at least \(least)" + (most < .max ? " and at most \(most)" : ""))
    }
    return integer
  }

  private static func word<Word: RawRepresentable & CaseIterable>(
    _ value: JSONValue?, at place: String
  ) throws(RewardError) -> Word? where Word.RawValue == String {
    guard let value else { return nil }
    let words = Word.allCases.map(\.rawValue)
    guard let word = value.stringValue.flatMap(Word.init(rawValue:)) else {
      var error = invalid(place, value, expected: words.map { "`\($0)`" }.joined(separator: " or "))
      error.nearest = value.stringValue.flatMap { nearestName(to: $0, among: words) }
      throw error
    }
    return word
  }

  private static func requirements(_ value: JSONValue?) throws(RewardError) -> [AuditProperty] {
    guard let value else { return [] }
    guard let names = value.arrayValue else { throw invalid("requires", value, expected: "a list of names") }
    let known = AuditProperty.allCases.map(\.rawValue)
    var properties: [AuditProperty] = []
    for (index, name) in names.enumerated() {
      guard let property = name.stringValue.flatMap(AuditProperty.init(rawValue:)) else {
        var error = invalid("requires[\(index)]", name, expected: "one of " + known.joined(separator: ", "))
        error.nearest = name.stringValue.flatMap { nearestName(to: $0, among: known) }
        throw error
      }
      properties.append(property)
    }
    return properties
  }

  private static func checkKeys(of object: JSONObject, among keys: [String], at place: String?) throws(RewardError) {
    for member in object.members where !keys.contains(member.name) {
      let error = unknownKey(member.name, among: keys)
      throw place.map(error.under) ?? error
    }
  }

  private static func unknownKey(_ name: String, among keys: [String]) -> RewardError {
    RewardError(
      .unknownKey, field: name, expected: keys.isEmpty ? "no keys" : "one of " + keys.joined(separator: ", "),
      nearest: nearestName(to: name, among: keys))
  }

  private static func invalid(_ place: String, _ value: JSONValue, expected: String) -> RewardError {
    RewardError(.invalidValue, field: place, found: value.description, expected: expected)
  }

  private static func isPath(_ text: String) -> Bool {
    InputMap.isPath(text)
  }
}
