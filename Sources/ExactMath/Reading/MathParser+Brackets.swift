/// What stands between brackets and bars, and in environments.
extension MathParser {
  /// Everything from a bracket or bar to its partner.
  mutating func bracketed() throws(MathFailure) -> MathExpression {
    switch kind {
    case .bar: return try bars(isDouble: false)
    case .doubleBar: return try bars(isDouble: true)
    case .open(.curly): return try curly()
    case .open(let bracket): return try bracketed(bracket)
    default: return try reversedInterval()
    }
  }

  private mutating func bars(isDouble: Bool) throws(MathFailure) -> MathExpression {
    guard token.side != .right else { throw unexpected() }
    let start = token.start
    advance()
    var inner = Context()
    inner.bars = 1
    let content = try within(inner) { parser throws(MathFailure) in parser.combined(try parser.listing()) }
    switch (kind, isDouble) {
    case (.bar, false), (.doubleBar, true): advance()
    default: throw isAtEnd ? .malformed(start, .unbalanced) : unexpected()
    }
    if case .matrix(let matrix) = content, matrix.brackets == .none, !isDouble {
      return .function(.determinant, [.matrix(matrix)])
    }
    return .function(isDouble ? .norm : .absoluteValue, [content])
  }

  private mutating func bracketed(_ bracket: MathToken.Bracket) throws(MathFailure) -> MathExpression {
    let start = token.start
    advance()
    if case .close(bracket) = kind, token.side != .left {
      advance()
      return .collection(bracket == .round ? .tuple : bracket == .angle ? .vector : .array, [])
    }
    var inner = Context()
    inner.isBracketed = bracket != .floor && bracket != .ceiling
    let listing = try within(inner) { parser throws(MathFailure) in try parser.listing() }
    if case .open(.square) = kind, bracket == .square, closesOutwards, listing.items.count == 2 {
      advance()
      return .interval(MathInterval(listing.items[0], isClosed: true, listing.items[1], isClosed: false))
    }
    guard case .close(let closing) = kind else {
      throw isAtEnd ? .malformed(start, .unbalanced) : unexpected()
    }
    advance()
    let isPlain = listing.separators.allSatisfy { $0 == .comma || $0 == .semicolon }
    let items = isPlain ? listing.items : [combined(listing)]
    switch (bracket, closing) {
    case (.round, .round): return rounded(items)
    case (.square, .square): return squared(items)
    case (.round, .square), (.square, .round):
      guard items.count == 2 else { throw .malformed(start, .unbalanced) }
      if items[bracket == .square ? 0 : 1].isInfinite { note(.closedInfinity) }
      return .interval(
        MathInterval(items[0], isClosed: bracket == .square, items[1], isClosed: closing == .square))
    case (.angle, .angle): return .collection(.vector, items)
    case (.floor, .floor): return .function(.floor, [items.count == 1 ? items[0] : .collection(.list, items)])
    case (.ceiling, .ceiling): return .function(.ceiling, [items.count == 1 ? items[0] : .collection(.list, items)])
    default: throw .malformed(start, .unbalanced)
    }
  }

  private mutating func rounded(_ items: [MathExpression]) -> MathExpression {
    if items.count == 1 { return Self.inBrackets(items[0], .parentheses) }
    guard items.count == 2, Self.mayBeEnds(items[0], items[1]) else { return .collection(.tuple, items) }
    let interval = MathExpression.interval(MathInterval(items[0], isClosed: false, items[1], isClosed: false))
    if items[0].isInfinite || items[1].isInfinite { return interval }
    return decide(.pairOrInterval, normally: true) ? .collection(.tuple, items) : interval
  }

  private mutating func squared(_ items: [MathExpression]) -> MathExpression {
    if items.count == 1 { return Self.inBrackets(items[0], .square) }
    // [[1,2],[3,4]]: the rows of an array are arrays.
    let rows = items.compactMap(Self.row)
    if rows.count == items.count, rows.allSatisfy({ $0.count == rows[0].count }) {
      return .collection(.array, rows.map { .collection(.array, $0) })
    }
    guard items.count == 2, Self.mayBeEnds(items[0], items[1]) else { return .collection(.array, items) }
    guard decide(.intervalOrArray, normally: true) else { return .collection(.array, items) }
    return .interval(MathInterval(items[0], isClosed: true, items[1], isClosed: true))
  }

  /// The entries of what square brackets are around.
  private static func row(_ expression: MathExpression) -> [MathExpression]? {
    switch expression {
    case .collection(.array, let entries): entries
    case .interval(let interval) where interval.isLowerClosed && interval.isUpperClosed: [interval.lower, interval.upper]
    default: nil
    }
  }

  /// The longest that `<1, 2>` is looked through for its end.
  private static let maxAngledTokens = 64

  /// `<1, 2>`, a vector as it is typed; `nil` if `<` here is none.
  mutating func angled() throws(MathFailure) -> MathExpression? {
    var hasComma = false
    var end = 1
    scan: while true {
      guard end < Self.maxAngledTokens else { return nil }
      switch kind(after: end) {
      case .comma: hasComma = true
      case .relation(.greater): break scan
      case .relation, .finish: return nil
      default: break
      }
      end += 1
    }
    guard hasComma else { return nil }
    advance()
    var inner = Context()
    inner.isBracketed = true
    inner.isAngled = true
    let listing = try within(inner) { parser throws(MathFailure) in try parser.listing() }
    guard case .relation(.greater) = kind else { throw unexpected() }
    advance()
    return .collection(.vector, listing.items)
  }

  /// A matrix without brackets takes those around it.
  private static func inBrackets(_ expression: MathExpression, _ brackets: MathMatrix.Brackets) -> MathExpression {
    guard case .matrix(var matrix) = expression, matrix.brackets == .none else { return expression }
    matrix.brackets = brackets
    return .matrix(matrix)
  }

  /// Whether two expressions can be the ends of an interval: they are not numbers in the wrong order, nor structures.
  private static func mayBeEnds(_ lower: MathExpression, _ upper: MathExpression) -> Bool {
    if case .number(let a) = lower, case .number(let b) = upper { return a.value < b.value }
    for end in [lower, upper] {
      switch end {
      case .collection, .relation, .interval, .namedSet, .text, .ellipsis, .matrix: return false
      default: break
      }
    }
    return true
  }

  /// `]0, 1[`: the brackets point outwards where the end does not belong.
  private mutating func reversedInterval() throws(MathFailure) -> MathExpression {
    let start = token.start
    advance()
    var inner = Context()
    inner.isBracketed = true
    inner.isReversed = true
    let listing = try within(inner) { parser throws(MathFailure) in try parser.listing() }
    guard listing.items.count == 2 else { throw .malformed(start, .unbalanced) }
    let isClosed: Bool
    switch kind {
    case .open(.square): isClosed = false
    case .close(.square): isClosed = true
    default: throw .malformed(start, .unbalanced)
    }
    advance()
    return .interval(MathInterval(listing.items[0], isClosed: false, listing.items[1], isClosed: isClosed))
  }

  // MARK: Sets

  private mutating func curly() throws(MathFailure) -> MathExpression {
    let start = token
    advance()
    if case .close(.curly) = kind {
      advance()
      return .namedSet(.empty)
    }
    var inner = Context()
    inner.isBracketed = true
    inner.isBuilder = true
    let listing = try within(inner) { parser throws(MathFailure) in try parser.listing() }
    switch kind {
    case .bar, .suchThat, .colon:
      advance()
      let conditions = try within(Context()) { parser throws(MathFailure) in try parser.listing() }
      try closeCurly(start)
      let areAll = conditions.separators.allSatisfy { $0 == .comma || $0 == .and || $0 == .semicolon }
      return .setBuilder(
        combined(listing), conditions: areAll ? conditions.items : [combined(conditions)])
    default: break
    }
    // `\left\{ … \right.` around a system.
    if listing.items.count == 1, case .matrix(let matrix) = listing.items[0], matrix.brackets == .none {
      if case .close(.curly) = kind {
        advance()
        return Self.inBrackets(listing.items[0], .braces)
      }
      return .collection(.all, matrix.entries)
    }
    if start.side == .left, listing.items.count == 1, case .collection(.all, _) = listing.items[0] {
      if case .close(.curly) = kind { advance() }
      return listing.items[0]
    }
    try closeCurly(start)
    let isPlain = listing.separators.allSatisfy { $0 == .comma || $0 == .semicolon || $0 == .and }
    return .collection(.set, isPlain ? listing.items : [combined(listing)])
  }

  private mutating func closeCurly(_ start: MathToken) throws(MathFailure) {
    guard case .close(.curly) = kind else {
      throw isAtEnd ? .malformed(start.start, .unbalanced) : unexpected()
    }
    advance()
  }

  // MARK: Environments

  /// The name of an environment in braces, which is passed over.
  private mutating func environmentName() throws(MathFailure) -> String {
    guard case .groupOpen = kind else { throw .malformed(token.start, .missingArgument) }
    let start = token.end
    advance()
    while true {
      if case .groupClose = kind { break }
      if isAtEnd { throw .malformed(start, .unbalanced) }
      advance()
    }
    let name = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<token.start]), as: UTF8.self)
    advance()
    return name.last == "*" ? String(name.dropLast()) : name
  }

  mutating func environment() throws(MathFailure) -> MathExpression {
    let start = token.start
    advance()
    let name = try environmentName()
    switch name {
    case "pmatrix": return .matrix(try matrix(.parentheses, start, of: name))
    case "bmatrix": return .matrix(try matrix(.square, start, of: name))
    case "Bmatrix": return .matrix(try matrix(.braces, start, of: name))
    case "matrix", "smallmatrix": return .matrix(try matrix(.none, start, of: name))
    case "vmatrix": return .function(.determinant, [.matrix(try matrix(.none, start, of: name))])
    case "Vmatrix": return .function(.norm, [.matrix(try matrix(.none, start, of: name))])
    case "array", "tabular":
      skipColumns()
      return try array(start, of: name)
    case "cases", "dcases", "rcases": return try cases(start, of: name)
    case "aligned", "align", "gathered", "gather", "equation", "split", "displaymath", "math", "eqnarray", "multline":
      return try aligned(start, of: name)
    default: throw .unreadable(start, .unknownEnvironment)
    }
  }

  private mutating func skipColumns() {
    guard case .groupOpen = kind else { return }
    while !isAtEnd {
      if case .groupClose = kind { return advance() }
      advance()
    }
  }

  /// The cells of an environment, row by row; a cell is a listing, or nothing.
  private mutating func rows(_ start: Int, of name: String) throws(MathFailure) -> [[MathExpression?]] {
    var rows: [[MathExpression?]] = [[]]
    let outer = isInTable
    isInTable = true
    while true {
      let cell: MathExpression?
      switch kind {
      case .ampersand, .newline, .end: cell = nil
      case .finish: throw .malformed(start, .unbalanced)
      default: cell = try within(Context()) { parser throws(MathFailure) in parser.combined(try parser.listing()) }
      }
      rows[rows.count - 1].append(cell)
      if case .point = kind { advance() }
      switch kind {
      case .ampersand: advance()
      case .newline:
        advance()
        rows.append([])
      case .end:
        isInTable = outer
        advance()
        if try environmentName() != name { note(.unbalancedDelimiter) }
        if rows.count > 1, rows[rows.count - 1].allSatisfy({ $0 == nil }) { rows.removeLast() }
        return rows
      default: throw unexpected()
      }
    }
  }

  private mutating func matrix(_ brackets: MathMatrix.Brackets, _ start: Int, of name: String) throws(MathFailure) -> MathMatrix {
    let rows = try rows(start, of: name)
    let columns = rows[0].count
    var entries: [MathExpression] = []
    for row in rows {
      guard row.count == columns else { throw .malformed(start, .raggedMatrix) }
      for cell in row {
        guard let cell else { throw .malformed(start, .missingArgument) }
        entries.append(cell)
      }
    }
    return MathMatrix(columns: columns, entries: entries, brackets: brackets)
  }

  /// An array is a matrix, or a system if its rows are relations.
  private mutating func array(_ start: Int, of name: String) throws(MathFailure) -> MathExpression {
    let rows = try rows(start, of: name)
    let cells = rows.flatMap { $0.compactMap { $0 } }
    if rows.count == cells.count, cells.allSatisfy(Self.isRelation) { return .collection(.all, cells) }
    let columns = rows[0].count
    guard rows.allSatisfy({ $0.count == columns }) else { throw .malformed(start, .raggedMatrix) }
    guard cells.count == rows.count * columns else { throw .malformed(start, .missingArgument) }
    return .matrix(MathMatrix(columns: columns, entries: cells, brackets: .none))
  }

  private static func isRelation(_ expression: MathExpression) -> Bool {
    if case .relation = expression { true } else { false }
  }

  private mutating func cases(_ start: Int, of name: String) throws(MathFailure) -> MathExpression {
    var lines: [MathExpression] = []
    var isConditional = false
    for row in try rows(start, of: name) {
      let cells = row.compactMap { $0 }
      guard let first = cells.first else { continue }
      guard cells.count <= 2 else { throw .malformed(start, .raggedMatrix) }
      if cells.count == 2 {
        isConditional = true
        lines.append(.conditional(first, condition: cells[1].parity ?? cells[1]))
      } else {
        if case .conditional = first { isConditional = true }
        lines.append(first)
      }
    }
    guard let first = lines.first else { throw .malformed(start, .missingArgument) }
    if lines.count == 1, !isConditional { return first }
    return .collection(isConditional ? .cases : .all, lines)
  }

  /// Lines of equations; their `&` mean nothing.
  private mutating func aligned(_ start: Int, of name: String) throws(MathFailure) -> MathExpression {
    var open = 0
    var index = position
    var kept: [MathToken] = []
    while index < tokens.count {
      switch tokens[index].kind {
      case .begin: open += 1
      case .end: open -= 1
      default: break
      }
      if open < 0 { break }
      // A line that begins with a relation goes on with the chain of the line before.
      var next = index + 1
      if case .newline = tokens[index].kind, open == 0, index + 2 < tokens.count {
        if case .ampersand = tokens[next].kind { next += 1 }
        if case .relation = tokens[next].kind {
          index = next
          continue
        }
      }
      if case .ampersand = tokens[index].kind, open == 0 {} else { kept.append(tokens[index]) }
      index += 1
    }
    tokens.replace(position..<index, with: kept)
    let lines = try rows(start, of: name).flatMap { $0.compactMap { $0 } }
    guard let first = lines.first else { throw .malformed(start, .missingArgument) }
    return lines.count == 1 ? first : .collection(.all, lines)
  }
}
