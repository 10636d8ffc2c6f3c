/// One pass of recursive descent over the tokens; from loose to tight its grammar is the following.
///
///     listing    = item { ("," | ";" | line | "and" | "or") item }
///     item       = statement [ "\over" statement ] { "if" statement }
///     statement  = chain { ("⇒" | "⇔") chain }
///     chain      = ratio { relation ratio } [ "\pmod" argument ]
///     ratio      = sets { ":" sets }
///     sets       = additive { ("∪" | "∩" | "\setminus") additive }
///     additive   = [sign] product { sign product }
///     product    = quotient { ("×" | "·" | "÷" | "mod" | juxtaposed) quotient } [unit]
///     quotient   = run { "/" tight run }
///     run        = factor { juxtaposed factor }
///     factor     = primary { "^" exponent | "!" | "°" | "%" }
///
/// Recursion goes through ``nested(_:)``, which bounds it; loops that deepen the tree count their turns.
struct MathParser {
  typealias Ambiguity = MathReading.Ambiguity

  /// What the brackets around the position make of `|`, `:` and commas.
  struct Context {
    /// The number of open bars that a bar would close.
    var bars = 0
    /// Whether `|` and `:` separate the element of a set from its condition.
    var isBuilder = false
    /// Whether a comma separates members.
    var isBracketed = false
    /// Whether `[` closes, as in `]0,1[`.
    var isReversed = false
    /// Whether `dx` ends an integrand.
    var isIntegrand = false
    /// Whether `>` closes, as in `<1, 2>`.
    var isAngled = false
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let limits: MathReaderLimits
  var tokens: TokenMemory
  var position = 0
  var notes: [MathNote] = []
  var context = Context()
  /// The ambiguity that is decided the other way in this pass.
  let flipped: Ambiguity?
  /// The ambiguities that were met.
  var seen: [Ambiguity] = []
  /// Names bound by a series, which are not constants inside.
  var bound: [String] = []
  /// Letters that the text itself uses as functions: `p(x) = …`.
  var functionNames: [MathSymbol] = []
  private var depth = 0
  /// Digits of all numbers so far, with those that exponents stand for.
  private var spentDigits = 0

  /// How often a loop may deepen the tree at one place: `a/b/c`, `n!!!`.
  static let maxChain = 16

  private init(
    bytes: UnsafeBufferPointer<UInt8>, tokens: TokenMemory, limits: MathReaderLimits, flipped: Ambiguity?
  ) {
    self.bytes = bytes
    self.tokens = tokens
    self.limits = limits
    self.flipped = flipped
  }

  /// What a pass over the tokens leaves.
  struct Pass {
    var expression: MathExpression
    var notes: [MathNote]
    var seen: [Ambiguity]
  }

  /// Reads an answer from tokens, with one ambiguity decided the other way, if any.
  static func pass(
    over tokens: some Collection<MathToken>, of bytes: UnsafeBufferPointer<UInt8>, limits: MathReaderLimits, flipped: Ambiguity? = nil
  ) throws(MathFailure) -> Pass {
    let memory = TokenMemory(tokens)
    defer { memory.free() }
    var parser = MathParser(bytes: bytes, tokens: memory, limits: limits, flipped: flipped)
    let expression = try parser.answer()
    return Pass(expression: expression, notes: parser.notes, seen: parser.seen)
  }

  // MARK: The whole text

  private mutating func answer() throws(MathFailure) -> MathExpression {
    guard !isAtEnd else { throw .unreadable(token.start, .empty) }
    let expression = try combined(listing())
    while case .point = kind {
      note(.finalPeriod)
      advance()
    }
    while case .groupClose = kind {
      note(.extraClosing)
      advance()
    }
    if isAtEnd { return expression }
    throw unexpected()
  }

  // MARK: Tokens

  var token: MathToken { tokens[position] }
  var kind: MathToken.Kind { tokens[position].kind }
  var nextKind: MathToken.Kind { tokens[min(position + 1, tokens.count - 1)].kind }

  func kind(after offset: Int) -> MathToken.Kind { tokens[min(position + offset, tokens.count - 1)].kind }

  var isAtEnd: Bool { if case .finish = kind { true } else { false } }

  mutating func advance(_ count: Int = 1) { position = min(position + count, tokens.count - 1) }

  mutating func note(_ kind: MathNote.Kind) { notes.append(MathNote(kind, at: token.start)) }

  /// The bytes of a token.
  func content(_ token: MathToken) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[token.start..<token.end]), as: UTF8.self)
  }

  /// The outcome of a question with two answers: `normally`, unless this pass is for the other one.
  mutating func decide(_ ambiguity: Ambiguity, normally: Bool) -> Bool {
    if !seen.contains(ambiguity) { seen.append(ambiguity) }
    return flipped == ambiguity ? !normally : normally
  }

  /// Runs `body` one level deeper.
  mutating func nested<Result>(
    _ body: (inout MathParser) throws(MathFailure) -> Result
  ) throws(MathFailure) -> Result {
    guard depth < limits.maxNesting else { throw .limit(.nesting) }
    depth += 1
    let result = try body(&self)
    depth -= 1
    return result
  }

  /// Runs `body` in brackets of its own.
  mutating func within<Result>(
    _ inner: Context, _ body: (inout MathParser) throws(MathFailure) -> Result
  ) throws(MathFailure) -> Result {
    let outer = context
    context = inner
    let result = try nested(body)
    context = outer
    return result
  }

  /// Accounts for the digits of a number before it is computed.
  mutating func spend(digits: Int) throws(MathFailure) {
    spentDigits += digits
    guard spentDigits <= limits.maxDigits * 4, digits <= limits.maxDigits * 2 else { throw .limit(.digits) }
  }

  /// What to say of a token that cannot stand where it does.
  func unexpected() -> MathFailure {
    switch kind {
    case .finish: .malformed(token.start, .unexpectedEnd)
    case .close, .groupClose, .end: .malformed(token.start, .unbalanced)
    case .text, .name, .condition: .unreadable(token.start, .words)
    case .digits: .unreadable(token.start, .adjacentNumbers)
    default: .unreadable(token.start, .unexpectedInput)
    }
  }

  // MARK: Lists

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
  private var endsList: Bool {
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

  /// Whether `&` and line ends belong to a table around the position.
  var isInTable = false

  /// A list without brackets as one expression.
  func combined(_ listing: Listing) -> MathExpression {
    if listing.items.count == 1, let only = listing.items.first { return only }
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

  // MARK: Items

  mutating func item() throws(MathFailure) -> MathExpression {
    if isInTable, case .condition = kind { return try condition() }
    var expression = try statement()
    if case .over = kind {
      advance()
      expression = .quotient(expression, try statement())
    } else if case .choose = kind {
      advance()
      expression = .function(.binomial, [expression, try statement()])
    }
    var turns = 0
    while let condition = try trailingCondition() {
      turns += 1
      guard turns <= Self.maxChain else { throw .limit(.depth) }
      expression = .conditional(expression, condition: condition)
    }
    return expression
  }

  /// `if …`, `\text{for any integer } n`, `(k \in \mathbb{Z})` behind an expression.
  private mutating func trailingCondition() throws(MathFailure) -> MathExpression? {
    // ", where n is an integer"
    if case .comma = kind {
      switch nextKind {
      case .condition where !isInTable: advance()
      case .text where Self.quantifiedSet(content(tokens[position + 1])) != nil: advance()
      default: return nil
      }
    }
    switch kind {
    case .condition: return try condition()
    case .text:
      guard let set = Self.quantifiedSet(content(token)) else { return nil }
      note(.words)
      advance()
      let names = try nested { parser throws(MathFailure) in try parser.chain() }
      // "for all x \in \mathbb{R}" says of which set they are.
      if case .relation = names { return names }
      return .relation([names, .namedSet(set)], [.element])
    case .open(.round) where isConditionInBrackets:
      let start = token.start
      advance()
      var inner = Context()
      inner.isBracketed = true
      let condition = try within(inner) { parser throws(MathFailure) in parser.combined(try parser.listing()) }
      guard case .close(.round) = kind else { throw isAtEnd ? .malformed(start, .unbalanced) : unexpected() }
      advance()
      return condition
    default: return nil
    }
  }

  /// The set of "for any integer" and its kin.
  private static func quantifiedSet(_ text: String) -> MathNamedSet? {
    let words = text.lowercased().split { $0 == " " || $0 == "," }
    guard words.count <= 4, words.first == "for", let last = words.last,
      words.dropFirst().dropLast().allSatisfy({ ["any", "all", "every", "each", "some", "real", "arbitrary"].contains($0) })
    else { return nil }
    switch last {
    case "integer", "integers": return .integers
    case "real", "reals", "all", "any", "every", "each", "constant", "constants": return .reals
    case "number", "numbers": return words.contains("real") ? .reals : nil
    default: return nil
    }
  }

  /// The farthest that is looked for a relation in brackets; conditions are short.
  private static let maxConditionTokens = 32

  /// Whether the round bracket here holds a relation, as no factor does.
  var isConditionInBrackets: Bool {
    var open = 0
    for offset in 0..<Self.maxConditionTokens {
      switch kind(after: offset) {
      case .open, .groupOpen: open += 1
      case .close, .groupClose:
        open -= 1
        if open <= 0 { return false }
      case .relation, .negation: if open == 1 { return true }
      case .finish: return false
      default: break
      }
    }
    return false
  }

  private mutating func condition() throws(MathFailure) -> MathExpression {
    let start = token
    advance()
    if isAtEnd || endsList || content(start) == "otherwise" || content(start) == "else" {
      return .text(content(start))
    }
    if case .newline = kind { return .text(content(start)) }
    var set: MathNamedSet?
    while case .name = kind, ["all", "every", "any", "some", "real", "each", "integers"].contains(content(token)) {
      set = content(token) == "integers" ? .integers : set ?? .reals
      note(.words)
      advance()
    }
    let statement = try nested { parser throws(MathFailure) in try parser.statement() }
    // "for all x"
    if let set, case .symbol = statement { return .relation([statement, .namedSet(set)], [.element]) }
    return statement
  }

  // MARK: Statements

  mutating func statement() throws(MathFailure) -> MathExpression {
    var operands = [try chain()]
    var relations: [MathRelation] = []
    while case .relation(let relation) = kind, relation == .implies || relation == .equivalent {
      advance()
      relations.append(relation)
      operands.append(try chain())
    }
    return relations.isEmpty ? operands[0] : .relation(operands, relations)
  }

  mutating func chain() throws(MathFailure) -> MathExpression {
    switch kind {
    case .relation(.equal), .relation(.approximately), .relation(.implies), .relation(.maps):
      var isOpening = position == 0
      switch kind {
      case .relation(.equal), .relation(.approximately): isOpening = true
      default: break
      }
      if !isTableCell, isOpening {
        note(.label)
        advance()
      }
    default: break
    }
    if position == 0 {
      takeLabel()
      takeQuantifier()
    }
    noteFunctionLabel()
    var operands = [try ratio()]
    var relations: [MathRelation] = []
    while true {
      // A chain goes on in the next line.
      if case .newline = kind, !isInTable, case .relation = nextKind { advance() }
      guard let relation = takeRelation() else { break }
      relations.append(relation)
      let operand = try ratio()
      switch relation {
      case .element, .notElement: operands.append(Self.asNumberSet(Self.asSet(operand)))
      case .subset, .subsetOrEqual, .superset, .supersetOrEqual: operands.append(Self.asSet(operand))
      default: operands.append(operand)
      }
    }
    while case .text = kind, content(token).utf8.first == 0x28 {
      // A remark in parentheses, which says nothing of another value.
      guard Self.isHarmless(content(token)) else { throw unexpected() }
      note(.words)
      advance()
    }
    // \sqrt2 (\approx 1.41)
    if case .open(.round) = kind, case .relation(.approximately) = nextKind {
      let start = token.start
      advance(2)
      relations.append(.approximately)
      operands.append(try nested { parser throws(MathFailure) in try parser.ratio() })
      guard case .close(.round) = kind else { throw isAtEnd ? .malformed(start, .unbalanced) : unexpected() }
      advance()
    }
    if let modulus = try modulus() { return .congruence(operands, modulus: modulus) }
    if let set = takeMembershipWords() {
      relations.append(.element)
      operands.append(set)
    } else if case .text(.text) = kind, content(token).hasPrefix("is "), relations.isEmpty, case .symbol = operands[0] {
      // A property in words: a predicate.
      let predicate = MathSymbol(content(token))
      note(.words)
      advance()
      return .function(.named(predicate), operands)
    }
    return relations.isEmpty ? operands[0] : .relation(operands, relations)
  }

  /// Words that make something else of what they stand beside, wherever they stand.
  private static let turningWords: Set<Substring> = ["or", "and", "not", "but", "nor", "if", "unless", "except", "wrong", "isn't"]
  /// Words that begin a phrase which says something of what stands before it.
  private static let phraseWords: Set<Substring> = [
    "is", "are", "to", "than", "then", "so", "as", "by", "in", "on", "of", "from", "mod", "at", "approximately", "about", "roughly", "that",
    "which", "where", "when", "only", "no", "also", "for", "with",
  ]

  /// Whether words hold no number, and say nothing that makes something else of what they stand beside.
  static func isHarmless(_ text: String) -> Bool {
    guard !text.utf8.contains(where: { 0x30...0x39 ~= $0 }) else { return false }
    let words = text.lowercased().split(whereSeparator: { !$0.isLetter && $0 != "'" })
    return words.allSatisfy { !turningWords.contains($0) } && !(words.first.map(phraseWords.contains) ?? false)
  }

  /// `Answer:` and `The answer is` at the beginning of the text.
  private mutating func takeLabel() {
    if case .text = kind, UnitWords.mayDeny(content(token)) { return }
    if case .text = kind, Self.isIntroduction(content(token)), startsValue(after: 1) {
      note(.label)
      return advance()
    }
    switch kind {
    case .text where content(token).hasSuffix(":"):
      note(.label)
      return advance()
    case .text where ["answer is", "answer"].contains(where: content(token).lowercased().hasSuffix):
      if case .relation(.equal) = nextKind {
        note(.label)
        return advance(2)
      }
      guard content(token).hasSuffix("is") else { return }
      note(.label)
      return advance()
    case .name:
      if case .colon = nextKind {
        note(.label)
        return advance(2)
      }
    default: return
    }
    var offset = 0
    while offset < 6 {
      let token = tokens[min(position + offset, tokens.count - 1)]
      offset += 1
      switch token.kind {
      case .name: continue
      case .word where content(token) == "is": break
      default: return
      }
      switch kind(after: offset) {
      case .digits, .minus, .open, .fraction, .root, .currency:
        note(.label)
        advance(offset)
      default: break
      }
      return
    }
  }

  /// "all x \ge 3", "all real numbers x such that x > 1": words that say no more than the condition behind them.
  private mutating func takeQuantifier() {
    switch kind {
    case .text, .name: break
    default: return
    }
    let words = content(token).lowercased()
    func isLetter(_ offset: Int) -> Bool { plainSymbol(tokens[min(position + offset, tokens.count - 1)]) != nil }
    func isRelation(_ offset: Int) -> Bool {
      switch kind(after: offset) {
      case .relation, .negation: true
      default: false
      }
    }
    guard
      ["all", "any", "every", "all real", "all real numbers", "all real values of", "all values of", "any real number"].contains(words),
      isLetter(1)
    else { return }
    if isRelation(2) {
      note(.words)
      return advance()
    }
    switch kind(after: 2) {
    case .suchThat, .condition: break
    case .text where ["such that", "with", "where", "satisfying"].contains(content(tokens[position + 2]).lowercased()): break
    default: return
    }
    guard isLetter(3), isRelation(4) else { return }
    note(.words)
    advance(3)
  }

  /// "The number of subsets is", "Therefore,", "the point": words before a value that say what it is, and make nothing else of it.
  private static func isIntroduction(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && $0 != "'" }
    guard let last = words.last, !text.utf8.contains(where: { 0x30...0x39 ~= $0 }), words.allSatisfy({ !turningWords.contains($0) }),
      !words.contains("most"), !words.contains("least"), !words.contains("than")
    else { return false }
    if [
      "therefore", "thus", "hence", "so", "the point", "point", "at", "center", "the interval", "the open interval", "the closed interval",
      "the set",
    ]
    .contains(words.joined(separator: " ")) {
      return true
    }
    guard words.count > 1, last == "is" || last == "equals" else { return false }
    // What it is of is any noun after "number of".
    return words.enumerated().allSatisfy { place, word in
      introducing.contains(word) || place > 1 && words[place - 1] == "of" && words[place - 2] == "number" && word != "digits"
    }
  }

  /// Words of which such a sentence is made.
  private static let introducing: Set<Substring> = [
    "the", "so", "therefore", "thus", "hence", "our", "final", "is", "equals", "of", "a", "an", "this", "that", "its", "total", "required",
    "desired", "possible",
    "answer", "value", "result", "number", "solution", "sum", "product", "area", "volume", "perimeter", "length", "width", "height",
    "radius", "diameter",
    "circumference", "angle", "distance", "probability", "minimum", "maximum", "smallest", "largest", "greatest", "least", "minimal",
    "maximal", "expected",
    "cost", "price", "time", "speed", "remainder", "slope", "limit", "determinant", "rank", "dimension", "degree", "median", "mean", "mode",
    "average",
    "expression", "triangle", "circle", "square", "rectangle", "integral", "function", "ways",
  ]

  private func startsValue(after offset: Int) -> Bool {
    switch kind(after: offset) {
    case .digits, .minus, .open, .fraction, .root, .currency, .constant: true
    default: false
    }
  }

  /// Whether the position is in a cell, where a line may begin with a relation.
  private var isTableCell: Bool { isInTable }

  /// `p(x) =` at the beginning of a statement: `p` is a function from there on.
  private mutating func noteFunctionLabel() {
    guard case .open(.round) = nextKind, case .close(.round) = kind(after: 3), case .relation(.equal) = kind(after: 4),
      let symbol = plainSymbol(token), !functionNames.contains(symbol)
    else { return }
    functionNames.append(symbol)
  }

  /// The symbol of a token that is one letter.
  func plainSymbol(_ token: MathToken) -> MathSymbol? {
    switch token.kind {
    case .word where token.end - token.start == 1: MathSymbol(content(token))
    case .letter(let name): MathSymbol(name)
    default: nil
    }
  }

  private mutating func takeRelation() -> MathRelation? {
    switch kind {
    case .relation(.greater) where context.isAngled: return nil
    case .relation(let relation) where relation != .implies && relation != .equivalent:
      advance()
      return relation
    case .negation:
      guard case .relation(let relation) = nextKind else { return nil }
      let negated: [MathRelation: MathRelation] = [
        .equal: .notEqual, .element: .notElement, .divides: .notDivides, .less: .greaterOrEqual,
        .greater: .lessOrEqual, .lessOrEqual: .greater, .greaterOrEqual: .less,
      ]
      guard let result = negated[relation] else { return nil }
      advance(2)
      return result
    case .suchThat where !context.isBuilder:
      advance()
      return .divides
    default: return nil
    }
  }

  /// `\pmod{m}`, `\mod m`, `(mod m)`.
  private mutating func modulus() throws(MathFailure) -> MathExpression? {
    switch kind {
    case .parenthesizedModulo:
      advance()
      return try nested { parser throws(MathFailure) in try parser.sum() }
    case .open(.round) where isModulo(nextKind):
      advance(2)
      let modulus = try within(Context()) { parser throws(MathFailure) in try parser.sum() }
      guard case .close(.round) = kind else { throw unexpected() }
      advance()
      return modulus
    default: return nil
    }
  }

  func isModulo(_ kind: MathToken.Kind) -> Bool {
    switch kind {
    case .binaryModulo, .parenthesizedModulo: true
    default: false
    }
  }

  /// "is an integer" and the like, after a name.
  private mutating func takeMembershipWords() -> MathExpression? {
    guard case .text = kind else { return nil }
    let set: MathNamedSet? =
      switch content(token).lowercased() {
      case "is an integer", "is any integer", "an integer", "integer", "is integer", "any integer", "are integers": .integers
      case "is a real number", "is real", "is any real number", "are real numbers", "real", "is a constant", "is any constant",
        "is an arbitrary constant", "is any real constant", "is a real constant", "is constant":
        .reals
      case "is a positive integer", "is a natural number", "positive integer": .positiveIntegers
      default: nil
      }
    guard let set else { return nil }
    note(.words)
    advance()
    return .namedSet(set)
  }

  // MARK: Ratios and sets

  private mutating func ratio() throws(MathFailure) -> MathExpression {
    if let time = takeClockTime() { return time }
    let start = position
    let first = try sets()
    if case .text = kind, content(token) == "to", first.isWrittenNumber {
      // 3 \text{ to } 4
      note(.words)
      advance()
      return .ratio([first, try sets()])
    }
    guard case .colon = kind, !context.isBuilder else { return first }
    var members = [first]
    while case .colon = kind {
      advance()
      members.append(try sets())
    }
    if let time = takeTime(members, from: start) { return time }
    return .ratio(members)
  }

  mutating func sets() throws(MathFailure) -> MathExpression {
    let start = position
    var result = try sum()
    var turns = 0
    while case .setOperation(let operation) = kind {
      var operands = [turns == 0 ? setOperand(result, from: start) : result]
      while case .setOperation(operation) = kind {
        advance()
        let start = position
        let operand = try sum()
        operands.append(setOperand(operand, from: start))
      }
      turns += 1
      guard turns <= Self.maxChain else { throw .limit(.depth) }
      result = .setOperation(operation, operands)
    }
    return result
  }

  /// What stands beside `∪` and its kin; braces around one number there are those of a set, whose backslashes are missing.
  private func setOperand(_ expression: MathExpression, from start: Int) -> MathExpression {
    if case .groupOpen = tokens[start].kind, !tokens[start].isFontArgument, case .groupClose = tokens[position - 1].kind,
      expression.isWrittenNumber
    {
      return .collection(.set, [expression])
    }
    if case .symbol(let symbol) = expression, symbol.mark == .vector { return Self.asNumberSet(expression) }
    return Self.asSet(expression)
  }

  /// Bold or plain letters where only a set can stand: `k \in Z`, `\mathbf{R}`.
  static func asNumberSet(_ expression: MathExpression) -> MathExpression {
    guard case .symbol(let symbol) = expression, symbol.index == nil, symbol.primes == 0,
      symbol.mark == nil || symbol.mark == .vector
    else { return expression }
    switch symbol.name {
    case "R": return .namedSet(.reals)
    case "Z": return .namedSet(.integers)
    case "N": return .namedSet(.naturals)
    case "Q": return .namedSet(.rationals)
    case "C" where symbol.mark == .vector: return .namedSet(.complexes)
    default: return expression
    }
  }

  /// A pair where a set must stand is an interval, open in parentheses and closed in square brackets.
  static func asSet(_ expression: MathExpression) -> MathExpression {
    guard case .collection(let kind, let ends) = expression, ends.count == 2, kind == .tuple || kind == .array else {
      return expression
    }
    return .interval(MathInterval(ends[0], isClosed: kind == .array, ends[1], isClosed: kind == .array))
  }

  static func isSet(_ expression: MathExpression) -> Bool {
    switch expression {
    case .namedSet, .interval, .setOperation, .setBuilder, .collection(.set, _): true
    default: false
    }
  }
}

extension MathExpression {
  /// Whether it is a number, perhaps with a sign or as a fraction.
  fileprivate var isWrittenNumber: Bool {
    switch self {
    case .number: true
    case .negative(let operand): operand.isWrittenNumber
    case .quotient(let top, let bottom): top.isWrittenNumber && bottom.isWrittenNumber
    default: false
    }
  }
}
