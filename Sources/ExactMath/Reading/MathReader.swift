/// Reads a text as mathematics: LaTeX, plain text of programs, and Unicode, in any mixture.
///
/// All of the text is consumed, or the place and the reason are told: a prefix that makes sense is never a reading.
/// Nothing is computed and nothing executed. Time is linear in the text, recursion and sizes are bounded by
/// ``MathReaderLimits``, and any bytes may be given.
///
/// Where a text has two readings the likelier one is ``MathReading/expression`` and the other is among the
/// ``MathReading/alternatives``: each kind of ambiguity is decided the other way in a pass of its own.
///
/// **Precedence.** Powers and factorials, then juxtaposition (`2x`), then slashes, then `×` and `·`, then sums, sets,
/// ratios, relations, lists. A slash divides by what stands close behind it (`1/2x` is 1 over 2x, and is ambiguous);
/// a space or bracket ends the divisor (`1/2 x`, `1/2(x+1)`). A function without brackets takes the factors up to the
/// next operator, function or bracket: `\sin 2x \cos x`. `\sin^{-1}` is the inverse function, any other exponent is
/// one of the value.
///
/// **Names.** One letter is a variable; `e`, `i` and `\pi` are constants, unless a sum binds them. `f`, `g`, `h`, `F`,
/// `G`, `H` and `P` before parentheses are functions; so is any letter before a lone variable that functions are usually
/// of (`x(t)`), and before several arguments. Runs of letters are products, unless they can be spoken and are long, or
/// are known names.
public struct MathReader: Sendable, Hashable {
  /// The limits that texts must keep.
  public var limits: MathReaderLimits

  /// A reader with the given limits.
  public init(limits: MathReaderLimits = .standard) {
    self.limits = limits
  }

  /// Reads all of `bytes`, which should be UTF-8.
  public func read(_ bytes: UnsafeBufferPointer<UInt8>) -> MathReadingResult {
    guard bytes.count <= limits.maxInputBytes else { return .limitExceeded(.inputBytes) }
    do throws(MathFailure) {
      return .expression(try reading(bytes))
    } catch {
      switch error {
      case .malformed(let offset, let reason): return .malformed(at: offset, reason: reason)
      case .unreadable(let offset, let reason): return .unreadable(at: offset, reason: reason)
      case .limit(let kind): return .limitExceeded(kind)
      }
    }
  }

  /// Reads all of `text`.
  public func read(_ text: String) -> MathReadingResult {
    var copy = text
    return copy.withUTF8 { read($0) }
  }

  private func reading(_ bytes: UnsafeBufferPointer<UInt8>) throws(MathFailure) -> MathReading {
    if let sentence = SentenceReader.sentence(bytes), let reading = reading(of: sentence, in: bytes) { return reading }
    if let text = WordReader.words(bytes) ?? WordReader.date(bytes) { return text }
    var tokenizer = MathTokenizer(bytes: bytes, limits: limits)
    try tokenizer.run()
    if let choice = choice(tokenizer.tokens, bytes) { return MathReading(choice, notes: tokenizer.notes) }
    if let reading = try readingByParts(tokenizer, bytes) { return reading }
    if let statements = statements(tokenizer.tokens, bytes) { return MathReading(statements, notes: tokenizer.notes) }
    if let (letter, length) = choiceBefore(tokenizer.tokens, bytes) {
      if let other = anotherChoice(in: tokenizer.tokens[length...], bytes) { throw .unreadable(other, .unexpectedInput) }
      var reading = MathReading(letter, notes: tokenizer.notes)
      do throws(MathFailure) {
        let value = try MathParser.pass(over: tokenizer.tokens[length...], of: bytes, limits: limits).expression
        guard value.isNested(atMost: limits.maxDepth) else { throw .limit(.depth) }
        reading.alternatives.append(MathReading.Alternative(.choiceOrValue, value))
      } catch {
        // Words behind a letter are what the choice says.
        guard case .unreadable(_, .words) = error else { throw error }
        reading.notes.append(MathNote(.words, at: tokenizer.tokens[length].start))
      }
      return reading
    }

    let pass: MathParser.Pass
    do throws(MathFailure) {
      pass = try MathParser.pass(over: tokenizer.tokens, of: bytes, limits: limits)
    } catch {
      if case .limit = error { throw error }
      guard let text = WordReader.prose(bytes, tokenizer.tokens) else { throw error }
      return MathReading(.text(text), notes: tokenizer.notes + [MathNote(.words, at: 0)])
    }
    guard pass.expression.isNested(atMost: limits.maxDepth) else { throw .limit(.depth) }
    let expression = Self.wordAlone(pass.expression)
    var reading = MathReading(expression, notes: (tokenizer.notes + pass.notes).sorted { $0.offset < $1.offset })
    reading.label = pass.label ?? tokenizer.label
    for ambiguity in pass.seen {
      let other = try? MathParser.pass(over: tokenizer.tokens, of: bytes, limits: limits, flipped: ambiguity)
      if let alternative = other?.expression, alternative != expression, alternative.isNested(atMost: limits.maxDepth) {
        reading.alternatives.append(MathReading.Alternative(ambiguity, alternative))
      }
    }
    if case .symbol(let symbol) = expression, symbol.index == nil, symbol.mark == nil || symbol.mark == .vector, symbol.primes == 0,
      symbol.name.utf8.count == 1, ("A"..."J").contains(symbol.name)
    {
      reading.alternatives.append(MathReading.Alternative(.variableOrChoice, .choice(symbol.name)))
    }
    return reading
  }

  /// The reading of what a sentence says; `nil` if that is no formula.
  private func reading(of sentence: SentenceReader.Sentence, in bytes: UnsafeBufferPointer<UInt8>) -> MathReading? {
    let value = UnsafeBufferPointer(rebasing: bytes[sentence.value])
    guard SentenceReader.sentence(value) == nil, var reading = try? self.reading(value) else { return nil }
    if case .text = reading.expression { return nil }
    for index in reading.notes.indices { reading.notes[index].offset += sentence.value.lowerBound }
    reading.notes.insert(MathNote(.label, at: 0), at: 0)
    reading.label = sentence.label
    return reading
  }

  /// An answer in parts with labels, as the tuple of what they say.
  private func readingByParts(_ tokenizer: MathTokenizer, _ bytes: UnsafeBufferPointer<UInt8>) throws(MathFailure) -> MathReading? {
    let tokens = tokenizer.tokens
    guard let parts = PartLabels.parts(of: tokens, bytes), let finish = tokens.last else { return nil }
    var members: [MathExpression] = []
    var notes = tokenizer.notes + [MathNote(.label, at: tokens[0].start)]
    for part in parts {
      do throws(MathFailure) {
        let pass = try MathParser.pass(over: tokens[part] + [finish], of: bytes, limits: limits)
        guard pass.expression.isNested(atMost: limits.maxDepth - 1) else { throw .limit(.depth) }
        members.append(Self.wordAlone(pass.expression))
        notes += pass.notes
      } catch {
        if case .limit = error { throw error }
        // Brackets that are no labels: `(a) + (b)`.
        return nil
      }
    }
    return MathReading(.collection(.tuple, members), notes: notes.sorted { $0.offset < $1.offset })
  }

  /// A name of several letters is a word if it is all there is.
  private static func wordAlone(_ expression: MathExpression) -> MathExpression {
    guard case .symbol(let symbol) = expression, symbol.index == nil, symbol.mark == nil, symbol.primes == 0,
      symbol.name.utf8.count > 1, symbol.name != "partial",
      symbol.name.utf8.allSatisfy(MathScalars.isLetter) || WordReader.isNotAvailable(symbol.name.utf8)
    else { return expression }
    let isCommand = MathCommand.table[symbol.name] != nil
    return isCommand ? expression : .text(symbol.name)
  }

  /// `(2)(3)`: the numbers of statements, as words, if there is nothing else; no answer is a product of such digits.
  private func statements(_ tokens: [MathToken], _ bytes: UnsafeBufferPointer<UInt8>) -> MathExpression? {
    guard tokens.count >= 7, tokens.count <= 31, tokens.count % 3 == 1 else { return nil }
    var numbers: [Int] = []
    for place in stride(from: 0, to: tokens.count - 1, by: 3) {
      guard case .open(.round) = tokens[place].kind, case .digits = tokens[place + 1].kind, case .close(.round) = tokens[place + 2].kind,
        tokens[place + 1].end - tokens[place + 1].start == 1
      else { return nil }
      numbers.append(Int(bytes[tokens[place + 1].start]) - 0x30)
    }
    return zip(numbers, numbers.dropFirst()).allSatisfy(<) ? .text(numbers.map { "(\($0))" }.joined()) : nil
  }

  /// `(C)`, `\text{(C)}`, `\textbf{(C)}`: a capital in parentheses and nothing else.
  private func choice(_ tokens: [MathToken], _ bytes: UnsafeBufferPointer<UInt8>) -> MathExpression? {
    guard tokens.count <= 10 else { return nil }
    var letter: UInt8?
    var open = 0
    var closed = 0
    for token in tokens {
      switch token.kind {
      case .groupOpen, .groupClose, .finish, .point: break
      case .open(.round) where letter == nil: open += 1
      case .close(.round): closed += 1
      case .word, .text:
        guard letter == nil, token.end - token.start == 1, 0x41...0x4A ~= bytes[token.start] else { return nil }
        letter = bytes[token.start]
      default: return nil
      }
    }
    guard let letter, closed == 1, open <= 1 else { return nil }
    return .choice(String(decoding: [letter], as: UTF8.self))
  }

  /// Where another choice stands behind one: `(C) 13` behind `(B) 12`, or a lone letter behind "or".
  private func anotherChoice(in tokens: ArraySlice<MathToken>, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    for place in tokens.indices where place + 1 < tokens.endIndex {
      guard case .word = tokens[place].kind, tokens[place].end - tokens[place].start == 1, 0x41...0x4A ~= bytes[tokens[place].start],
        place > tokens.startIndex
      else { continue }
      switch (tokens[place - 1].kind, tokens[place + 1].kind) {
      // `f(A)` and `P(A)` are values; a choice stands apart.
      case (.open(.round), .close(.round)):
        if place - 1 == tokens.startIndex || tokens[place - 1].space != .none { return tokens[place].start }
        switch tokens[place - 2].kind {
        case .groupOpen, .comma, .semicolon, .newline, .connective: return tokens[place].start
        // The marks around the letter are of the tokenizer's own making.
        default: if tokens[place - 1].start == tokens[place].start { return tokens[place].start }
        }
      case (.connective(.or), _), (.comma, .finish), (.semicolon, .finish): return tokens[place].start
      case (_, .point), (_, .colon), (_, .close(.round)):
        let isMark = tokens[place + 1].space == .none && place + 2 < tokens.endIndex && tokens[place + 2].space >= .plain
        if isMark, tokens[place].space >= .plain { return tokens[place].start }
      default: break
      }
    }
    return nil
  }

  /// `\textbf{(C)}\ 12`: a capital in parentheses in a text command, and how many tokens it has, if more follow.
  private func choiceBefore(
    _ tokens: [MathToken], _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (choice: MathExpression, length: Int)? {
    if tokens.count > 4, case .open(.round) = tokens[0].kind, case .word = tokens[1].kind,
      tokens[1].end - tokens[1].start == 1, 0x41...0x45 ~= bytes[tokens[1].start], case .close(.round) = tokens[2].kind,
      tokens[3].space >= .plain || tokens[0].start == tokens[1].start
    {
      // A space and a number behind it, which no product has.
      switch tokens[3].kind {
      // `\text{C. } x^2 + 1`: the marks around the letter are of the tokenizer's own making.
      case _ where tokens[0].start == tokens[1].start && tokens[0].start == tokens[0].end:
        if case .finish = tokens[3].kind { return nil }
        return (.choice(String(decoding: [bytes[tokens[1].start]], as: UTF8.self)), 3)
      case .digits, .currency, .point, .fraction, .root, .text:
        return (.choice(String(decoding: [bytes[tokens[1].start]], as: UTF8.self)), 3)
      default: return nil
      }
    }
    // `C. 12`, `C: 12` and `C) 12`
    if tokens.count > 3, case .word = tokens[0].kind, tokens[0].end - tokens[0].start == 1, 0x41...0x45 ~= bytes[tokens[0].start],
      tokens[1].space == .none, tokens[2].space >= .plain
    {
      // In `A: 3, B: 5` the letters are names.
      let isName = tokens.contains { if case .comma = $0.kind { true } else { false } }
      switch tokens[1].kind {
      case .colon where isName: return nil
      case .point, .colon, .close(.round):
        if case .finish = tokens[2].kind { return nil }
        return (.choice(String(decoding: [bytes[tokens[0].start]], as: UTF8.self)), 2)
      default: break
      }
    }
    guard tokens.count > 6, case .groupOpen = tokens[0].kind, case .open(.round) = tokens[1].kind,
      case .word = tokens[2].kind, tokens[2].end - tokens[2].start == 1, 0x41...0x4A ~= bytes[tokens[2].start],
      case .close(.round) = tokens[3].kind, case .groupClose = tokens[4].kind
    else { return nil }
    switch tokens[5].kind {
    case .caret, .underscore, .plus, .minus, .times, .slash, .relation, .dot, .finish: return nil
    default: return (.choice(String(decoding: [bytes[tokens[2].start]], as: UTF8.self)), 5)
    }
  }
}
