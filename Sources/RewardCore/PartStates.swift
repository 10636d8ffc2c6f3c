/// The states of the parts of a composite shaper, in order; in JSON, `{"parts": […]}`.
public struct PartStates: Codable, Sendable, Hashable {
  /// One for each part.
  public var states: [ConfiguredShaper.State]

  /// The states of some parts.
  public init(_ states: [ConfiguredShaper.State]) { self.states = states }

  /// Whether there is nothing to keep.
  var isEmpty: Bool {
    states.allSatisfy { $0.value is EmptyState || ($0.value as? PartStates)?.isEmpty == true }
  }

  private enum CodingKeys: CodingKey {
    case parts
  }

  /// The parts whose states are being decoded: their types are known only to the shaper that they belong to.
  @TaskLocal static var decoded: [ConfiguredShaper] = []

  /// Reads the states of the parts of the shaper that `ConfiguredShaper.state(decodedBy:)` was called on.
  public init(from decoder: any Decoder) throws {
    let parts = Self.decoded
    var values = try decoder.container(keyedBy: CodingKeys.self).nestedUnkeyedContainer(forKey: .parts)
    states = []
    for part in parts { states.append(try part.state { try values.decode($0) }) }
    guard values.isAtEnd else {
      throw RewardError(.invalidState, field: "parts", found: "\(values.count ?? 0)", expected: "\(parts.count)")
    }
  }

  /// Writes the states.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    var values = container.nestedUnkeyedContainer(forKey: .parts)
    for state in states { try values.encode(state.value) }
  }

  /// Whether the states are equal, one by one.
  public static func == (left: PartStates, right: PartStates) -> Bool {
    left.states.map { AnyHashable($0.value) } == right.states.map { AnyHashable($0.value) }
  }

  /// Feeds the states to `hasher`.
  public func hash(into hasher: inout Hasher) {
    for state in states { hasher.combine(AnyHashable(state.value)) }
  }
}
