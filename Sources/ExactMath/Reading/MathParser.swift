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
  /// Whether `&` and line ends belong to a table around the position.
  var isInTable = false
  /// The words that were left out before the value, which say what it is of.
  var label: String?
  /// The labels in words in the whole text, once they are counted.
  var wordLabels: Int?
  /// Whether the whole text lists values beside one comma, once that is known.
  var listsValues: Bool?
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
    var label: String?
  }

  /// Reads an answer from tokens, with one ambiguity decided the other way, if any.
  static func pass(
    over tokens: some Collection<MathToken>, of bytes: UnsafeBufferPointer<UInt8>, limits: MathReaderLimits, flipped: Ambiguity? = nil
  ) throws(MathFailure) -> Pass {
    let memory = TokenMemory(tokens)
    defer { memory.free() }
    var parser = MathParser(bytes: bytes, tokens: memory, limits: limits, flipped: flipped)
    let expression = try parser.answer()
    return Pass(expression: expression, notes: parser.notes, seen: parser.seen, label: parser.label)
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
}
