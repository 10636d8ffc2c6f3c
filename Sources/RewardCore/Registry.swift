/// Name → verifier, shaper, normaliser, selector, metric or extractor.
///
/// A value: built, passed on, and never changed behind anyone's back.
///
/// ```swift
/// var registry = Registry.builtIn
/// try registry.add(ParityVerifier.self)
/// ```
public struct Registry: Sendable {
  /// The kinds of things that a registry holds.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Verifiers.
    case verifiers
    /// Shapers.
    case shapers
    /// Extractors.
    case extractors
    /// Metrics.
    case metrics
    /// Normalisers.
    case normalisers
    /// Selectors.
    case selectors
  }

  private var verifierMakers: [String: VerifierMaker] = [:]
  private var shaperMakers: [String: ShaperMaker] = [:]
  private var extractorTypes: [String: any AnswerExtractor.Type] = [:]
  private var metricTypes: [String: any Metric.Type] = [:]
  private var normaliserTypes: [String: any Normaliser.Type] = [:]
  private var selectorTypes: [String: any Selector.Type] = [:]

  /// Loads what a recipe's `plugins` name; `nil`: recipes that have any are refused, as where they come from strangers.
  public var pluginLoader: (any PluginLoader)?
  /// The plugins that have been loaded, by what tells one from another.
  package private(set) var plugins: Set<String> = []

  /// An empty registry.
  public init() {}

  // MARK: Adding

  /// Adds a verifier.
  ///
  /// - Throws: `duplicate_name` when a verifier has that name.
  public mutating func add(_ type: (some Verifier).Type) throws(RewardError) { try add(VerifierMaker(type)) }

  /// Adds a verifier that is known at run time only.
  ///
  /// - Throws: `duplicate_name` when a verifier has that name.
  public mutating func add(_ maker: VerifierMaker) throws(RewardError) {
    try insert(maker, named: maker.description.name, into: &verifierMakers)
  }

  /// Adds a shaper.
  ///
  /// - Throws: `duplicate_name` when a shaper has that name.
  public mutating func add(_ type: (some Shaper).Type) throws(RewardError) { try add(ShaperMaker(type)) }

  /// Adds a shaper that is known at run time only.
  ///
  /// - Throws: `duplicate_name` when a shaper has that name.
  public mutating func add(_ maker: ShaperMaker) throws(RewardError) {
    try insert(maker, named: maker.description.name, into: &shaperMakers)
  }

  /// Adds an extractor.
  ///
  /// - Throws: `duplicate_name` when an extractor has that name.
  public mutating func add(_ type: (some AnswerExtractor).Type) throws(RewardError) {
    try insert(type, named: type.description.name, into: &extractorTypes)
  }

  /// Adds a metric.
  ///
  /// - Throws: `duplicate_name` when a metric has that name.
  public mutating func add(_ type: (some Metric).Type) throws(RewardError) {
    try insert(type, named: type.description.name, into: &metricTypes)
  }

  /// Adds a normaliser.
  ///
  /// - Throws: `duplicate_name` when a normaliser has that name.
  public mutating func add(_ type: (some Normaliser).Type) throws(RewardError) {
    try insert(type, named: type.description.name, into: &normaliserTypes)
  }

  /// Adds a selector.
  ///
  /// - Throws: `duplicate_name` when a selector has that name.
  public mutating func add(_ type: (some Selector).Type) throws(RewardError) {
    try insert(type, named: type.description.name, into: &selectorTypes)
  }

  private func insert<T>(_ type: T, named name: String, into table: inout [String: T]) throws(RewardError) {
    guard table[name] == nil else { throw RewardError(.duplicateName, found: name) }
    table[name] = type
  }

  // MARK: Plugins

  /// Adds what a plugin has; all of it, or where a name is taken nothing.
  ///
  /// A plugin that is there already, from another recipe or the command line, is passed over.
  ///
  /// - Parameters:
  ///   - id: what tells this plugin from every other, such as its path.
  ///   - name: the plugin, for messages.
  /// - Throws: `duplicate_name`, for a name that anything has: what a name means in a recipe must not depend on where it stands.
  package mutating func addPlugin(
    _ id: String, named name: String, verifiers: [VerifierMaker], shapers: [ShaperMaker]
  ) throws(RewardError) {
    guard !plugins.contains(id) else { return }
    var taken = Set(names)
    for own in verifiers.map(\.description.name) + shapers.map(\.description.name) where !taken.insert(own).inserted {
      throw RewardError(.duplicateName, found: own, expected: "a name that nothing has yet: `rewards list` prints them", source: name)
    }
    for maker in verifiers { try add(maker) }
    for maker in shapers { try add(maker) }
    plugins.insert(id)
  }

  // MARK: Looking up

  /// Descriptions of all verifiers, by name.
  public var verifiers: [VerifierDescription] {
    verifierMakers.values.map { $0.description }.sorted { $0.name < $1.name }
  }

  /// Descriptions of all shapers, by name.
  public var shapers: [ShaperDescription] {
    shaperMakers.values.map { $0.description }.sorted { $0.name < $1.name }
  }

  /// Descriptions of all extractors, by name.
  public var extractors: [ExtractorDescription] {
    extractorTypes.values.map { $0.description }.sorted { $0.name < $1.name }
  }

  /// Descriptions of all metrics, by name.
  public var metrics: [ShaperDescription] {
    metricTypes.values.map { $0.description }.sorted { $0.name < $1.name }
  }

  /// Descriptions of all normalisers, by name.
  public var normalisers: [ShaperDescription] {
    normaliserTypes.values.map { $0.description }.sorted { $0.name < $1.name }
  }

  /// Descriptions of all selectors, by name.
  public var selectors: [ShaperDescription] {
    selectorTypes.values.map { $0.description }.sorted { $0.name < $1.name }
  }

  /// What becomes of the state of a shaper or a selector when a run is spread over several processes; `nil` for any other name.
  public func merging(of name: String) -> StateMerging? { shaperMakers[name]?.merging ?? selectorTypes[name]?.merging }

  /// A verifier with options.
  ///
  /// - Throws: `unknown_verifier` with the nearest name, or what is wrong with an option.
  public func verifier(
    _ name: String, options: JSONObject = JSONObject(), extract: [any AnswerExtractor]? = nil
  ) throws(RewardError) -> ConfiguredVerifier {
    guard let maker = verifierMakers[name] else { throw unknown(.unknownVerifier, name, verifierMakers.keys) }
    let checked = try Options(options, for: maker.description.options, owner: name)
    return try maker.make(checked, VerifierEnvironment(extract: extract, registry: self))
  }

  /// A shaper with options; `context.baseRewards` go before the described defaults.
  ///
  /// - Throws: `unknown_shaper` with the nearest name, or what is wrong with an option.
  public func shaper(
    _ name: String, options: JSONObject = JSONObject(), context: ShaperContext
  ) throws(RewardError) -> ConfiguredShaper {
    guard let maker = shaperMakers[name] else { throw unknown(.unknownShaper, name, shaperMakers.keys) }
    let checked = try Options(options, for: maker.description.options, defaults: context.baseRewards, owner: name)
    if context.countsCharacters { try refuseTokenDefaults(of: maker.description, given: checked.given) }
    return try maker.make(checked, context)
  }

  /// A length that a paper gives in tokens is none in characters.
  private func refuseTokenDefaults(of description: ShaperDescription, given: Set<String>) throws(RewardError) {
    for option in description.options where option.isLength && !given.contains(option.name) {
      guard let value = option.defaultValue, value != .null else { continue }
      throw RewardError(
        .missingParameter, field: option.name,
        expected: "it in characters, as the recipe counts them: its default, \(value), is in tokens",
        source: description.name)
    }
  }

  /// An extractor with options.
  ///
  /// - Throws: `unknown_extractor` with the nearest name, or what is wrong with an option.
  public func extractor(
    _ name: String, options: JSONObject = JSONObject()
  ) throws(RewardError) -> any AnswerExtractor {
    guard let type = extractorTypes[name] else { throw unknown(.unknownExtractor, name, extractorTypes.keys) }
    let description = type.description
    return try type.init(options: try Options(options, for: description.options, owner: description.name))
  }

  /// A metric with options.
  ///
  /// - Throws: `unknown_name` with the nearest name, or what is wrong with an option.
  public func metric(
    _ name: String, options: JSONObject = JSONObject(), context: ShaperContext
  ) throws(RewardError) -> any Metric {
    guard let type = metricTypes[name] else { throw unknown(.unknownName, name, metricTypes.keys) }
    let description = type.description
    return try type.init(
      options: try Options(options, for: description.options, owner: description.name), context: context)
  }

  /// A normaliser with options.
  ///
  /// - Throws: `unknown_normaliser` with the nearest name, or what is wrong with an option.
  public func normaliser(
    _ name: String, options: JSONObject = JSONObject(), context: ShaperContext
  ) throws(RewardError) -> ConfiguredNormaliser {
    guard let type = normaliserTypes[name] else { throw unknown(.unknownNormaliser, name, normaliserTypes.keys) }
    return try make(type, options: options, context: context)
  }

  private func make<N: Normaliser>(
    _ type: N.Type, options: JSONObject, context: ShaperContext
  ) throws(RewardError) -> ConfiguredNormaliser {
    let checked = try Options(options, for: type.description.options, owner: type.description.name)
    return ConfiguredNormaliser(try type.init(options: checked, context: context))
  }

  /// A selector with options.
  ///
  /// - Throws: `unknown_selector` with the nearest name, or what is wrong with an option.
  public func selector(
    _ name: String, options: JSONObject = JSONObject(), context: ShaperContext
  ) throws(RewardError) -> ConfiguredSelector {
    guard let type = selectorTypes[name] else { throw unknown(.unknownSelector, name, selectorTypes.keys) }
    return try make(type, options: options, context: context)
  }

  private func make<S: Selector>(
    _ type: S.Type, options: JSONObject, context: ShaperContext
  ) throws(RewardError) -> ConfiguredSelector {
    let checked = try Options(options, for: type.description.options, owner: type.description.name)
    return ConfiguredSelector(try type.init(options: checked, context: context))
  }

  /// Every name that the registry holds, for suggestions.
  public var names: [String] {
    let shaping = Array(shaperMakers.keys) + metricTypes.keys + normaliserTypes.keys + selectorTypes.keys
    return (Array(verifierMakers.keys) + extractorTypes.keys + shaping).sorted()
  }

  /// What a name is that stands in the place of another kind, in words; `nil` where nothing has it.
  private func kind(of name: String) -> String? {
    let key: String? =
      if verifierMakers[name] != nil {
        "a verifier, which stands under `verifier`"
      } else if shaperMakers[name] != nil {
        "a shaper, which stands under `shapers`"
      } else if extractorTypes[name] != nil {
        "an extractor, which stands under `extract`"
      } else if normaliserTypes[name] != nil {
        "a normaliser, which stands under `advantages`"
      } else if selectorTypes[name] != nil {
        "a selector, which stands under `select`"
      } else if metricTypes[name] != nil {
        "a metric, which `rewards shape` measures and no recipe names"
      } else {
        nil
      }
    return key.map { "something else: `\(name)` is \($0)" }
  }

  private func unknown(_ code: RewardError.Code, _ name: String, _ known: some Sequence<String>) -> RewardError {
    let known = known.sorted()
    if let other = kind(of: name) { return RewardError(code, found: name, expected: other) }
    return RewardError(
      code, found: name, expected: known.isEmpty ? nil : "one of " + known.joined(separator: ", "),
      nearest: nearestName(to: name, among: known))
  }
}
