/// Vigna's SplitMix64: small, and the same sequence everywhere, so that a failing case can be found again.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// An integer that is often near a power of two, near the ends of the range, or small.
  mutating func corner() -> Int64 {
    switch next() % 4 {
    case 0: return Int64(next() % 41) - 20
    case 1: return (1 << Int64(next() % 63)) + Int64(next() % 5) - 2
    case 2:
      let ends: [Int64] = [.max, .max - 1, .min + 1, .min + 2, .max / 2, .min / 2, 1 << 53, (1 << 53) + 1]
      return ends[Int(next() % 8)]
    default: return Int64(bitPattern: next()) >> Int64(next() % 63)
    }
  }
}
