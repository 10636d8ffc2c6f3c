/// Lists without brackets: what commas, semicolons, line ends, "and" and "or" join.
extension MathParser {
  enum Separator {
    case comma, semicolon, line, and, or
  }

  struct Listing {
    var items: [MathExpression] = []
    /// One less than there are items.
    var separators: [Separator] = []
  }

  /// Items up to something that cannot continue them; at least one.
  mutating func listing() throws(MathFailure) -> Listing {
    var listing = Listing()
    while case .newline = kind { advance() }
    listing.items.append(try item())
    while true {
      try takePermutations(of: &listing)
      var separator = takeSeparator()
      guard var found = separator else { return listing }
      // ", and", ";\n" and the like are one separator.
      while true {
        separator = takeSeparator()
        guard let more = separator else { break }
        if found == .comma || found == .line || more == .or { found = more }
      }
      if endsList { return listing }
      listing.separators.append(found)
      listing.items.append(try item())
    }
  }

  /// Whether a separator here is the last token of its list.
  var endsList: Bool {
    switch kind {
    // `]1,2[, ]3,4[`
    case .close(.square): token.side != .left && context.isBracketed
    case .finish, .groupClose, .close, .end, .point, .ampersand: true
    case .newline: isInTable
    default: false
    }
  }

  private mutating func takeSeparator() -> Separator? {
    let separator: Separator
    switch kind {
    case .comma: separator = .comma
    case .semicolon: separator = .semicolon
    case .newline where !isInTable: separator = .line
    case .connective(.and): separator = .and
    case .connective(.or): separator = .or
    default: return nil
    }
    advance()
    return separator
  }

  /// A list without brackets as one expression.
  func combined(_ listing: Listing) -> MathExpression {
    if listing.items.count == 1, let only = listing.items.first { return only }
    // "1 hour and 30 minutes"
    if listing.separators.allSatisfy({ $0 == .and }), let sum = Self.sumOfUnits(listing.items) { return sum }
    if let labelled = Self.labelledTogether(listing) ?? Self.excludedTogether(listing) { return labelled }
    let listing = Self.labellingAll(listing)
    for separator in [Separator.semicolon, .or, .and] where listing.separators.contains(separator) {
      let kind: MathCollection = separator == .semicolon ? .list : separator == .or ? .any : .all
      var groups: [Listing] = []
      var current = Listing(items: [listing.items[0]])
      for (item, before) in zip(listing.items.dropFirst(), listing.separators) {
        if before == separator {
          groups.append(current)
          current = Listing(items: [item])
        } else {
          current.separators.append(before)
          current.items.append(item)
        }
      }
      groups.append(current)
      // "a, b or c" is one list; "x = 1, y = 2 or x = 3, y = 4" is two.
      let isFlat = groups.dropFirst().allSatisfy { $0.items.count == 1 } && separator != .semicolon
      if isFlat, groups[0].separators.allSatisfy({ $0 == .comma }) {
        return .collection(kind, listing.items)
      }
      return .collection(kind, groups.map(combined))
    }
    return .collection(.list, listing.items)
  }

  /// `x, y = 3, 4`: as many values as names.
  private static func labelledTogether(_ listing: Listing) -> MathExpression? {
    guard listing.items.count >= 3, listing.items.count % 2 == 1, listing.separators.allSatisfy({ $0 == .comma }) else { return nil }
    let middle = listing.items.count / 2
    guard case .relation(let ends, [.equal]) = listing.items[middle], ends.count == 2 else { return nil }
    let names = listing.items[..<middle] + [ends[0]]
    let isNamed = names.allSatisfy { if case .symbol = $0 { true } else { false } }
    let values = [ends[1]] + listing.items[(middle + 1)...]
    let areValues = values.allSatisfy { if case .relation = $0 { false } else { true } }
    guard isNamed, areValues else { return nil }
    return .relation([.collection(.tuple, Array(names)), .collection(.tuple, values)], [.equal])
  }

  /// `x = 1, 2` and `(x, y) = (1, 2), (2, 1)`: the label is that of all values behind it.
  private static func labellingAll(_ listing: Listing) -> Listing {
    guard case .relation(let ends, [.equal]) = listing.items[0], ends.count == 2 else { return listing }
    func isAnother(_ item: MathExpression) -> Bool {
      switch (ends[0], item) {
      case (.symbol, .number), (.symbol, .quotient), (.symbol, .negative), (.symbol, .sum), (.symbol, .product), (.symbol, .power),
        (.symbol, .function), (.symbol, .plusMinus):
        item.symbols.isSubset(of: ends[1].symbols) && ends[1].symbols.isDisjoint(with: ends[0].symbols)
      case (.collection(.tuple, let names), .collection(.tuple, let values)):
        names.count == values.count && names.allSatisfy { if case .symbol = $0 { true } else { false } }
      default: false
      }
    }
    guard listing.items.dropFirst().allSatisfy(isAnother), listing.separators.allSatisfy({ $0 != .semicolon && $0 != .line }) else {
      return listing
    }
    var result = listing
    for place in result.items.indices.dropFirst().reversed() {
      let item = result.items[place]
      guard case .plusMinus = item else {
        result.items[place] = .relation([ends[0], item], [.equal])
        continue
      }
      // `x = 0, \pm 1` has three values.
      let signs = [true, false].map { MathExpression.relation([ends[0], item.choosingSigns(upper: $0)], [.equal]) }
      result.items.replaceSubrange(place...place, with: signs)
      result.separators.insert(result.separators[place - 1], at: place - 1)
    }
    return result
  }

  /// `x \ne 2, 3`: the name is neither.
  private static func excludedTogether(_ listing: Listing) -> MathExpression? {
    guard case .relation(let ends, [.notEqual]) = listing.items[0], case .symbol = ends[0] else { return nil }
    let others = listing.items.dropFirst().map { item -> MathExpression? in
      switch item {
      case .number, .quotient, .negative, .sum, .function, .plusMinus: .relation([ends[0], item], [.notEqual])
      default: nil
      }
    }
    guard !others.contains(nil) else { return nil }
    return .collection(.all, [listing.items[0]] + others.compactMap { $0 })
  }
}
