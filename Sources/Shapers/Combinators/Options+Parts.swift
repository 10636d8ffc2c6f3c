import RewardCore

extension Options {
  /// The shaper that one option names and another gives options.
  ///
  /// - Throws: `unknown_shaper`, or what is wrong with its options, at the place of ours.
  func part(_ name: String, params: String, context: ShaperContext) throws(RewardError) -> ConfiguredShaper {
    guard let object = self[params].objectValue else {
      throw RewardError(.invalidParameter, field: params, found: self[params].description, expected: "an object")
    }
    do throws(RewardError) { return try context.registry.shaper(string(name), options: object, context: context) } catch {
      throw error.under(error.code == .unknownShaper ? name : params)
    }
  }

  /// The shapers of a list as recipes have it: bare names, or objects with `name` and options.
  ///
  /// - Throws: what is wrong with an entry, at its place.
  func parts(_ name: String, context: ShaperContext) throws(RewardError) -> [ConfiguredShaper] {
    let expected = "a list of shapers: names, or objects with `name`"
    guard let entries = self[name].arrayValue, !entries.isEmpty else {
      throw RewardError(.invalidParameter, field: name, found: self[name].description, expected: expected)
    }
    var parts: [ConfiguredShaper] = []
    for (index, entry) in entries.enumerated() {
      let place = "\(name)[\(index)]"
      var options = entry.objectValue ?? JSONObject()
      guard let shaper = entry.stringValue ?? options["name"]?.stringValue else {
        throw RewardError(.invalidParameter, field: place, found: entry.description, expected: "a name, or an object with `name`")
      }
      options["name"] = nil
      do throws(RewardError) { parts.append(try context.registry.shaper(shaper, options: options, context: context)) } catch {
        throw error.under(place)
      }
    }
    return parts
  }
}
