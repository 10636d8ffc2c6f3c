import RewardCore
import RewardPipeline
import Rewards

/// What a registry holds, as JSON.
enum RegistryListing {
  private static let kinds = ["verifiers", "shapers", "normalisers", "selectors", "extractors", "metrics"]

  /// As `rewards list --json` prints it.
  static func json(of registry: Registry, kind: String?) throws(RewardError) -> JSONValue {
    if let kind, !kinds.contains(kind) {
      throw RewardError(
        .invalidValue, field: "kind", found: kind, expected: "one of " + kinds.joined(separator: ", "),
        nearest: nearestName(to: kind, among: kinds))
    }
    var object = JSONObject()
    for name in kinds where kind ?? name == name {
      let entries: [(String, String)] =
        switch name {
        case "verifiers": registry.verifiers.map { ($0.name, $0.summary) }
        case "shapers": registry.shapers.map { ($0.name, $0.summary) }
        case "normalisers": registry.normalisers.map { ($0.name, $0.summary) }
        case "selectors": registry.selectors.map { ($0.name, $0.summary) }
        case "extractors": registry.extractors.map { ($0.name, $0.summary) }
        default: registry.metrics.map { ($0.name, $0.summary) }
        }
      object[name] = .array(entries.map { .object(["name": .string($0.0), "summary": .string($0.1)]) })
    }
    return .object(object)
  }

  /// As `rewards describe NAME --json` prints it.
  static func page(about name: String, in registry: Registry) throws(RewardError) -> JSONValue {
    guard let page = registry.page(about: name) else {
      throw RewardError(
        .unknownName, found: name, expected: "a name that is listed", nearest: nearestName(to: name, among: registry.names))
    }
    return page.json
  }
}
