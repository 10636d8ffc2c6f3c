/// Words before a value and remarks behind it, which say nothing of another value.
extension MathParser {
  /// `Answer:` and `The answer is` at the beginning of the text.
  mutating func takeLabel() {
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
  mutating func takeQuantifier() {
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
}
