package import RewardCore
package import RewardLaws
import RewardPipeline
import RewardPlugins

/// All laws on a plugin: whether it can be loaded, and whether what it has keeps the laws of verifiers and shapers; what `rewards check` does.
package struct PluginCheck: Sendable {
  /// What was found; none: it keeps the laws.
  package private(set) var findings: [LawFinding] = []
  /// The verifiers and shapers that were tried.
  package private(set) var names: [String] = []

  /// Tries a plugin.
  ///
  /// - Parameters:
  ///   - plugin: a path, or an object with `command`, as an entry of a recipe's `plugins`.
  ///   - registry: what there is beside it; with a loader.
  /// - Throws: `unreadable_file` when there is nothing at the path.
  package init(_ plugin: JSONValue, in registry: Registry) throws(RewardError) {
    if let path = plugin.stringValue, !isThere(path) { throw RewardError(.unreadableFile, file: path, expected: "a shared library") }
    let before = Set(registry.names)
    var registry = registry
    do throws(RewardError) { try registry.load(plugin) } catch {
      var facts = error
      facts.source = nil
      findings = [LawFinding(law: Self.law(brokenBy: error), subject: "the plugin", evidence: facts.message)]
      return
    }
    let isProcess = plugin.objectValue != nil
    for description in registry.verifiers where !before.contains(description.name) {
      names.append(description.name)
      do throws(RewardError) {
        let laws = PluginVerifierLaws(description, in: registry, isProcess: isProcess)
        let broken = laws.wholeVerdicts()
        // What gives no verdict breaks every other law too.
        try add(broken.isEmpty ? VerifierLaws(description.name, in: registry).findings() + laws.findings() : broken)
      } catch { findings.append(Self.cannotBeMade(description.name, error)) }
    }
    for description in registry.shapers where !before.contains(description.name) {
      names.append(description.name)
      do throws(RewardError) {
        let laws = try PluginShaperLaws(description, in: registry, isProcess: isProcess)
        let broken = laws.wholeRewards()
        try add(broken.isEmpty ? ShaperLaws(laws.shaper(), batches: laws.exampleBatches).findings() + laws.findings() : broken)
      } catch { findings.append(Self.cannotBeMade(description.name, error)) }
    }
  }

  /// Adds findings; of one law the first few, because they tell the same.
  private mutating func add(_ found: [LawFinding]) {
    var counts: [String: Int] = [:]
    for finding in found {
      counts[finding.law, default: 0] += 1
      if counts[finding.law, default: 0] <= Self.shown { findings.append(finding) }
    }
    for (law, count) in counts.sorted(by: { $0.key < $1.key }) where count > Self.shown {
      guard let last = findings.lastIndex(where: { $0.law == law }) else { continue }
      findings[last].evidence += " (and \(count - Self.shown) more)"
    }
  }

  /// Findings of one law that are shown.
  private static let shown = 3

  private static func cannotBeMade(_ name: String, _ error: RewardError) -> LawFinding {
    LawFinding(law: "it can be made with its defaults, or with the options of its first example", subject: name, evidence: error.message)
  }

  /// The law that a plugin breaks which cannot be loaded.
  private static func law(brokenBy error: RewardError) -> String {
    switch error.code {
    case .incompatiblePlugin: "it is built for this version of the interface"
    case .malformedPlugin: "its table and its descriptions are whole"
    case .duplicateName: "its names are its own"
    default: "it can be loaded"
    }
  }
}

extension Registry {
  fileprivate mutating func load(_ plugin: JSONValue) throws(RewardError) {
    guard let pluginLoader else { throw RewardError(.pluginsNotAllowed, expected: "a registry with a loader") }
    try pluginLoader.load(plugin, in: nil, into: &self)
  }
}
