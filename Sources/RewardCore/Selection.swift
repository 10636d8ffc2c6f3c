/// What a selector gives for a batch.
public struct Selection: Sendable, Hashable {
  /// Whether each rollout is to be trained on, in group order; `nil`: it does not say.
  public var selected: [Bool]?
  /// The weight of each rollout, in group order; `nil`: it gives none.
  public var weights: [Double]?
  /// Named values, in a fixed order.
  public var outputs: [Shaped.Output]

  /// A selection.
  public init(selected: [Bool]? = nil, weights: [Double]? = nil, outputs: [Shaped.Output] = []) {
    self.selected = selected
    self.weights = weights
    self.outputs = outputs
  }

  /// What a selection has.
  public struct Members: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int
    /// These bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// Whether each rollout is to be trained on.
    public static let selected = Members(rawValue: 1)
    /// The weight of each rollout.
    public static let weights = Members(rawValue: 2)
    /// Named values of rollouts or groups, which go to the row's `selection`.
    public static let values = Members(rawValue: 4)
  }

  /// The named values as the JSON of a shaping case: `{"keep": […]}`.
  public var json: JSONValue {
    var object = JSONObject()
    for output in outputs { object[output.name] = output.json }
    return .object(object)
  }
}
