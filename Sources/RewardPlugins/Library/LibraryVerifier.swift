import CRewardPlugins
import RewardCore

/// A verifier of a plugin library.
struct LibraryVerifier: Verifier {
  static let description = VerifierDescription.ofPlugins
  let configuredDescription: VerifierDescription
  private let table: Table
  private let handle: PluginHandle
  private let plugin: PluginIdentity

  /// The plugin's functions, which any thread may call.
  private struct Table: @unchecked Sendable {
    let functions: rewards_plugin_verifier
    /// The entry itself, which `make` is given.
    let place: UnsafePointer<rewards_plugin_verifier>
  }

  /// How verifiers of an entry of the plugin's table are made.
  static func maker(_ place: UnsafePointer<rewards_plugin_verifier>, _ plugin: PluginIdentity) throws(RewardError) -> VerifierMaker {
    let functions = try PluginLibrary.sized(UnsafeRawPointer(place), as: rewards_plugin_verifier.self, "struct_size")
    let description = try VerifierDescription(json: PluginLibrary.description(functions.description), plugin: plugin.name)
    guard functions.verify != nil else { throw RewardError(.malformedPlugin, field: "verify", found: "NULL", expected: "a function") }
    let table = Table(functions: functions, place: place)
    return VerifierMaker(description) { (options, _) throws(RewardError) in
      let configuration = PluginConfiguration.json(options, of: description.options)
      let handle = try PluginHandle(configuration: configuration, of: plugin, free: table.functions.free) {
        table.functions.make?(table.place, $0, $1, $2)
      }
      return LibraryVerifier(configuredDescription: description, table: table, handle: handle, plugin: plugin)
    }
  }

  private init(configuredDescription: VerifierDescription, table: Table, handle: PluginHandle, plugin: PluginIdentity) {
    (self.configuredDescription, self.table, self.handle, self.plugin) = (configuredDescription, table, handle, plugin)
  }

  init(options: Options, environment: VerifierEnvironment) throws(RewardError) { throw .onlyByPlugin }

  func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    guard let verify = table.functions.verify else { return plugin.verdict("NULL for `verify`") }
    let call = HostCall(work: work)
    var verdict = rewards_plugin_verdict()
    verdict.struct_size = UInt32(MemoryLayout<rewards_plugin_verdict>.size)
    let status = rollout.withPluginRollout { rollout in call.perform { verify(handle.pointer, $0, rollout, &verdict) } }
    work = call.work
    guard status == true else {
      return plugin.verdict(status == nil ? "`verify` returned a status that there is not" : call.failure(of: plugin).pluginWords)
    }
    do throws(Nonsense) {
      if let nonsense = call.nonsense { throw nonsense }
      return try PluginVerdict(verdict, call).verdict()
    } catch { return plugin.verdict(error.words) }
  }

  func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck {
    guard let check = table.functions.check else { return .readable }
    let call = HostCall(work: work)
    var finding: UInt32 = 0
    let status = rollout.withPluginRollout { rollout in call.perform { check(handle.pointer, $0, rollout, &finding) } }
    work = call.work
    guard status == true, call.nonsense == nil else { return .unsupported("\(plugin.words): \(call.failure(of: plugin).pluginWords)") }
    let detail = call[REWARDS_PLUGIN_DETAIL] ?? "it says no more"
    return switch Int32(bitPattern: finding) {
    case REWARDS_PLUGIN_READABLE: .readable
    case REWARDS_PLUGIN_MALFORMED: .malformed(detail)
    case REWARDS_PLUGIN_NOT_HANDLED: .unsupported(detail)
    default: .unsupported("\(plugin.words): a finding of \(finding), which there is not")
    }
  }
}

extension PluginVerdict {
  private static let outcomes: [Int32: Verdict.Outcome] = [
    REWARDS_PLUGIN_CORRECT: .correct, REWARDS_PLUGIN_INCORRECT: .incorrect, REWARDS_PLUGIN_NO_ANSWER: .noAnswer,
    REWARDS_PLUGIN_UNVERIFIABLE: .unverifiable,
  ]
  private static let reasons: [Int32: Verdict.Reason] = [
    REWARDS_PLUGIN_MALFORMED_GROUND_TRUTH: .malformedGroundTruth, REWARDS_PLUGIN_UNREADABLE_ANSWER: .unreadableAnswer,
    REWARDS_PLUGIN_UNDECIDED: .undecided, REWARDS_PLUGIN_LIMIT_EXCEEDED: .limitExceeded, REWARDS_PLUGIN_TIMEOUT: .timeout,
    REWARDS_PLUGIN_UNSUPPORTED: .unsupported, REWARDS_PLUGIN_MISSING_FIELD: .missingField, REWARDS_PLUGIN_VERIFIER_ERROR: .verifierError,
  ]
  private static let parties: [Int32: Verdict.Party] = [
    REWARDS_PLUGIN_BY_COMPLETION: .completion, REWARDS_PLUGIN_BY_GROUND_TRUTH: .groundTruth, REWARDS_PLUGIN_BY_VERIFIER: .verifier,
  ]

  init(_ given: rewards_plugin_verdict, _ call: HostCall) throws(Nonsense) {
    guard let outcome = Self.outcomes[Int32(bitPattern: given.outcome)] else {
      throw Nonsense("an outcome of \(given.outcome), which there is not")
    }
    let score: GivenScore =
      given.score_whole == 0 ? .number(given.score) : .parts(Int(given.score_parts), of: Int(given.score_whole))
    self.init(outcome: outcome, score: score)
    if outcome == .unverifiable {
      reason = Self.reasons[Int32(bitPattern: given.reason)]
      chargedTo = Self.parties[Int32(bitPattern: given.charged_to)]
      if reason == nil { throw Nonsense("a reason of \(given.reason), which there is not") }
      if chargedTo == nil { throw Nonsense("charged to \(given.charged_to), which there is not") }
    }
    extracted = call[REWARDS_PLUGIN_EXTRACTED]
    proof = call[REWARDS_PLUGIN_PROOF]
    detail = call[REWARDS_PLUGIN_DETAIL]
    leniencies = call.leniencies
  }
}

extension RewardError {
  /// What a plugin said when it failed, without its name.
  var pluginWords: String {
    var copy = self
    copy.source = nil
    return copy.code == .pluginFailed ? found ?? "it failed" : copy.message
  }
}

extension Rollout {
  /// Calls `body` with the rollout as a plugin sees it.
  fileprivate func withPluginRollout<Result>(_ body: (UnsafePointer<rewards_plugin_rollout>) -> Result) -> Result {
    var arena = TextArena()
    let places = (
      id: arena.add(id), prompt: arena.add(prompt), completion: arena.add(completion), truth: arena.add(groundTruth?.value),
      truthText: arena.add(groundTruth?.text), group: arena.add(groupID), metadata: arena.add(.object(metadata))
    )
    return arena.withTexts { text in
      var rollout = rewards_plugin_rollout(
        struct_size: UInt32(MemoryLayout<rewards_plugin_rollout>.size), truncated: truncated ? 1 : 0, id: text(places.id),
        prompt: text(places.prompt), completion: text(places.completion), ground_truth: text(places.truth),
        ground_truth_text: text(places.truthText), group_id: text(places.group), metadata: text(places.metadata),
        step: step.map(Int64.init) ?? .min, token_count: tokenCount.map(Int64.init) ?? .min)
      return withUnsafePointer(to: &rollout, body)
    }
  }
}
