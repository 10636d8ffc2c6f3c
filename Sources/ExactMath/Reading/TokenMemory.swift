/// The tokens of one pass of the parser, which shortens some of them as it takes them.
///
/// Memory that the pass owns and no array: whoever looks at an element of an array in a `switch` keeps all of it for as long, so that a change
/// made meanwhile copies it, and reading would take time with the square of the length. Indices are checked in every build.
struct TokenMemory {
  private let memory: UnsafeMutableBufferPointer<MathToken>
  /// The tokens that are in use; those behind are freed with them.
  private(set) var count: Int

  init(_ tokens: some Collection<MathToken>) {
    memory = .allocate(capacity: tokens.count)
    _ = memory.initialize(from: tokens)
    count = tokens.count
  }

  /// Frees all tokens; nothing may be asked afterwards.
  func free() {
    memory.deinitialize()
    memory.deallocate()
  }

  subscript(index: Int) -> MathToken {
    get {
      precondition(0 <= index && index < count, "a token beyond the end")
      return memory[index]
    }
    nonmutating set {
      precondition(0 <= index && index < count, "a token beyond the end")
      memory[index] = newValue
    }
  }

  /// Puts fewer tokens in the place of some.
  mutating func replace(_ range: Range<Int>, with kept: [MathToken]) {
    precondition(kept.count <= range.count && range.upperBound <= count)
    var end = range.lowerBound
    for token in kept {
      memory[end] = token
      end += 1
    }
    for index in range.upperBound..<count {
      memory[end] = memory[index]
      end += 1
    }
    count = end
  }
}
