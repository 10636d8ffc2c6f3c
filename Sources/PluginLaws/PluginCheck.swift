package import RewardCore
package import RewardLaws

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// All laws on a plugin: whether it can be loaded, and whether what it has keeps the laws of verifiers and shapers.
///
/// In this process, which the plugin may end; `rewards check` does it in another one (`PluginCheckProcess`).
package struct PluginCheck: Sendable {
  /// What is told while laws are tried.
  package enum Event: Sendable, Hashable {
    /// A law is tried on one of the plugin's, or on the plugin as a whole.
    case law(String, subject: String)
    /// Something was found.
    case finding(LawFinding)
    /// Every law was tried on these.
    case end(names: [String])
  }

  /// What was found; none: it keeps the laws.
  package private(set) var findings: [LawFinding] = []
  /// The verifiers and shapers that were tried.
  package private(set) var names: [String] = []

  /// Whom laws are tried on before it is known what the plugin has.
  static let whole = "the plugin"
  /// The law that every plugin has to keep first.
  static let loading = "it can be loaded"

  /// Tries a plugin.
  ///
  /// - Parameters:
  ///   - plugin: a path, or an object with `command`, as an entry of a recipe's `plugins`.
  ///   - registry: what there is beside it; with a loader.
  ///   - report: is told what is tried and what is found, as it goes on.
  /// - Throws: `unreadable_plugin` when there is nothing at the path.
  package init(_ plugin: JSONValue, in registry: Registry, report: (Event) -> Void = { _ in }) throws(RewardError) {
    try Self.checkIsThere(plugin)
    report(.law(Self.loading, subject: Self.whole))
    let checked: CheckedPlugin
    do throws(RewardError) { checked = try CheckedPlugin(plugin, in: registry) } catch {
      var facts = error
      facts.source = nil
      add([LawFinding(law: Self.law(brokenBy: error), subject: Self.whole, evidence: facts.message)], report)
      report(.end(names: []))
      return
    }
    let before = Set(registry.names)
    for description in checked.registry.verifiers where !before.contains(description.name) {
      names.append(description.name)
      do throws(RewardError) {
        let laws = PluginVerifierLaws(description, of: checked)
        let general = try VerifierLaws(description.name, in: checked.registry)
        run(laws.first, then: laws.laws + general.laws, on: description.name, report)
      } catch { add([Self.cannotBeMade(description.name, error)], report) }
    }
    for description in checked.registry.shapers where !before.contains(description.name) {
      names.append(description.name)
      do throws(RewardError) {
        let laws = try PluginShaperLaws(description, of: checked)
        let general = ShaperLaws(try laws.shaper(), batches: laws.exampleBatches)
        run(laws.first, then: laws.laws + general.laws, on: description.name, report)
      } catch { add([Self.cannotBeMade(description.name, error)], report) }
    }
    report(.end(names: names))
  }

  /// - Throws: `unreadable_plugin` when there is nothing at a library's path.
  static func checkIsThere(_ plugin: JSONValue) throws(RewardError) {
    guard let path = plugin.stringValue, access(path, F_OK) != 0 else { return }
    throw RewardError(.unreadablePlugin, found: String(cString: strerror(errno)), expected: "a shared library", source: path)
  }

  /// Tries laws, growth before everything that takes long; what breaks the first breaks every other too.
  private mutating func run(_ first: Law, then laws: [Law], on name: String, _ report: (Event) -> Void) {
    var growsTooFast = false
    func begin(_ law: Law) { report(.law(law.name, subject: name)) }
    var broken = false
    [first].run(begin: begin, growsTooFast: &growsTooFast) { found in
      broken = !found.isEmpty
      add(found, report)
    }
    guard !broken else { return }
    (laws.filter(\.isGrowth) + laws.filter { !$0.isGrowth }).run(begin: begin, growsTooFast: &growsTooFast) { add($0, report) }
  }

  /// Adds what one law has found: each once, and the first few, because they tell the same.
  private mutating func add(_ found: [LawFinding], _ report: (Event) -> Void) {
    var new: [LawFinding] = []
    for finding in found where !new.contains(where: { $0.isTold(by: finding) }) { new.append(finding) }
    for law in Set(new.map(\.law)).sorted() {
      var shown = Array(new.filter { $0.law == law })
      let rest = shown.count - Self.shown
      if rest > 0 {
        shown.removeLast(rest)
        shown[Self.shown - 1].evidence += " (and \(rest) more)"
      }
      for finding in shown where !findings.contains(where: { $0.isTold(by: finding) }) {
        findings.append(finding)
        report(.finding(finding))
      }
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
    default: loading
    }
  }
}

extension LawFinding {
  /// Whether another finding has the same words: examples differ, and what is read of them does not.
  fileprivate func isTold(by other: LawFinding) -> Bool { (law, subject, evidence) == (other.law, other.subject, other.evidence) }
}
