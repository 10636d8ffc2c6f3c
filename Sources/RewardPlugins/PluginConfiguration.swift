import RewardCore

/// What a plugin is told when something of it is made: its options, which were given, and what surrounds it.
enum PluginConfiguration {
  static func json(_ options: Options, of descriptions: [OptionDescription], context: ShaperContext? = nil) -> JSONValue {
    let names = descriptions.map(\.name)
    var object: JSONObject = [
      "options": .object(JSONObject(members: names.map { JSONObject.Member(name: $0, value: options[$0]) })),
      "given": .array(names.filter(options.given.contains).map { .string($0) }),
    ]
    if let context {
      var surroundings: JSONObject = [
        "follows_run": .bool(context.followsRun), "length": .string(context.countsCharacters ? "characters" : "tokens"),
      ]
      surroundings["group_size"] = context.groupSize.map { .number(JSONNumber($0)) }
      object["context"] = .object(surroundings)
    }
    return .object(object)
  }
}

extension Shaped.Output {
  /// Side outputs as a plugin gives them: `[{"name", "per": "rollout" | "group" | "batch", "values"}]`.
  static func read(_ json: JSONValue, for batch: Batch) throws(Nonsense) -> [Shaped.Output] {
    guard let entries = json.arrayValue else { throw Nonsense("side outputs that are no list") }
    var outputs: [Shaped.Output] = []
    for entry in entries {
      guard let object = entry.objectValue, let name = object["name"]?.stringValue, let values = object["values"],
        let per = object["per"]?.stringValue
      else { throw Nonsense("a side output without `name`, `per` and `values`") }
      switch per {
      case "batch": outputs.append(Shaped.Output(name, .batch(values)))
      case "rollout", "group":
        let count = per == "group" ? batch.groups.count : batch.count
        guard let elements = values.arrayValue, elements.count == count else {
          throw Nonsense("the side output `\(quoted(name))` without one value for each \(per)")
        }
        outputs.append(Shaped.Output(name, per == "group" ? .perGroup(elements) : perRollout(elements)))
      default: throw Nonsense("a side output per `\(quoted(per))`")
      }
    }
    return outputs
  }

  private static func perRollout(_ elements: [JSONValue]) -> Shaped.Values {
    let areNumbers = elements.allSatisfy { $0 == .null || $0.doubleValue?.isFinite == true }
    return areNumbers ? .perRollout(elements.map(\.doubleValue)) : .perRolloutValues(elements)
  }
}
