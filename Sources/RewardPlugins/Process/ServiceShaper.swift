import RewardCore

/// A shaper of a plugin that is a process of its own.
struct ServiceShaper: PluginShaping {
  private let name: String
  private let service: PluginService
  private let configuration: JSONValue

  init(name: String, service: PluginService, configuration: JSONValue) {
    (self.name, self.service, self.configuration) = (name, service, configuration)
  }

  var identity: PluginIdentity { service.identity }

  func initialState() throws(RewardError) -> JSONValue { try state(of: try service.ask(request("initial_state"))) }

  func shape(_ batch: Batch, state: JSONValue?) throws(RewardError) -> Shaped {
    var request = request("shape")
    request["inputs"] = batch.pluginJSON
    request["state"] = state
    let reply = try service.ask(request)
    do throws(Nonsense) {
      guard let rewards = reply["rewards"]?.arrayValue else { throw Nonsense("a reply without `rewards`") }
      var values: [Double?] = []
      for reward in rewards {
        guard reward == .null || reward.doubleValue != nil else { throw Nonsense("a reward that is \(quoted(reward.description))") }
        values.append(reward.doubleValue)
      }
      let outputs = try reply["outputs"].map { (json) throws(Nonsense) in try Shaped.Output.read(json, for: batch) }
      return Shaped(rewards: values, outputs: outputs ?? [])
    } catch { throw identity.failure(error.words) }
  }

  func update(_ state: JSONValue, after batch: Batch) throws(RewardError) -> JSONValue {
    var request = request("update")
    request["inputs"] = batch.pluginJSON
    request["state"] = state
    return try self.state(of: try service.ask(request))
  }

  private func state(of reply: JSONObject) throws(RewardError) -> JSONValue {
    guard let state = reply["state"] else { throw identity.failure("a reply without `state`") }
    return state
  }

  private func request(_ what: String) -> JSONObject {
    ["do": .string(what), "name": .string(name), "configuration": configuration]
  }
}

extension Batch {
  /// The batch as the inputs of a shaping case.
  fileprivate var pluginJSON: JSONValue {
    var object = fields
    object["step"] = step.map { .number(JSONNumber($0)) }
    object["groups"] = .array(
      groups.map { group in
        var object = group.fields
        object["id"] = group.id.map { .string($0) }
        object["samples"] = .array(
          group.rollouts.map { rollout in
            var sample = rollout.fields
            sample["correct"] = rollout.correct.map { .bool($0) } ?? .null
            sample["length"] = JSONValue(rollout.length)
            sample["truncated"] = .bool(rollout.truncated)
            sample["format_ok"] = .bool(rollout.formatOK)
            sample["reward"] = JSONValue(rollout.reward)
            return .object(sample)
          })
        return .object(object)
      })
    return .object(object)
  }
}
