import RewardCore

/// A shaper of a plugin, by whichever way it is reached.
protocol PluginShaping: Sendable {
  var identity: PluginIdentity { get }
  /// The rewards of a batch; they are checked by the caller.
  func shape(_ batch: Batch, state: JSONValue?) throws(RewardError) -> Shaped
  /// The state after a batch.
  func update(_ state: JSONValue, after batch: Batch) throws(RewardError) -> JSONValue
}

extension PluginShaping {
  /// The rewards of a batch: one for each rollout, finite or skipped.
  fileprivate func checkedShape(_ batch: Batch, state: JSONValue?) throws(RewardError) -> Shaped {
    let shaped = try shape(batch, state: state)
    guard shaped.rewards.count == batch.count else {
      throw identity.failure("\(shaped.rewards.count) rewards", field: "rewards", expected: "\(batch.count), one for each rollout")
    }
    for (index, reward) in shaped.rewards.enumerated() {
      guard let reward, !reward.isFinite else { continue }
      throw identity.failure("\(reward)", field: "rewards[\(index)]", expected: "a finite number, or skipped")
    }
    return shaped
  }
}

/// A shaper of a plugin that keeps a state.
struct StatefulPluginShaper: Shaper {
  static let description = ShaperDescription.ofPlugins
  let configuredDescription: ShaperDescription
  private let plugin: any PluginShaping
  private let initial: PluginState

  init(_ plugin: any PluginShaping, description: ShaperDescription, initialState: JSONValue) {
    self.plugin = plugin
    configuredDescription = description
    initial = PluginState(initialState)
  }

  init(options: Options, context: ShaperContext) throws(RewardError) { throw .onlyByPlugin }

  func makeState() -> PluginState { initial }

  func shape(_ batch: Batch, state: PluginState) throws(RewardError) -> Shaped {
    do throws(RewardError) {
      if let failure = state.failure { throw failure }
      let shaped = try plugin.checkedShape(batch, state: state.json)
      // `update` cannot refuse. So it is tried here, while the batch can still be refused and the state stays as it was.
      _ = try plugin.update(state.json, after: batch)
      return shaped
    } catch { throw error.of(configuredDescription, plugin.identity) }
  }

  func update(_ state: inout PluginState, after batch: Batch) {
    do throws(RewardError) { state = PluginState(try plugin.update(state.json, after: batch)) } catch { state.failure = error }
  }

  func merge(_ states: [PluginState], since base: PluginState) throws(RewardError) -> PluginState {
    throw RewardError(.stateNotMergeable, expected: StateMerging.gather, source: configuredDescription.name)
  }
}

/// A shaper of a plugin that keeps none.
struct StatelessPluginShaper: Shaper {
  static let description = ShaperDescription.ofPlugins
  let configuredDescription: ShaperDescription
  private let plugin: any PluginShaping

  init(_ plugin: any PluginShaping, description: ShaperDescription) {
    self.plugin = plugin
    configuredDescription = description
  }

  init(options: Options, context: ShaperContext) throws(RewardError) { throw .onlyByPlugin }

  func shape(_ batch: Batch, state: EmptyState) throws(RewardError) -> Shaped {
    do throws(RewardError) { return try plugin.checkedShape(batch, state: nil) } catch {
      throw error.of(configuredDescription, plugin.identity)
    }
  }
}

extension ShaperDescription {
  /// What the type of all plugins' shapers has as description, where each has one of its own.
  fileprivate static let ofPlugins = ShaperDescription(
    name: "plugin", version: 1, summary: "A shaper of a plugin.", equation: "", level: .stateful, usesLength: false, options: [], edges: [],
    properties: [], sources: [], examples: [])
}

extension VerifierDescription {
  /// What the type of all plugins' verifiers has as description, where each has one of its own.
  static let ofPlugins = VerifierDescription(
    name: "plugin", version: 1, summary: "A verifier of a plugin.", rationale: "", examples: [])
}

extension RewardError {
  /// The same error, with the shaper's name as its source, and the plugin's.
  fileprivate func of(_ shaper: ShaperDescription, _ plugin: PluginIdentity) -> RewardError {
    var copy = self
    copy.source = "\(shaper.name) (\(plugin.words))"
    return copy
  }

  /// A plugin's type is made by its plugin, never by a registry that was given the type.
  static let onlyByPlugin = RewardError(.unreadablePlugin, found: "no plugin")
}
