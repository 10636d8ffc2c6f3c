internal import RewardCore

/// A text read by a grammar: its blocks, and what is wrong with them.
///
/// At most one fault is kept for each opening and each closing tag of the grammar, the first; so hostile text costs no memory.
struct TagReading {
  /// The two tags of a block.
  enum Marker: Int { case opener, closer }

  private struct Token {
    var tag: Int
    var isCloser: Bool
    var range: Range<Int>
  }

  private struct Block {
    var tag: Int
    var start: Int
    var content: Range<Int>
    var end: Int
  }

  private struct Fault {
    var offset: Int
    var words: String
  }

  private let text: UnsafeBufferPointer<UInt8>
  private let grammar: TagGrammar
  private var faults: [Fault?]
  private var blocks: [Block] = []
  private var strays: [Token] = []
  private var seen: [Bool]
  /// What ran out, if the budget did.
  private(set) var exhausted: String?

  init(_ text: UnsafeBufferPointer<UInt8>, _ grammar: TagGrammar) {
    self.text = text
    self.grammar = grammar
    faults = Array(repeating: nil, count: 2 * grammar.tags.count)
    seen = Array(repeating: false, count: grammar.tags.count)
    let tokens = findTokens()
    pair(tokens)
    count(tokens)
    checkLines(tokens)
    checkOrder()
    checkOutside()
    checkContents()
  }

  // MARK: Findings

  /// The faults in words, by their place in the text.
  var faultsInOrder: [String] {
    var words: [String] = []
    let found = faults.enumerated().compactMap { index, fault in fault.map { (index, $0) } }
    for (_, fault) in found.sorted(by: { ($0.1.offset, $0.0) < ($1.1.offset, $1.0) }) where words.last != fault.words {
      words.append(fault.words)
    }
    return words
  }

  /// The blocks in words.
  var summary: String {
    let counts = grammar.tags.indices.map { tag in "\(blocks.count { $0.tag == tag }) of <\(name(tag))>" }
    return "blocks: " + counts.joined(separator: ", ")
  }

  /// Whether a tag is one that credit is given for: it is asked for, or it is there.
  func counts(_ tag: Int) -> Bool {
    grammar.tags[tag].least > 0 || seen[tag] || isFaulty(tag, .opener) || isFaulty(tag, .closer)
  }

  /// Whether the opening or closing tag has a fault.
  func isFaulty(_ tag: Int, _ marker: Marker) -> Bool { faults[2 * tag + marker.rawValue] != nil }

  /// The content of the last block of a tag.
  func lastContent(of tag: Int) -> Range<Int>? { blocks.last { $0.tag == tag }?.content }

  private func name(_ tag: Int) -> String { String(decoding: grammar.tags[tag].name, as: UTF8.self) }

  private mutating func add(_ tag: Int, _ marker: Marker?, at offset: Int, _ words: (Self) -> String) {
    let markers = marker.map { [$0] } ?? [.opener, .closer]
    for marker in markers where faults[2 * tag + marker.rawValue] == nil {
      faults[2 * tag + marker.rawValue] = Fault(offset: offset, words: words(self))
    }
  }

  // MARK: Tags

  private func findTokens() -> [Token] {
    var tokens: [Token] = []
    var at = 0
    while at < text.count {
      guard text[at] == UInt8(ascii: "<") else {
        at += 1
        continue
      }
      let isCloser = at + 1 < text.count && text[at + 1] == UInt8(ascii: "/")
      let start = at + (isCloser ? 2 : 1)
      guard let tag = grammar.tags.indices.first(where: { isName(grammar.tags[$0].name, at: start) }) else {
        at += 1
        continue
      }
      let end = start + grammar.tags[tag].name.count + 1
      tokens.append(Token(tag: tag, isCloser: isCloser, range: at..<end))
      at = end
    }
    return tokens
  }

  /// Whether a name and `>` stand at a place.
  private func isName(_ name: [UInt8], at start: Int) -> Bool {
    let end = start + name.count
    guard end < text.count, text[end] == UInt8(ascii: ">") else { return false }
    return name.indices.allSatisfy { index in
      let (a, b) = (name[index], text[start + index])
      return a == b || (!grammar.isCaseSensitive && lowerCased(a) == lowerCased(b))
    }
  }

  private func lowerCased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 32 : byte }

  /// Pairs opening with closing tags.
  ///
  /// An opening tag that is never closed ends where the next one begins.
  private mutating func pair(_ tokens: [Token]) {
    var closersLeft = Array(repeating: 0, count: grammar.tags.count)
    for token in tokens where token.isCloser { closersLeft[token.tag] += 1 }
    var open: [Token] = []
    var openCount = Array(repeating: 0, count: grammar.tags.count)
    for (index, token) in tokens.enumerated() {
      seen[token.tag] = true
      guard token.isCloser else {
        while let outer = open.last, closersLeft[outer.tag] == 0 {
          open.removeLast()
          openCount[outer.tag] -= 1
          addUnclosed(outer)
        }
        if let outer = open.last, grammar.forbidsNested {
          add(token.tag, nil, at: token.range.lowerBound) {
            "<\($0.name(token.tag))> at byte \(token.range.lowerBound) stands inside <\($0.name(outer.tag))>"
          }
        }
        open.append(token)
        openCount[token.tag] += 1
        continue
      }
      closersLeft[token.tag] -= 1
      if openCount[token.tag] == 0 {
        if index == 0, token.tag == 0, grammar.allowsMissingOpener {
          blocks.append(Block(tag: 0, start: 0, content: 0..<token.range.lowerBound, end: token.range.upperBound))
        } else {
          strays.append(token)
          add(token.tag, .closer, at: token.range.lowerBound) {
            "</\($0.name(token.tag))> at byte \(token.range.lowerBound) closes nothing"
          }
        }
        continue
      }
      while let inner = open.popLast() {
        openCount[inner.tag] -= 1
        if inner.tag == token.tag {
          blocks.append(
            Block(
              tag: inner.tag, start: inner.range.lowerBound, content: inner.range.upperBound..<token.range.lowerBound,
              end: token.range.upperBound))
          break
        }
        addUnclosed(inner)
      }
    }
    for token in open { addUnclosed(token) }
    blocks.sort { $0.start < $1.start }
  }

  private mutating func addUnclosed(_ token: Token) {
    strays.append(token)
    add(token.tag, .closer, at: token.range.lowerBound) {
      "</\($0.name(token.tag))> is missing: <\($0.name(token.tag))> at byte \(token.range.lowerBound) is never closed"
    }
  }

  private mutating func count(_ tokens: [Token]) {
    var openers = Array(repeating: 0, count: grammar.tags.count)
    var closers = openers
    if let first = tokens.first, first.isCloser, first.tag == 0, grammar.allowsMissingOpener { openers[0] = 1 }
    for token in tokens {
      let tag = grammar.tags[token.tag]
      let number: Int
      if token.isCloser {
        closers[token.tag] += 1
        number = closers[token.tag]
      } else {
        openers[token.tag] += 1
        number = openers[token.tag]
      }
      if let most = tag.most, number == most + 1 {
        add(token.tag, token.isCloser ? .closer : .opener, at: token.range.lowerBound) {
          "<\(token.isCloser ? "/" : "")\($0.name(token.tag))> stands once more at byte \(token.range.lowerBound), beyond \(most)"
        }
      }
    }
    for (index, tag) in grammar.tags.enumerated() {
      for (marker, number, shown) in [
        (Marker.opener, openers[index], "<\(name(index))>"), (.closer, closers[index], "</\(name(index))>"),
      ]
      where number < tag.least {
        let words = number == 0 ? "\(shown) is missing" : "\(shown) stands \(number) times and not \(tag.least)"
        add(index, marker, at: text.count) { "\(words), up to the end at byte \($0.text.count)" }
      }
    }
  }

  // MARK: Layout

  /// Tags on lines of their own.
  ///
  /// Before the first opening and after the last closing tag of the grammar, other text may share the line.
  private mutating func checkLines(_ tokens: [Token]) {
    guard grammar.lines != "any" else { return }
    for token in tokens {
      let isFirst = !token.isCloser && token.tag == 0
      let isLast = token.isCloser && token.tag == grammar.tags.count - 1
      let (start, end) = (token.range.lowerBound, token.range.upperBound)
      let startsLine = isFirst || start == 0 || text[start - 1] == 0x0A
      let endsLine =
        isLast || end == text.count || text[end] == 0x0A
        || (text[end] == 0x0D && end + 1 < text.count && text[end + 1] == 0x0A)
      guard !startsLine || !endsLine else { continue }
      add(token.tag, token.isCloser ? .closer : .opener, at: start) {
        "<\(token.isCloser ? "/" : "")\($0.name(token.tag))> at byte \(start) does not stand on its own line"
      }
    }
  }

  private mutating func checkOrder() {
    if grammar.isOrdered {
      var latest = 0
      for block in blocks {
        if block.tag < latest {
          add(block.tag, nil, at: block.start) {
            "<\($0.name(block.tag))> at byte \(block.start) stands after <\($0.name(latest))>"
          }
        }
        latest = max(latest, block.tag)
      }
    }
    if let last = grammar.last, let block = blocks.max(by: { $0.end < $1.end }), block.tag != last {
      add(last, nil, at: block.start) {
        "<\($0.name(block.tag))> at byte \(block.start) stands after the last <\($0.name(last))>"
      }
    }
  }

  /// What stands before, between and after the blocks.
  ///
  /// What an unclosed tag holds, or what a stray closing tag ends, is no text outside.
  private mutating func checkOutside() {
    guard !blocks.isEmpty || !strays.isEmpty else { return }
    var marks: [(range: Range<Int>, tag: Int, stray: Token?)] = blocks.map { ($0.start..<$0.end, $0.tag, nil) }
    marks += strays.map { ($0.range, $0.tag, $0) }
    marks.sort { $0.range.lowerBound < $1.range.lowerBound }
    var end = 0
    var isFirst = true
    var followsUnclosed = false
    for mark in marks where mark.range.lowerBound >= end {
      let gap = end..<mark.range.lowerBound
      let endsStray = mark.stray?.isCloser ?? false
      if !followsUnclosed, !endsStray {
        let isAllowed = isFirst ? grammar.allowsBefore : grammar.allowsBetween
        if !isAllowed, !fits(gap, isFirst: isFirst) {
          add(isFirst ? 0 : mark.tag, nil, at: gap.lowerBound) {
            $0.words(gap, isFirst ? "before the first tag" : "before <\($0.name(mark.tag))>")
          }
        }
      }
      end = mark.range.upperBound
      isFirst = false
      followsUnclosed = mark.stray.map { !$0.isCloser } ?? false
    }
    if !grammar.allowsAfter, !followsUnclosed, !isBlank(text[end..<text.count]) {
      add(grammar.tags.count - 1, nil, at: end) { $0.words(end..<$0.text.count, "after the last tag") }
    }
  }

  /// Whether a gap holds no text, or, where lines are exact, nothing but the one line break that has to be there.
  private func fits(_ gap: Range<Int>, isFirst: Bool) -> Bool {
    guard grammar.lines == "exact" else { return isBlank(text[gap]) }
    return isFirst ? gap.isEmpty : text[gap].elementsEqual([0x0A]) || text[gap].elementsEqual([0x0D, 0x0A])
  }

  private func words(_ gap: Range<Int>, _ place: String) -> String {
    "\(isBlank(text[gap]) ? "white space" : "text") at byte \(gap.lowerBound), \(place)"
  }

  // MARK: Contents

  private mutating func checkContents() {
    guard grammar.requiresContent else { return }
    // Blocks that are nested are not looked through again: a block that holds a tag is not blank.
    for block in blocks where isBlank(text[block.content]) {
      add(block.tag, nil, at: block.start) { "<\($0.name(block.tag))> at byte \(block.start) is blank" }
    }
  }

  /// Whether a block holds what its tag has to hold.
  mutating func check(content: Range<Int>, of tag: Int, boxed: (any AnswerExtractor)?, budget: inout WorkBudget) {
    guard budget.spend(content.count) else {
      exhausted = "the content of <\(name(tag))> is too long for the budget"
      return
    }
    switch grammar.tags[tag].content {
    case nil: return
    case .box:
      switch boxed?.lastCandidate(in: text, range: content, budget: &budget) ?? .nothing {
      case .found: return
      case .limitExceeded(let what): exhausted = what
      case .nothing:
        add(tag, nil, at: content.lowerBound) { "no \\boxed{…} in <\($0.name(tag))> at byte \(content.lowerBound)" }
      }
    case .fence(let language):
      if !hasFence(content, language: language) {
        let kind = language.map { " of \(String(decoding: $0, as: UTF8.self))" } ?? ""
        add(tag, nil, at: content.lowerBound) {
          "no fenced code\(kind) in <\($0.name(tag))> at byte \(content.lowerBound)"
        }
      }
    }
  }

  /// Whether a line that starts with three backticks (and the language) has another such line below it.
  private func hasFence(_ content: Range<Int>, language: [UInt8]?) -> Bool {
    var isOpen = false
    var isWanted = false
    for line in text[content].split(separator: 0x0A, omittingEmptySubsequences: false) {
      guard line.starts(with: [0x60, 0x60, 0x60]) else { continue }
      if isOpen {
        if isWanted { return true }
        isOpen = false
        continue
      }
      isOpen = true
      let tag = line.dropFirst(3).prefix { $0 > 0x20 }
      isWanted = language.map { tag.elementsEqual($0) } ?? true
    }
    return false
  }
}
