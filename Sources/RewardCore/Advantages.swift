/// What a normaliser gives for a batch: an advantage for each rollout, and named side outputs for logs.
public struct Advantages: Sendable, Hashable {
  /// The advantages of all rollouts, in group order.
  public var values: [Double]
  /// Side outputs, in a fixed order.
  public var outputs: [Shaped.Output]

  /// A result.
  public init(values: [Double], outputs: [Shaped.Output] = []) {
    self.values = values
    self.outputs = outputs
  }

  /// The result as the JSON of a shaping case: `{"advantages": […], "kept": […]}`.
  public var json: JSONValue {
    var object: JSONObject = ["advantages": .array(values.map { JSONValue($0) })]
    for output in outputs { object[output.name] = output.json }
    return .object(object)
  }
}
