import RewardCore

/// The tokens of a rollout, numbered in the order in which they first occur, for what looks for repetitions.
struct TokenSequence {
  /// Equal numbers for equal tokens.
  let ids: [Int]

  init(_ tokens: some Sequence<some Hashable>) {
    var numbers: [AnyHashable: Int] = [:]
    ids = tokens.map { token in
      let next = numbers.count
      return numbers[token]
        ?? {
          numbers[token] = next; return next
        }()
    }
  }

  /// The tokens in a rollout's field `tokens`.
  ///
  /// - Throws: `missing_field`.
  init(of rollout: JudgedRollout) throws(RewardError) {
    self.init(try rollout.fields.list("tokens").required("tokens").lazy.map(\.identity))
  }

  /// The words in a rollout's field `text`, in lower case.
  ///
  /// - Throws: `missing_field`.
  init(wordsOf rollout: JudgedRollout) throws(RewardError) {
    let text = try rollout.fields.word("text").required("text").lowercased()
    self.init(text.unicodeScalars.split { $0.properties.isWhitespace || (0x1C...0x1F).contains($0.value) }.map(String.init))
  }

  var count: Int { ids.count }

  /// For each place where `length` tokens begin, a number that is equal for equal grams.
  ///
  /// Grams of length 2k are pairs of grams of length k, and any length is two overlapping ones of the largest power of two in it: O(m log
  /// length) for m tokens, whatever the length.
  func grams(of length: Int) -> [Int] {
    guard length >= 1, length <= count else { return [] }
    var grams = ids
    var width = 1
    while width * 2 <= length {
      grams = Self.pairs(grams, apart: width)
      width *= 2
    }
    return width == length ? grams : Self.pairs(grams, apart: length - width)
  }

  private struct Pair: Hashable {
    let first: Int
    let second: Int
  }

  private static func pairs(_ grams: [Int], apart distance: Int) -> [Int] {
    var numbers: [Pair: Int] = [:]
    return (0..<(grams.count - distance)).map { start in
      let pair = Pair(first: grams[start], second: grams[start + distance])
      if let number = numbers[pair] { return number }
      let number = numbers.count
      numbers[pair] = number
      return number
    }
  }

  /// How many tokens at the end belong to a phrase that is said over and over; 0 when none is.
  ///
  /// Of the phrases that stand at the end `repeats` times or more, back to back, the longest counts, with all its copies. The copies of
  /// the last k tokens are told from how far the text agrees with itself k tokens earlier, seen from the end (the Z function): O(m).
  func loopAtEnd(repeats: (Int) -> Bool) -> Int {
    let text: [Int] = ids.reversed()
    guard text.count >= 2 else { return 0 }
    var agreement = [Int](repeating: 0, count: text.count)
    var (left, right) = (0, 0)
    var loop = 0
    for k in 1..<text.count {
      var length = k < right ? min(right - k, agreement[k - left]) : 0
      while k + length < text.count, text[length] == text[k + length] { length += 1 }
      agreement[k] = length
      if k + length > right { (left, right) = (k, k + length) }
      let copies = 1 + length / k
      if copies >= 2, repeats(copies) { loop = copies * k }
    }
    return loop
  }
}
