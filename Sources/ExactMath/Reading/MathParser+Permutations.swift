/// `(1, 2, 3) \text{ and permutations}`: a point and all that have its members in another order.
extension MathParser {
  enum Orders { case all, cyclic }

  /// The most members of which all orders are listed.
  private static let mostMembers = 4
  /// The longest phrase, in tokens where its words stand without a command.
  private static let longestPhrase = 6

  /// Adds the permutations of the points before the position, if words there say so, and passes over the words.
  mutating func takePermutations(of listing: inout Listing) throws(MathFailure) {
    guard let orders = takePermutationWords() else { return }
    var items: [MathExpression] = []
    for item in listing.items {
      guard let permuted = Self.permutations(of: item, orders) else { throw .unreadable(token.start, .words) }
      for point in permuted where !items.contains(point) { items.append(point) }
    }
    listing.items = items
    listing.separators = Array(repeating: .comma, count: items.count - 1)
  }

  private mutating func takePermutationWords() -> Orders? {
    if case .text = kind, let orders = Self.orders(content(token)) {
      note(.words)
      advance()
      return orders
    }
    if case .close = kind { return nil }
    // Without a command every word is a token.
    var offset = 0
    var words = ""
    while offset < Self.longestPhrase {
      switch kind(after: offset) {
      case .name, .word, .connective, .open(.round), .close(.round): words += content(tokens[position + offset]) + " "
      default: offset = Self.longestPhrase
      }
      offset += 1
      if let orders = Self.orders(words), !words.hasPrefix("(") || words.hasSuffix(") ") {
        note(.words)
        advance(offset)
        return orders
      }
    }
    return nil
  }

  /// What "and its cyclic permutations" and its kin ask for.
  static func orders(_ text: String) -> Orders? {
    let words = text.lowercased().split { !$0.isLetter }
    guard let last = words.last, words.first != last || words.count == 1, words.contains(where: { $0.hasPrefix("permutation") }),
      ["permutation", "permutations", "thereof", "these", "this"].contains(last), words.allSatisfy(permuting.contains)
    else { return nil }
    return words.contains("cyclic") || words.contains("cyclical") ? .cyclic : .all
  }

  private static let permuting: Set<Substring> = [
    "and", "or", "all", "any", "its", "their", "the", "of", "these", "this", "thereof", "cyclic", "cyclical", "permutation", "permutations",
    "with",
    "plus", "other", "also",
  ]

  /// A point, or what says of names what it is, in all orders.
  private static func permutations(of item: MathExpression, _ orders: Orders) -> [MathExpression]? {
    switch item {
    case .collection(.tuple, let members):
      guard 2...mostMembers ~= members.count else { return nil }
      let arranged = orders == .all ? permutations(members) : members.indices.map { Array(members[$0...] + members[..<$0]) }
      return arranged.map { .collection(.tuple, $0) }
    case .relation(let sides, let operators) where sides.count == 2:
      return permutations(of: sides[1], orders)?.map { .relation([sides[0], $0], operators) }
    default: return nil
    }
  }

  private static func permutations(_ members: [MathExpression]) -> [[MathExpression]] {
    guard members.count > 1 else { return [members] }
    return members.indices.flatMap { first in
      var rest = members
      let head = rest.remove(at: first)
      return permutations(rest).map { [head] + $0 }
    }
  }
}
