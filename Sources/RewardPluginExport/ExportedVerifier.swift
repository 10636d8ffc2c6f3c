import CRewardPlugins
import RewardCore

/// A Swift verifier behind the functions of `rewards_plugin_verifier`.
enum ExportedVerifier {
  /// What an entry's `context` points to.
  private struct Exported {
    let type: any Verifier.Type
  }

  /// What `make` gives.
  private final class Made: Sendable {
    let verifier: any Verifier
    init(_ verifier: any Verifier) { self.verifier = verifier }
  }

  /// The entry of a verifier.
  static func entry(of type: any Verifier.Type) -> rewards_plugin_verifier {
    var entry = rewards_plugin_verifier()
    entry.struct_size = UInt32(MemoryLayout<rewards_plugin_verifier>.size)
    entry.context = UnsafeRawPointer(PluginTable.lasting(Exported(type: type)))
    entry.description = PluginTable.lasting(type.description.json.description)
    entry.make = { entry, call, configuration, place in
      guard let entry, let call, let exported = entry.pointee.context?.assumingMemoryBound(to: Exported.self) else {
        return REWARDS_PLUGIN_FAILED
      }
      do throws(RewardError) {
        let made = try ExportedVerifier.make(exported.pointee.type, Configuration(configuration))
        place?.pointee = Unmanaged.passRetained(made).toOpaque()
        return REWARDS_PLUGIN_OK
      } catch { return PluginCall(call).fail(error) }
    }
    entry.free = { made in made.map { Unmanaged<Made>.fromOpaque($0).release() } }
    entry.verify = { made, host, rollout, verdict in
      guard let made, let host, let rollout, let verdict else { return REWARDS_PLUGIN_FAILED }
      let verifier = Unmanaged<Made>.fromOpaque(made).takeUnretainedValue().verifier
      let call = PluginCall(host)
      var work = call.work
      let found = verifier.verify(Rollout(rollout.pointee), work: &work)
      call.settle(work)
      call.put(found, &verdict.pointee)
      return REWARDS_PLUGIN_OK
    }
    entry.check = { made, host, rollout, finding in
      guard let made, let host, let rollout else { return REWARDS_PLUGIN_FAILED }
      let verifier = Unmanaged<Made>.fromOpaque(made).takeUnretainedValue().verifier
      let call = PluginCall(host)
      var work = call.work
      let found = verifier.check(Rollout(rollout.pointee), work: &work)
      call.settle(work)
      switch found {
      case .readable: finding?.pointee = UInt32(REWARDS_PLUGIN_READABLE)
      case .malformed(let why):
        finding?.pointee = UInt32(REWARDS_PLUGIN_MALFORMED)
        call.put(REWARDS_PLUGIN_DETAIL, why)
      case .unsupported(let why):
        finding?.pointee = UInt32(REWARDS_PLUGIN_NOT_HANDLED)
        call.put(REWARDS_PLUGIN_DETAIL, why)
      }
      return REWARDS_PLUGIN_OK
    }
    return entry
  }

  private static func make<V: Verifier>(_ type: V.Type, _ configuration: Configuration) throws(RewardError) -> Made {
    let description = type.description
    let options = try configuration.options(for: description.options, owner: description.name)
    return Made(try type.init(options: options, environment: VerifierEnvironment(registry: Registry())))
  }
}

extension PluginCall {
  /// Gives a verdict to the host.
  fileprivate func put(_ found: Verdict, _ verdict: inout rewards_plugin_verdict) {
    let outcome =
      switch found.outcome {
      case .correct: REWARDS_PLUGIN_CORRECT
      case .incorrect: REWARDS_PLUGIN_INCORRECT
      case .noAnswer: REWARDS_PLUGIN_NO_ANSWER
      case .unverifiable: REWARDS_PLUGIN_UNVERIFIABLE
      }
    verdict.outcome = UInt32(outcome)
    let reason: Int32 =
      switch found.reason {
      case .malformedGroundTruth: REWARDS_PLUGIN_MALFORMED_GROUND_TRUTH
      case .unreadableAnswer: REWARDS_PLUGIN_UNREADABLE_ANSWER
      case .undecided: REWARDS_PLUGIN_UNDECIDED
      case .limitExceeded: REWARDS_PLUGIN_LIMIT_EXCEEDED
      case .timeout: REWARDS_PLUGIN_TIMEOUT
      case .unsupported: REWARDS_PLUGIN_UNSUPPORTED
      case .missingField: REWARDS_PLUGIN_MISSING_FIELD
      case .verifierError: REWARDS_PLUGIN_VERIFIER_ERROR
      case nil: 0
      }
    verdict.reason = UInt32(reason)
    let party: Int32 =
      switch found.chargedTo {
      case .completion: REWARDS_PLUGIN_BY_COMPLETION
      case .groundTruth: REWARDS_PLUGIN_BY_GROUND_TRUTH
      case .verifier: REWARDS_PLUGIN_BY_VERIFIER
      case nil: 0
      }
    verdict.charged_to = UInt32(party)
    if found.outcome == .incorrect {
      verdict.score_parts = Int64(found.score.numerator)
      verdict.score_whole = Int64(found.score.denominator)
    }
    put(REWARDS_PLUGIN_EXTRACTED, found.extracted)
    put(REWARDS_PLUGIN_PROOF, found.proof)
    put(REWARDS_PLUGIN_DETAIL, found.detail)
    for leniency in found.leniencies { put(REWARDS_PLUGIN_LENIENCY, leniency) }
  }
}

extension Rollout {
  /// The rollout that the host hands in.
  fileprivate init(_ rollout: rewards_plugin_rollout) {
    func integer(_ value: Int64) -> Int? { value == .min ? nil : Int(clamping: value) }
    self.init(
      id: rollout.id.string ?? "", prompt: rollout.prompt.string, completion: rollout.completion.string ?? "",
      groundTruth: rollout.ground_truth.json.map(GroundTruth.init), groupID: rollout.group_id.string, step: integer(rollout.step),
      tokenCount: integer(rollout.token_count), truncated: rollout.truncated != 0, metadata: rollout.metadata.object)
  }
}
