public import RewardCore

/// Extracts the content of the last well-formed, non-empty `\boxed{…}` or `\fbox{…}`.
///
/// The rule, in one forward pass:
/// - A box is `\boxed` or `\fbox`, then white space without a blank line, then `{`, up to the brace that matches it.
///   `\{` and `\}` are not braces. Without a brace, one token is the content: a number, one letter, or one command with
///   its arguments, if something that ends a formula or a sentence follows (`\boxed 7`, `\boxed\frac{1}{2}$`).
/// - Of nested boxes the outermost closed one counts. Boxes that hold nothing visible do not count.
/// - Boxes that follow each other with only separators between them (white space, math delimiters, commas, `and`, `or`,
///   `\quad`, `\\`, bullets, a slash, an opening bracket, and after a comma or a word a label such as `T(2) =`; at most ``longestGap`` bytes) are the parts of one answer: a model that boxes six values in
///   a row has not chosen the last one. When all of them read the same, that is one part.
/// - What is begun after the last well-formed box and never finished falls under the ``UnclosedPolicy``.
public struct BoxedExtractor: AnswerExtractor {
  /// What to do when the text breaks off within its last box.
  public var unclosed: UnclosedPolicy

  /// The most bytes between two boxes that belong together.
  public static let longestGap = 64

  /// Makes the extractor with its default options.
  public init() { self.init(unclosed: .passOver) }

  /// An extractor with these options.
  public init(options: Options) { self.init(unclosed: UnclosedPolicy(options)) }

  /// Makes the extractor.
  public init(unclosed: UnclosedPolicy) { self.unclosed = unclosed }

  /// What the extractor is called, what it does, and examples.
  public static let description = ExtractorDescription(
    name: "boxed",
    summary: #"The content of the last well-formed, non-empty \boxed{…} or \fbox{…}, or of the last few side by side."#,
    options: [UnclosedPolicy.option([.refuse, .passOver])],
    examples: [
      .init(#"Thus $x = \boxed{42}$."#, "42"),
      .init(#"\boxed{1}, so in the end \boxed{\frac{1}{2}}"#, #"\frac{1}{2}"#),
      .init(#"\boxed{\{1, 2\}}"#, #"\{1, 2\}"#),
      .init(#"\boxed {7}"#, "7"),
      .init(#"\boxed 7."#, "7"),
      .init(#"\fbox{yes}"#, "yes"),
      .init(#"\boxed{41} and now \boxed{}"#, "41"),
      .init(#"\boxed{41} or rather \boxed{42"#, "41"),
      .init(#"\boxed{\boxed{3}}"#, #"\boxed{3}"#),
      .init(#"$\boxed{1}$, $\boxed{2}$"#, #"1}$, $\boxed{2"#),
      .init(#"$T(1) = \boxed{1}, \quad T(2) = \boxed{3}$"#, #"T(1) = \boxed{1}, \quad T(2) = \boxed{3}"#),
      .init(#"$a = \boxed{1}$ so $b = \boxed{3}$"#, "3"),
      .init("The answer is 42.", nil),
    ])

  /// Finds the last box, or the last boxes side by side.
  public func lastCandidate(
    in text: UnsafeBufferPointer<UInt8>, range: Range<Int>, budget: inout WorkBudget
  ) -> Extraction {
    guard let range = admit(range, of: text, to: &budget) else { return textTooLong }
    var scan = BoxScan(text: text, index: range.lowerBound, end: range.upperBound)
    scan.run()
    guard let last = scan.closed.last else { return .nothing }
    var leniencies: [String] = []
    if scan.lastUnclosed >= last.end {
      guard unclosed != .refuse else { return .nothing }
      leniencies.append(ExtractionLeniency.unclosedPassedOver)
    }
    var first = scan.closed.count - 1
    while first > 0,
      BoxSeparator.fills(text, scan.closed[first - 1].end..<scan.closed[first].start, atMost: Self.longestGap)
    {
      first -= 1
    }
    let run = scan.closed[first...]
    if run.contains(where: { !$0.isBraced }) { leniencies.append(ExtractionLeniency.unbracedBox) }
    var parts = run.map { text.trimmed($0.content) }
    // `$y = \boxed{1}$, $x = \boxed{2}$`: the names belong to the values.
    if run.count > 1 {
      let labels = run.map { BoxSeparator.labelStart(text, max(range.lowerBound, $0.start - Self.longestGap)..<$0.start) }
      if zip(labels, run).allSatisfy({ $0 < $1.start }) { parts = zip(labels, run).map { $0..<$1.end } }
    }
    let final = text.trimmed(last.content)
    if parts.allSatisfy({ text[$0].elementsEqual(text[final]) }) { parts = [final] }
    return .found(CandidateAnswer(parts: parts, extractor: name, leniencies: leniencies, start: scan.closed[first].start))
  }
}

/// The single pass over a text that finds its boxes.
private struct BoxScan {
  /// A box whose closing brace has not come yet.
  struct OpenBox {
    var start: Int
    var content: Int
    var depth: Int
  }

  /// A finished box, with its content and where it begins and ends.
  struct ClosedBox {
    var start: Int
    var content: Range<Int>
    var end: Int
    var isBraced: Bool
  }

  let text: UnsafeBufferPointer<UInt8>
  var index: Int
  let end: Int

  /// The closed boxes that lie in no other closed box and are not empty, in text order.
  var closed: [ClosedBox] = []

  /// Where the last box begins that was never finished, or -1.
  var lastUnclosed = -1

  private var open: [OpenBox] = []
  private var depth = 0
  /// The last byte seen within a box that shows something on the page.
  private var lastInk = -1

  init(text: UnsafeBufferPointer<UInt8>, index: Int, end: Int) {
    self.text = text
    self.index = index
    self.end = end
  }

  mutating func run() {
    while index < end {
      if open.isEmpty {
        // Outside every box braces mean nothing.
        guard let next = text.firstIndex(of: Ascii.backslash, in: index..<end) else { break }
        index = next
      }
      switch text[index] {
      case Ascii.backslash:
        if let name = boxNameEnd(at: index) {
          beginBox(at: index, nameEnd: name)
        } else {
          command()
        }
      case Ascii.leftBrace:
        depth += 1
        index += 1
      case Ascii.rightBrace:
        depth -= 1
        if let box = open.last, box.depth == depth {
          open.removeLast()
          close(box.start, content: box.content..<index, end: index + 1, isBraced: true)
        }
        index += 1
      case Ascii.space, Ascii.tab, Ascii.lineFeed, Ascii.carriageReturn, Ascii.tilde, Ascii.dollar:
        index += 1
      default:
        lastInk = index
        index += 1
      }
    }
    if let box = open.last { lastUnclosed = max(lastUnclosed, box.start) }
  }

  /// Steps over a backslash and what it escapes.
  private mutating func command() {
    guard index + 1 < end else {
      lastInk = index
      index += 1
      return
    }
    let next = text[index + 1]
    if next == Ascii.backslash, boxNameEnd(at: index + 1) != nil {
      // `\boxed`: a line break before a box, or one backslash too many. The box counts.
      index += 1
      return
    }
    switch next {
    case Ascii.space, Ascii.comma, Ascii.semicolon, Ascii.colon, 0x21: break  // `\!` and the other spaces
    default: lastInk = index + 1
    }
    index += 2
  }

  /// The end of `\boxed` or `\fbox` at a backslash.
  private func boxNameEnd(at index: Int) -> Int? {
    var name = index
    if text.has(#"\boxed"#, at: index, end: end) {
      name += 6
    } else if text.has(#"\fbox"#, at: index, end: end) {
      name += 5
    } else {
      return nil
    }
    return name < end && text[name].isLetter ? nil : name
  }

  private mutating func beginBox(at start: Int, nameEnd: Int) {
    var content = nameEnd
    var lines = 0
    while content < end, text[content].isWhiteSpace {
      if text[content] == Ascii.lineFeed { lines += 1 }
      content += 1
    }
    index = content
    if content == end {
      lastUnclosed = start
    } else if lines > 1 {
      return  // A paragraph ends before anything is boxed: the word was only mentioned.
    } else if text[content] == Ascii.leftBrace {
      open.append(OpenBox(start: start, content: content + 1, depth: depth))
      depth += 1
      index = content + 1
    } else {
      switch UnbracedBox.read(text, from: content, end: end) {
      case .content(let range):
        lastInk = range.upperBound - 1
        close(start, content: range, end: range.upperBound, isBraced: false)
        index = range.upperBound
      case .malformed: lastUnclosed = start
      case .mention: break
      }
    }
  }

  private mutating func close(_ start: Int, content: Range<Int>, end: Int, isBraced: Bool) {
    guard lastInk >= content.lowerBound else { return }
    while let inner = closed.last, inner.start > start { closed.removeLast() }
    closed.append(ClosedBox(start: start, content: content, end: end, isBraced: isBraced))
  }
}

/// The content of a box without braces.
private enum UnbracedBox {
  case content(Range<Int>)
  /// Something is boxed, but where it ends is not clear; a prefix of it would be a guess.
  case malformed
  /// The command is only mentioned in prose.
  case mention

  /// The most bytes that a command with its arguments may have.
  private static let longestCommand = 256

  static func read(_ text: UnsafeBufferPointer<UInt8>, from start: Int, end: Int) -> UnbracedBox {
    let first = text[start]
    var index = start
    if first == Ascii.plus || first == Ascii.minus {
      index += 1
    } else if text.has("\u{2212}", at: start, end: end) {
      index += 3
    }
    if index < end,
      text[index].isDigit
        || (text[index] == Ascii.period && index + 1 < end && text[index + 1].isDigit)
    {
      while index < end {
        let byte = text[index]
        if byte.isDigit {
          index += 1
        } else if byte == Ascii.period || byte == Ascii.comma || byte == Ascii.slash, index + 1 < end,
          text[index + 1].isDigit
        {
          index += 2
        } else {
          break
        }
      }
      if index < end, text[index] == Ascii.percent {
        index += 1
      } else if text.has(#"\%"#, at: index, end: end) {
        index += 2
      }
    } else if index > start {
      return .mention
    } else if first.isLetter {
      index += 1
      if index < end, text[index].isLetter { return .mention }
    } else if first == Ascii.backslash, start + 1 < end, text[start + 1].isLetter {
      guard let command = commandEnd(text, from: start, end: min(end, start + longestCommand)) else {
        return .malformed
      }
      if text.has(#"\boxed"#, at: start, end: end) || text.has(#"\fbox"#, at: start, end: end) { return .mention }
      index = command
    } else {
      return .mention
    }
    return isDelimited(text, at: index, end: end) ? .content(start..<index) : .malformed
  }

  /// The end of a command and of the brace groups that follow it at once.
  private static func commandEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int, end: Int) -> Int? {
    var index = start + 1
    while index < end, text[index].isLetter { index += 1 }
    while index < end, text[index] == Ascii.leftBrace {
      var depth = 0
      repeat {
        switch text[index] {
        case Ascii.backslash: index += 1
        case Ascii.leftBrace: depth += 1
        case Ascii.rightBrace: depth -= 1
        default: break
        }
        index += 1
      } while depth > 0 && index < end
      if depth > 0 || index > end { return nil }
    }
    return index
  }

  /// Whether a token ends here: at the end of the text, of a formula, of a sentence, or before white space and a word.
  private static func isDelimited(_ text: UnsafeBufferPointer<UInt8>, at index: Int, end: Int) -> Bool {
    guard index < end else { return true }
    let byte = text[index]
    switch byte {
    case Ascii.dollar, Ascii.period, Ascii.comma, Ascii.semicolon, Ascii.colon, Ascii.question, Ascii.rightParenthesis,
      Ascii.rightBracket, Ascii.rightBrace, Ascii.asterisk:
      return true
    case Ascii.backslash:
      guard index + 1 < end else { return false }
      let next = text[index + 1]
      return next == Ascii.rightParenthesis || next == Ascii.rightBracket || next == Ascii.backslash
    default:
      guard byte.isWhiteSpace else { return false }
      let next = text.skipBlanks(from: index, end: end)
      guard next < end else { return true }
      switch text[next] {
      case Ascii.plus, Ascii.minus, Ascii.asterisk, Ascii.slash, Ascii.caret, Ascii.underscore, Ascii.lessThan,
        0x3D, 0x3E:  // `=`, `>`
        return false
      default: return true
      }
    }
  }
}

/// What may stand between boxes that belong together.
private enum BoxSeparator {
  /// Whether a short gap holds nothing but separators.
  static func fills(_ text: UnsafeBufferPointer<UInt8>, _ whole: Range<Int>, atMost longest: Int) -> Bool {
    guard whole.count <= longest else { return false }
    let numbered = whole.lowerBound..<partLabelStart(text, whole)
    return fills(text, numbered)
  }

  private static func fills(_ text: UnsafeBufferPointer<UInt8>, _ gap: Range<Int>) -> Bool {
    let label = labelStart(text, gap)
    // Only a comma or a joining word on the same line makes what follows a label of the same answer, and not the next step.
    if label < gap.upperBound {
      let isJoined = text[gap].contains(Ascii.comma) || text[gap].contains(Ascii.semicolon) || hasWord(text, gap.lowerBound..<label)
      guard isJoined, !text[gap].contains(where: \.isLineEnd) else { return false }
    }
    let gap = gap.lowerBound..<label
    var index = gap.lowerBound
    while index < gap.upperBound {
      guard let next = step(text, at: index, end: gap.upperBound, lineStart: gap.lowerBound) else { return false }
      index = next
    }
    return true
  }

  /// Where the number of a part begins, as in `(a) \boxed{3} (b) \boxed{5}`; the end of the gap when there is none.
  private static func partLabelStart(_ text: UnsafeBufferPointer<UInt8>, _ gap: Range<Int>) -> Int {
    var index = gap.upperBound
    while index > gap.lowerBound, text[index - 1].isWhiteSpace || text[index - 1] == Ascii.dollar { index -= 1 }
    guard index - 3 >= gap.lowerBound, text[index - 1] == Ascii.rightParenthesis, text[index - 3] == Ascii.leftParenthesis,
      (UInt8(ascii: "b")...UInt8(ascii: "h")).contains(text[index - 2]) || (UInt8(ascii: "2")...UInt8(ascii: "9")).contains(text[index - 2])
    else { return gap.upperBound }
    return index - 3
  }

  /// Where the label of the second box begins, as in `x = \boxed{1}, T(2) = \boxed{3}`; the end of the gap when there is none.
  ///
  /// A label is a name before an equals sign, after a comma or another separator.
  static func labelStart(_ text: UnsafeBufferPointer<UInt8>, _ gap: Range<Int>) -> Int {
    var index = text.skipBlanksBack(from: gap.upperBound, start: gap.lowerBound)
    guard index > gap.lowerBound, text[index - 1] == 0x3D else { return gap.upperBound }
    index = text.skipBlanksBack(from: index - 1, start: gap.lowerBound)
    let end = index
    while index > gap.lowerBound, isLabelByte(text[index - 1]) { index -= 1 }
    guard index > gap.lowerBound, index < end, text[index].isLetter || text[index] == Ascii.backslash else {
      return gap.upperBound
    }
    return index
  }

  private static func isLabelByte(_ byte: UInt8) -> Bool {
    switch byte {
    case Ascii.leftParenthesis, Ascii.rightParenthesis, Ascii.leftBrace, Ascii.rightBrace, Ascii.underscore: true
    default: byte.isLetter || byte.isDigit
    }
  }

  /// Whether a joining word stands in a range.
  private static func hasWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.contains { index in
      (index == range.lowerBound || !text[index - 1].isLetter)
        && words.contains { word in
          let after = index + word.utf8CodeUnitCount
          return text.hasIgnoringCase(word, at: index, end: range.upperBound) && (after == range.upperBound || !text[after].isLetter)
        }
    }
  }

  /// The words that join boxes, in lower case.
  private static let words: [StaticString] = [
    "and", "or", "maybe", "perhaps", "possibly", "alternatively", "else", "even", "oder", "ou", "und",
  ]

  /// The commands that join boxes.
  private static let commands: [StaticString] = [#"\quad"#, #"\qquad"#, #"\land"#, #"\lor"#, #"\wedge"#, #"\vee"#]

  /// The commands whose argument is text.
  private static let textCommands: [StaticString] = [#"\text{"#, #"\mathrm{"#, #"\textrm{"#, #"\mbox{"#, #"\textbf{"#]

  private static let wideMarks: [StaticString] = ["\u{00A0}", "\u{3000}", "、", "，", "；", "和", "或"]

  private static func step(_ text: UnsafeBufferPointer<UInt8>, at index: Int, end: Int, lineStart: Int) -> Int? {
    let byte = text[index]
    if byte.isWhiteSpace { return index + 1 }
    switch byte {
    case Ascii.comma, Ascii.semicolon, Ascii.dollar, Ascii.ampersand, Ascii.tilde, Ascii.asterisk, Ascii.slash,
      Ascii.leftParenthesis:
      return index + 1
    case Ascii.minus:
      // A bullet, not a minus sign.
      var before = index
      while before > lineStart, text[before - 1].isBlank { before -= 1 }
      let bullet = before > lineStart && text[before - 1].isLineEnd && index + 1 < end && text[index + 1].isBlank
      return bullet ? index + 1 : nil
    case Ascii.backslash: return command(text, at: index, end: end)
    default: break
    }
    if byte.isLetter { return word(text, at: index, end: end) }
    for mark in wideMarks where text.has(mark, at: index, end: end) { return index + mark.utf8CodeUnitCount }
    return nil
  }

  private static func word(_ text: UnsafeBufferPointer<UInt8>, at index: Int, end: Int) -> Int? {
    for word in words where text.hasIgnoringCase(word, at: index, end: end) {
      let after = index + word.utf8CodeUnitCount
      if after == end || !text[after].isLetter { return after }
    }
    return nil
  }

  private static func command(_ text: UnsafeBufferPointer<UInt8>, at index: Int, end: Int) -> Int? {
    guard index + 1 < end else { return nil }
    let next = text[index + 1]
    guard next.isLetter else {
      switch next {
      case Ascii.leftParenthesis, Ascii.rightParenthesis, Ascii.leftBracket, Ascii.rightBracket, Ascii.backslash,
        Ascii.comma, Ascii.semicolon, Ascii.colon, Ascii.space, 0x21:
        return index + 2
      default: return nil
      }
    }
    for command in commands where text.has(command, at: index, end: end) {
      let after = index + command.utf8CodeUnitCount
      if after == end || !text[after].isLetter { return after }
    }
    for command in textCommands where text.has(command, at: index, end: end) {
      var inner = index + command.utf8CodeUnitCount
      while inner < end, text[inner] != Ascii.rightBrace {
        let byte = text[inner]
        if byte.isWhiteSpace || byte == Ascii.comma || byte == Ascii.semicolon {
          inner += 1
        } else if byte.isLetter, let after = word(text, at: inner, end: end) {
          inner = after
        } else {
          return nil
        }
      }
      return inner < end ? inner + 1 : nil
    }
    return nil
  }
}
