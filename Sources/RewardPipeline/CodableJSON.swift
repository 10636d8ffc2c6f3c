package import RewardCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Codable values ↔ JSON values: the one place that needs Foundation's coders.
package enum CodableJSON {
  /// A value as JSON.
  ///
  /// - Throws: `invalid_state` for what JSON cannot hold.
  package static func encode(_ value: some Encodable) throws(RewardError) -> JSONValue {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { return try JSONValue(parsing: String(decoding: encoder.encode(value), as: UTF8.self)) } catch {
      throw RewardError(.invalidState, found: "\(error)")
    }
  }

  /// The state of a shaper or selector.
  ///
  /// - Throws: `invalid_state`.
  package static func state(_ json: JSONValue, of owner: some Stateful) throws(RewardError) -> OpaqueState {
    do {
      return try owner.state { (type) throws in try JSONDecoder().decode(type, from: Data(json.description.utf8)) }
    } catch let error as RewardError { throw error } catch {
      throw RewardError(.invalidState, found: "\(json)", source: owner.description.name)
    }
  }
}
