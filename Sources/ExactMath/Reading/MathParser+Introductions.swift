/// Words before a value and remarks behind it, which say nothing of another value.
extension MathParser {
  /// `Answer:` and `The answer is` at the beginning of the text.
  mutating func takeLabel() {
    guard let width = introductionWidth() else { return }
    note(.label)
    label = text(from: token, to: tokens[position + width - 1])
    advance(width)
  }

  private func text(from first: MathToken, to last: MathToken) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[first.start..<last.end]), as: UTF8.self)
  }

  /// How many tokens the words before the value have that say what it is; `nil` if there are none.
  private func introductionWidth() -> Int? {
    switch kind {
    case .text:
      let text = content(token)
      if UnitWords.mayDeny(text) { return nil }
      let isNamed = Self.isIntroduction(text) || Self.measures.contains(text.lowercased())
      if isNamed && startsValue(after: 1) || text.hasSuffix(":") { return 1 }
      guard ["answer is", "answer"].contains(where: text.lowercased().hasSuffix) else { return nil }
      if case .relation(.equal) = nextKind { return 2 }
      return text.hasSuffix("is") ? 1 : nil
    case .name:
      if case .colon = nextKind { return 2 }
    default: return nil
    }
    var offset = 0
    while offset < 6 {
      let token = tokens[min(position + offset, tokens.count - 1)]
      offset += 1
      switch token.kind {
      case .name: continue
      case .word where content(token) == "is": break
      default: return nil
      }
      switch kind(after: offset) {
      case .digits, .minus, .open, .fraction, .root, .currency:
        let last = tokens[position + offset - 1]
        let words = text(from: self.token, to: last)
        // "The wrong answer is 5", "the answer squared is 5"
        return UnitWords.mayDeny(words) || UnitWords.mayChangeValue(String(words.dropLast(3))) ? nil : offset
      default: return nil
      }
    }
    return nil
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

  /// `\text{Alice: } 3` where another part has such a label too: what the value is of counts.
  mutating func labelledByWords() throws(MathFailure) -> MathExpression? {
    guard let width = labelWidth(at: position), startsValue(after: width) else { return nil }
    let count = wordLabels ?? (0..<tokens.count).count { labelWidth(at: $0) != nil }
    wordLabels = count
    guard count > 1 else { return nil }
    let name = String(content(token).prefix { $0 != ":" })
    note(.label)
    advance(width)
    return .relation(
      [
        .symbol(MathSymbol(Self.shortMeasures[name.lowercased()] ?? name)), try nested { parser throws(MathFailure) in try parser.ratio() },
      ], [.equal])
  }

  /// How many tokens a label in words has here: a text that ends in a colon or names a measure, or a name before a colon.
  private func labelWidth(at place: Int) -> Int? {
    let token = tokens[place]
    switch token.kind {
    case .text:
      let text = content(token)
      return text.utf8.last == 0x3A || Self.measures.contains(text.lowercased()) ? 1 : nil
    case .name:
      if case .colon = tokens[min(place + 1, tokens.count - 1)].kind { return 2 }
      return nil
    default: return nil
    }
  }

  private static let shortMeasures = ["maximum": "max", "minimum": "min", "Max": "max", "Min": "min", "centre": "center"]
  /// What several parts of an answer are called.
  static let measures: Set<String> = [
    "maximum", "minimum", "max", "min", "mean", "variance", "median", "mode", "standard deviation", "center", "centre", "radius",
    "diameter",
    "area", "perimeter", "volume", "slope", "intercept", "quotient", "remainder", "amplitude", "period", "domain", "range", "real part",
    "imaginary part", "first term", "common ratio", "common difference",
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

  /// Whether a remark in parentheses behind a value leaves it as it is: "(double root)", "(by symmetry)".
  ///
  /// Any other word may reject the value or make another one of it: "(extraneous)", "(thousands)", "(complement)".
  func isHarmlessRemark(_ text: String) -> Bool {
    guard text.utf8.count <= Self.longestRemark else { return false }
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }
    let hasMultiplicity = words.contains("multiplicity")
    guard !words.isEmpty,
      words.allSatisfy({
        Self.harmlessWords.contains($0) || Self.rootNouns.contains($0) || Self.multiples.contains($0) || Self.choosing.contains($0)
          || hasMultiplicity && Self.multiplicities.contains($0)
      })
    else { return false }
    // "(double)" is no double root, and "(symmetry)" may be another value.
    let (isMultiple, hasNoun) = (words.contains(where: Self.multiples.contains), words.contains(where: Self.rootNouns.contains))
    if isMultiple && !hasNoun || words == ["root"] || words == ["zero"] { return false }
    // "(solution)" says that another one is none.
    return isOnlyRemark(choosing: words.contains(where: Self.choosing.contains) || hasNoun && !isMultiple && !hasMultiplicity)
  }

  /// Whether there is no other remark, and no other value where this one chooses among them: `1, 2 \text{ (final)}`.
  private func isOnlyRemark(choosing: Bool) -> Bool {
    var open = 0
    for place in 0..<tokens.count where place != position {
      switch tokens[place].kind {
      case .text: if bytes[tokens[place].start] == 0x28 { return false }
      case .open, .groupOpen: open += 1
      case .close, .groupClose: open -= 1
      case .comma, .semicolon, .newline, .connective: if choosing, open <= 0 { return false }
      case .plusMinus, .minusPlus: if choosing { return false }
      default: break
      }
    }
    return true
  }

  private static let longestRemark = 80
  private static let harmlessWords: Set<Substring> = [
    "a", "an", "the", "with", "of", "by", "in", "as", "from", "its", "units", "unit", "symmetry", "inspection", "induction", "am", "gm",
    "required", "desired", "simplest", "lowest", "form", "terms", "simplified", "exactly", "exact", "value", "theorem", "pythagorean",
    "pythagoras", "definition", "l'hopital's", "l'hôpital's", "rule", "vieta's", "formulas", "formula", "quadratic", "real",
  ]
  private static let rootNouns: Set<Substring> = ["root", "roots", "zero", "zeros", "solution", "solutions", "multiplicity"]
  private static let multiples: Set<Substring> = ["double", "triple", "repeated", "simple"]
  private static let multiplicities: Set<Substring> = ["one", "two", "three", "four", "five"]
  /// Words that say which value is meant, where there are several.
  private static let choosing: Set<Substring> = [
    "only", "unique", "answer", "final", "max", "min", "maximum", "minimum", "maximal", "minimal", "largest", "smallest", "greatest",
    "global", "local", "absolute",
  ]
}
