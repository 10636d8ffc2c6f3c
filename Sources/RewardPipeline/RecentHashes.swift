/// Remembers hashes, the latest million of them, so that memory does not grow with the file.
struct RecentHashes: Sendable {
  private static let capacity = 1 << 20

  private var hashes: Set<UInt64> = []
  private var order: [UInt64] = []
  private var at = 0

  /// Whether a hash is among the latest.
  func contains(_ hash: UInt64) -> Bool { hashes.contains(hash) }

  /// - Returns: false when the hash is there already.
  mutating func insert(_ hash: UInt64) -> Bool {
    guard hashes.insert(hash).inserted else { return false }
    if order.count < Self.capacity {
      order.append(hash)
    } else {
      hashes.remove(order[at])
      order[at] = hash
      at = (at + 1) % Self.capacity
    }
    return true
  }
}
