import CRewardPlugins
import RewardCore

/// Texts for a plugin, one behind the other, each with a zero behind it.
struct TextArena {
  /// Where a text stands; `nil`: there is none.
  typealias Place = Range<Int>?

  private var bytes: [UInt8] = []

  mutating func add(_ text: String?) -> Place {
    guard let text else { return nil }
    let start = bytes.count
    text.withUTF8Bytes { bytes.append(contentsOf: $0) }
    bytes.append(0)
    return start..<bytes.count - 1
  }

  /// JSON of a value; of nothing when it is not there.
  mutating func add(_ json: JSONValue?) -> Place { add(json.map(\.description)) }

  /// Calls `body` with what turns places into texts, which live until it returns.
  func withTexts<Result>(_ body: ((Place) -> rewards_plugin_text) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { buffer in
      // No text is left without a pointer: an empty one is one.
      buffer.withMemoryRebound(to: CChar.self) { characters in
        body { place in
          guard let place, let base = characters.baseAddress else { return rewards_plugin_text(data: nil, count: 0) }
          return rewards_plugin_text(data: base + place.lowerBound, count: place.count)
        }
      }
    }
  }
}
