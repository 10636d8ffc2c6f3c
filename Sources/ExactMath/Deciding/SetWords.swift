/// Sets that have a name in words: `\text{all real numbers}`, `\text{no solution}`.
enum SetWords {
  /// The set that words name, or `nil`.
  static func set(_ text: String) -> MathExpression? {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
    // The longest phrase of the table, the words that say nothing, and a few numbers.
    guard words.count <= maxWords else { return nil }
    let end = words.firstIndex(of: "except") ?? words.count
    guard let name = names[words[..<end].filter { !fillers.contains($0) }.joined(separator: " ")] else { return nil }
    if end == words.count { return .namedSet(name) }
    guard name != .empty else { return nil }
    let excluded = words[(end + 1)...].filter { !linking.contains($0) }.map { Int($0) }
    guard !excluded.isEmpty, !excluded.contains(nil) else { return nil }
    return .setOperation(.difference, [.namedSet(name), .collection(.set, excluded.compactMap { $0 }.map { .integer($0) })])
  }

  private static let maxWords = 16

  private static let fillers: Set<String> = [
    "the", "set", "of", "all", "any", "every", "each", "a", "there", "is", "are", "exist", "exists",
  ]
  private static let linking: Set<String> = ["for", "x", "and", "or"]

  private static let names: [String: MathNamedSet] = [
    "real numbers": .reals, "real number": .reals, "reals": .reals, "real values": .reals, "real x": .reals, "real values x": .reals,
    "real numbers x": .reals,
    "integers": .integers, "positive integers": .positiveIntegers, "negative integers": .negativeIntegers,
    "natural numbers": .naturals, "rational numbers": .rationals, "complex numbers": .complexes, "prime numbers": .primes,
    "primes": .primes, "positive real numbers": .positiveReals, "positive reals": .positiveReals,
    "negative real numbers": .negativeReals, "negative reals": .negativeReals,
    "no solution": .empty, "no solutions": .empty, "no real solution": .empty, "no real solutions": .empty, "empty": .empty,
    "null": .empty, "no such x": .empty,
  ]
}
