/// A small generator with a fixed seed (SplitMix64, Steele, Lea and Flood 2014): the same audit searches the same groups, everywhere.
struct ProbeRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number below `bound`, which is above 0; the bias of at most 2⁻⁴⁰ for bounds here is of no matter to a search.
  mutating func number(below bound: Int) -> Int { Int(truncatingIfNeeded: next() >> 24) % bound }

  /// True once in so many times.
  mutating func isOnce(in times: Int) -> Bool { number(below: times) == 0 }

  /// One of some values; `nil` of none.
  mutating func one<Value>(of values: [Value]) -> Value? { values.isEmpty ? nil : values[number(below: values.count)] }
}
