import RewardCore
package import RewardPipeline

/// How far the length axis goes.
package enum LengthAxis {
  /// A quarter beyond the longest length that an option of these recipes names, so that what happens there can be seen; rounded up to two
  /// digits.
  ///
  /// Where no option is a length, `PlotLimits.defaultLength`: rules that compare rollouts with their group look the same on any axis.
  package static func end(for recipes: [Recipe]) -> Int {
    let named = recipes.flatMap { recipe in
      (recipe.source.objectValue?["shapers"]?.arrayValue ?? []).flatMap { lengths(of: $0, registry: recipe.registry) }
    }
    guard let longest = named.max() else { return PlotLimits.defaultLength }
    return roundedUp(min(longest * 1.25, Double(PlotLimits.maxLength)))
  }

  /// The lengths that a step of a recipe names, its own defaults and those of its parts among them.
  private static func lengths(of step: JSONValue, registry: Registry) -> [Double] {
    if let name = step.stringValue { return lengths(of: name, options: JSONObject(), registry: registry) }
    guard let options = step.objectValue, let name = options["name"]?.stringValue else { return [] }
    return lengths(of: name, options: options, registry: registry)
  }

  private static func lengths(of name: String, options: JSONObject, registry: Registry) -> [Double] {
    guard let description = registry.shapers.first(where: { $0.name == name }) else { return [] }
    var lengths = description.options.compactMap { option in
      option.isLength ? length(options[option.name] ?? option.defaultValue) : nil
    }
    for part in options["shapers"]?.arrayValue ?? [] { lengths += Self.lengths(of: part, registry: registry) }
    for (part, own) in [("shaper", "params"), ("otherwise", "otherwise_params")] {
      guard let part = options[part]?.stringValue else { continue }
      var own = options[own]?.objectValue ?? JSONObject()
      // What a schedule sets is looked at as an option of the part.
      if let parameter = options["parameter"]?.stringValue {
        for stage in options["stages"]?.arrayValue ?? [] {
          own[parameter] = stage.arrayValue?.last
          lengths += Self.lengths(of: part, options: own, registry: registry)
        }
      }
      lengths += Self.lengths(of: part, options: own, registry: registry)
    }
    return lengths
  }

  /// A length; an option below 1 is the price of one.
  private static func length(_ value: JSONValue?) -> Double? {
    guard let length = value?.doubleValue, length.isFinite, length > 1 else { return nil }
    return length
  }

  private static func roundedUp(_ length: Double) -> Int {
    var unit = 1.0
    while length / unit > 100 { unit *= 10 }
    return max(Int((length / unit).rounded(.up) * unit), 2)
  }
}
