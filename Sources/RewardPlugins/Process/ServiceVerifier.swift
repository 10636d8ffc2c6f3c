import RewardCore

/// A verifier of a plugin that is a process of its own.
struct ServiceVerifier: Verifier {
  static let description = VerifierDescription.ofPlugins
  let configuredDescription: VerifierDescription
  private let service: PluginService
  private let configuration: JSONValue

  init(configuredDescription: VerifierDescription, service: PluginService, configuration: JSONValue) {
    (self.configuredDescription, self.service, self.configuration) = (configuredDescription, service, configuration)
  }

  init(options: Options, environment: VerifierEnvironment) throws(RewardError) { throw .onlyByPlugin }

  func verify(_ rollout: Rollout, work: inout Work) -> Verdict {
    var request = request("verify", rollout)
    request["budget"] = .number(JSONNumber(work.budget.remaining))
    if work.steps != nil { request["explain"] = true }
    let reply: JSONObject
    do throws(RewardError) { reply = try service.ask(request) } catch { return service.identity.verdict(error.pluginWords) }
    do throws(Nonsense) {
      guard let json = reply["verdict"]?.objectValue else { throw Nonsense("a reply without a verdict") }
      for step in reply["steps"]?.arrayValue ?? [] {
        guard let step = step.objectValue, let name = step["step"]?.stringValue, let finding = step["finding"]?.stringValue else {
          throw Nonsense("a step without `step` and `finding`")
        }
        work.note(name, finding)
      }
      if let spent = reply["spent"] {
        guard let units = spent.integerValue, units >= 0 else { throw Nonsense("spent \(quoted(spent.description))") }
        guard work.budget.spend(units) else {
          return .unverifiable(.limitExceeded, chargedTo: .completion, detail: "\(units) units of work")
        }
      }
      return try PluginVerdict(json).verdict()
    } catch { return service.identity.verdict(error.words) }
  }

  func check(_ rollout: Rollout, work: inout Work) -> GroundTruthCheck {
    let reply: JSONObject
    do throws(RewardError) { reply = try service.ask(request("check", rollout)) } catch {
      return PluginService.isUnknownRequest(error) ? .readable : .unsupported("\(service.identity.words): \(error.pluginWords)")
    }
    let detail = reply["detail"]?.stringValue ?? "it says no more"
    return switch reply["check"]?.stringValue {
    case "readable": .readable
    case "malformed": .malformed(detail)
    case "unsupported": .unsupported(detail)
    default: .unsupported("\(service.identity.words): a reply to `check` that is \(quoted(reply["check"]?.description ?? "nothing"))")
    }
  }

  private func request(_ what: String, _ rollout: Rollout) -> JSONObject {
    [
      "do": .string(what), "name": .string(configuredDescription.name), "configuration": configuration, "rollout": rollout.pluginJSON,
    ]
  }
}

extension PluginVerdict {
  /// A verdict as a row out has it.
  init(_ json: JSONObject) throws(Nonsense) {
    func word<Word: RawRepresentable>(_ name: String) throws(Nonsense) -> Word? where Word.RawValue == String {
      guard let value = json[name], value != .null else { return nil }
      guard let word = value.stringValue.flatMap(Word.init(rawValue:)) else {
        throw Nonsense("`\(name)` that is \(quoted(value.description))")
      }
      return word
    }
    func text(_ name: String) throws(Nonsense) -> String? {
      guard let value = json[name], value != .null else { return nil }
      guard let text = value.stringValue else { throw Nonsense("`\(name)` that is \(value.kindName)") }
      return text
    }
    guard let outcome = try word("outcome") as Verdict.Outcome? else { throw Nonsense("a verdict without an outcome") }
    var score = GivenScore.number(0)
    if let parts = json["score_parts"] {
      let numbers = parts.arrayValue?.compactMap(\.integerValue) ?? []
      guard numbers.count == 2 else { throw Nonsense("`score_parts` that is \(quoted(parts.description))") }
      score = .parts(numbers[0], of: numbers[1])
    } else if let value = json["score"], value != .null {
      guard let number = value.doubleValue else { throw Nonsense("`score` that is \(quoted(value.description))") }
      score = .number(number)
    }
    self.init(outcome: outcome, score: score)
    reason = try word("reason")
    chargedTo = try word("charged_to")
    (extracted, proof, detail) = (try text("extracted"), try text("proof"), try text("detail"))
    for leniency in json["leniencies"]?.arrayValue ?? [] {
      guard let name = leniency.stringValue else { throw Nonsense("a leniency that is \(leniency.kindName)") }
      leniencies.append(name)
    }
  }
}

extension Rollout {
  /// The rollout as a row in.
  fileprivate var pluginJSON: JSONValue {
    var object: JSONObject = ["id": .string(id)]
    object["prompt"] = prompt.map { .string($0) }
    object["completion"] = .string(completion)
    object["ground_truth"] = groundTruth?.value
    object["group_id"] = groupID.map { .string($0) }
    object["step"] = step.map { .number(JSONNumber($0)) }
    object["token_count"] = tokenCount.map { .number(JSONNumber($0)) }
    object["truncated"] = .bool(truncated)
    object["metadata"] = .object(metadata)
    return .object(object)
  }
}
